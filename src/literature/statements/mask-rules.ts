import type { NameTables } from './patterns.ts'
import { oneOf } from './words.ts'

/** What is taken together when names are masked, each to be tried at one place. */
export interface MaskRules {
  readonly adverbs: RegExp
  /** Adverbs that say that several do it. */
  readonly together: RegExp
  readonly titles: RegExp
  readonly nouns: RegExp
  readonly etc: RegExp
  readonly posts: RegExp
  readonly postsOfUnits: RegExp
  readonly postsAlone: RegExp
}

export function maskRules(names: NameTables, adverbs: string): MaskRules {
  const posts = `(?:前|代理|榮譽|創會|創校|創館|創院|創所|首任|現任|時任|第[一二三四五六七八九十\\d]{1,3}[任屆])?${oneOf(Object.values(names.posts).flat())}(?![處室會團])`
  return {
    adverbs: new RegExp(adverbs, 'uy'),
    together: /共同|聯合|攜手|一同|一起|合力/u,
    titles: new RegExp(`(?:${oneOf(names.titles)}|等人?)?`, 'uy'),
    nouns: new RegExp(`(?:的?${oneOf([...names.conceptNouns, '一詞'])}|等)?`, 'uy'),
    etc: /(?:一書|一文|等)?/uy,
    posts: new RegExp(`(?:，)?${posts}`, 'uy'),
    postsAlone: new RegExp(`${posts}(?=為|是|由)`, 'uy'),
    // 推廣教育組組長
    postsOfUnits: new RegExp(`的?(?:[\\u3400-\\u9fff]{2,8}(?:組|科|室|股|課|處))??${posts}`, 'uy'),
  }
}
