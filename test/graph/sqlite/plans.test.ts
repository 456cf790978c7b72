import { join } from 'node:path'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import t from 'tap'
import { openSqlite } from '../../../src/graph/sqlite/index.ts'
import { folder } from '../../fixture.ts'
import { moves, changesetOf, random, vocabulary } from '../../generate/index.ts'
import { Oracle } from '../../oracle/index.ts'
import { answersAlike, asked, questions, READERS, told } from '../../conformance/same.ts'

/**
 * Every statement that a busy archive prepares finds its rows by a key or an index. Without this, a plan
 * that reads a whole table is noticed only by whoever has a large archive.
 */
const MAY_SCAN = [
  // small tables
  /^SCAN (tally|missing)$/, /^SCAN CONSTANT ROW$/,
  // what was given to the statement, or found by an inner one
  /^SCAN (json_each|wanted) VIRTUAL TABLE/, /^SCAN (found|r|newest)$/,
]

t.test('no statement reads a whole table', async (t) => {
  const prepared = new Set<string>()
  const { prepare } = DatabaseSync.prototype
  DatabaseSync.prototype.prepare = function (this: DatabaseSync, sql: string): StatementSync {
    prepared.add(sql)
    return prepare.call(this, sql)
  }
  t.teardown(() => { DatabaseSync.prototype.prepare = prepare })
  const path = join(await folder(t), 'archive.sqlite')
  const store = await openSqlite({ path, vocabulary, walkers: 1 })
  t.teardown(() => store.close())
  const oracle = new Oracle(vocabulary)
  for (const move of moves(random(7), 150)) {
    const changeset = changesetOf(move, oracle.archive)
    if (changeset === undefined) continue
    await Promise.allSettled([oracle.commit(changeset), store.commit(changeset)])
  }
  for (const viewer of READERS) await told(store, oracle, viewer)
  await asked(store, oracle, 1)
  for (const put of questions(oracle, 1, 10)) await answersAlike(store, oracle, put)
  for (const kinds of [['Work'], ['Person'], ['Work', 'Place']] as const) await store.find({ kinds }, READERS[0]!)
  const ids = [...oracle.archive.heads.keys()]
  await store.batches({ id: ids[0]! })
  await store.batches({ input: 'x' })
  for (const id of ids) await store.evidenceFrom(id, READERS[0]!)
  await store.indexable(await store.companions(ids))
  await Array.fromAsync(store.replay())
  const file = new DatabaseSync(path)
  t.teardown(() => file.close())
  t.ok(prepared.size > 40, `${prepared.size} statements`)
  for (const sql of prepared) {
    if (!/^\s*(SELECT|UPDATE|DELETE)/i.test(sql) || /sqlite_schema/.test(sql)) continue
    const plan = (file.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[]).map(({ detail }) => detail)
    const scans = plan.filter((detail) => detail.startsWith('SCAN') && !MAY_SCAN.some((allowed) => allowed.test(detail)))
    const sorts = plan.filter((detail) => detail.startsWith('USE TEMP B-TREE FOR ORDER BY'))
    t.same(scans, [], sql)
    if (/LIMIT \?\d*$/.test(sql) && !/DISTINCT/.test(sql)) t.same(sorts, [], `no sorting: ${sql}`)
  }
})
