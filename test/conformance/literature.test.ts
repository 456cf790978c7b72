import { deepStrictEqual } from 'node:assert/strict'
import t from 'tap'
import type { EntityRef, GraphStore } from '../../src/graph/port.ts'
import { parseSpan } from '../../src/model/dates.ts'
import { ArchiveError } from '../../src/model/errors.ts'
import type { Id } from '../../src/model/ids.ts'
import { FAMILY } from '../../src/questions/family.ts'
import type { Answer, AnswerRow } from '../../src/graph/answer.ts'
import { often } from '../fixture.ts'
import { library, random, viewer as someViewer, vocabulary, type Random } from '../generate/index.ts'
import { isWalked, Oracle, PlainLiterature, sightOf, type PlainRow } from '../oracle/index.ts'
import { stores } from './stores.ts'

/**
 * Random libraries, readers, dates and questions about literature: every store answers what the rules of
 * docs/questions.md, looked up one by one in the list of what this reader sees, say: rows, order and relations shown.
 */
const LIBRARIES: Readonly<Record<string, number>> = { sqlite: often(3, 12), neo4j: often(2, 3) }
const QUESTIONS = 40
/** Relation types that can be asked for, and are where none are given. */
const TYPES: Readonly<Record<string, readonly string[]>> = { coauthors: ['AUTHORED', 'EDITED'], concepts: ['MENTIONS', 'ABOUT', 'DEFINES', 'PROPOSES'], definitions: ['DEFINES'] }

const backends = await stores(t)

for (let seed = 1; seed <= Math.max(...backends.map(({ name }) => LIBRARIES[name]!)); seed++) {
  await t.test(`library ${seed}`, async (t) => {
    const oracle = new Oracle(vocabulary)
    const changesets = library(seed, 12 + seed * 3)
    for (const changeset of changesets) await oracle.commit(changeset)
    const asked = Array.from({ length: QUESTIONS }, (_, i) => question(random(seed * 1_000 + i), oracle))
    t.ok(asked.filter(({ rows }) => rows.length > 0).length > QUESTIONS / 3, 'there is something to find')
    for (const { name, make } of backends.filter(({ name }) => seed <= LIBRARIES[name]!)) {
      const { store, close } = await make()
      try {
        for (const changeset of changesets) await store.commit(changeset)
        for (const put of asked) await t.resolves(compare(store, put), `${name}: ${put.name} ${JSON.stringify(put.given)}`)
      } finally {
        await close()
      }
    }
  })
}

interface Asked {
  readonly name: string
  readonly given: Readonly<Record<string, unknown>>
  readonly viewer: ReturnType<typeof someViewer>
  readonly rows: readonly PlainRow[]
  /** Ids of the relations each row shows. */
  readonly shown: readonly (readonly Id[])[]
}

