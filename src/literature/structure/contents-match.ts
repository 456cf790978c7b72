import type { ContentsEntry } from './contents.ts'
import type { Candidate } from './heading-candidates.ts'
import { headingKey } from './known-headings.ts'
import { entryNumber } from './contents-entry.ts'

/** As much of the pairs of characters of two titles may differ by misreading or rewording. */
const ALIKE = 0.75
const SHORTEST = 5

/** Which heading each entry of the contents names: in the order of both, by equal words, then by their beginning, then by likeness under the same number. */
export function matchContents(all: readonly Candidate[], contents: readonly ContentsEntry[]): Map<Candidate, ContentsEntry> {
  const matches = new Map<Candidate, ContentsEntry>()
  const keys = all.map(({ title, subtitle }) => [headingKey(title), headingKey(title + (subtitle ?? ''))] as const)
  const labels = all.map(({ numbered }) => (numbered ? numbered.parts.join('.') : ''))
  let from = 0
  for (const entry of contents) {
    const key = headingKey(entry.title)
    const full = headingKey(entry.title + (entry.subtitle ?? ''))
    const label = entryNumber(`${entry.number ?? ''} x`)?.parts.join('.') ?? ''
    const same = (i: number): boolean => labels[i] === label || label === '' || labels[i] === ''
    const tests: ((i: number) => boolean)[] = [
      (i) => (keys[i]!.includes(full) || keys[i]!.includes(key)) && same(i),
      (i) => keys[i]!.some((ours) => ours.length >= SHORTEST && full.startsWith(ours) || key.length >= SHORTEST && ours.startsWith(key)) && same(i),
      (i) => label !== '' && labels[i] === label && alike(keys[i]![0], key) >= ALIKE || key.length >= 8 && Math.max(alike(keys[i]![1], full), alike(keys[i]![0], key)) >= ALIKE && same(i),
    ]
    for (const test of tests) {
      const index = all.findIndex((each, i) => i >= from && !matches.has(each) && test(i))
      if (index < 0) continue
      matches.set(all[index]!, entry)
      // A far jump may be a mistake: what lies between stays open for the entries that follow.
      from = index + 1
      break
    }
  }
  return matches
}

/** Dice's coefficient of the pairs of characters. */
export function alike(a: string, b: string): number {
  if (a.length < 2 || b.length < 2) return a === b ? 1 : 0
  const pairs = new Map<string, number>()
  for (let i = 0; i + 1 < a.length; i++) pairs.set(a.slice(i, i + 2), (pairs.get(a.slice(i, i + 2)) ?? 0) + 1)
  let shared = 0
  for (let i = 0; i + 1 < b.length; i++) {
    const left = pairs.get(b.slice(i, i + 2)) ?? 0
    if (left > 0) {
      shared++
      pairs.set(b.slice(i, i + 2), left - 1)
    }
  }
  return (2 * shared) / (a.length + b.length - 2)
}
