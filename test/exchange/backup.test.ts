import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { backup, noteRedaction, restore } from '../../src/exchange/backup.ts'
import { copyArchive } from '../../src/exchange/copy.ts'
import { exportRecords } from '../../src/exchange/jsonl.ts'
import type { GraphStore } from '../../src/graph/port.ts'
import { EVERYONE, PUBLIC, WHOLE } from '../../src/model/audience.ts'
import { newId } from '../../src/model/ids.ts'
import { openDirectory } from '../../src/blobs/directory/index.ts'
import type { BlobStore } from '../../src/blobs/port.ts'
import { redact } from '../../src/archive/redact.ts'
import { community, member, protocol } from '../conformance/world.ts'
import { emptyStore, folder, smallCity } from '../fixture.ts'

/** No originals. */
const blobs = openDirectory('/nowhere/at/all')

async function logOf(store: GraphStore): Promise<unknown[]> {
  const log = []
  for await (const changeset of store.replay()) log.push(changeset)
  return log
}

t.test('a backup restores to the same log, hidden records included', async (t) => {
  const { store } = await smallCity(t)
  const path = join(await folder(t), 'b.jsonl.gz')
  t.match(await backup({ graph: store, blobs }, path), { changesets: 1, sequence: 1 })
  const other = await emptyStore(t)
  t.match(await restore({ graph: other, blobs }, path, undefined), { changesets: 1, warned: true })
  t.same(await logOf(other), await logOf(store))
  t.same(await other.statistics(WHOLE), await store.statistics(WHOLE))
  t.match(await other.reproject({ check: true }), { differences: [] })
  t.match(await restore({ graph: other, blobs }, path, undefined), { changesets: 1 }, 'again, as after a run that was broken off')
  t.equal(await other.sequence(), 1)
  await t.rejects(restore({ graph: (await smallCity(t)).store, blobs }, path, undefined), { code: 'CONFLICT' }, 'not into another archive')
})

t.test('a restore carries out again what was redacted since', async (t) => {
  const { store, ids } = await smallCity(t)
  const dir = await folder(t)
  await backup({ graph: store, blobs }, join(dir, 'b.jsonl'))
  await noteRedaction(join(dir, 'redactions'), { id: ids.person, versions: [1], reason: '本人要求', at: '2026-01-01' })
  const other = await emptyStore(t)
  t.match(await restore({ graph: other, blobs }, join(dir, 'b.jsonl'), join(dir, 'redactions')), { redacted: 1, warned: false })
  t.match((await other.heads([ids.person], WHOLE)).get(ids.person), { record: null, state: 'withdrawn' })
  t.notMatch(JSON.stringify(await logOf(other)), /林振春/)
})

t.test('a backup made after a redaction does not hold what was redacted', async (t) => {
  const { store, ids } = await smallCity(t)
  await store.commit({ id: newId(), actor: 'a', reason: 'r', origin: 'cli', operations: [{ op: 'redact', id: ids.person, reason: '本人要求' }] })
  const path = join(await folder(t), 'b.jsonl')
  await backup({ graph: store, blobs }, path)
  t.notMatch(await readFile(path, 'utf8'), /林振春/)
  const other = await emptyStore(t)
  await restore({ graph: other, blobs }, path, undefined)
  t.same(await logOf(other), await logOf(store))
})

