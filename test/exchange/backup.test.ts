import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { backup, noteRedaction, restore } from '../../src/exchange/backup.ts'
import { copyArchive } from '../../src/exchange/copy.ts'
import { exportRecords } from '../../src/exchange/jsonl.ts'
import type { GraphStore } from '../../src/graph/port.ts'
import { PUBLIC, WHOLE } from '../../src/model/audience.ts'
import { newId } from '../../src/model/ids.ts'
import { emptyStore, folder, smallCity } from '../fixture.ts'

async function logOf(store: GraphStore): Promise<unknown[]> {
  const log = []
  for await (const changeset of store.replay()) log.push(changeset)
  return log
}

t.test('a backup restores to the same log, hidden records included', async (t) => {
  const { store } = await smallCity(t)
  const path = join(await folder(t), 'b.jsonl.gz')
  t.match(await backup(store, path), { changesets: 1, sequence: 1 })
  const other = await emptyStore(t)
  t.match(await restore(other, path, undefined), { changesets: 1, warned: true })
  t.same(await logOf(other), await logOf(store))
  t.same(await other.statistics(WHOLE), await store.statistics(WHOLE))
  t.match(await other.reproject({ check: true }), { differences: [] })
  t.match(await restore(other, path, undefined), { changesets: 1 }, 'again, as after a run that was broken off')
  t.equal(await other.sequence(), 1)
  await t.rejects(restore((await smallCity(t)).store, path, undefined), { code: 'CONFLICT' }, 'not into another archive')
})

t.test('a restore carries out again what was redacted since', async (t) => {
  const { store, ids } = await smallCity(t)
  const dir = await folder(t)
  await backup(store, join(dir, 'b.jsonl'))
  await noteRedaction(join(dir, 'redactions'), { id: ids.person, versions: [1], reason: '本人要求', at: '2026-01-01' })
  const other = await emptyStore(t)
  t.match(await restore(other, join(dir, 'b.jsonl'), join(dir, 'redactions')), { redacted: 1, warned: false })
  t.match((await other.heads([ids.person], WHOLE)).get(ids.person), { record: null, state: 'withdrawn' })
  t.notMatch(JSON.stringify(await logOf(other)), /林振春/)
})

t.test('a backup made after a redaction does not hold what was redacted', async (t) => {
  const { store, ids } = await smallCity(t)
  await store.commit({ id: newId(), actor: 'a', reason: 'r', origin: 'cli', operations: [{ op: 'redact', id: ids.person, reason: '本人要求' }] })
  const path = join(await folder(t), 'b.jsonl')
  await backup(store, path)
  t.notMatch(await readFile(path, 'utf8'), /林振春/)
  const other = await emptyStore(t)
  await restore(other, path, undefined)
  t.same(await logOf(other), await logOf(store))
})

t.test('a backup that was cut short, or is none, is refused before anything is written', async (t) => {
  const { store } = await smallCity(t)
  const path = join(await folder(t), 'b.jsonl')
  await backup(store, path)
  const lines = (await readFile(path, 'utf8')).trimEnd().split('\n')
  await writeFile(path, lines.slice(0, -1).join('\n'))
  const other = await emptyStore(t)
  await t.rejects(restore(other, path, undefined), { code: 'BAD_USER_INPUT' })
  await writeFile(path, lines.map((line) => line.replace(/"payload":"(?:[^"\\]|\\.)*"/, '"payload":null')).join('\n'))
  await t.rejects(restore(other, path, undefined), { message: /nobody redacted/ })
  await writeFile(path, '{"hello":1}\n')
  await t.rejects(restore(other, path, undefined), { code: 'BAD_USER_INPUT' })
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
