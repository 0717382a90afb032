import { type IncomingBytes, NotAPicture } from '#src/pictures/incoming-bytes.ts'

const startOfImage = 0xd8
const endOfImage = 0xd9
const startOfScan = 0xda
const app0 = 0xe0
const app1 = 0xe1
/** How its colours are stored (`Adobe`): without it four-colour pictures look inverted. */
const app14 = 0xee
const comment = 0xfe

const exifName = Buffer.from('Exif\0\0', 'latin1')
const jfifName = Buffer.from('JFIF\0', 'latin1')
const adobeName = Buffer.from('Adobe', 'latin1')
const orientationTag = 0x0112

const isRestart = (marker: number) => marker >= 0xd0 && marker <= 0xd7
/** Tables, frames and scans: what the picture is made of (ITU-T T.81, table B.1). */
const isPicture = (marker: number) => marker >= 0xc0 && marker <= 0xdf
const isApplication = (marker: number) => marker >= 0xe0 && marker <= 0xef

const segment = (marker: number, data: Buffer): Buffer => {
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(data.length + 2, 2)
  return Buffer.concat([head, data])
}

/** Which way up the picture is, 1 to 8 (Exif 2.32, § 4.6.4); 1 where nothing says it. */
const orientationOf = (exif: Buffer): number => {
  const tiff = exif.subarray(exifName.length)
  if (tiff.length < 8) return 1
  const little = tiff.toString('latin1', 0, 2) === 'II'
  const short = (at: number) => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at))
  const long = (at: number) => (little ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at))
  const directory = long(4)
  if (directory + 2 > tiff.length) return 1
  for (let n = 0; n < short(directory); n++) {
    const entry = directory + 2 + n * 12
    if (entry + 12 > tiff.length) return 1
    if (short(entry) !== orientationTag) continue
    const value = short(entry + 8)
    return value >= 1 && value <= 8 ? value : 1
  }
  return 1
}

/** Exif with nothing in it but which way up the picture is. */
const orientationAlone = (orientation: number): Buffer => {
  const tiff = Buffer.from('4d4d002a00000008000101120003000000010000000000000000', 'hex')
  tiff.writeUInt16BE(orientation, 18)
  return segment(app1, Buffer.concat([exifName, tiff]))
}

/** The same without the small copy of the picture that it may hold. */
const jfifAlone = (data: Buffer): Buffer => {
  const plain = Buffer.from(data.subarray(0, 14))
  plain.fill(0, 12)
  return segment(app0, plain)
}

const beginsWith = (data: Buffer, name: Buffer) => data.subarray(0, name.length).equals(name)

/** What stays of a segment that is not the picture itself; null for nothing. */
const shorten = (marker: number, data: Buffer): Buffer | null => {
  if (marker === app0 && beginsWith(data, jfifName) && data.length >= 14) return jfifAlone(data)
  if (marker === app14 && beginsWith(data, adobeName)) return segment(marker, data)
  if (marker !== app1 || !beginsWith(data, exifName)) return null
  const orientation = orientationOf(data)
  return orientation === 1 ? null : orientationAlone(orientation)
}

const nextMarker = async (incoming: IncomingBytes): Promise<number> => {
  if ((await incoming.take(1))[0] !== 0xff) throw new NotAPicture('no marker')
  for (;;) {
    const marker = (await incoming.take(1))[0] as number
    // A marker may be preceded by any number of these.
    if (marker !== 0xff) return marker
  }
}

/** The pixels of a scan, up to the marker that ends it. @returns that marker */
async function* passScan(incoming: IncomingBytes): AsyncGenerator<Buffer, number> {
  for (;;) {
    yield* incoming.passUntil(0xff)
    const marker = await nextMarker(incoming)
    if (marker !== 0 && !isRestart(marker)) return marker
    yield Buffer.from([0xff, marker])
  }
}

const readSegment = async (incoming: IncomingBytes): Promise<Buffer> => {
  const length = (await incoming.take(2)).readUInt16BE(0)
  if (length < 2) throw new NotAPicture('no segment')
  return Buffer.from(await incoming.take(length - 2))
}

/**
 * A JPEG without camera and location data, thumbnails, profiles, comments, and whatever follows its end, such as further
 * pictures. Which way up it is stays.
 * @throws NotAPicture for what is none, or is cut off
 */
export async function* plainJpeg(incoming: IncomingBytes): AsyncGenerator<Buffer> {
  if ((await nextMarker(incoming)) !== startOfImage) throw new NotAPicture('no JPEG')
  yield Buffer.from([0xff, startOfImage])
  let pixels = false
  for (let marker = await nextMarker(incoming); marker !== endOfImage; ) {
    const data = await readSegment(incoming)
    const isMetadata = isApplication(marker) || marker === comment
    if (!isMetadata && (!isPicture(marker) || isRestart(marker) || marker === startOfImage))
      throw new NotAPicture('an unknown part')
    const stays = isMetadata ? shorten(marker, data) : segment(marker, data)
    if (stays) yield stays
    pixels ||= marker === startOfScan
    marker = marker === startOfScan ? yield* passScan(incoming) : await nextMarker(incoming)
  }
  if (!pixels) throw new NotAPicture('nothing to see')
  yield Buffer.from([0xff, endOfImage])
}
