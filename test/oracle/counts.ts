import type { EntityView } from '../../src/graph/port.ts'
import { dateOrNone } from '../../src/model/dates-parse.ts'
import type { Id } from '../../src/model/ids.ts'
import { nameKey } from '../../src/model/names.ts'
import type { Kind } from '../../src/model/records.ts'
import type { PlainTie } from './literature.ts'

export interface PlainCounting {
  readonly kinds?: readonly Kind[]
  readonly of?: Id
  readonly relations?: readonly string[]
  readonly direction?: 'in' | 'out'
  readonly name?: string
  /** Years, both included. */
  readonly founded?: { readonly from: number; readonly to: number }
  readonly by: readonly string[]
}

export interface PlainCount {
  /** As text; null: nothing is known. */
  readonly keys: readonly (string | null)[]
  readonly count: number
  readonly possible: number
  readonly examples: readonly Id[]
}

const DEPARTMENTAL = ['REGISTERED_WITH', 'LISTED_BY', 'LICENSED_BY', 'SUPERVISES']
const AT_TO = ['REGISTERED_WITH', 'LISTED_BY', 'LICENSED_BY', 'PART_OF']
const AT_FROM = ['SUPERVISES', 'COMMISSIONS', 'FUNDS', 'SPONSORS']

/**
 * `docs/questions.md`, word for word.
 * @param entities all that the viewer sees and the question may count
 * @param ties all that is walked, of any type
 */
export function plainCounts(entities: readonly EntityView[], ties: readonly PlainTie[], asked: PlainCounting): { total: number; possible: number; rows: PlainCount[] } {
  const views = new Map(entities.map((view) => [view.id, view]))
  const kindOf = (id: Id): Kind | undefined => views.get(id)?.kind
  const wanted = asked.relations ?? DEPARTMENTAL
  const at = (id: Id): PlainTie[] => ties.filter(({ from, to }) => from === id || to === id)
  const admitting = (id: Id): PlainTie[] => at(id).filter((tie) => {
    if (!wanted.includes(tie.type)) return false
    if (asked.of === undefined) return asked.direction === undefined || (asked.direction === 'out' ? tie.from === id : tie.to === id)
    if (tie.from !== asked.of && tie.to !== asked.of) return false
    return asked.direction === undefined || (asked.direction === 'in' ? tie.to === asked.of : tie.from === asked.of)
  })
  const isRelated = asked.of !== undefined || asked.relations !== undefined
  const rows = new Map<string, { keys: readonly (string | null)[]; count: number; possible: number; examples: Id[] }>()
  const under = asked.by.map(() => new Map<string | null, Set<Id>>())
  let [total, possible] = [0, 0]
  for (const view of [...entities].sort((x, y) => (x.id < y.id ? -1 : 1))) {
    if (view.id === asked.of || (asked.kinds !== undefined && !asked.kinds.includes(view.kind))) continue
    if (isRelated && admitting(view.id).length === 0) continue
    if (asked.name !== undefined && !view.names.some(({ text }) => nameKey(text).includes(nameKey(asked.name!)))) continue
    const founding = foundingOf(view)
    let maybe = false
    if (asked.founded !== undefined) {
      if (founding === undefined || founding.from > asked.founded.to || founding.to < asked.founded.from) continue
      maybe = founding.from < asked.founded.from || founding.to > asked.founded.to || founding.doubtful
    }
    total++
    if (maybe) possible++
    const found = new Map<string, (string | null)[]>()
    for (const tie of tiesFor(view.id)) {
      const keys = asked.by.map((name) => keyOf(name, view, tie, placesOf(view.id)))
      found.set(JSON.stringify(keys), keys)
    }
    for (const [id, keys] of found) {
      const row = rows.get(id) ?? { keys, count: 0, possible: 0, examples: [] }
      rows.set(id, row)
      row.count++
      if (maybe || (asked.by.includes('year') && founding !== undefined && (founding.doubtful || founding.from !== founding.to))) row.possible++
      if (row.examples.length < 3) row.examples.push(view.id)
      keys.forEach((key, i) => under[i]!.set(key, (under[i]!.get(key) ?? new Set()).add(view.id)))
    }
  }
  const compare = (x: PlainCount, y: PlainCount): number => {
    for (const [i, name] of asked.by.entries()) {
      const [one, other] = [x.keys[i]!, y.keys[i]!]
      if (one === other) continue
      if (one === null || other === null) return one === null ? 1 : -1
      const [first, second] = name === 'year' ? [yearsIn(one), yearsIn(other)] : [[-under[i]!.get(one)!.size, 0], [-under[i]!.get(other)!.size, 0]]
      return first[0]! - second[0]! || first[1]! - second[1]! || (one < other ? -1 : 1)
    }
    return 0
  }
  return { total, possible, rows: [...rows.values()].sort(compare) }

  function placesOf(id: Id): string[] {
    return at(id).filter(({ type, from }) => type === 'LOCATED_IN' && from === id).map(({ to }) => to).sort().flatMap((place) => views.get(place)?.name ?? [])
  }

  /** The relations whose type and department count; one empty where there is none. */
  function tiesFor(id: Id): (PlainTie | undefined)[] {
    const some = asked.by.includes('department')
      ? at(id).filter((tie) => {
        const other = tie.from === id ? tie.to : tie.from
        if (!wanted.includes(tie.type) || kindOf(other) !== 'Organization' || other === asked.of) return false
        return AT_TO.includes(tie.type) ? tie.to === other : AT_FROM.includes(tie.type) ? tie.from === other : true
      })
      : !asked.by.includes('type') ? [] : isRelated ? admitting(id) : at(id)
    return some.length === 0 ? [undefined] : some
  }
}

