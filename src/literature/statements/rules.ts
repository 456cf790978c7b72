import type { Vocabulary } from '../../model/vocabulary.ts'
import { ADVERB, adverbsOf, ANY_NAME, compile, TOGETHER, type FieldPattern, type Pattern } from './compile.ts'
import { maskRules, type MaskRules } from './mask-rules.ts'
import { nameRules, type NameRules } from './name-rules.ts'
import type { PatternTables } from './patterns.ts'
import { cuesOf, type Cues } from './supposed.ts'
import { setOf } from './words.ts'

/** All tables made ready. Built once. */
export interface Rules {
  readonly names: NameRules
  readonly relations: readonly Pattern[]
  readonly fields: readonly FieldPattern[]
  readonly cues: Cues
  readonly mask: MaskRules
  /** The name that opens a sentence as its subject. */
  readonly opening: RegExp
  /** Words that are nobody: 去年, 他, 本會. */
  readonly generic: RegExp
  /** The relation type of a post, by its longest ending: 推廣教育組組長 as 組長. */
  typeOfPost(post: string): string | undefined
}

export function rulesOf(tables: PatternTables, vocabulary: Vocabulary): Rules {
  const adverbs = adverbsOf(tables.statements)
  const types = new Map(Object.entries(tables.names.posts).flatMap(([type, posts]) => [...setOf(posts)].map((post) => [post, type] as const)))
  return {
    names: nameRules(tables.names, adverbs),
    ...compile(tables.statements, vocabulary),
    mask: maskRules(tables.names, adverbs),
    cues: cuesOf(tables.statements),
    opening: new RegExp(`^[${ADVERB}${TOGETHER}，]*(${ANY_NAME})(?![的之、與和及暨]|[一二三四五六七八九十百千兩幾數]+[多餘]?[個名位]?\\p{Script=Han})`, 'u'),
    generic: /[與和及的]|^[據由經從為對]|^(?:[本該這那他她它我你各其某每]|去年|今年|明年|目前|現在|學者|作者|研究者|政府|民間|許多|有些|一般|後來|國內|國外|當地|當時|大家|人們|市民|居民|此書|的)|[的了是在書旁邊側端內外上下中間]$|(?:邊緣|附近|一帶|之間)$/u,
    typeOfPost: (post) => {
      for (let i = 0; i < post.length; i++) {
        const type = types.get(post.slice(i))
        if (type !== undefined) return type
      }
      return undefined
    },
  }
}
