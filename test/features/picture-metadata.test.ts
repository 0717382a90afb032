import { buffer } from 'node:stream/consumers'
import { fileTypeFromBuffer } from 'file-type'
import t, { type Test } from 'tap'
import { readFile } from '#src/features/files/read-file.ts'
import { type PictureType, stripMetadata } from '#src/pictures/strip-metadata.ts'
import { startApp } from '#test/helpers/app.ts'
import { openClinic } from '#test/helpers/clinic.ts'
import { connectTo } from '#test/helpers/database.ts'
import { photo, photoAlone, pngWith, randomPng } from '#test/helpers/pictures.ts'
import { addPublicRequest } from '#test/helpers/two-clinics.ts'

async function* inParts(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

const strip = (type: PictureType, bytes: Buffer, size = 1_000): Promise<Buffer> =>
  buffer(stripMetadata(type, inParts(bytes, size)))

const refusal = { name: 'NotAPicture' }

/** What gives away where, when, with what or by whom a photo was taken. */
const traces = [
  ...['Nordfoto', 'N-7 Pro', '2027:03:01', 'Olle Ek'],
  ...['GPSLatitude', 'Photoshop', 'Stockholm', 'taken at home'],
]

const expectNoTrace = (t: Test, bytes: Buffer) => {
  for (const trace of traces) t.notOk(bytes.includes(trace), `no ${trace}`)
}

t.test('S47: a photo loses where, when and with what it was taken, and keeps every pixel', async (t) => {
  for (const trace of traces) t.ok(photo().includes(trace), `the photo tells ${trace}`)
  for (const size of [1, 3, 64, 100_000]) {
    const stripped = await strip('image/jpeg', photo(), size)
    t.ok(stripped.equals(photoAlone()), `in parts of ${size}`)
  }
  const again = await strip('image/jpeg', photoAlone())
  t.ok(again.equals(photoAlone()), 'of one that tells nothing all stays')
})

t.test('S47: which way up a photo is stays, and nothing else of its Exif', async (t) => {
  for (const orientation of [2, 6, 8]) {
    const stripped = await strip('image/jpeg', photo(orientation))
    expectNoTrace(t, stripped)
    t.equal((await fileTypeFromBuffer(stripped))?.mime, 'image/jpeg')
    const at = stripped.indexOf('Exif\0\0', 0, 'latin1')
    t.strictSame(
      stripped.subarray(at + 6, at + 32).toString('hex'),
      `4d4d002a000000080001011200030000000100${`0${orientation}`}000000000000`,
    )
    t.equal(stripped.indexOf('Exif', at + 1, 'latin1'), -1)
    const without = Buffer.concat([stripped.subarray(0, at - 4), stripped.subarray(at + 32)])
    t.ok(without.equals(photoAlone()))
  }
})

t.test('S47: a PNG loses its texts, camera data and what is hidden behind its end', async (t) => {
  const texts: [string, string][] = [
    ['tEXt', 'Author\0Olle Ek'],
    ['zTXt', 'Comment\0\0taken at home'],
    ['iTXt', 'XML:com.adobe.xmp\0\0\0\0\0<exif:GPSLatitude>59,19.77N</exif:GPSLatitude>'],
    ['eXIf', 'MM\0*Nordfoto'],
    ['tIME', '2027:03:01'],
    ['prVt', 'Stockholm'],
  ]
  const told = pngWith(texts, Buffer.from('<script>Photoshop</script>'))
  for (const size of [1, 100, 1_000_000]) {
    const stripped = await strip('image/png', told, size)
    expectNoTrace(t, stripped)
    t.equal((await fileTypeFromBuffer(stripped))?.mime, 'image/png')
    const pixels = told.subarray(told.indexOf('IDAT') - 4, told.indexOf('IEND') + 8)
    t.ok(stripped.equals(Buffer.concat([told.subarray(0, 33), pixels])))
  }
  const coloured = pngWith([['gAMA', '\0\0\xb1\x8f']])
  t.ok((await strip('image/png', coloured)).equals(coloured), 'how its colours look stays')
})

t.test('S47: what is cut off, mixed up or something else is refused', async (t) => {
  const [jpeg, png] = [photoAlone(), randomPng()]
  for (const cut of [1, 2, 20, 100, jpeg.length - 1])
    await t.rejects(strip('image/jpeg', jpeg.subarray(0, cut)), refusal)
  for (const cut of [7, 8, 30, 5_000, png.length - 1])
    await t.rejects(strip('image/png', png.subarray(0, cut)), refusal)
  const others: [PictureType, Buffer][] = [
    ['image/jpeg', png],
    ['image/png', jpeg],
    ['image/png', Buffer.from('<html>')],
    ['image/jpeg', Buffer.from('ffd8ffd9', 'hex')],
    ['image/jpeg', Buffer.from('ffd8ffe0000000', 'hex')],
    [
      'image/jpeg',
      Buffer.concat([jpeg.subarray(0, 2), Buffer.from('ff020004abcd', 'hex'), jpeg.subarray(2)]),
    ],
    ['image/png', Buffer.concat([png.subarray(0, 8), png.subarray(33)])],
    ['image/png', pngWith([['CgBI', '1234']])],
  ]
  for (const [type, bytes] of others) await t.rejects(strip(type, bytes), refusal)
  t.equal((await strip('image/png', Buffer.alloc(0))).length, 0, 'of nothing nothing is made')
})

t.test('S47: evidence is stored without it, whatever was sent', async (t) => {
  const app = await startApp(t)
  const clinic = await openClinic(app)
  const owner = await connectTo(t, app.database.ownerUrl)
  const { requestId, secret } = await addPublicRequest(app, clinic)
  const send = async (content: Buffer, type: string) =>
    (
      await app.app.inject({
        method: 'POST',
        url: `/v1/privacy/requests/${secret}/evidence`,
        headers: { 'content-type': type },
        payload: content,
      })
    ).statusCode
  const stored = async () => {
    const { rows } = await owner.query('select evidence_file_id as id from public_requests where id = $1', [
      requestId,
    ])
    return buffer(readFile(app.deps, clinic.id, rows[0].id))
  }
  t.equal(await send(photo(), 'image/jpeg'), 204)
  t.ok((await stored()).equals(photoAlone()))
  const shown = await app.app.inject({
    method: 'GET',
    url: `${clinic.url}/data-requests/${requestId}/evidence`,
    headers: { authorization: `Bearer ${clinic.admin.token}` },
  })
  t.ok(shown.rawPayload.equals(photoAlone()))
  t.equal(await send(pngWith([['tEXt', 'Author\0Olle Ek']]), 'image/png'), 204)
  expectNoTrace(t, await stored())
  t.equal(await send(photo().subarray(0, 300), 'image/jpeg'), 415, 'cut off')
  const hidden = Buffer.concat([photo(), Buffer.alloc(10 * 1024 * 1024)])
  t.equal(await send(hidden, 'image/jpeg'), 413, 'what is hidden behind it counts')
  const { rows } = await owner.query(`select count(*)::int as files from files where purpose = 'evidence'`)
  t.strictSame(rows, [{ files: 1 }], 'nothing is left of what was refused')
})
