import { type IncomingBytes, NotAPicture } from '#src/pictures/incoming-bytes.ts'

const signature = Buffer.from('89504e470d0a1a0a', 'hex')

/** Chunks that the picture is made of, and those that say how its colours look and how it is scaled (PNG 3, § 11). */
const kept = new Set([
  ...['IHDR', 'PLTE', 'IDAT', 'IEND'],
  ...['tRNS', 'gAMA', 'cHRM', 'sRGB', 'cICP', 'sBIT', 'bKGD', 'pHYs'],
])

const isCritical = (type: string) => /^[A-Z]/.test(type)

const discard = async (parts: AsyncIterable<Buffer>): Promise<void> => {
  for await (const _part of parts);
}

/**
 * A PNG without texts, camera and location data, times, profiles, animation, and whatever follows its end.
 * @throws NotAPicture for what is none, is cut off, or has a part without which it cannot be shown and that no standard knows
 */
export async function* plainPng(incoming: IncomingBytes): AsyncGenerator<Buffer> {
  if (!(await incoming.take(signature.length)).equals(signature)) throw new NotAPicture('no PNG')
  yield signature
  let first = true
  let pixels = false
  for (;;) {
    const head = await incoming.take(8)
    const length = head.readUInt32BE(0)
    const type = head.toString('latin1', 4)
    if (length > 0x7fffffff || !/^[A-Za-z]{4}$/.test(type)) throw new NotAPicture('no chunk')
    if (first !== (type === 'IHDR')) throw new NotAPicture('its header is not first')
    if (isCritical(type) && !kept.has(type)) throw new NotAPicture('an unknown part')
    first = false
    pixels ||= type === 'IDAT'
    // Four bytes of checksum follow the data.
    const data = incoming.pass(length + 4)
    if (!kept.has(type)) {
      await discard(data)
      continue
    }
    yield head
    yield* data
    if (type === 'IEND') break
  }
  if (!pixels) throw new NotAPicture('nothing to see')
}
