import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import fc from 'fast-check'
import t, { type Test } from 'tap'
import { openDirectory } from '../../src/blobs/directory/index.ts'
import type { BlobStore } from '../../src/blobs/port.ts'
import { folder } from '../fixture.ts'

interface Place {
  readonly blobs: BlobStore
  /** Another store on the same place. */
  readonly second: () => BlobStore
}

/** What every store of originals promises. A backend is a line here. */
const PLACES: Readonly<Record<string, (t: Test) => Promise<Place>>> = {
  directory: async (t) => {
    const at = join(await folder(t), 'deep', 'blobs')
    return { blobs: openDirectory(at), second: () => openDirectory(at) }
  },
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const bytesOf = async (blobs: BlobStore, hash: string): Promise<Buffer> => Buffer.concat(await Array.fromAsync(await blobs.get(hash)))
const listed = async (blobs: BlobStore): Promise<string[]> => (await Array.fromAsync(blobs.list())).map((blob) => blob.sha256)
const text = (words: string): Buffer => Buffer.from(words)

for (const [name, make] of Object.entries(PLACES)) {
  await t.test(name, async (t) => {
    await t.test('what goes in comes out, by its hash, however it was cut', async (t) => {
      const { blobs } = await make(t)
      await fc.assert(fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 5_000 }), { maxLength: 5 }), async (chunks) => {
        const whole = Buffer.concat(chunks)
        const put = await blobs.put(Readable.from(chunks))
        return put.sha256 === sha256(whole) && put.bytes === whole.length && (await bytesOf(blobs, put.sha256)).equals(whole)
      }), { numRuns: 30 })
    })

    await t.test('an empty place has nothing; nothing is deleted once', async (t) => {
      const { blobs } = await make(t)
      t.same(await listed(blobs), [])
      t.equal(await blobs.has(sha256(text('無'))), false)
      t.equal(await blobs.delete(sha256(text('無'))), false)
      await t.rejects(blobs.get(sha256(text('無'))), { code: 'NOT_FOUND' })
    })

    await t.test('the same content twice is one; listed in the order of hashes, seen from everywhere', async (t) => {
      const { blobs, second } = await make(t)
      const put = await Promise.all(['甲', '乙', '甲', '丙', '甲'].map((words) => blobs.put(text(words))))
      const hashes = [...new Set(put.map((blob) => blob.sha256))].sort()
      t.equal(hashes.length, 3)
    t.same((await Array.fromAsync(second().list())).map(({ sha256, bytes }) => ({ sha256, bytes })), hashes.map((hash) => ({ sha256: hash, bytes: 3 })))
      t.equal(await second().delete(put[0]!.sha256), true)
      t.equal(await blobs.has(put[0]!.sha256), false)
      t.equal(await blobs.has(put[1]!.sha256), true)
    })

    await t.test('a source that fails leaves nothing, and its own error', async (t) => {
      const { blobs } = await make(t)
      const broken = async function* (): AsyncGenerator<Uint8Array> {
        yield text('一半')
        throw new Error('the line went dead')
      }
      await t.rejects(blobs.put(broken()), { message: 'the line went dead' })
      t.same(await listed(blobs), [])
    })

    await t.test('what is no hash is refused, whatever it points to', async (t) => {
      const { blobs } = await make(t)
      for (const wrong of ['', '../../etc/passwd', 'A'.repeat(64), `${'a'.repeat(64)}/..`, 'incoming']) {
        for (const ask of ['get', 'has', 'delete'] as const) await t.rejects(blobs[ask](wrong) as Promise<unknown>, { code: 'BAD_USER_INPUT' }, `${ask} ${wrong}`)
      }
    })
  })
}

t.test('directory: files by hash, nothing half-written under a name, and a damaged file is told', async (t) => {
  const at = join(await folder(t), 'blobs')
  const blobs = openDirectory(at)
  const { sha256: hash } = await blobs.put(text('學習型城市'))
  const path = join(at, hash.slice(0, 2), hash)
  t.equal(await readFile(path, 'utf8'), '學習型城市')
  t.same(await readdir(join(at, 'incoming')), [])
  await writeFile(path, '學習型城巿')
  await t.rejects(bytesOf(blobs, hash), { code: 'INTERNAL', message: /damaged/ })
  await writeFile(path, '學習')
  t.same(await blobs.put(text('學習型城市')), { sha256: hash, bytes: 15 }, 'what is cut short is written anew')
  t.equal(String(await bytesOf(blobs, hash)), '學習型城市')
})

t.test('directory: what a process that died left is swept away after a day, what is being written stays', async (t) => {
  const at = join(await folder(t), 'blobs')
  await mkdir(join(at, 'incoming'), { recursive: true })
  for (const name of ['old', 'young']) await writeFile(join(at, 'incoming', name), '一半')
  await utimes(join(at, 'incoming', 'old'), 1, 1)
  await openDirectory(at).put(text('新'))
  t.same(await readdir(join(at, 'incoming')), ['young'])
  await writeFile(join(at, 'file'), '')
  await t.rejects(openDirectory(join(at, 'file')).put(text('x')), { code: 'UNAVAILABLE' })
})
