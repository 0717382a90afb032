import { randomBytes } from 'node:crypto'
import { crc32, deflateSync } from 'node:zlib'

const chunk = (type: string, data: Buffer): Buffer => {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  checksum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, checksum])
}

const pngHeader = (side: number): Buffer => {
  const data = Buffer.from('0000000000000000' + '0806000000', 'hex')
  data.writeUInt32BE(side, 0)
  data.writeUInt32BE(side, 4)
  return chunk('IHDR', data)
}

/** A PNG of random colours, some 40 kB, with nothing in it but its pixels. */
export const randomPng = (): Buffer => pngWith([])

/** The same with chunks before its pixels, and bytes behind its end. */
export const pngWith = (chunks: [type: string, data: string][], behind = Buffer.alloc(0)): Buffer => {
  const side = 100
  const lines = Array.from({ length: side }, () => Buffer.concat([Buffer.alloc(1), randomBytes(side * 4)]))
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    pngHeader(side),
    ...chunks.map(([type, data]) => chunk(type, Buffer.from(data, 'latin1'))),
    chunk('IDAT', deflateSync(Buffer.concat(lines))),
    chunk('IEND', Buffer.alloc(0)),
    behind,
  ])
}

/** Grey noise of 8 by 8 pixels, by libjpeg: JFIF, tables, frame, scan, end. */
const greyJpeg = Buffer.from(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqmx5moq6T/wAALCAAIAAgBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAAf/EABsQAAICAwEAAAAAAAAAAAAAAAECAyEAEUEx/9oACAEBAAA/AArLG7rHKZg62W3zZUj0k0xrfKz/2Q==',
  'base64',
)

const segment = (marker: number, data: Buffer): Buffer => {
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(data.length + 2, 2)
  return Buffer.concat([head, data])
}

const ascii = 2
const short = 3
const long = 4
const rational = 5

type Entry = [tag: number, type: number, values: number[] | string]

/** A TIFF directory with its values behind it, big-endian, as Exif holds them. */
const directory = (entries: Entry[], at: number): Buffer => {
  const table = Buffer.alloc(2 + entries.length * 12 + 4)
  table.writeUInt16BE(entries.length, 0)
  const behind: Buffer[] = []
  let end = at + table.length
  entries.forEach(([tag, type, values], n) => {
    const entry = 2 + n * 12
    const size = type === rational ? 8 : type === long ? 4 : type === short ? 2 : 1
    const data =
      typeof values === 'string'
        ? Buffer.from(`${values}\0`, 'latin1')
        : Buffer.concat(
            values.map((value) => {
              const bytes = Buffer.alloc(size)
              if (type === short) bytes.writeUInt16BE(value)
              else bytes.writeUInt32BE(value)
              if (type === rational) bytes.writeUInt32BE(1, 4)
              return bytes
            }),
          )
    table.writeUInt16BE(tag, entry)
    table.writeUInt16BE(type, entry + 2)
    table.writeUInt32BE(data.length / size, entry + 4)
    if (data.length <= 4) data.copy(table, entry + 8)
    else {
      table.writeUInt32BE(end, entry + 8)
      behind.push(data)
      end += data.length
    }
  })
  return Buffer.concat([table, ...behind])
}

/** Exif of a phone: who, with what, when, which way up, and where: 59° 19' 46" N, 18° 4' 7" E. */
const exif = (orientation: number): Buffer => {
  const gps = (at: number) =>
    directory(
      [
        [1, ascii, 'N'],
        [2, rational, [59, 19, 46]],
        [3, ascii, 'E'],
        [4, rational, [18, 4, 7]],
      ],
      at,
    )
  const main = (gpsAt: number) =>
    directory(
      [
        [0x010f, ascii, 'Nordfoto'],
        [0x0110, ascii, 'N-7 Pro'],
        [0x0112, short, [orientation]],
        [0x0132, ascii, '2027:03:01 09:30:00'],
        [0x013b, ascii, 'Olle Ek'],
        [0x8825, long, [gpsAt]],
      ],
      8,
    )
  const gpsAt = 8 + main(0).length
  const tiff = Buffer.concat([Buffer.from('4d4d002a00000008', 'hex'), main(gpsAt), gps(gpsAt)])
  return segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]))
}

/** A photo as a phone writes it: Exif with GPS, XMP, Photoshop's notes, a comment, and a second picture behind its end. */
export const photo = (orientation = 1): Buffer => {
  const xmp = '<x:xmpmeta><exif:GPSLatitude>59,19.77N</exif:GPSLatitude></x:xmpmeta>'
  return Buffer.concat([
    greyJpeg.subarray(0, 2),
    exif(orientation),
    segment(0xe1, Buffer.from(`http://ns.adobe.com/xap/1.0/\0${xmp}`, 'latin1')),
    segment(0xed, Buffer.from('Photoshop 3.0\0' + '8BIM city Stockholm', 'latin1')),
    segment(0xfe, Buffer.from('taken at home', 'latin1')),
    greyJpeg.subarray(2),
    greyJpeg.subarray(0, 2),
    exif(1),
    greyJpeg.subarray(2),
  ])
}

/** The photo's pixels and nothing else. */
export const photoAlone = (): Buffer => Buffer.from(greyJpeg)
