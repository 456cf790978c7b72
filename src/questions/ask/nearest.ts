import type { Grammar } from './grammar.ts'
import type { Reading } from './read.ts'
import { Slot } from './read.ts'
import { is, type Word } from './sentence.ts'

/** Questions offered where none was understood. */
const MOST = 3

/** Questions that can be answered about what a sentence names, nearest first: by its verb, then by all that is known. */
export function nearestTo(words: readonly Word[], grammar: Grammar): Reading[] {
  const names = words.filter((word) => is(word, 'E'))
  const [one, other] = names
  if (one === undefined) return []
  const slot = new Slot(one)
  const relations = [...new Set(words.flatMap(({ senses }) => senses.flatMap(({ relation }) => relation ?? [])))]
  const byVerb = relations.flatMap((number): Reading[] => {
    const { out, in: into } = grammar.relations[number]!
    return [into, out].flatMap((target) => (Array.isArray(target) ? [{ name: 'related', arguments: { of: slot, types: target }, beside: false }] : []))
  })
  const pair: Reading[] = other === undefined ? [] : [{ name: 'connectors', arguments: { a: slot, b: new Slot(other) }, beside: false }, { name: 'paths', arguments: { from: slot, to: new Slot(other) }, beside: false }]
  return [...pair, ...byVerb, { name: 'related', arguments: { of: slot }, beside: false }].slice(0, MOST)
}
