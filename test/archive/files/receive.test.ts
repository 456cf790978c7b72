import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { zipSync } from 'fflate'
import sharp from 'sharp'
import t, { type Test } from 'tap'
import { receive } from '../../../src/archive/files/receive.ts'
import { openDirectory } from '../../../src/blobs/directory/index.ts'
import type { BlobStore } from '../../../src/blobs/port.ts'
import { folder } from '../../fixture.ts'

async function store(t: Test): Promise<{ blobs: BlobStore; kept: () => Promise<string[]> }> {
  const blobs = openDirectory(join(await folder(t), 'blobs'))
  return { blobs, kept: async () => (await Array.fromAsync(blobs.list())).map(({ sha256 }) => sha256) }
}

async function* pieces(bytes: Uint8Array, size = 1_000): AsyncGenerator<Uint8Array> {
  for (let i = 0; i < bytes.length; i += size) yield bytes.subarray(i, i + size)
}

/** A photograph with the place where it was taken. */
const photo = (format: 'jpeg' | 'png' | 'webp' = 'jpeg'): Promise<Buffer> =>
  sharp({ create: { width: 40, height: 20, channels: 3, background: '#a33' } })
    .withExif({ IFD0: { Make: 'Camera' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '25/1 2/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '121/1 33/1 0/1' } }).toFormat(format).toBuffer()

t.test('a picture is made anew: the place is gone, and so is what hung behind it', async (t) => {
  const { blobs } = await store(t)
  const bytes = await photo()
  t.ok((await sharp(bytes).metadata()).exif, 'it had one')
  const behind = Buffer.concat([bytes, Buffer.from('<script>alert(1)</script>')])
  const file = await receive(blobs, pieces(behind), { name: '廟埕.JPG' })
  t.match(file, { name: '廟埕.jpg', mediaType: 'image/jpeg', width: 40, height: 20 })
  const stored = await buffer(await blobs.get(file.sha256))
  t.equal((await sharp(stored).metadata()).exif, undefined)
  t.notOk(stored.includes('script'))
})

t.test('the place is kept on purpose only, and the file as sent only when asked for', async (t) => {
  const { blobs, kept } = await store(t)
  const bytes = await photo()
  const file = await receive(blobs, pieces(bytes), { name: 'a.jpg', keepPosition: true, keepSent: true })
  t.ok((await sharp(await buffer(await blobs.get(file.sha256))).metadata()).exif)
  t.ok((await buffer(await blobs.get(file.sent!))).equals(bytes))
  t.equal((await kept()).length, 2)
})

t.test('it stands upright, whatever the camera noted', async (t) => {
  const { blobs } = await store(t)
  const turned = await sharp(await photo()).withMetadata({ orientation: 6 }).toBuffer()
  t.match(await receive(blobs, pieces(turned), { name: 'a.jpg' }), { width: 20, height: 40 })
})

t.test('what a file is, its bytes say, not its name', async (t) => {
  const { blobs } = await store(t)
  t.match(await receive(blobs, pieces(await photo('png')), { name: 'photo\u202Egpj.exe' }), { mediaType: 'image/png', name: /^photogpj\.png$/ })
  t.match(await receive(blobs, pieces(Buffer.from('%PDF-1.4\n<html><script>alert(1)</script>')), { name: '../../etc/passwd.html' }), { mediaType: 'application/pdf', name: 'passwd.pdf' })
  t.match(await receive(blobs, pieces(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')), { name: 'x.svg' }), { mediaType: 'text/plain', name: 'x.txt' }, 'a drawing that runs is plain text')
  t.match(await receive(blobs, pieces(Buffer.from('里長說的故事')), { name: '故事' }), { mediaType: 'text/plain', name: '故事.txt' })
})

t.test('what is refused leaves nothing behind', async (t) => {
  const { blobs, kept } = await store(t)
  const bomb = Buffer.from(zipSync({ mimetype: [Buffer.from('application/epub+zip'), { level: 0 }], 'a.xhtml': Buffer.alloc(1_000_000) }, { level: 9 }))
  // its directory says 2 GB of the last part
  bomb.writeUInt32LE(2_000_000_000, bomb.lastIndexOf('PK\x01\x02', undefined, 'latin1') + 24)
  const head = (await photo('png')).subarray(0)
  // the head says 30,000 × 30,000; the rest is as it was
  head.writeUInt32BE(30_000, 16)
  head.writeUInt32BE(30_000, 20)
  const { crc32 } = await import('node:zlib')
  head.writeUInt32BE(crc32(head.subarray(12, 29)), 29)
  for (const [what, bytes, words] of [
    ['a program', Buffer.from('4d5a90000300000004000000ffff0000', 'hex'), /不收/],
    ['nothing', Buffer.alloc(0), /空的/],
    ['half a picture', (await photo('png')).subarray(0, 60), /打不開/],
    ['30,000 × 30,000', head, /太大/],
    ['a zip bomb', bomb, /解開後太大/],
  ] as const) {
    await t.rejects(receive(blobs, pieces(bytes, 1_000_000), { name: 'x' }), { code: 'BAD_USER_INPUT', details: { field: 'file' }, message: words }, what)
  }
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('%PDF-1.4')
    throw new Error('the line is cut')
  }
  await t.rejects(receive(blobs, broken(), { name: 'x.pdf' }), /the line is cut/)
  t.strictSame(await kept(), [])
  t.strictSame((await readdir((await import('node:os')).tmpdir())).filter((name) => name.startsWith('fangzhi-incoming-')), [])
})
