import { fold } from '../../model/names.ts'
import type { Asking } from '../context.ts'
import { neighbours } from '../ways.ts'
import type { Grammar } from './grammar.ts'
import type { Fixed } from './sentence.ts'

/** 張德永那篇, 張德永教授寫的那篇文章. */
const THAT_WORK = /^\s*(?:先生|女士|老師|教授|博士)?\s*(?:的|所?寫的|所?撰寫的|執筆的|發表的)?\s*[那這](?:一)?[篇章本](?:文章|論文|文|書)?/u
/** Not which of them it is, but what it is called. */
const CALLED = /^\s*(?:的)?(?:叫|篇名|題目|標題|名稱|名字)/u
const AUTHORED = [{ type: 'AUTHORED', side: 'out' as const }]

/** Works named by who wrote them, each as one name that may mean all that the person wrote. Reads the works of that person. */
export async function worksIn(asking: Asking, sentence: string, names: readonly Fixed[], grammar: Grammar): Promise<readonly Fixed[]> {
  let all: readonly Fixed[] = names
  for (const name of names) {
    const authors = (name.candidates ?? []).filter(({ entity }) => entity.kind === 'Person')
    const said = THAT_WORK.exec(sentence.slice(name.end))
    const end = name.end + (said?.[0].length ?? 0)
    if (said === null || authors.length === 0) continue
    // 張德永那篇〈…〉: its title says which
    const title = all.find(({ start }) => start === end)
    if (title !== undefined) {
      all = [...all.filter((one) => one !== name && one !== title), { ...title, start: name.start }]
      continue
    }
    if (CALLED.test(sentence.slice(end))) {
      all = [...all, { start: name.end, end, text: said[0], senses: grammar.words.get(fold('著作')) ?? [] }]
      continue
    }
    const candidates = (await Promise.all(authors.map(async (author) => {
      const { all: works } = await neighbours(asking, author.entity.id, AUTHORED, { includeProposed: false })
      return works.map(({ entity }) => ({ ...author, entity, matched: entity.name }))
    }))).flat()
    if (candidates.length > 0) all = [...all.filter((one) => one !== name), { ...name, end, text: sentence.slice(name.start, end), candidates }]
  }
  return all
}
