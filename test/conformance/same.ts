import { deepStrictEqual } from 'node:assert/strict'
import type { GraphStore, Page, WaitingQuery } from '../../src/graph/port.ts'
import type { Viewer } from '../../src/model/audience.ts'
import type { Changeset } from '../../src/model/changeset.ts'
import { ArchiveError } from '../../src/model/errors.ts'
import { bareKey, nameKey } from '../../src/model/names.ts'
import { RECORD_TYPES, type EntityRecord } from '../../src/model/records.ts'
import type { Vocabulary } from '../../src/model/vocabulary.ts'
import { asOf, ask, askSurvey, changesetOf, PROTOCOL_IDS, PROTOCOLS, question, random, survey, VIEWERS, vocabulary, type Move, type Question, type Random, type Survey } from '../generate/index.ts'
import { AUTHORS } from '../generate/viewers.ts'
import { Oracle, type OracleStore } from '../oracle/index.ts'
import { all } from './world.ts'

/** Every viewer once. */
export const READERS: readonly Viewer[] = [...new Set(VIEWERS)]

/** What a commit answered, or the code with which it was refused. */
export async function outcome(store: Pick<GraphStore, 'commit'>, changeset: Changeset): Promise<unknown> {
  try {
    const { sequence, repeated, versions } = await store.commit(changeset)
    return { sequence, repeated, versions: [...versions].sort() }
  } catch (error) {
    if (error instanceof ArchiveError) return { code: error.code, field: error.details.field, current: error.details.current }
    throw error
  }
}

/**
 * An archive on which these moves were made, one after the other: each is answered, or refused, as by the oracle.
 * @returns the oracle as it is then
 */
export async function played(store: Pick<GraphStore, 'commit'>, moves: readonly Move[]): Promise<Oracle> {
  const oracle = new Oracle(vocabulary)
  for (const move of moves) {
    const changeset = changesetOf(move, oracle.archive)
    if (changeset !== undefined) deepStrictEqual(await outcome(store, changeset), await outcome(oracle, changeset))
  }
  return oracle
}

/** All that a viewer can be told of an archive by its reads. Answers are compared between stores, so cursors are left out. */
export async function told(store: OracleStore, oracle: Oracle, viewer: Viewer): Promise<Record<string, unknown>> {
  const { heads } = oracle.archive
  const ids = [...heads.keys()].sort()
  const relations: unknown[] = []
  const histories: unknown[] = []
  const contents: unknown[] = []
  const aside: unknown[] = []
  const supports: unknown[] = []
  for (const id of ids) {
    if (heads.get(id)!.type === 'entity') {
      for (const query of [{}, { includeProposed: true, includeDeprecated: true }]) relations.push([id, await all((page) => store.relations(id, query, viewer, page), 3)])
    }
    if (heads.get(id)!.type === 'entity') aside.push([id, await all((page) => store.setAside(id, viewer, page), 2)])
    if (heads.get(id)!.type === 'relation') supports.push([id, await all((page) => store.evidenceOn(id, viewer, page), 2)])
    if (heads.get(id)!.type === 'entity') contents.push([id, await all((page) => store.contents(id, viewer, page), 2)])
    histories.push([id, await all((page) => store.history(id, viewer, page), 3)])
  }
  return {
    scanned: await Promise.all(RECORD_TYPES.map((type) => all((page) => store.scan(type, viewer, page), 7))),
    // their words are read while the store is open
    heads: structuredClone(sorted(await store.heads(ids, viewer))),
    entities: sorted(await store.entities(ids, viewer)),
    byId: sorted(await store.relationsById(ids, viewer)),
    found: await all((page) => store.find({}, viewer, page), 3),
    proposed: await all((page) => store.find({ includeProposed: true }, viewer, page), 50),
    waiting: await Promise.all((['proposed', 'returned', 'published'] as const).flatMap((state) => (['oldest', 'newest', 'confidence'] as const).map((order) => all((page) => store.waiting({ state, order }, viewer, page), 3)))),
    shared: await all((page) => store.sharedIdentifiers(page), 3),
    statistics: await store.statistics(viewer),
    vocabulary: added(await store.vocabulary()),
    guarded: await Promise.all([...PROTOCOLS, ...PROTOCOL_IDS].map((protocol) => store.statistics(viewer, protocol))),
    relations, contents, histories, aside, supports,
  }
}