function question(chance: Random, oracle: Oracle): Asked {
  const viewer = someViewer(chance)
  const sight = sightOf(oracle.archive, viewer)
  const asOf = chance.chance(0.3) ? chance.pick(['1990', '2005/2015', '2016-05']) : undefined
  const seen = [...sight.relations.values()]
  const sources = seen.flatMap(({ grounds }) => grounds)
  const filter = {
    includeProposed: chance.chance(0.5), includeDeprecated: chance.chance(0.3),
    ...(sources.length > 0 && chance.chance(0.3) ? { [chance.pick(['onlySources', 'withoutSources'])]: [chance.pick(sources)] } : {}),
  }
  const walked = seen.filter(({ edge, grounds }) => isWalked({ ...edge, grounds }, { ...filter, types: [edge.type], ...(asOf && { asOf: parseSpan(asOf) }) }))
  const kindOf = (id: Id): EntityRef['kind'] => (oracle.archive.heads.get(id)!.record as unknown as EntityRef).kind
  const plain = new PlainLiterature(walked.map(({ edge }) => ({ id: edge.relation, ...edge })), kindOf)
  const name = chance.pick(['coauthors', 'coauthors', 'citations', 'citations', 'cocitation', 'coupling', 'concepts', 'definitions'])
  const ends = walked.filter(({ edge }) => (name === 'coauthors' ? edge.type === 'AUTHORED' : name === 'definitions' ? edge.type === 'DEFINES' : ['CITES', 'PART_OF', 'AUTHORED'].includes(edge.type)))
    .map(({ edge }) => (name === 'coauthors' || (name !== 'definitions' && edge.type === 'AUTHORED') ? edge.from : edge.to))
  const of = ends.length === 0 ? undefined : chance.pick(ends)
  const types = TYPES[name] !== undefined && chance.chance(0.3) ? TYPES[name].slice(0, 1) : TYPES[name]
  const common = { ...filter, ...(asOf && { asOf }), first: 200, ...(types && types !== TYPES[name] ? { relations: types } : {}) }
  const [given, rows] = ask()
  return { name, given: { ...common, ...given }, viewer, rows, shown: rows.map(shownBy) }

  function ask(): [object, readonly PlainRow[]] {
    const direction = chance.pick(['cites', 'citedBy'] as const)
    if (name === 'coauthors' && (of === undefined || chance.chance(0.4))) return [{}, plain.coauthors(undefined, types!, ['Person', 'Organization'])]
    if (of === undefined) return [{}, []]
    switch (name) {
      case 'coauthors': return chance.chance(0.3) ? [{ of, kinds: ['Person'] }, plain.coauthors(of, types!, ['Person'])] : [{ of }, plain.coauthors(of, types!, ['Person', 'Organization'])]
      case 'citations': return [{ of, direction }, plain.citations(of, direction)]
      case 'cocitation': return [{ of }, plain.cocitation(of)]
      case 'coupling': return [{ of }, plain.coupling(of)]
      case 'concepts': return [{ in: of }, plain.concepts(of, types!)]
      default: return [{ of }, plain.definitions(of, types!)]
    }
  }

  function shownBy({ shows }: PlainRow): Id[] {
    return walked.filter(({ edge }) => shows.some(([from, to, of]) => edge.from === from && edge.to === to && of.includes(edge.type))).map(({ edge }) => edge.relation).sort()
  }
}

async function compare(graph: GraphStore, { name, given, viewer, rows, shown }: Asked): Promise<void> {
  const kind = FAMILY.get(name)!
  const put = (more: object): Promise<Answer> => kind.answer({ graph, vocabulary, viewer }, { ...given, ...more })
  if (name !== 'coauthors' && given['of'] === undefined && given['in'] === undefined) return
  const answer = await put({})
  deepStrictEqual(answer.rows.map(idsOf), rows.slice(0, 200).map(({ ids }) => ids))
  deepStrictEqual(answer.total, rows.length)
  deepStrictEqual(answer.rows.map(({ relations }) => [...new Set(relations!.map(({ id }) => id))].sort()), shown.slice(0, 200))
  for (const [i, row] of answer.rows.entries()) {
    if (row.relations!.some(({ evidence, keptBy }) => evidence.length === 0 && keptBy.length === 0)) throw new Error('a relation without evidence')
    if (typeof row.cells['number'] === 'number') deepStrictEqual(row.cells['number'], rows[i]!.number)
  }
  // the same in small pages
  const paged: AnswerRow[] = []
  for (let after: string | undefined; ;) {
    const page = await put({ first: 9, after })
    paged.push(...page.rows)
    if (!page.hasNextPage) break
    after = page.endCursor!
  }
  deepStrictEqual(paged.slice(0, 200), answer.rows)
}

/** What a row is about, as the oracle lists it. */
function idsOf({ cells }: AnswerRow): Id[] {
  return ['one', 'other', 'coauthor', 'work', 'concept', 'chapter', 'by'].flatMap((key) => (cells[key] === undefined ? [] : [(cells[key] as EntityRef).id]))
}

t.test('what cannot be asked of is said', async (t) => {
  const { store, close } = await backends[0]!.make()
  t.teardown(close)
  for (const name of ['citations', 'cocitation', 'coupling', 'concepts', 'definitions']) {
    const kind = FAMILY.get(name)!
    await t.rejects(kind.answer({ graph: store, vocabulary, viewer: { signedIn: false, protocols: new Set() } }, { of: '沒有', in: '沒有' }), ArchiveError)
  }
})
