import { deepStrictEqual } from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { PUBLIC, WHOLE, type Viewer } from '../../src/model/audience.ts'
import { ArchiveError } from '../../src/model/errors.ts'
import { arbitrary, ask, askSurvey, changesetOf, connecting, question, random, survey, town, VIEWERS, vocabulary, type Move } from '../generate/index.ts'
import { Oracle } from './index.ts'
import { reads } from './reads.ts'

async function oracleOf(moves: readonly Move[]): Promise<Oracle> {
  const oracle = new Oracle(vocabulary)
  for (const move of moves) {
    const changeset = changesetOf(move, oracle.archive)
    if (changeset === undefined) continue
    try {
      await oracle.commit(changeset)
    } catch (error) {
      // refusals are part of the game; anything else is a mistake
      if (!(error instanceof ArchiveError)) throw error
    }
  }
  return oracle
}

/** The archive as if nothing hidden from this viewer had ever been written. What is merged into something hidden goes with it. */
function withoutHidden({ archive }: Oracle, viewer: Viewer): Oracle {
  const oracle = new Oracle(vocabulary)
  for (const head of archive.heads.values()) {
    if ([head, ...(archive.chain(head.id) ?? [])].every((one) => reads(one, viewer))) oracle.archive.keep(head)
  }
  return oracle
}

/** A name gives a source that everybody may read, but that is merged into a hidden one. */
const NAMED_BY_MERGED: Move[] = [
  { what: 'source', seed: 1303405619 }, { what: 'source', seed: 211820304 }, { what: 'merge', seed: 1244547575 }, { what: 'narrow', seed: 721152630 },
  { what: 'relate', seed: 657749023 }, { what: 'enter', seed: 531735992 }, { what: 'relate', seed: 1274101548 }, { what: 'edit', seed: 1579703 },
]

t.test('what a viewer is shown is what the archive without the hidden records shows everybody', async (t) => {
  await fc.assert(fc.asyncProperty(arbitrary.moves(150), arbitrary.seed(), fc.constantFrom(...VIEWERS.filter(({ announced }) => announced === undefined)), async (moves, seed, viewer) => {
    const oracle = await oracleOf(moves)
    const bare = withoutHidden(oracle, viewer)
    deepStrictEqual(await oracle.statistics(viewer), await bare.statistics(WHOLE))
    deepStrictEqual(await oracle.find({ includeProposed: true }, viewer, { first: 1_000 }), await bare.find({ includeProposed: true }, WHOLE, { first: 1_000 }))
    const ids = [...oracle.archive.heads.keys()]
    deepStrictEqual(await oracle.entities(ids, viewer), await bare.entities(ids, WHOLE))
    deepStrictEqual(await oracle.relationsById(ids, viewer), await bare.relationsById(ids, WHOLE))
    for (const id of ids) {
      const every = { includeProposed: true, includeDeprecated: true }
      deepStrictEqual(await oracle.relations(id, every, viewer, { first: 1_000 }), await bare.relations(id, every, WHOLE, { first: 1_000 }))
      deepStrictEqual(await oracle.contents(id, viewer, { first: 1_000 }), await bare.contents(id, WHOLE, { first: 1_000 }))
    }
    for (let i = 0; i < 5; i++) {
      const asked = question(random(seed + i), oracle.archive)
      deepStrictEqual(await ask(oracle, { ...asked, viewer }), await ask(bare, { ...asked, viewer: WHOLE }))
      const surveyed = survey(random(seed + i), oracle.archive)
      deepStrictEqual(await askSurvey(oracle, { ...surveyed, viewer }), await askSurvey(bare, { ...surveyed, viewer: WHOLE }))
    }
  }), { numRuns: 60, examples: [[NAMED_BY_MERGED, 0, PUBLIC]] })
  t.pass()
})

t.test('a town gives questions something to find, for everybody', async (t) => {
  const oracle = new Oracle(vocabulary)
  for (const changeset of town(1, 1_000)) await oracle.commit(changeset)
  const chance = random(1)
  const found = new Map<string, number>()
  for (let i = 0; i < 200; i++) {
    const asked = question(chance, oracle.archive)
    const answer = (await ask(oracle, asked)) as { told?: readonly { total: number }[]; paths?: readonly object[]; total?: number }
    if ((answer.told?.[0]?.total ?? answer.paths?.length ?? answer.total!) > 0) found.set(asked.what, (found.get(asked.what) ?? 0) + 1)
  }
  t.ok(found.get('connectors')! > 20 && found.get('paths')! > 15 && found.get('among')! > 5, JSON.stringify([...found]))
  const surveys = Array.from({ length: 200 }, () => survey(chance, oracle.archive))
  const sizes = await Promise.all(surveys.map(async (put) => [put.what, sizeOf(await askSurvey(oracle, put))] as const))
  for (const what of ['rings', 'project', 'steps']) {
    const rich = sizes.filter(([asked, size]) => asked === what && size > 2).length
    t.ok(rich > 10, `${rich} ${what}`)
  }
  t.ok(sizes.some(([, size]) => size === REFUSED), 'some are refused')
  const seen = (viewer: Viewer) => oracle.statistics(viewer).then(({ relations }) => Object.values(relations).reduce((sum, n) => sum + n, 0))
  t.ok((await seen(PUBLIC)) < (await seen(WHOLE)) && (await seen(PUBLIC)) > 0)
})

const REFUSED = -1

/** Rows, relations or steps that an answer has. */
function sizeOf(answer: unknown): number {
  if (typeof answer === 'string') return REFUSED
  if (!Array.isArray(answer)) return (answer as { from: Uint32Array }).from.length
  return answer.reduce((sum: number, part: unknown) => sum + ('rows' in (part as object) ? (part as { rows: readonly object[] }).rows.length : 1), 0)
}

t.test('paths of one length: more sources first, then strength, then ids', async (t) => {
  const oracle = new Oracle(vocabulary)
  for (const changeset of town(2, 300, { restricted: 0, proposed: 0, deprecated: 0 })) await oracle.commit(changeset)
  const chance = random(9)
  let compared = 0
  for (let i = 0; i < 40; i++) {
    const { query } = question(chance, oracle.archive)
    const [from, to] = 'a' in query ? [query.a, query.b] : 'set' in query ? [query.set[0]!, query.set[1]!] : [query.from, query.to]
    const { paths } = await oracle.paths({ from, to, types: connecting, includeProposed: false, maxHops: 4, first: 20 }, PUBLIC)
    const weakest = paths.map(({ steps }) => ({ length: steps.length, sources: Math.min(...steps.map(({ relations }) => new Set(relations.flatMap(({ evidence }) => evidence.map(({ source }) => source.id))).size)) }))
    weakest.slice(1).forEach((path, at) => {
      const before = weakest[at]!
      t.ok(before.length < path.length || (before.length === path.length && before.sources >= path.sources))
      compared++
    })
  }
  t.ok(compared > 50)
})
