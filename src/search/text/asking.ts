import { fold } from './fold.ts'

/**
 * Words that ask rather than name. Longer ones first; a word that is also part of names (何, 幾) stands here only
 * with what makes it ask. More common words (的, 是, 有) are left to their statistics: longer lists lost answers.
 */
const CHINESE = `
請問 請說明 請列出 為什麼 為甚麼 是什麼 是甚麼 什麼樣 什麼 甚麼 怎麼樣 怎麼 怎樣 如何 為何 因何 何謂 何時 何地 何人 何處 何種 何者 何年 何月 何日 何事 何物 何方 何國 何以 何在
哪一個 哪一種 哪一年 哪一位 哪一些 哪一國 哪一座 哪一 哪些 哪個 哪種 哪裡 哪裏 哪兒 哪位 哪年 哪國 哪座 哪幾 哪 誰 多少 多久 多大 多長 多高 多遠 多重 是否 能否 可否 有無
幾個 幾年 幾月 幾日 幾次 幾種 幾位 幾歲 幾人 幾座 幾條 幾名 嗎 呢`
const ENGLISH = 'what which who whom whose when where why how does did is are was were the a an of do'

const folded = (list: string): string[] => [...new Set(list.trim().split(/\s+/).map((word) => fold(word).text))].sort((a, b) => b.length - a.length)
const WORDS = new RegExp(`${folded(CHINESE).join('|')}|(?<![\\p{L}\\p{N}])(?:${folded(ENGLISH).join('|')})(?![\\p{L}\\p{N}])`, 'gu')

/** A folded question with spaces for the words that ask; as it is when it has no others. */
export function withoutAsking(question: string): string {
  const rest = question.replace(WORDS, (word) => ' '.repeat(word.length))
  return /[\p{L}\p{N}]/u.test(rest) ? rest : question
}
