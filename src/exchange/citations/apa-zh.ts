import { locatorText } from '../../model/locator.ts'
import type { Locator } from '../../model/records.ts'
import type { CslItem, CslName } from './csl.ts'
import { joined, plain, type Piece } from './pieces.ts'
import { bracketed, DATED, linkOf, makersOf, MOST_NAMES, ranged } from './style.ts'

/**
 * APA 7 for Chinese works, as libraries in Taiwan teach it: full-width marks, names unparted, 「、」 between them,
 * 等人 from three on, years of the common era, no place of publication. After 林雍智, 教育學門論文寫作格式指引
 * (2020), as the library of National Taiwan University gives it (tul.blog.ntu.edu.tw/archives/28762).
 */
export function apaChinese(item: CslItem): Piece[] {
  const { type, title, version, genre, number, volume, issue, page, translator } = item
  const container = item['container-title']
  const { head, isEdited, publisher } = headOf(item)
  const edition = editionOf(item.edition)
  const link = linkOf(item)
  const start = (whole: Piece[]): Piece[] => (head === undefined ? joined(whole, `（${yearOf(item, DATED.includes(type))}）。`) : joined(`${head}（${yearOf(item, DATED.includes(type))}）。`, whole, closed(whole)))
  const end = (...parts: readonly (string | undefined)[]): string => parts.filter((part) => part !== undefined && part !== '').map((part) => `${part}。`).join('') + (link ?? '')
  if (type === 'article-journal' || type === 'article-newspaper') {
    const place = volume === undefined ? [issue === undefined ? '' : `，${issue}`] : ['，', { title: volume }, issue === undefined ? '' : `（${issue}）`]
    return joined(start([title]), container === undefined ? undefined : [{ title: container }, ...place, page === undefined ? '' : `，${ranged(page)}`, '。'], link)
  }
  if (type === 'chapter') {
    const editors = isEdited ? undefined : item.editor
    const inside = bracketed([edition, page === undefined ? undefined : `頁 ${ranged(page)}`], INSIDE)
    return joined(start([title]), container === undefined ? undefined : ['載於', editors === undefined ? '' : `${names(editors)}（主編），`, { title: container }, inside, '。'], end(publisher))
  }
  if (type === 'thesis') return joined(start([{ title }, `〔${[genre ?? '學位論文', publisher].filter((part) => part !== undefined).join('，')}〕`]), end())
  if (type === 'paper-conference') return joined(start([{ title }, '〔論文發表〕']), end(container, publisher))
  if (type === 'dataset') return joined(start([{ title }, bracketed([version], INSIDE), '〔資料集〕']), end(publisher))
  if (type === 'webpage') return joined(start([{ title }]), end(container ?? publisher))
  const translated = translator === undefined ? undefined : `〔${[`${names(translator)}譯`, edition].filter((part) => part !== undefined).join('，')}〕`
  return joined(start([{ title }, translated ?? bracketed([edition, type === 'report' ? number : undefined], INSIDE)]), end(publisher))
}

/** 林振春，2012，頁 4; 林振春、王秋絨，2004; 林振春等人，2012; 《書名》，2012. */
export function citeChinese(item: CslItem, locator: Locator): string {
  const by = makersOf(item)
  const who = by === undefined ? `《${item.title}》` : by.length > 2 ? `${name(by[0]!)}等人` : by.map(name).join('、')
  const where = locatorText(locator)
  return `${who}，${yearOf(item, false)}${where === '' ? '' : `，${where}`}`
}

function headOf(item: CslItem): { readonly head: string | undefined; readonly isEdited: boolean; readonly publisher: string | undefined } {
  const by = makersOf(item)
  const isEdited = item.author === undefined && by !== undefined && by === item.editor
  const head = by === undefined ? undefined : `${names(by)}${isEdited ? '（主編）' : ''}`
  // who publishes their own work is not named twice
  return { head, isEdited, publisher: head === item.publisher ? undefined : item.publisher }
}

const INSIDE = ['（', '，', '）'] as const

const name = (one: CslName): string => ('literal' in one ? one.literal : `${one.given ?? ''} ${one.family}`.trim())

function names(all: readonly CslName[]): string {
  if (all.length <= MOST_NAMES) return all.map(name).join('、')
  return `${all.slice(0, MOST_NAMES - 1).map(name).join('、')}……${name(all.at(-1)!)}`
}

/** 2012a; 無日期-a. */
function yearOf({ issued: date, 'year-suffix': suffix = '' }: CslItem, whole: boolean): string {
  if (date === undefined) return suffix === '' ? '無日期' : `無日期-${suffix}`
  if ('literal' in date) return `${date.literal}${suffix}`
  const [year, month, day] = date['date-parts'][0]
  const said = `${String(year)}${suffix}${whole && month !== undefined ? `年${month}月${day === undefined ? '' : `${day}日`}` : ''}`
  return date.circa ? `約 ${said}` : said
}

/** A first edition is not said. */
const editionOf = (edition: string | undefined): string | undefined => (edition === undefined || /^(?:初版|第?一版|1)$/.test(edition) ? undefined : edition)

/** A title that ends in a mark of its own takes no other. */
const closed = (whole: readonly Piece[]): string => (/[。？！?!]$/.test(plain(whole)) ? '' : '。')
