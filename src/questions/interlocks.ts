import { z } from 'zod'
import { typesOfRole } from '../model/vocabulary.ts'
import { badInput } from '../model/errors.ts'
import type { EntityRef, Projection, WalkFilter } from '../graph/port.ts'
import { inTurns, Turns } from '../graph/turns.ts'
import { concurrence, type Concurrence } from '../model/concurrence.ts'
import type { Id } from '../model/ids.ts'
import { grouped } from '../model/numbers.ts'
import { KINDS, type Kind } from '../model/records.ts'
import type { Answer, Column } from '../graph/answer.ts'
import { MOST_ROWS, whole } from './arguments.ts'
import { searched } from './searched.ts'
import type { Asking } from './context.ts'
import { kind } from './kind.ts'
import { pageAt, placeAfter } from './place.ts'
import { putOf } from './put.ts'
import { entityNamed } from './resolve.ts'
import * as shapes from './shapes.ts'
import { refsOf, relationsOfPairs, stepsOf, type Pair } from './shown-steps.ts'
import { checkAvoided, namedIn, walkOf } from './walk.ts'

const GROUPS: Readonly<Record<string, { readonly kind: Kind; readonly label: Column['label'] }>> = {
  people: { kind: 'Person', label: { 'zh-Hant': '共同人物', en: 'people shared' } },
  facilities: { kind: 'Place', label: { 'zh-Hant': '共同場館', en: 'facilities shared' } },
  programmes: { kind: 'Programme', label: { 'zh-Hant': '共同計畫', en: 'programmes shared' } },
  works: { kind: 'Work', label: { 'zh-Hant': '共同著作', en: 'works shared' } },
}
const MOST_RELATIONS = 1_000_000
/** Shared entities of a row that are named, and shown with their relations. */
const NAMED = 10
const MARKS: Readonly<Record<Concurrence, string>> = { concurrent: '同時', possible: '可能同時', sequential: '先後' }

const SHAPE = {
  of: shapes.name,
  by: z.array(z.string()).nullish().describe('people、facilities、programmes、works，或種類 (by what; default: all four)'),
  ...shapes.WALK, first: shapes.first, after: shapes.after,
}

/** Who shares people, facilities, programmes or works with an organization: exactly as docs/questions.md. */
export const interlocksKind = kind({
  name: 'interlocks',
  summary: { 'zh-Hant': '哪些組織與 A 共有人物、場館、計畫或著作？', en: 'Which organizations share people, facilities, programmes or works with A?' },
  shape: SHAPE,
  words: ['of'],
  answer: async (asking, given): Promise<Answer> => {
    const first = whole('first', given.first, 20, 1, MOST_ROWS)
    const start = placeAfter(given.after)
    const by = groupsOf(given.by)
    const { vocabulary } = asking
    const walk = await walkOf(asking, given, [...typesOfRole(vocabulary, 'connecting'), ...typesOfRole(vocabulary, 'documentary')])
    const of = await entityNamed(asking, given.of, 'of')
    checkAvoided(walk, [of])
    const { total, page } = await sharing(asking, walk, of, by.map((one) => one.kind), start, first)
    const named = page.map((row) => row.shared.slice(0, NAMED).map(({ id }) => id))
    const pairs = page.map(({ other }, i) => named[i]!.map((id): [Pair, Pair] => [[of.id, id], [id, other]]))
    const steps = await stepsOf(asking, walk, unique(pairs.flat(2)))
    const refs = await refsOf(asking, [...page.map(({ other }) => other), ...named.flat()])
    const rows = (await inTurns(page, ({ other, shared }, i) => {
      const entity = refs.get(other)
      if (entity === undefined) return []
      const marks = pairs[i]!.flatMap(([one, two]) => {
        const both = [one, two].map((pair) => steps.get(pair.join(' '))?.relations.map(({ bounds }) => bounds) ?? [])
        return both.every((bounds) => bounds.length > 0) ? [concurrence(both, walk.asOf)] : []
      })
      return [{
        cells: {
          entity, shared: shared.length,
          ...Object.fromEntries(by.map((one) => [one.key, shared.filter((x) => x.kind === one.kind).length])),
          which: named[i]!.flatMap((id) => refs.get(id) ?? []),
          when: (Object.keys(MARKS) as Concurrence[]).flatMap((mark) => { const count = marks.filter((one) => one === mark).length; return count === 0 ? [] : [`${MARKS[mark]} ${count}`] }).join('、'),
        },
        relations: relationsOfPairs(steps, pairs[i]!.flat()),
      }]
    }, asking.signal)).flat()
    const what = by.map(({ label }) => label['zh-Hant'].replace('共同', '')).join('、')
    return {
      put: putOf('interlocks', given, { of: of.id, ...namedIn(walk) }),
      title: `哪些組織與「${of.name}」共有${what}？`,
      text: total === 0 ? `沒有找到與「${of.name}」共有${what}的組織。` : `有 ${grouped(total)} 個組織與「${of.name}」共有${what}。`,
      columns: [
        { key: 'entity', label: { 'zh-Hant': '組織', en: 'organization' } },
        { key: 'shared', label: { 'zh-Hant': '共有', en: 'shared' } },
        ...by.map(({ key, label }) => ({ key, label })),
        { key: 'which', label: { 'zh-Hant': '哪些', en: 'which' } },
        { key: 'when', label: { 'zh-Hant': '時間', en: 'when' } },
      ],
      rows, total, ...pageAt(start, first, total), searched: await searched(asking, walk),
      notes: page.some(({ shared }) => shared.length > NAMED) ? [`每一列最多列出 ${NAMED} 個共有的，並附其關係；計數包含全部 (each row names at most ${NAMED} and shows their relations; all are counted).`] : [],
    }
  },
})

