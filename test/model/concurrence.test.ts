import { equal } from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { concurrence, type Concurrence } from '../../src/model/concurrence.ts'
import { AFTER_ALL, BEFORE_ALL, boundsOf, parseAsOf, type Bounds, type Span } from '../../src/model/dates.ts'

/** Days with dates; the two beside them stand for everything before and after. */
const DAYS = [0, 1, 2, 3]
const ALL = [-1, ...DAYS, 4]

const day = fc.constantFrom(...DAYS)
const between = fc.tuple(day, day).map(([x, y]) => [Math.min(x, y), Math.max(x, y)] as const)
const start = fc.oneof({ weight: 4, arbitrary: between }, { weight: 1, arbitrary: fc.constantFrom([BEFORE_ALL, BEFORE_ALL] as const, [BEFORE_ALL, AFTER_ALL] as const) })
const end = fc.oneof({ weight: 4, arbitrary: between }, { weight: 1, arbitrary: fc.constantFrom([AFTER_ALL, AFTER_ALL] as const, [BEFORE_ALL, AFTER_ALL] as const) })
const bounds = fc.tuple(start, end).map(([from, to]): Bounds => ({ startEarliest: from[0], startLatest: from[1], endEarliest: to[0], endLatest: to[1] }))
  .filter(({ startEarliest, endLatest }) => startEarliest <= endLatest)
const steps = fc.array(fc.array(bounds, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 3 })
const asOf = fc.option(between.map(([from, to]): Span => ({ from, to })), { nil: undefined })

const clamp = (bound: number): number => Math.min(4, Math.max(-1, bound))

/** All dates that the bounds allow, each as the days on which it holds, a bit for each. */
function worlds({ startEarliest, startLatest, endEarliest, endLatest }: Bounds): number[] {
  const found = new Set<number>()
  for (let from = clamp(startEarliest); from <= clamp(startLatest); from++) {
    for (let to = Math.max(from, clamp(endEarliest)); to <= clamp(endLatest); to++) found.add(ALL.reduce((days, one, i) => (from <= one && one <= to ? days | 1 << i : days), 0))
  }
  return [...found]
}

const choices = (all: readonly (readonly Bounds[])[]): Bounds[][] => all.reduce<Bounds[][]>((before, step) => before.flatMap((chosen) => step.map((one) => [...chosen, one])), [[]])

/** Day by day, in every way that dates can be. */
function slowly(all: readonly (readonly Bounds[])[], span: Span | undefined): Concurrence {
  const within = ALL.reduce((days, one, i) => (span === undefined || (span.from <= one && one <= span.to) ? days | 1 << i : days), 0)
  const common = (chosen: readonly Bounds[]): number[] => chosen.map(worlds).reduce((before, dates) => [...new Set(before.flatMap((days) => dates.map((one) => days & one)))], [within])
  const each = choices(all).map(common)
  if (each.some((dates) => dates.every((days) => days !== 0))) return 'concurrent'
  return each.some((dates) => dates.some((days) => days !== 0)) ? 'possible' : 'sequential'
}

t.test('routes are marked as trying all dates day by day marks them', async (t) => {
  const seen = new Map<Concurrence, number>()
  t.doesNotThrow(() => fc.assert(fc.property(steps, asOf, (all, span) => {
    const mark = concurrence(all, span)
    seen.set(mark, (seen.get(mark) ?? 0) + 1)
    equal(mark, slowly(all, span))
  }), { numRuns: 4_000 }))
  for (const mark of ['concurrent', 'possible', 'sequential'] as const) t.ok(seen.get(mark)! > 100, mark)
})

t.test('as written', async (t) => {
  const mark = (steps: string, asOf?: string): Concurrence =>
    concurrence(steps.split(' ─ ').map((step) => step.split('|').map((one) => boundsOf(...(one.split('…') as [string, string])))), asOf === undefined ? undefined : parseAsOf(asOf))
  t.equal(mark('2001…2005 ─ 2003…2008'), 'concurrent')
  t.equal(mark('2001…2003 ─ 2003…2008'), 'possible', 'somewhen in 2003 one ended and the other began')
  t.equal(mark('2001…2003 ─ 2004…2008'), 'sequential')
  t.equal(mark('2001…2003|2006…2007 ─ 2004…2008'), 'concurrent', 'the best of parallel relations')
  t.equal(mark('2001… ─ 2004…..'), 'possible', 'an end that is not known')
  t.equal(mark('2001….. ─ 2004…..'), 'concurrent', 'both still go on')
  t.equal(mark('2004-05-01… ─ 2001…2008'), 'concurrent', 'it held on the day it began')
  t.equal(mark('… ─ 2001…2008'), 'possible', 'nothing is known')
  t.equal(mark('2001…2005 ─ 2003…2008', '2004'), 'concurrent')
  t.equal(mark('2001…2005 ─ 2003…2008', '2005'), 'concurrent', 'on New Year of 2005 it had not ended')
  t.equal(mark('2001…2005 ─ 2003…2008', '2005-06'), 'possible')
  t.equal(mark('2001…2005 ─ 2003…2008', '2006'), 'sequential')
  t.equal(mark('…'), 'concurrent', 'one relation')
})
