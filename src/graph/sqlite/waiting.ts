import type { Viewer } from '../../model/audience.ts'
import { cursor } from '../log.ts'
import { ALWAYS, waitingStart, type WaitingPlace } from '../waiting.ts'
import type { Page, PageRequest, Waiting, WaitingQuery } from '../port.ts'
import { Turns } from '../turns.ts'
import { isBorne } from './bodies.ts'
import { kindCode, numberIn, STANDALONE, stateCode, TYPE_CODES, typeCode } from './codes.ts'
import type { Value } from './connection.ts'
import { idOf, sought } from './ids.ts'
import type { Reader } from './reader.ts'
import type { Sight } from './viewers.ts'
import { WAYS, type Way } from './waiting-ways.ts'

type Row = readonly [item: number, bytes: Uint8Array, at: number, type: number, rank: number, best: number]

/** The clearances that occur: few, and each is looked up, whatever waits under it. */
const READINGS = `WITH RECURSIVE r (number) AS (
    SELECT min(reading) FROM waiting
    UNION ALL SELECT (SELECT min(reading) FROM waiting WHERE reading > r.number) FROM r WHERE r.number IS NOT NULL
  ) SELECT number FROM r WHERE number IS NOT NULL`
const BODY = 'SELECT text FROM standalone JOIN payload ON payload.operation = standalone.payload WHERE key = ?'
const CLEARANCE = 'SELECT clearance FROM entity WHERE node = ?'
const NODE = 'SELECT node FROM entity WHERE bytes = ?'

/** Rows of a stream looked at in one go: few at first, and where little of them passes more and more, up to a few milliseconds. */
const [CHUNK, LONGEST] = [500, 8_000]
/** Whoever reads no more than so many clearances is read to by these: what is hidden from them is not even looked at. */
const FEW = 64
const ORDERED = { oldest: 1, newest: -1, confidence: 1 } as const

interface Found extends Waiting {
  readonly place: WaitingPlace
}

/** What waits, of one type or under one clearance: in order, as far as it was looked through. */
interface Stream {
  readonly way: Way
  readonly key: Value
  place: WaitingPlace
  found: Found[]
  isWhole: boolean
  /** Rows to look at next. */
  chunk: number
}

export async function waiting(reader: Reader, query: WaitingQuery, viewer: Viewer, { first = 20, after }: PageRequest = {}): Promise<Page<Waiting>> {
  const { order = 'oldest' } = query
  const start = waitingStart(query, after)
  const items: Found[] = []
  const turns = new Turns()
  let streams: Stream[] | undefined
  do {
    if (turns.isOver) await turns.next()
    reader.as(viewer, (sight) => {
      const asked = parametersOf(reader, query, sight)
      streams ??= asked === undefined ? [] : streamsOf(query, asked).map(({ way, key }) => ({ way, key, place: start, found: [], isWhole: false, chunk: CHUNK }))
      // the one that is behind holds up the others
      const behind = streams.filter(({ isWhole }) => !isWhole).sort((x, y) => compare(x.place, y.place, order))[0]
      if (behind !== undefined && asked !== undefined) advance(reader, sight, behind, asked.common, first + 1)
    })
    take(streams!, items, order)
  } while (items.length <= first && streams!.some(({ isWhole }) => !isWhole))
  const hasNextPage = items.length > first
  if (hasNextPage) items.length = first
  const last = items.at(-1)?.place
  return {
    items: items.map(({ place: _, ...item }) => item),
    ...(last === undefined ? {} : { endCursor: order === 'confidence' ? cursor(...last) : cursor(last[1], last[2]) }), hasNextPage,
  }
}

/** Looks through the next rows of a stream. */
function advance(reader: Reader, sight: Sight, stream: Stream, common: readonly Value[], most: number): void {
  const { way, key, chunk } = stream
  const rows = reader.connection.rows<Row>(way.page, ...common, chunk, most, key, ...placed(way, stream.place))
  for (const [item, bytes, at, type, rank, best] of rows) {
    stream.place = [rank, at, idOf(bytes)]
    if (isThere(reader, sight, item, type)) stream.found.push({ id: stream.place[2], type: TYPE_CODES[type]!, at, confidence: 0 - best, place: stream.place })
  }
  if (rows.length === most) return
  const end = reader.connection.row<[number, number, Uint8Array]>(way.end, common[0]!, key, ...placed(way, stream.place), chunk - 1)
  stream.chunk = Math.min(LONGEST, 2 * chunk)
  if (end === undefined) stream.isWhole = true
  else stream.place = [end[0], end[1], idOf(end[2])]
}

