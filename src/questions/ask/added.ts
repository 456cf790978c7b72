import { fold } from '../../model/names.ts'
import type { RelationType, Vocabulary } from '../../model/vocabulary.ts'
import type { Grammar, RelationWords, Sense } from './grammar.ts'

/** A word of one character stands in too many others. */
const LEAST = 2

/**
 * The grammar with relation types that librarians added: asked for by the words they gave them, 「借給」 from the one end,
 * 「借自」 from the other. Words that mean something already keep their meaning.
 * @param grammar of the vocabulary's seed: making it takes long, and this does not
 */
export function withAdded(grammar: Grammar, { seed, relations }: Vocabulary): Grammar {
  const added = seed === undefined ? [] : [...relations.values()].filter(({ code, role, retired }) => !seed.relations.has(code) && role === 'connecting' && !retired)
  if (added.length === 0) return grammar
  const words = new Map(grammar.words)
  const [rows, verbs] = [[...grammar.relations], [...grammar.verbs]]
  let { longest } = grammar
  for (const type of added) {
    for (const side of type.symmetric ? ['out'] as const : ['out', 'in'] as const) {
      const labels = wordsOf(type, side).filter((word) => !grammar.words.has(fold(word)))
      if (labels.length === 0) continue
      const sense: Sense = { category: 'V', relation: rows.length }
      for (const key of new Set(labels.map(fold))) {
        words.set(key, [...words.get(key) ?? [], sense])
        longest = Math.max(longest, key.length)
      }
      rows.push(rowOf(type, side))
      verbs.push(labels)
    }
  }
  return { ...grammar, words, longest, relations: rows, verbs }
}

function wordsOf({ forward, backward }: RelationType, side: 'out' | 'in'): string[] {
  const { 'zh-Hant': han, en } = side === 'out' ? forward : backward
  return [...new Set([han.replace(/\s+/g, ''), en.trim().replace(/\s+/g, ' ')])].filter((word) => word.length >= LEAST)
}

function rowOf({ code, symmetric }: RelationType, side: 'out' | 'in'): RelationWords {
  const types = symmetric ? [[code], [code]] as const : side === 'out' ? [[`${code}:out`], [`${code}:in`]] as const : [[`${code}:in`], [`${code}:out`]] as const
  return { frame: symmetric ? 'symmetric' : 'transitive', out: types[0], in: types[1], loose: false }
}
