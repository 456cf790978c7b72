import { writeSync } from 'node:fs'
import { openSqlite } from '../../../src/graph/sqlite/index.ts'
import { EVERYONE, WHOLE } from '../../../src/model/audience.ts'
import type { Operation } from '../../../src/model/changeset.ts'
import { newId, type Id } from '../../../src/model/ids.ts'
import type { RecordInput } from '../../../src/model/records.ts'
import { vocabulary } from '../../fixture.ts'

/**
 * Writes to an archive until it is killed. Each changeset says in its reason how many operations it has,
 * and is told on standard output once it is acknowledged.
 */
const store = await openSqlite({ path: process.argv[2]!, vocabulary })

const put = (record: object, base: number | null = null): Operation => ({ op: 'put', record: { state: 'published', audience: EVERYONE, ...record } as RecordInput, base })

/** A few bodies in a chain, from a few to a few hundred operations; merges and edits of what came before. */
function operations(before: readonly Id[]): { made: Id[]; operations: Operation[] } {
  const made = Array.from({ length: 1 + Math.floor(Math.random() ** 3 * 80) }, newId)
  const work = newId()
  const list = [put({ id: work, type: 'entity', kind: 'Work', names: [{ text: '名冊' }] })]
  for (const id of made) list.push(put({ id, type: 'entity', kind: 'Organization', names: [{ text: `團體${id.slice(-6)}` }] }))
  made.forEach((id, i) => {
    const link = newId()
    const to = made[i + 1] ?? before[0]
    if (to !== undefined) list.push(put({ id: link, type: 'relation', relation: 'PARTNERS_WITH', from: id, to }), put({ id: newId(), type: 'evidence', relation: link, source: work, locator: { row: i } }))
  })
  const [first, second] = before
  if (first !== undefined && second !== undefined) {
    list.push({ op: 'merge', id: first, into: second, base: 1 }, { op: 'unmerge', id: first, base: 2 }, { op: 'merge', id: first, into: made[0]!, base: 3 })
    list.push({ op: 'redact', id: second, versions: [1], reason: '測試' })
  }
  return { made, operations: list }
}

let before: Id[] = []
await store.statistics(WHOLE)
writeSync(1, 'ready\n')
for (;;) {
  const { made, operations: list } = operations(before)
  const { sequence } = await store.commit({ id: newId(), actor: 'writer', reason: String(list.length), origin: 'cli', operations: list })
  const changeset = (await store.changeset({ sequence }))!
  writeSync(1, `${sequence} ${changeset.id}\n`)
  before = made
}
