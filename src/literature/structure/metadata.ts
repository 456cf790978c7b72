import type { Document } from '../../model/document.ts'
import { doiIn, isbnsIn, issnsIn } from './identifiers.ts'
import { tidy } from './lines.ts'
import { kindOf, splitNames } from './people.ts'
import type { ManyField, SingleField, Statement } from './statement.ts'

/** What the file says of itself. Titles that are names of files and of programs are left out. */
export function readMetadata({ metadata, text, format }: Document): Statement[] {
  const statements: Statement[] = []
  const say = (field: SingleField | ManyField, value: string | undefined): void => {
    if (value !== undefined && value.trim() !== '') statements.push({ field, value: tidy(value), source: 'metadata' })
  }
  const title = metadata.title !== undefined && !/\.(?:docx?|pdf|indd|tex|qxd)$|^(?:Microsoft Word|untitled|未命名|未標題|無標題)/i.test(metadata.title.trim()) ? metadata.title : undefined
  const colon = /^(?<title>[^:：]{2,}?)\s*[:：]\s*(?<rest>.{2,})$/u.exec(title ?? '')?.groups
  say('title', colon?.title ?? title)
  say('subtitle', colon?.rest)
  say('publisher', metadata.publisher)
  say('date', metadata.date?.replace(/T.*$/, ''))
  say('language', metadata.language ?? languageOf(text))
  for (const subject of metadata.subjects ?? []) say('subjects', subject)
  for (const identifier of metadata.identifiers ?? []) {
    const isbn = isbnsIn(`ISBN ${identifier.replace(/^urn:isbn:/i, '')}`)[0]
    if (isbn?.valid) say('isbn', isbn.printed)
    say('issn', issnsIn(identifier)[0]?.printed)
    say('doi', doiIn(identifier)?.value)
  }
  for (const name of (metadata.creators ?? []).flatMap(splitNames).filter((one) => !NOBODY.test(one) && !(TYPED.has(format) && /^[a-z\d]+(?: [a-z\d]+)*$/.test(one)))) statements.push({ field: 'contributor', value: { name, role: '著', kind: kindOf(name) }, source: 'metadata' })
  return statements
}

/** In these the author is whoever typed the file: inc inc. */
const TYPED: ReadonlySet<string> = new Set(['pdf', 'docx'])

/** Whose computer it was. */
const NOBODY = /^(?:Microsoft Office User|(?:Windows )?User|Administrator|Admin|Owner|Author|unknown|使用者|用户|作者|[a-z\d._-]+)$/i

const SIMPLIFIED = /[们这国学书时说会对从发经业专为书图门风长东车马鸟龙]/g
const TRADITIONAL = /[們這國學書時說會對從發經業專為圖門風長東車馬鳥龍]/g

/** By the letters of its first ten thousand characters: zh-Hant, zh-Hans, ja, en; undefined when it has too few. */
export function languageOf(text: string): string | undefined {
  const sample = text.slice(0, 10_000)
  const count = (pattern: RegExp): number => sample.match(pattern)?.length ?? 0
  const [han, kana, latin] = [count(/\p{Script=Han}/gu), count(/[\u3040-\u30ff]/g), count(/[A-Za-z]+/g)]
  if (kana > 20 && kana * 4 > han) return 'ja'
  if (han >= 20 && han * 2 > latin) return count(SIMPLIFIED) > count(TRADITIONAL) ? 'zh-Hans' : 'zh-Hant'
  return latin >= 20 ? 'en' : undefined
}