function keyOf(name: string, view: EntityView, tie: PlainTie | undefined, places: readonly string[]): string | null {
  switch (name) {
    case 'kind': return view.kind
    case 'type': return tie?.type ?? null
    case 'department': return tie === undefined ? null : tie.from === view.id ? tie.to : tie.from
    case 'year': {
      const founding = foundingOf(view)
      if (founding === undefined) return null
      return founding.from === founding.to ? String(founding.from) : `${founding.from === -Infinity ? '' : founding.from}–${founding.to === Infinity ? '' : founding.to}`
    }
    case 'district': {
      const read = [view.fields['district'], view.fields['address'], ...places].map((text) => SEATS[String(text)] ?? '')
      return read.find((seat) => seat.includes('區') || seat.includes('竹北')) ?? read.find((seat) => seat !== '') ?? null
    }
    default: throw new Error(name)
  }
}

/** The districts, addresses and places of generated libraries, read by a person: the district with its city, or the city. */
const SEATS: Readonly<Record<string, string>> = {
  臺北市: '臺北市', 臺北市大安區: '臺北市大安區', 台北市大安區: '臺北市大安區', 中山區: '', 新北市板橋區: '新北市板橋區',
  臺北市信義區松仁路226號: '臺北市信義區', '106台北市大安區和平東路一段1號': '臺北市大安區', 台北市杭州南路一段15號: '臺北市', 新竹縣竹北市光明六路10號: '新竹縣竹北市', 不詳: '',
  台北市中山區: '臺北市中山區', 士林官邸: '',
}

const yearsIn = (key: string): [number, number] => {
  const [from, to] = key.includes('–') ? key.split('–') : [key, key]
  return [from === '' ? -Infinity : Number(from), to === '' ? Infinity : Number(to)]
}

function foundingOf({ kind, fields }: EntityView): { from: number; to: number; doubtful: boolean } | undefined {
  const codes: Partial<Record<Kind, string[]>> = { Organization: ['foundedOn'], Programme: ['foundedOn', 'startedOn'], Event: ['startedOn'], Work: ['issued'], Collection: ['foundedOn', 'issued'], Entry: ['recordedOn'] }
  const written = (codes[kind] ?? []).map((code) => fields[code]).find((value) => value !== undefined)
  const date = written === undefined ? undefined : dateOrNone(String(written))
  if (date?.status !== 'known') return undefined
  const year = (day: number, open: number): number => (Math.abs(day) > 2 ** 31 - 2 ? open : new Date(day * 86_400_000).getUTCFullYear())
  return { from: year(date.earliest, -Infinity), to: year(date.latest, Infinity), doubtful: /[?~%]/.test(date.edtf) }
}
