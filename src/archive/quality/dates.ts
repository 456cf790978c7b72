import { dateOrNone } from '../../model/dates-parse.ts'
import { yearOfDay, type Bounds } from '../../model/dates.ts'
import type { FieldValue } from '../../model/records.ts'
import type { Vocabulary } from '../../model/vocabulary.ts'

/** What is doubtful about a date; the texts are for people. */
export const DOUBTS = {
  future: '開始在未來 (begins in the future)',
  farFuture: '結束在很久以後 (ends in the far future)',
  tooEarly: '年份很小，可能是民國年寫成西元年 (a year so low may be a year of the Republic)',
  tooLate: '年份很大，可能是西元年寫成民國年 (a year so high may be of the common era, read as one of the Republic)',
  reversed: '結束早於開始 (ends before it begins)',
  beforeFounding: '早於成立或出生 (before one of the two was founded or born)',
  afterEnd: '晚於解散或過世 (after one of the two was dissolved or died)',
  unreadable: '讀不出日期 (not a date)',
} as const
export type Doubt = keyof typeof DOUBTS

/** Years ahead to which a contract may run. */
const AHEAD = 50
/** 民國 1 is 1912. What is written 101 and meant as 2012 lies below the one, 民國 2012 (that is 3923) above the other. */
const [LEAST_YEAR, MOST_YEAR] = [200, 2_500]

const DAYS_OF_YEAR = 365

type Fields = Readonly<Record<string, FieldValue>>

/** Pairs of fields, the first of which comes first. */
const ORDERED = [['foundedOn', 'dissolvedOn'], ['bornOn', 'diedOn'], ['startedOn', 'endedOn']] as const
const [BEGINNINGS, ENDINGS] = [['foundedOn', 'bornOn', 'startedOn'], ['dissolvedOn', 'diedOn', 'endedOn']] as const

/** @param today days since 1970 */
export function doubtsOfEntity(fields: Fields, vocabulary: Vocabulary, today: number): Doubt[] {
  const doubts = new Set<Doubt>()
  for (const [code, value] of Object.entries(fields)) {
    if (vocabulary.fields.get(code)?.value !== 'date') continue
    for (const written of [value].flat()) {
      const date = dateOrNone(String(written))
      if (date === undefined) doubts.add('unreadable')
      else if (date.status === 'known') {
        for (const doubt of ofYears(date.earliest, date.latest)) doubts.add(doubt)
        if ((BEGINNINGS as readonly string[]).includes(code) && date.earliest > today && yearOfDay(date.earliest) < MOST_YEAR) doubts.add('future')
      }
    }
  }
  for (const [first, second] of ORDERED) {
    const [begun, ended] = [known(fields[first]), known(fields[second])]
    if (begun !== undefined && ended !== undefined && begun.earliest > ended.latest) doubts.add('reversed')
  }
  return inOrder(doubts)
}

/**
 * @param written its start and end as written
 * @param ends fields of what it connects; none where it does not matter whether these were there at the time
 */
export function doubtsOfRelation({ startEarliest, startLatest, endEarliest, endLatest }: Bounds, written: { readonly start?: string; readonly end?: string }, ends: readonly Fields[], today: number): Doubt[] {
  const doubts = new Set<Doubt>()
  const [hasStart, hasEnd] = [isKnown(written.start), isKnown(written.end)]
  if (hasStart) for (const doubt of ofYears(startEarliest, startLatest)) doubts.add(doubt)
  if (hasEnd) for (const doubt of ofYears(endEarliest, endLatest)) doubts.add(doubt)
  if (hasStart && startEarliest > today && yearOfDay(startEarliest) < MOST_YEAR) doubts.add('future')
  if (hasEnd && endEarliest > today + AHEAD * DAYS_OF_YEAR && yearOfDay(endEarliest) < MOST_YEAR) doubts.add('farFuture')
  if (hasStart && hasEnd && startEarliest > endLatest) doubts.add('reversed')
  for (const fields of ends) {
    for (const code of BEGINNINGS) if (hasStart && startLatest < (known(fields[code])?.earliest ?? -Infinity)) doubts.add('beforeFounding')
    for (const code of ENDINGS) if (hasStart && startEarliest > (known(fields[code])?.latest ?? Infinity)) doubts.add('afterEnd')
  }
  return inOrder(doubts)
}

function* ofYears(earliest: number, latest: number): Generator<Doubt> {
  const [from, to] = [yearOfDay(earliest), yearOfDay(latest)]
  if (to > 0 && to < LEAST_YEAR) yield 'tooEarly'
  if (from > MOST_YEAR) yield 'tooLate'
}

const isKnown = (written: string | undefined): boolean => written !== undefined && dateOrNone(written)?.status === 'known'

function known(value: FieldValue | undefined): { readonly earliest: number; readonly latest: number } | undefined {
  const date = value === undefined || Array.isArray(value) ? undefined : dateOrNone(String(value))
  return date?.status === 'known' ? date : undefined
}

const inOrder = (doubts: ReadonlySet<Doubt>): Doubt[] => (Object.keys(DOUBTS) as Doubt[]).filter((doubt) => doubts.has(doubt))