/** What is not as in the seed. */
const added = ({ relations, fields, seed }: Vocabulary): unknown[] =>
  (seed === undefined ? [] : [...[...relations].filter(([code, word]) => seed.relations.get(code) !== word), ...[...fields].filter(([code, word]) => seed.fields.get(code) !== word)])

const sorted = <T>(map: ReadonlyMap<string, T>): [string, T][] => [...map].sort(([x], [y]) => (x < y ? -1 : 1))

/** Random reads: by names and identifiers that the archive has, of kinds, types, directions and dates. */
export async function asked(store: OracleStore, oracle: Oracle, seed: number): Promise<unknown[]> {
  const chance = random(seed)
  const answers: unknown[] = []
  const entities = [...oracle.archive.heads.values()].filter((head) => head.record?.type === 'entity')
  if (entities.length === 0) return answers
  for (let i = 0; i < 10; i++) {
    const viewer = chance.pick(READERS)
    const record = chance.pick(entities).record as EntityRecord
    const name = chance.pick(record.names).text
    const some = <T>(items: readonly T[]): { readonly [Symbol.iterator]: () => Iterator<T> } & readonly T[] => (chance.chance(0.5) ? items : [])
    answers.push(plain(await store.find({ keys: chance.pick([[nameKey(name)], [nameKey(name), bareKey(name)]]), identifiers: some(record.identifiers), includeProposed: chance.chance(0.5), ...(chance.chance(0.3) ? { kinds: [record.kind] } : {}) }, viewer, { first: 1 + chance.below(5) })))
    answers.push([...await store.bearers({ keys: some([nameKey(name)]), identifiers: record.identifiers })].sort())
    answers.push(plain(await store.waiting(waitingQuery(chance, oracle), viewer, { first: 1 + chance.below(5) })))
    answers.push(plain(await store.relations(record.id, relationsQuery(chance), viewer, { first: 1 + chance.below(5) })))
  }
  return answers
}

function waitingQuery(chance: Random, { archive }: Oracle): WaitingQuery {
  const heads = [...archive.heads.values()]
  const { id, record } = chance.pick(heads)
  const moments = archive.log.map(({ at }) => at)
  const some = (query: WaitingQuery): WaitingQuery => (chance.chance(0.3) ? query : {})
  return {
    state: chance.pick(['proposed', 'proposed', 'returned', 'published', 'draft', 'withdrawn']), order: chance.pick(['oldest', 'newest', 'confidence']),
    ...some({ types: ['relation', 'proposal', 'entity'] }), ...some({ relations: ['PARTNERS_WITH', 'SUPERVISES', 'NOTHING'] }), ...some({ kinds: ['Organization'] }),
    ...some({ source: record?.type === 'evidence' ? record.source : id }), ...some({ confidence: chance.pick([0.2, 0.5, 1]) }), ...some({ by: chance.pick(AUTHORS) }),
    ...some({ since: chance.pick(moments) }), ...some({ until: chance.pick(moments) }),
  }
}

function relationsQuery(chance: Random): object {
  const span = asOf(chance)
  return {
    includeProposed: chance.chance(0.5), includeDeprecated: chance.chance(0.5),
    ...(chance.chance(0.4) ? { direction: chance.pick(['in', 'out']) } : {}),
    ...(chance.chance(0.4) ? { types: ['SUPERVISES', 'PARTNERS_WITH', 'LISTED_BY', 'MEMBER_OF'] } : {}),
    ...(span && { asOf: span }),
  }
}

const plain = <T>({ items, hasNextPage }: Page<T>): object => ({ items, hasNextPage })

export function questions(oracle: Oracle, seed: number, count: number): Question[] {
  const chance = random(seed)
  return Array.from({ length: count }, () => question(chance, oracle.archive))
}

export function surveys(oracle: Oracle, seed: number, count: number): Survey[] {
  const chance = random(seed)
  return Array.from({ length: count }, () => survey(chance, oracle.archive))
}

/** @throws with the question when the answers are not the same */
export async function surveysAlike(store: OracleStore, oracle: Oracle, put: Survey): Promise<void> {
  deepStrictEqual(await askSurvey(store, put), await askSurvey(oracle, put), said(put))
}

const said = (put: object): string => JSON.stringify(put, (_, value: unknown) => (value instanceof Set ? [...value] : value))

/** @throws with the question when the answers are not the same */
export async function answersAlike(store: OracleStore, oracle: Oracle, put: Question): Promise<void> {
  deepStrictEqual(await ask(store, put), await ask(oracle, put), said(put))
}
