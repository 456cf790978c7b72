import { createHash } from 'node:crypto'
import type { CitedAnswer, Makers, Source } from '../graph/cited.ts'
import type { EntityRef, EntityView, RelationView } from '../graph/port.ts'
import { Turns } from '../graph/turns.ts'
import type { Id } from '../model/ids.ts'
import { SOFTWARE } from '../model/software.ts'
import { relationsOf, type Answer, type AnswerRow } from '../graph/answer.ts'
import type { Asking } from './context.ts'
import { permalinkOf } from './permalink.ts'
import { together } from './together.ts'
import { visibleVersion } from '../graph/version.ts'

/** Relations of one source that say who made it. */
const MOST_MAKERS = 100

/**
 * An answer with all that makes it citable.
 * @param address of the service, where the permalink begins: `https://example.tw`; empty: from the root
 */
export async function cite(asking: Asking, answer: Answer, address: string): Promise<CitedAnswer> {
  const [relations, versions, turns] = [new Map<Id, RelationView>(), new Map<Id, string>(), new Turns(asking.signal)]
  /** In the order in which the rows first cite them. */
  const cited = new Set<Id>()
  for (const row of answer.rows) {
    for (const relation of relationsOf(row)) {
      for (const { source } of relation.evidence) cited.add(source.id)
      if (relations.get(relation.id) === relation) continue
      relations.set(relation.id, relation)
      versions.set(relation.id, visibleVersion(relation))
    }
    for (const { work } of row.passages ?? []) cited.add(work.id)
    await turns.next()
  }
  return {
    answer, vocabulary: asking.vocabulary, versions,
    sources: await sourcesOf(asking, [...cited]),
    view: asking.viewer.signedIn ? 'signed-in' : 'public',
    day: DAY.format(new Date()),
    checksum: await checksumOf(answer, relations, versions, turns),
    software: SOFTWARE,
    permalink: `${address}${permalinkOf(answer.put)}`,
  }
}

/** 2026-11-26: a time of day would tell when things that are hidden changed. */
const DAY = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Taipei' })

/**
 * A hash of what the reader saw, and of nothing else: equal for two readers who are shown the same, whatever is
 * hidden from either. SHA-256 over lines of canonical JSON: the question and its total, every row, every relation
 * with its visible version and its evidence.
 */
async function checksumOf({ put, total, rows }: Answer, relations: ReadonlyMap<Id, RelationView>, versions: ReadonlyMap<Id, string>, turns: Turns): Promise<string> {
  const hash = createHash('sha256')
  const lines = function* (): Generator<unknown> {
    yield { put, total }
    for (const row of rows) yield seenOf(row)
    for (const { id, evidence } of relations.values()) yield { id, version: versions.get(id), evidence }
  }
  for (const line of lines()) {
    hash.update(`${canonical(line)}\n`)
    await turns.next()
  }
  return hash.digest('hex')
}

/** A row as it stands, relations by their ids. */
export const seenOf = ({ cells, routes, relations, passages }: AnswerRow): unknown => ({
  cells, passages,
  routes: routes?.map(({ steps }) => steps.map(({ from, to, relations: walked }) => [from.id, to.id, ...walked.map(({ id }) => id)])),
  relations: relations?.map(({ id }) => id),
})

/** JSON in which equal things are equal texts: keys sorted, nothing undefined. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, one: unknown) => (typeof one === 'object' && one !== null && !Array.isArray(one) ? Object.fromEntries(Object.entries(one).sort(([x], [y]) => (x < y ? -1 : 1))) : one))
}

/** What a reader is shown of these works, and of who made them. */
async function sourcesOf(asking: Asking, ids: readonly Id[]): Promise<Map<Id, Source>> {
  const found = await asking.graph.entities(ids, asking.viewer)
  const sources = new Map<Id, Source>()
  const wanted = ids.flatMap((id) => found.get(id) ?? [])
  for (const source of await together(asking, wanted, (entity) => sourceOf(asking, entity))) sources.set(source.entity.id, source)
  return sources
}

/** A work with who made it, and the book that it is part of. */
export async function sourceOf(asking: Asking, entity: EntityView): Promise<Source> {
  const { whole, ...makers } = await makersOf(asking, entity)
  const book = whole === undefined ? undefined : (await asking.graph.entities([whole.id], asking.viewer)).get(whole.id)
  if (book === undefined) return { entity, ...makers }
  const { whole: _, ...bookMakers } = await makersOf(asking, book)
  return { entity, ...makers, container: { entity: book, ...bookMakers } }
}

/** Relation types that say who made a work; their maker is at `from`. */
const ROLES = { AUTHORED: 'authors', NARRATED: 'authors', EDITED: 'editors', TRANSLATED: 'translators', PUBLISHED: 'publishers' } as const satisfies Record<string, keyof Makers>

async function makersOf({ graph, viewer }: Asking, { id }: EntityView): Promise<Makers & { readonly whole?: EntityRef }> {
  const { items } = await graph.relations(id, { types: [...Object.keys(ROLES), 'PART_OF'], evidence: false }, viewer, { first: MOST_MAKERS })
  const makers = { authors: [], editors: [], translators: [], publishers: [] } as Record<keyof Makers, EntityRef[]>
  let whole: EntityRef | undefined
  for (const { type, from, to } of items) {
    if (type === 'PART_OF') whole ??= from.id === id && to.kind === 'Work' ? to : undefined
    else if (to.id === id && !makers[ROLES[type as keyof typeof ROLES]].some((one) => one.id === from.id)) makers[ROLES[type as keyof typeof ROLES]].push(from)
  }
  return { ...makers, ...(whole === undefined ? {} : { whole }) }
}