interface Group {
  readonly key: string
  readonly kind: Kind
  readonly label: Column['label']
}

/** @throws BAD_USER_INPUT for what is no group and no kind */
function groupsOf(given: readonly string[] | null | undefined): Group[] {
  const keys = given?.length ? [...new Set(given)] : Object.keys(GROUPS)
  return keys.map((key) => {
    const group = GROUPS[key]
    if (group !== undefined) return { key, ...group }
    if ((KINDS as readonly string[]).includes(key)) return { key, kind: key as Kind, label: { 'zh-Hant': `共同 ${key}`, en: `${key} shared` } }
    throw badInput('by', `by: 沒有「${key}」這一種 (by takes ${[...Object.keys(GROUPS), ...KINDS].join(', ')})`)
  })
}

interface Sharing {
  readonly other: Id
  /** In the order of ids. */
  readonly shared: readonly { readonly id: Id; readonly kind: Kind }[]
}

/** So many shared ones are named one by one when their relations are asked for; more are found again from where they were found. */
const NAMED_AGAIN = 1_000

/** A page, most shared first, then by id; and how many there are. Long ones are worked through in turns. */
async function sharing(asking: Asking, walk: WalkFilter, of: EntityRef, kinds: readonly Kind[], start: number, first: number): Promise<{ total: number; page: Sharing[] }> {
  const ask = (ids: readonly Id[], hops: number, wanted: readonly Kind[]): Promise<Projection> =>
    asking.graph.project({ ...walk, kinds: [...new Set([...kinds, ...wanted])], around: { ids, hops }, most: MOST_RELATIONS }, asking.viewer, asking.signal)
  const near = await ask([of.id], 1, [of.kind])
  const isWanted = KINDS.map((one) => kinds.includes(one))
  const self = near.nodes.placeOf(of.id)
  const shared = Array.from(near.kinds.keys()).filter((place) => place !== self && isWanted[near.kinds[place]!])
  if (shared.length === 0) return { total: 0, page: [] }
  const named = shared.length <= NAMED_AGAIN ? shared.map((place) => near.nodes.at(place)) : undefined
  const far = named === undefined ? await ask([of.id], 2, [of.kind, 'Organization']) : await ask(named, 1, ['Organization'])
  const turns = new Turns(asking.signal)
  const own = far.nodes.placeOf(of.id)
  const isShared = named === undefined ? await sharedWith(far, own, isWanted, turns) : sharedIn(far, named)
  const organization = KINDS.indexOf('Organization')
  const counts = new Uint32Array(far.nodes.length)
  /** Pairs of places, each once: parallel relations are one sharing. */
  const met = new Set<number>()
  for (let i = 0; i < far.from.length; i++) {
    if (i % 500 === 0) await turns.next()
    for (const [x, other] of [[far.from[i]!, far.to[i]!], [far.to[i]!, far.from[i]!]] as const) {
      if (x === own || other === own || far.kinds[other] !== organization || isShared[x] === 0) continue
      const pair = x * far.nodes.length + other
      if (met.has(pair)) continue
      met.add(pair)
      counts[other]!++
    }
  }
  const { total, places } = await mostFirst(counts, start, first, turns)
  const rows = new Map(places.map((place) => [place, [] as number[]]))
  let looked = 0
  for (const pair of met) {
    if (looked++ % 5_000 === 0) await turns.next()
    rows.get(pair % far.nodes.length)?.push(Math.floor(pair / far.nodes.length))
  }
  const page = await inTurns(rows, ([other, xs]) => ({ other: far.nodes.at(other), shared: xs.sort((x, y) => x - y).map((x) => ({ id: far.nodes.at(x), kind: KINDS[far.kinds[x]!]! })) }), asking.signal)
  return { total, page }
}

/** Per node whether it is one of these. */
function sharedIn({ nodes }: Projection, ids: readonly Id[]): Uint8Array {
  const found = new Uint8Array(nodes.length)
  for (const place of ids.map((id) => nodes.placeOf(id))) if (place >= 0) found[place] = 1
  return found
}

/** The same of all that have a relation with what is asked about. */
async function sharedWith({ nodes, kinds, from, to }: Projection, own: number, isWanted: readonly boolean[], turns: Turns): Promise<Uint8Array> {
  const found = new Uint8Array(nodes.length)
  for (let i = 0; i < from.length; i++) {
    if (i % 20_000 === 0) await turns.next()
    const other = from[i] === own ? to[i]! : to[i] === own ? from[i]! : own
    if (other !== own && isWanted[kinds[other]!]) found[other] = 1
  }
  return found
}

/** A page of the places whose count is not 0, greatest counts first, then places ascending, which is the order of ids. */
async function mostFirst(counts: Uint32Array, start: number, first: number, turns: Turns): Promise<{ total: number; places: number[] }> {
  const alike: number[][] = []
  let total = 0
  for (const [place, count] of counts.entries()) {
    if (place % 20_000 === 0) await turns.next()
    if (count === 0) continue
    total++
    ;(alike[count] ??= []).push(place)
  }
  const places: number[] = []
  for (let count = alike.length - 1; count > 0 && places.length < start + first; count--) {
    for (const place of alike[count] ?? []) if (places.push(place) === start + first) break
  }
  return { total, places: places.slice(start) }
}

const unique = (pairs: readonly Pair[]): Pair[] => [...new Map(pairs.map((pair) => [pair.join(' '), pair])).values()]