t.test('a backup that was cut short, or is none, is refused before anything is written', async (t) => {
  const { store } = await smallCity(t)
  const path = join(await folder(t), 'b.jsonl')
  await backup({ graph: store, blobs }, path)
  const lines = (await readFile(path, 'utf8')).trimEnd().split('\n')
  await writeFile(path, lines.slice(0, -1).join('\n'))
  const other = await emptyStore(t)
  await t.rejects(restore({ graph: other, blobs }, path, undefined), { code: 'BAD_USER_INPUT' })
  await writeFile(path, lines.map((line) => line.replace(/"payload":"(?:[^"\\]|\\.)*"/, '"payload":null')).join('\n'))
  await t.rejects(restore({ graph: other, blobs }, path, undefined), { message: /nobody redacted/ })
  await writeFile(path, '{"hello":1}\n')
  await t.rejects(restore({ graph: other, blobs }, path, undefined), { code: 'BAD_USER_INPUT' })
  t.equal(await other.sequence(), 0)
})

t.test('a copy has the same log, goes on where it stopped, and is refused by another archive', async (t) => {
  const { store, scribe } = await smallCity(t)
  const other = await emptyStore(t)
  t.match(await copyArchive(store, other), { copied: 1, sequence: 1 })
  scribe.entity('Organization', '後來的會')
  await scribe.commit()
  t.match(await copyArchive(store, other), { copied: 1, sequence: 2 })
  t.match(await copyArchive(store, other), { copied: 0, sequence: 2 })
  t.same(await logOf(other), await logOf(store))
  const { store: stranger } = await smallCity(t)
  await t.rejects(copyArchive(stranger, other), { code: 'CONFLICT' })
})

t.test('an export holds what everyone may read and nothing else', async (t) => {
  const { store } = await smallCity(t)
  const lines: any[] = []
  for await (const line of exportRecords(store, PUBLIC)) lines.push(line)
  t.notMatch(JSON.stringify(lines), /祕密社/)
  t.equal(lines.filter((line) => line.type === 'relation').length, 4)
  t.equal(lines.filter((line) => line.type === 'evidence').length, 4, 'evidence of hidden relations is hidden')
})

t.test('communities and protocols come with a backup and a copy, and with an export as far as everyone may read them', async (t) => {
  const { store } = await smallCity(t)
  const [owner, by, id] = [community('北社'), newId(), newId()]
  const [open, silent] = [protocol('公開', [owner.id], { kind: 'open', by }), protocol('隱規', [owner.id], { id, audience: { mode: 'all', protocols: [id] } })]
  await store.commit({ id: newId(), actor: by, reason: '成立', origin: 'web', operations: [owner, open, silent].map((record) => ({ op: 'put', record, base: null })) })
  const path = join(await folder(t), 'b.jsonl')
  await backup({ graph: store, blobs }, path)
  const [restored, copied] = [await emptyStore(t), await emptyStore(t)]
  await restore({ graph: restored, blobs }, path, undefined)
  await copyArchive(store, copied)
  for (const other of [restored, copied]) {
    t.same(await logOf(other), await logOf(store))
    t.match((await other.heads([id], member(id))).get(id), { type: 'protocol', record: silent })
    t.same((await other.reproject({ check: true })).differences, [])
  }
  const lines: any[] = await Array.fromAsync(exportRecords(store, PUBLIC))
  t.match(lines.filter(({ type }) => type === 'community' || type === 'protocol'), [{ id: owner.id, label: { 'zh-Hant': '北社' } }, { id: open.id, owners: [owner.id] }])
  t.notMatch(JSON.stringify(lines), new RegExp(`隱規|${by}`))
})

/** A work with two texts: one of two originals is also that of another work. */
async function library(t: Parameters<typeof folder>[0]): Promise<{ graph: GraphStore; blobs: BlobStore; work: string; other: string; hashes: string[] }> {
  const { store, scribe } = await smallCity(t)
  const blobs = openDirectory(join(await folder(t), 'blobs'))
  const [work, other] = [scribe.entity('Work', '學習型城市'), scribe.entity('Work', '又一本')]
  await scribe.commit()
  const hashes: string[] = []
  for (const bytes of [Buffer.alloc(2_000_000, '學習'), Buffer.from('讀到的文字'), Buffer.alloc(0)]) hashes.push((await blobs.put(bytes)).sha256)
  const [epub, text, empty] = hashes as [string, string, string]
  const put = (of: string, order: number, more: object): Promise<unknown> => store.commit({ id: newId(), actor: 'a', reason: 'r', origin: 'ingest', operations: [{ op: 'put', base: null, record: { id: newId(), type: 'content', entity: of, order, state: 'published', audience: EVERYONE, passages: [{ text: '市民', offset: [0, 2] }], ...more } }] })
  await put(work, 0, { original: { sha256: epub, name: '書.epub', mediaType: 'application/epub+zip', bytes: 2_000_000 }, textSha256: text })
  await put(work, 1, { textSha256: empty })
  await put(other, 0, { textSha256: text })
  return { graph: store, blobs, work, other, hashes }
}

const hashesIn = async (store: BlobStore): Promise<string[]> => (await Array.fromAsync(store.list())).map(({ sha256 }) => sha256)

t.test('originals come with a backup, byte for byte; one that is absent is told', async (t) => {
  const from = await library(t)
  const { sha256: stray } = await from.blobs.put(Buffer.from('無人提到'))
  const path = join(await folder(t), 'b.jsonl.gz')
  t.match(await backup(from, path), { changesets: 5, blobs: 3, absent: [] })
  const to = { graph: await emptyStore(t), blobs: openDirectory(join(await folder(t), 'blobs')) }
  t.match(await restore(to, path, undefined), { changesets: 5, blobs: 3 })
  t.same(await hashesIn(to.blobs), from.hashes.toSorted())
  t.equal(await to.blobs.has(stray), false)
  for (const hash of from.hashes) t.ok(Buffer.concat(await Array.fromAsync(await to.blobs.get(hash))).equals(Buffer.concat(await Array.fromAsync(await from.blobs.get(hash)))))
  await from.blobs.delete(from.hashes[0]!)
  t.match(await backup(from, path), { blobs: 2, absent: [from.hashes[0]] })
  t.match(await restore({ graph: await emptyStore(t), blobs: to.blobs }, path, undefined), { blobs: 2 })
})

t.test('a backup whose originals were cut off or changed is refused', async (t) => {
  const from = await library(t)
  const path = join(await folder(t), 'b.jsonl')
  await backup(from, path)
  const lines = (await readFile(path, 'utf8')).trimEnd().split('\n')
  const pieces = lines.flatMap((line, i) => (line.startsWith('{"blob"') ? [i] : []))
  t.ok(pieces.length > 3, 'a large one is in several pieces')
  const to = { graph: await emptyStore(t), blobs: openDirectory(join(await folder(t), 'blobs')) }
  await writeFile(path, lines.filter((_, i) => i !== pieces.at(-1)).join('\n'))
  await t.rejects(restore(to, path, undefined), { code: 'BAD_USER_INPUT', message: /not whole/ })
  t.equal(await to.graph.sequence(), 0)
  await writeFile(path, lines.filter((_, i) => i !== pieces[0]).join('\n'))
  await t.rejects(restore(to, path, undefined), { code: 'BAD_USER_INPUT', message: /damaged/ })
})

t.test('redacting a work destroys its texts, and the originals that nothing else names; a restore does it again', async (t) => {
  const from = await library(t)
  const dir = await folder(t)
  await backup(from, join(dir, 'b.jsonl'))
  const kept = join(dir, 'redactions')
  const { redacted, originals } = await redact(from, { id: from.work, reason: '著作權', actor: 'a', note: (entry) => noteRedaction(kept, { ...entry, at: '2026' }) })
  t.equal(redacted.length, 3)
  t.same(originals.toSorted(), [from.hashes[0]!, from.hashes[2]!].sort())
  t.same(await hashesIn(from.blobs), [from.hashes[1]])
  t.match((await from.graph.contents(from.other, PUBLIC)).items, [{ textSha256: from.hashes[1] }])
  const to = { graph: await emptyStore(t), blobs: openDirectory(join(await folder(t), 'blobs')) }
  t.match(await restore(to, join(dir, 'b.jsonl'), kept), { redacted: 3, warned: false })
  t.same(await hashesIn(to.blobs), [from.hashes[1]])
  await restore(to, join(dir, 'b.jsonl'), kept)
  t.same(await hashesIn(to.blobs), [from.hashes[1]], 'a second restore does not bring them back')
})