const placed = ({ ranked }: Way, [rank, at, id]: WaitingPlace): Value[] => [...(ranked ? [rank] : []), at, sought(id)]

/** Takes over what no stream can still give something before. */
function take(streams: readonly Stream[], items: Found[], order: keyof typeof ORDERED): void {
  const open = streams.filter(({ isWhole }) => !isWhole).map(({ place }) => place)
  const isSure = ({ place }: Found): boolean => open.every((reached) => compare(place, reached, order) <= 0)
  const sure = streams.flatMap((stream) => {
    const cut = stream.found.findIndex((found) => !isSure(found))
    return stream.found.splice(0, cut === -1 ? stream.found.length : cut)
  })
  for (const found of sure.sort((x, y) => compare(x.place, y.place, order))) {
    // rows of one item stand together: as many as there is evidence
    if (items.at(-1)?.id !== found.id) items.push(found)
  }
}

function compare([rank, at, id]: WaitingPlace, [otherRank, otherAt, otherId]: WaitingPlace, order: keyof typeof ORDERED): number {
  return rank - otherRank || ORDERED[order] * (at - otherAt || (id < otherId ? -1 : id > otherId ? 1 : 0))
}

interface Asked {
  /** ?1 to ?9 of every way. */
  readonly common: readonly Value[]
  readonly seen: readonly number[]
  readonly node: number | null
}

/** Undefined where there is nothing to find. */
function parametersOf(reader: Reader, { state = 'proposed', types, relations, kinds, source, confidence, by, since = 0, until = ALWAYS }: WaitingQuery, sight: Sight): Asked | undefined {
  const seen = reader.connection.rows<[number]>(READINGS).flatMap(([number]) => (sight.may(number) ? number : []))
  if (seen.length === 0) return undefined
  const node = source === undefined ? null : reader.connection.row<[number]>(NODE, sought(source))?.[0]
  if (node === undefined) return undefined
  const words = relations === undefined && kinds === undefined ? null
    : [...(relations ?? []).flatMap((type) => { const number = reader.types.find(type); return number === undefined ? [] : 65_536 + number }), ...(kinds ?? []).map(kindCode)]
  return {
    seen, node,
    common: [
      stateCode(state), JSON.stringify(seen), types === undefined ? null : JSON.stringify(types.map(typeCode)), words === null ? null : JSON.stringify(words),
      since, until, by ?? null, node, confidence === undefined ? null : -confidence,
    ],
  }
}

/** Along which index, and from which of its keys. */
function streamsOf({ order = 'oldest', types, relations, kinds, by }: WaitingQuery, { seen, node }: Asked): { way: Way; key: Value }[] {
  const along = (name: string, keys: readonly Value[]): { way: Way; key: Value }[] => keys.map((key) => ({ way: WAYS[`${order} ${name}`]!, key }))
  const isFew = seen.length <= FEW
  if (order === 'confidence') return isFew ? along('reading', seen) : along('', [null])
  if (by !== undefined) return along('author', [by])
  if (node !== null) return along('source', [node])
  if (types === undefined && relations === undefined && kinds === undefined && isFew) return along('reading', seen)
  // words are said of relations and entities
  const worded = relations === undefined && kinds === undefined ? TYPE_CODES : TYPE_CODES.filter((type) => (type === 'relation' && relations !== undefined) || (type === 'entity' && kinds !== undefined))
  return along('type', worded.filter((type) => types === undefined || types.includes(type)).map(typeCode))
}

/** For whoever reads it: an entity with the survivors it leads to, what stands alone with what it is about. */
function isThere(reader: Reader, sight: Sight, item: number, type: number): boolean {
  if (type === 0) return sight.may(reader.connection.row<[number]>(CLEARANCE, numberIn(item))![0])
  if (type < STANDALONE) return true
  const [body] = reader.connection.row<[string]>(BODY, numberIn(item)) ?? []
  return isBorne(reader, sight, type, body ?? null)
}
