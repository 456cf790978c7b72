import type { Id } from '../../model/ids.ts'
import type { EntityRecord } from '../../model/records.ts'
import type { Params, Row } from './connection.ts'
import { identifiersOf, keysOf } from './project-entities.ts'
import { drawn } from './project-relations.ts'
import type { Bench, Repair } from './reproject-repair.ts'
import type { Missing } from './reproject-rows.ts'
import type { RelationRow } from './rows.ts'
import { statement } from './statements.ts'
import type { Counted } from './tally.ts'

/** Keys and relationships looked at in one go. */
const PAGE = 5_000

/** What finds and counts records, and the relationships that questions walk; the nodes themselves are right. */
export async function repairRest(repair: Repair, missing: readonly Missing[]): Promise<void> {
  await repairNames(repair)
  await repairIdentifiers(repair)
  await dropRelationships(repair)
  await addRelationships(repair)
  await repairTally(repair)
  await repairMissing(repair, missing)
}

const recordOf = (payload: string | null): EntityRecord | null => (payload === null ? null : (JSON.parse(payload) as EntityRecord))

interface NameRow extends Row {
  readonly key: string
  readonly entity: Id
  readonly payload: string | null
}

/** Keys that lead to what does not have them. */
async function repairNames(repair: Repair): Promise<void> {
  await walk<NameRow>(repair, 'reproject/names', { key: '', entity: '' }, ({ key, entity, payload }, { differ, writes }) => {
    if (keysOf(recordOf(payload)).includes(key)) return
    differ(`Name 「${key}」 of ${entity}: does not follow from the log`)
    writes.dropNames(entity, [key])
  })
}

interface IdentifierRow extends Row {
  readonly value: string
  readonly scheme: string
  readonly entity: Id
  readonly payload: string | null
}

async function repairIdentifiers(repair: Repair): Promise<void> {
  await walk<IdentifierRow>(repair, 'reproject/identifiers', { value: '', scheme: '', entity: '' }, ({ value, scheme, entity, payload }, { differ, writes }) => {
    if (identifiersOf(recordOf(payload)).some((one) => one.scheme === scheme && one.value === value)) return
    differ(`Identifier ${scheme} ${value} of ${entity}: does not follow from the log`)
    writes.dropIdentifiers(entity, [{ scheme, value }])
  })
}

/** Every row of a statement that takes what comes after the last. */
async function walk<R extends Row>(repair: Repair, name: string, start: Params, look: (row: R, bench: Bench) => void): Promise<void> {
  for (let after: Params | undefined = start; after !== undefined;) {
    const params: Params = { ...after, limit: PAGE }
    after = await repair.step(async (bench): Promise<Params | undefined> => {
      const rows = await bench.run<R>(statement(name), params)
      for (const row of rows) look(row, bench)
      const last = rows.at(-1)
      return last && Object.fromEntries(Object.keys(start).map((key) => [key, last[key] as string]))
    })
  }
}

/** Relationships that stand for no relation, or not for what it says. */
async function dropRelationships(repair: Repair): Promise<void> {
  for (let found = PAGE; found === PAGE;) {
    found = await repair.step(async ({ run, differ }) => {
      const rows = await run<{ relation: Id | null; type: string; element: string }>(statement('reproject/relationships-wrong'), { limit: PAGE })
      for (const { relation, type } of rows) differ(`relationship ${type} of ${relation ?? 'no relation'}: does not follow from the log`)
      if (repair.fix && rows.length > 0) await run(statement('reproject/relationships-remove'), { elements: rows.map(({ element }) => element) })
      return repair.fix ? rows.length : 0
    })
  }
}

async function addRelationships(repair: Repair): Promise<void> {
  await repair.pages<RelationRow>('Relation', async ({ run, writes, differ }, rows) => {
    const wrong = await run<{ id: Id; found: number }>(statement('reproject/relationships-absent'), { ids: rows.map(({ row }) => row.id) })
    const rowOf = new Map(rows.map(({ row }) => [row.id, row]))
    for (const { id, found } of wrong) {
      const right = drawn(rowOf.get(id))!
      differ(`relationship ${right.type} of ${id}: there are ${found}`)
      writes.erase(right)
      writes.draw(right)
    }
  })
}

interface Count extends Row {
  readonly what: Counted
  readonly word: string
  readonly clearance: number
  readonly count: number
}

function repairTally(repair: Repair): Promise<void> {
  return repair.step(async ({ run, differ }) => {
    const keyOf = ({ what, word, clearance }: Count): string => JSON.stringify([what, word, clearance])
    const [is, should] = (await Promise.all([run<Count>(statement('reproject/tallies')), run<Count>(statement('reproject/counts'))])).map((rows) => new Map(rows.map((row) => [keyOf(row), row])))
    const rows = [...new Map([...is!, ...should!])].flatMap(([key, { what, word, clearance }]) => {
      const [mine, right] = [is!.get(key)?.count ?? 0, should!.get(key)?.count ?? 0]
      if (mine === right) return []
      differ(`tally of ${what} ${word} under clearance ${clearance}: is ${mine}, there are ${right}`)
      return [{ what, word, clearance, difference: right - mine }]
    })
    if (repair.fix) await run(statement('write/tallies'), { rows })
  })
}

function repairMissing(repair: Repair, missing: readonly Missing[]): Promise<void> {
  return repair.step(async ({ run, writes, differ }) => {
    const keyOf = ({ id, record }: { readonly id: Id; readonly record: Id }): string => `${record} names ${id}`
    const noted = await run<{ id: Id; record: Id }>(statement('reproject/missing'))
    const [is, should] = [new Set(noted.map(keyOf)), new Set(missing.map(keyOf))]
    for (const sentence of should.difference(is)) differ(`${sentence}, which is not there: not noted`)
    for (const sentence of is.difference(should)) differ(`${sentence}: is noted as not there, and should not be`)
    // all of a record's are noted anew
    const records = new Set([...is.symmetricDifference(should)].map((sentence) => sentence.split(' ')[0]!))
    if (records.size > 0) writes.dropMissing([...records])
    for (const one of new Map(missing.map((one) => [keyOf(one), one])).values()) if (records.has(one.record)) writes.create('Missing', { ...one })
  })
}
