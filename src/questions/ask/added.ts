import type { RelationType, Vocabulary } from '../../model/vocabulary.ts'

/** How sentences speak of a relation type that was added to the vocabulary, as a row of the table would say it. */
export interface AddedRelation {
  readonly frame: string
  readonly out: string[]
  readonly in: string[]
  readonly loose: boolean
  readonly verbs: string
  readonly agents: string
  readonly patients: string
  readonly objects: string
  readonly nouns: string
}

/** A word of one character stands in too many others. */
const LEAST = 2

/**
 * What librarians add is asked for by the words they gave it: 「借給」 from the one end, 「借自」 from the other.
 * @param isTaken words that mean something already keep their meaning
 */
export function addedRelations(vocabulary: Vocabulary, isTaken: (word: string) => boolean): AddedRelation[] {
  const { seed } = vocabulary
  if (seed === undefined) return []
  const added = [...vocabulary.relations.values()].filter(({ code, role, retired }) => !seed.relations.has(code) && role === 'connecting' && !retired)
  return added.flatMap((type) => [row(type, 'forward', 'out'), ...(type.symmetric ? [] : [row(type, 'backward', 'in')])])
    .map((one) => ({ ...one, verbs: one.verbs.split(' ').filter((word) => word.length >= LEAST && !isTaken(word)).join(' ') }))
    .filter(({ verbs }) => verbs !== '')
}

function row({ code, symmetric, ...labels }: RelationType, way: 'forward' | 'backward', side: 'out' | 'in'): AddedRelation {
  const other = side === 'out' ? 'in' : 'out'
  const { 'zh-Hant': han, en } = labels[way]
  return {
    frame: symmetric ? 'symmetric' : 'transitive', out: [symmetric ? code : `${code}:${side}`], in: [symmetric ? code : `${code}:${other}`], loose: false,
    verbs: `${written(han, '')} ${written(en, '_')}`, agents: '', patients: '', objects: '', nouns: '',
  }
}

/** As the table writes words: no spaces, no braces. */
const written = (text: string, space: string): string => text.replace(/[{},]/g, '').trim().replace(/\s+/g, space)
