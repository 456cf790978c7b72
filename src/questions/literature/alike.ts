import { inTurns, Turns } from '../../graph/turns.ts'
import type { Id } from '../../model/ids.ts'
import type { Answer, AnswerRow } from '../../graph/answer.ts'
import { MOST_ROWS, whole } from '../arguments.ts'
import { searched } from '../searched.ts'
import type { Asking } from '../context.ts'
import { ofOneMoment } from '../moment.ts'
import type { Directed } from '../directed.ts'
import { putOf } from '../put.ts'
import { pagingOf, rankedPage, type Rank } from '../ranked.ts'
import { refLookup } from '../refs.ts'
import { entityNamed } from '../resolve.ts'
import * as shapes from '../shapes.ts'
import { walkOf, type WalkArguments } from '../walk.ts'
import { COLUMNS, column } from './columns.ts'
import { FILTER } from './filter.ts'
import { authorsOf, relationsOfTies, SHOWN, type Tie } from './ties.ts'
import { networkAround, worksOf } from './works.ts'

const TYPES = ['CITES']

/** What co-citation and coupling take. */
export const ALIKE = { of: shapes.name, ...FILTER, first: shapes.first, after: shapes.after }

interface AlikeArguments extends WalkArguments {
  readonly of: string
  readonly first?: number | null | undefined
  readonly after?: string | null | undefined
}

/** Two measures of one form: what works have in common through citations, seen from the citing or from the cited side. */
export interface Measure {
  readonly name: 'cocitation' | 'coupling'
  /** From a work to what joins it with others, and back from there. */
  readonly towards: 'in' | 'out'
  readonly words: {
    readonly title: (of: string) => string
    readonly none: (of: string) => string
    readonly some: (of: string, total: number) => string
    readonly number: readonly [zh: string, en: string]
    readonly joining: readonly [zh: string, en: string]
  }
}

interface AlikeWork {
  readonly work: Id
  /** What joins it with W(of), in the order of ids. */
  readonly joining: readonly Id[]
  readonly rank: Rank
}

/** @throws BAD_USER_INPUT, AMBIGUOUS_NAME, NOT_FOUND, TOO_EXPENSIVE */
export async function alikeBy({ name, towards, words }: Measure, asking: Asking, given: AlikeArguments): Promise<Answer> {
  const first = whole('first', given.first, 20, 1, MOST_ROWS)
  const walk = await walkOf(asking, given, TYPES)
  const of = await entityNamed(asking, given.of, 'of')
  return ofOneMoment(asking, async () => {
    const own = await worksOf(asking, walk, of, 'of')
    const network = own.length === 0 ? undefined : await networkAround(asking, walk, TYPES, own, 2)
    const page = await rankedPage(network === undefined ? [] : await found(network, own, towards, asking.signal), { first, after: given.after }, asking.signal)
    const ownAt = network === undefined ? new Map<Id, readonly Id[]>() : await ownOf(network, own, new Set(page.rows.flatMap(({ joining }) => joining.slice(0, SHOWN))), towards, asking.signal)
    const tieOf = (work: Id, joining: Id): Tie => (towards === 'in' ? [joining, work] : [work, joining])
    const ties = ({ work, joining }: AlikeWork): Tie[] => joining.slice(0, SHOWN).flatMap((one) => [...ownAt.get(one)!.slice(0, SHOWN), work].map((id) => tieOf(id, one)))
    const relationsOf = await relationsOfTies(asking, walk, TYPES, page.rows.flatMap(ties))
    const authors = await authorsOf(asking, walk, page.rows.map(({ work }) => work))
    const ref = await refLookup(asking, page.rows.flatMap(({ work, joining }) => [work, ...joining.slice(0, SHOWN)]))
    const rows = await inTurns(page.rows, (row): AnswerRow => {
      const by = authors(row.work)
      return {
        cells: { work: ref(row.work)[0] ?? null, authors: by.authors, number: row.joining.length, joining: row.joining.slice(0, SHOWN).flatMap(ref) },
        relations: [...ties(row).flatMap(relationsOf), ...by.relations],
      }
    }, asking.signal)
    return {
      put: putOf(name, { ...given }, { of: of.id }),
      title: words.title(of.name),
      text: page.total === 0 ? words.none(of.name) : words.some(of.name, page.total),
      columns: [COLUMNS.work, COLUMNS.authors, column('number', ...words.number), column('joining', ...words.joining)],
      rows, searched: await searched(asking, walk), ...pagingOf(page),
      notes: [
        ...(page.rows.some(({ joining }) => joining.length > SHOWN) ? [`超過 ${SHOWN} 種的，列出前 ${SHOWN} 種。`] : []),
        ...([...ownAt.values()].some((works) => works.length > SHOWN) ? [`「${of.name}」有超過 ${SHOWN} 種著作相關的，附上其中 ${SHOWN} 種的關係 (where more than ${SHOWN} works of what is asked about are joined, the relations of the first ${SHOWN} are shown).`] : []),
      ],
    }
  })
}

/** The other way from what joins: those of W(of), in the order of ids. */
async function ownOf(network: Directed, own: readonly Id[], joining: ReadonlySet<Id>, towards: Measure['towards'], signal: AbortSignal | undefined): Promise<Map<Id, readonly Id[]>> {
  const [found, turns] = [new Map<Id, readonly Id[]>(), new Turns(signal)]
  const owned = new Set(own.flatMap((id) => network.place(id) ?? []))
  for (const one of joining) {
    const place = network.place(one)!
    const ends = towards === 'in' ? network.out(place) : network.in(place)
    found.set(one, ends.filter((end) => owned.has(end)).map((end) => network.id(end)))
    await turns.next()
  }
  return found
}

async function found(network: Directed, own: readonly Id[], towards: Measure['towards'], signal: AbortSignal | undefined): Promise<Iterable<AlikeWork>> {
  const turns = new Turns(signal)
  const owned = new Set(own.flatMap((id) => network.place(id) ?? []))
  const joins = new Set<number>()
  for (const place of owned) {
    for (const end of towards === 'in' ? network.in(place) : network.out(place)) joins.add(end)
    await turns.next()
  }
  const works = new Map<number, number[]>()
  for (const join of [...joins].sort((x, y) => x - y)) {
    for (const end of towards === 'in' ? network.out(join) : network.in(join)) {
      if (owned.has(end)) continue
      const joining = works.get(end)
      if (joining === undefined) works.set(end, [join])
      else joining.push(join)
    }
    await turns.next()
  }
  return alike(works, network)
}

/** One by one: whoever ranks them looks at the clock. */
function* alike(works: ReadonlyMap<number, readonly number[]>, network: Directed): Generator<AlikeWork> {
  for (const [work, joining] of works) yield { work: network.id(work), joining: joining.map((one) => network.id(one)), rank: [-joining.length, network.id(work)] }
}
