import { optional, edtf, put, type Fields } from './item-fields.ts'
import { itemNames } from './item-names.ts'
import { find, value, type Found, type Piece } from './piece.ts'
import { HAN } from './plain.ts'
import type { ItemName } from './types.ts'
import { YEAR_SOURCE, yearOf } from './years.ts'

export interface Head {
  readonly fields: Fields
  /** What stands behind the title. */
  readonly rest: Piece
  /** 《》 around the title: the thing itself; 〈〉, 「」 or "": a part of something. */
  readonly title?: 'whole' | 'part'
  /** [M], [J] of GB/T 7714. */
  readonly code?: string
}

interface Style {
  readonly name: string
  readonly pattern: RegExp
  readonly read: (found: Found) => Head | undefined
}

const WITH_DAY = `(?<years>(?<year>${YEAR_SOURCE.replace(/\?<\w+>/g, '?:')})[^()]{0,40}?)`

const LAW = /(?:法|條例|細則|辦法|規程|準則|規則|要點|綱要)\s?$/

/** How a reference begins, likeliest first. What none fits is kept as `document` with its raw text. */
const STYLES: readonly Style[] = [
  {
    // 王大明. 題名[J]. …
    name: 'GB/T 7714',
    pattern: /^(?:(?<authors>[^[\]]*?)[.。]\s?)?(?<title>[^.。[\]]+?(?:[.。](?![^[\]]*[.。])[^.。[\]]*?)?)\s?\[(?<code>[A-Z]{1,2})(?:\/(?:OL|CD|DK|MT))?\]\s?[.。,:]?/d,
    read: ({ authors, title, code, $rest }) => ({ fields: put(named('author', authors), optional('title', value(title))), rest: $rest, code: code!.flat }),
  },
  {
    // 林振春（2011）。題名。 Longworth, N. (2006). Title.
    name: 'APA',
    pattern: new RegExp(`^(?<authors>[^《》〈〉"「」]{2,300}?)\\s?,?\\s?[([]\\s?${WITH_DAY}\\s?[)\\]]\\s?[.。,:;、]?\\s?`, 'id'),
    read: ({ authors, year, years, $rest }) => {
      const who = TRANSLATORS.test(authors!.flat) ? translated(authors!) : /[(（\s]?(?:主編|合編|編輯|編|Eds?\.)\)?[\s,.]*$/.test(authors!.flat) && !/(?:編著|合編著)\)?[\s,.]*$/.test(authors!.flat) ? named('editor', authors) : named('author', authors)
      // A law is its own author: 終身學習法（2018）。
      return titled(put(who, issued(year!, years)), $rest) ?? (LAW.test(authors!.flat) ? { fields: put({ title: authors!.text.trim() }, issued(year!, years)), rest: $rest } : undefined)
    },
  },
  {
    // 陳其南，1992，《書名》，台北：允晨。
    name: 'sociology',
    pattern: /^(?<authors>[^\d《》〈〉()「」"]{2,120}?(?:\s?\([\p{L}\s&,.'-]{2,60}\))?)\s?[,.。]\s?(?<year>(?:1[5-9]|20)\d\d[a-z]?|民國?\s?\d{2,3})\s?年?\s?[,.。:]\s?(?=[《〈「"])/du,
    read: ({ authors, year, $rest }) => titled(put(by(authors), issued(year!)), $rest),
  },
  {
    // 作者，《書名》（地點：出版者，年）。 作者，〈篇名〉，《刊名》…
    name: 'notes of the humanities',
    pattern: /^(?:(?<authors>[^《》〈〉「」"]{1,160}?)\s?[,:。.、]?\s?)?(?=[《〈「])/d,
    read: ({ authors, $rest }) => titled(by(authors), $rest),
  },
  {
    // Last, First. "Title." Journal 12, no. 3 (1998): 1-20.
    name: 'quoted',
    pattern: /^(?<authors>[^"]{2,200}?)(?:(?<=\b\p{Lu}\.)|(?<!\b\p{Lu})[,.]|(?<=\p{Ll})(?= "))\s?(?:\(?(?<year>(?:1[5-9]|20)\d\d[a-z]?)\)?[,.]\s?)?"(?<title>[^"]{3,400}?)[,.。]?"[,.。]?\s?/du,
    read: ({ authors, year, title, $rest }) => ({ fields: put(named('author', authors), year && issued(year), optional('title', value(title))), rest: $rest, title: 'part' }),
  },
  {
    // "Title," Site, 2023, https://…
    name: 'quoted, without an author',
    pattern: /^"(?<title>[^"]{3,300}?)[,.。]?"[,.。]?\s?/d,
    read: ({ title, $rest }) => ({ fields: optional('title', value(title)), rest: $rest, title: 'part' }),
  },
  {
    // Last, First. 1998. Title.
    name: 'author-date',
    pattern: /^(?<authors>[^\d《》〈〉"「」]{2,200}?)(?:(?<=\b\p{Lu}\.)|(?<!\b\p{Lu})[,.。])\s?(?<year>(?:1[5-9]|20)\d\d[a-z]?|民國?\d{2,3}年?|n\.d\.)\s?年?[,.。]\s?(?!\d|第?\d+[卷期(]|頁)/du,
    read: ({ authors, year, $rest }) => titled(put(named('author', authors), issued(year!)), $rest),
  },
  {
    // Last, First. Title. Place: Publisher, 1998.
    name: 'Chicago, in lists',
    pattern: /^(?<authors>\p{Lu}[\p{L}'’ -]+,\s(?:\p{Lu}[\p{L}'’-]*\.?\s?){1,3}(?:,?\s(?:and|&)\s[^.\d]{3,40}?|,\seds?)?)(?:(?<=\b\p{Lu}\.?)|\.)\s(?<title>\p{Lu}[^.("《》]{3,250}?)(?=[.]\s|\s?\()(?<tail>.*(?:1[5-9]|20)\d\d.*)$/du,
    read: ({ authors, title, tail }) => ({ fields: put(by(authors), optional('title', value(title))), rest: tail!, title: 'whole' }),
  },
  {
    // Last, First and Last, First. Title, Place: Publisher, 1998.
    name: 'Chicago, in lists of the arts',
    pattern: /^(?<authors>-{2,}|\p{Lu}[\p{L}'’ -]+,\s(?:\p{Lu}[\p{L}'’-]*\.?\s?){1,3}(?:,?\s(?:and|&)\s[^.\d]{3,60}?)?(?:\s\(eds?\))?)(?:(?<=\b\p{Lu}\.)|\.)\s(?<title>\p{Lu}[^."《》]{3,250}?),\s(?<tail>\p{Lu}[^:,"]{1,40}(?:,\s[A-Z]{2})?:\s.*(?:1[5-9]|20)\d\d.*)$/du,
    read: ({ authors, title, tail }) => ({ fields: put(by(authors), optional('title', value(title))), rest: tail!, title: 'whole' }),
  },
  {
    // First Last and First Last, Title, Place: Publisher, 1998, p. 12.
    name: 'notes of the arts',
    pattern: /^(?<authors>\p{Lu}[\p{L}.'’-]+(?:\s[\p{L}.'’-]+){1,4}?(?:,?\s(?:and|&)\s\p{Lu}[\p{L}.'’-]+(?:\s[\p{L}.'’-]+){1,4}?)?(?:\s\(eds?\.?\))?),\s(?<title>\p{Lu}[^"《》]{3,200}?),\s(?<tail>\p{Lu}[^:,"]{1,40}(?:,\s[A-Z]{2})?:\s[^:"]*(?:1[5-9]|20)\d\d.*)$/du,
    read: ({ authors, title, tail }) => ({ fields: put(by(authors), optional('title', value(title))), rest: tail!, title: 'whole' }),
  },
  {
    // First Last, Title (Place: Publisher, 1998), 12.
    name: 'Chicago, in notes',
    pattern: /^(?<authors>\p{Lu}[^\d《》"()]{2,160}?(?:\(?[Ee]ds?\.\)?)?)(?<!\b\p{Lu})(?:\.\s|,\s(?=[^,]{4,}[,(.:]))(?<title>[^.("《》]{4,250}?)(?=\.\s|\s?\()(?<tail>.*(?:1[5-9]|20)\d\d.*)$/du,
    read: ({ authors, title, tail }) => ({ fields: put(by(authors), optional('title', value(title))), rest: tail!, title: 'whole' }),
  },
  {
    // 王大明，學習型城市，台北：師大書苑，2012。
    name: 'commas',
    pattern: /^(?<authors>[^\d《》〈〉"「」,.。:]{2,40}(?:、[^\d,.。:]{2,12})*?)\s?[,.。:]\s?(?<title>[^,。]{3,120})(?=[,。])(?<tail>.*\d{2,4}.*)$/d,
    read: ({ authors, title, tail }) => (HAN.test(authors!.flat) ? { fields: put(by(authors), optional('title', value(title))), rest: tail! } : undefined),
  },
]

export function readHead(entry: Piece): Head | undefined {
  for (const { pattern, read } of STYLES) {
    const found = find(entry, pattern)
    const head = found && read(found)
    if (head?.fields.title && head.fields.author?.every(isNamed) !== false) return head
  }
  return undefined
}

/** A title, a place or a sentence between the author and the year: this style is not the entry's. */
const isNamed = (name: ItemName): boolean => !('literal' in name) || !(/["“”:]|'.*'/.test(name.literal) || name.literal.length > 240 || (HAN.test(name.literal) && /[,，。;；]/.test(name.literal)))

/** 王旭譯（2013）, 陳逸淳、黃敏原譯（2012）: who stands in front translated; the author is named behind, if at all. */
const TRANSLATORS = /^[^,;著]{2,60}?\s?(?:合譯|譯)[\s,.]*$/

const translated = (found: Piece): Fields => ({ translator: itemNames(found.text).names })

function named(key: 'author' | 'editor', found: Piece | undefined): Fields {
  const { names, etAl } = itemNames(found?.text ?? '')
  return names.length === 0 ? {} : { [key]: names, ...(etAl ? { etAl } : {}) }
}

/** 王大明主編, 王大明譯, 魯迅著，王大明譯: who did what stands behind each name. */
function by(found: Piece | undefined): Fields {
  if (!found) return {}
  const text = found.flat
  const translated = /^(?<first>.+?)\s?(?:原?著|撰)?\s?[,;、]\s?(?<translator>[^,;]{2,30}?)\s?(?:合譯|編譯|譯註|譯)\s?[,.。:]?\s?$/d
  const both = find(found, translated)
  if (both) return put(named('author', both.first), { translator: itemNames(both.translator!.text).names })
  if (/(?:主編|合編|編輯|編|[\s(,]eds?\.\)?)[\s,.:]*$/.test(text) && !/編著[\s,.:]*$/.test(text)) return named('editor', found)
  return named('author', found)
}

function issued(year: Piece, whole?: Piece): Fields {
  const groups = new RegExp(YEAR_SOURCE, 'iu').exec(year.flat)?.groups
  const read = groups && yearOf(groups)
  if (!read) return {}
  if (read.year === 'n.d.') return read.suffix ? { suffix: read.suffix } : {}
  // EDTF has no word for what is still to come out.
  if (read.year === 'in press') return { genre: 'in press' }
  const full = whole && edtf(whole.flat.replace(/(?<=\d{4})[a-z]/, ''))
  return { issued: full?.startsWith(read.year) ? full : read.year, ...(read.suffix ? { suffix: read.suffix } : {}) }
}

const MARKED = /^[\s,:。.]*(?:《(?<whole>[^《》]*(?:《[^》]*》[^《》]*)*)》|〈(?<part>[^〈〉]*(?:〈[^〉]*〉[^〈〉]*)*)〉|「(?<quoted>[^「」]*(?:「[^」]*」[^「」]*)*)」|"(?<english>[^"]+)")\s?(?<more>[(（](?:[上中下一二三四五六七八九十]+|\d+)[)）])?\s?[,.。:]?\s?/d
/** To the first stop that is not inside 《》 or 「」, nor behind an initial or a figure. */
const TO_STOP = /^[\s,:。.]*(?<title>(?:《[^》]*》|「[^」]*」|〈[^〉]*〉|\((?:[^()]|\([^()]*\))*\)|(?<=\b(?:vs|St|Dr|Mr|Mrs|ed|eds|vol|Vol|no|No|U\.S|U))\.|(?<=\d)\.(?=\d)|[^。.?!《「〈(]|\((?=[^)]*$)|[.](?=[^\s\p{Script=Han}"]))+(?:[?!](?!\s?[.。])|(?=[。.?!]|$)))[。.]?\s?/du
/** A title that ends with a comma: 題名，刊名，12（3），1-20。 */
const TO_COMMA = /^[\s:。.]*(?<title>(?:《[^》]*》|「[^」]*」|[^,。《「])+?),\s?(?=(?:《|[^,。]{2,40},\s?(?:第?\s?\d|[一二三四五六七八九十百]+[卷期]|vol))|[^,。:]{2,12}:[^,。]+|(?:國立|私立)[^,。]*(?:碩|博)士)/d

/** A title that ends where the book begins that it stands in: 題名；收錄於某某主編，書名. */
const TO_LEAD = /^[\s:。.]*(?<title>.+?)[;,.。]?\s?(?=(?:收錄於|收於|收入|載於|輯於|輯入)[^。]{2,60}?編|In\s[^.]{0,4}\.?[^.()]{2,60}\s?\(Eds?\.\))/d

function titled(fields: Fields, from: Piece): Head | undefined {
  const marked = find(from, MARKED)
  if (marked) {
    const title = value(marked.whole ?? marked.part ?? marked.quoted ?? marked.english)
    return { fields: put(fields, optional('title', title && marked.more ? title + marked.more.text : title)), rest: marked.$rest, title: marked.whole ? 'whole' : 'part' }
  }
  const comma = find(from, TO_COMMA)
  const stop = find(from, TO_STOP)
  const found = [find(from, TO_LEAD), comma].reduce((best, other) => (other && (!best?.title || best.title.text.length > other.title!.text.length) ? other : best), stop)
  const title = value(found?.title)
  return title === undefined ? undefined : { fields: put(fields, { title: title.replace(/^[《]|[》]$/g, (mark) => (/《.*》/.test(title) ? mark : '')) }), rest: found!.$rest }
}
