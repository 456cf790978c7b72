import type { Kind } from '../../model/records.ts'
import type { Vocabulary } from '../../model/vocabulary.ts'
import { ADVERB, adverbsOf, ANY_NAME, compile, TOGETHER, type FieldPattern, type Pattern } from './compile.ts'
import { maskRules, type MaskRules } from './mask-rules.ts'
import { nameRules, type NameRules } from './name-rules.ts'
import type { PatternTables } from './patterns.ts'
import { cuesOf, type Cues } from './supposed.ts'
import { oneOf, setOf } from './words.ts'

/** All tables made ready. Built once. */
export interface Rules {
  readonly names: NameRules
  readonly relations: readonly Pattern[]
  readonly fields: readonly FieldPattern[]
  readonly cues: Cues
  readonly mask: MaskRules
  /** The name that opens a sentence as its subject. */
  readonly opening: RegExp
  /** What may follow a name that is whole: a verb, a particle, an adverb. */
  readonly goesOn: RegExp
  /** Publishers by their ending or by name, where nothing else tells that it is a body. */
  readonly publishers: RegExp
  /** Words that are nobody: 去年, 他, 本會. */
  readonly generic: RegExp
  /** The relation type of a post, by its longest ending: 推廣教育組組長 as 組長. */
  typeOfPost(post: string): string | undefined
  /** The same for who has it in this body: 立法委員 of a party or a council is a member, of a county represents it. */
  relationOfPost(post: string, kind: Kind, body: string): string | undefined
}

export function rulesOf(tables: PatternTables, vocabulary: Vocabulary): Rules {
  const adverbs = adverbsOf(tables.statements)
  const types = new Map(Object.entries(tables.names.posts).flatMap(([type, posts]) => [...setOf(posts)].map((post) => [post, type] as const)))
  const typeOfPost = (post: string): string | undefined => {
    for (let i = 0; i < post.length; i++) {
      const type = types.get(post.slice(i))
      if (type !== undefined) return type
    }
    return undefined
  }
  return {
    names: nameRules(tables.names, adverbs),
    ...compile(tables.statements, vocabulary),
    mask: maskRules(tables.names, adverbs),
    cues: cuesOf(tables.statements),
    opening: new RegExp(`^[${ADVERB}${TOGETHER}，]*(${ANY_NAME})(?![的之、與和及暨]|[一二三四五六七八九十百千兩幾數]+[多餘]?[個名位]?\\p{Script=Han})`, 'u'),
    goesOn: new RegExp(`^(?:[${ADVERB}${TOGETHER}]|${oneOf([...tables.names.stops, ...tables.names.personVerbs, ...tables.statements.adverbs, '幾乎'])}|[後時前中內裡上下間起止等外旁之])`, 'u'),
    publishers: new RegExp(`(?:[社館會局部廳院處所系團司]|出版|書[局店苑坊屋]|文化|印刷|雜誌|唱片|日報|時報|大學|中心)$|^${oneOf(tables.names.publishers)}$`, 'u'),
    generic: /年[間初底]?$|(?:家庭|世家|人家|農家|望族|氣候區?|季風)$|[與和及的之]|^[據由經從為對]|^(?:[本該此這那他她它我你各其某每]|去年|今年|明年|目前|現在|學者|作者|研究者|政府|民間|許多|有些|一般|後來|最後|隨後|過世|生前|死後|同時|國內|國外|當地|當時|市區|郊區|山區|境內|大家|人們|市民|居民|此書|的)|[的了是在書旁邊側端內外上下中間]$|(?:邊緣|附近|一帶|之間)$/u,
    typeOfPost,
    relationOfPost: (post, kind, body) => {
      const type = typeOfPost(post)
      return type === 'REPRESENTS' && kind === 'Organization' && /(?:議員|委員)$/u.test(post) && !/(?:縣|市|區|里)$/u.test(body) ? 'MEMBER_OF' : type
    },
  }
}
