import { nameKey } from '../../model/names.ts'
import { fold, question, type Question } from '../text/index.ts'
import { distance } from '../text/distance.ts'
import type { Postings } from './postings.ts'
import type { Index } from './searching.ts'

/** Names compared with what was typed, those that share most of its characters. */
const COMPARED = 60

/** Up to this many slips may lie between what was typed and what is meant. */
const slips = (length: number): number => (length < 3 ? 0 : length < 6 ? 1 : 2)

/**
 * Another way to write the query with which something that everyone may read is found: of each part that nothing
 * public holds, a public name or word one or two slips away. Undefined when there is none, or nothing to mend.
 */
export function didYouMean(index: Index, text: string): string | undefined {
  const asked = question(text)
  if (asked.excluded.length > 0) return undefined
  const parts = text.replace(/[「」『』"“”＂]/g, ' ').trim().split(/\s+/)
  const mended = parts.map((part) => (isHeld(index, part) ? undefined : mend(index, question(part))))
  if (mended.every((part) => part === undefined)) return undefined
  return parts.map((part, i) => mended[i] ?? part).join(' ')
}

/** Does something that everyone may read hold these words as they are? */
function isHeld({ columns, postings }: Index, part: string): boolean {
  const folded = fold(part).text
  return !/[\p{L}\p{N}]/u.test(folded) || isPhraseHeld(postings, folded, (number) => columns.isPublic(number))
}

/** Texts that are read for one part: of what so many do not hold, no other spelling is offered. */
const READ = 200

function isPhraseHeld(postings: Postings, phrase: string, sees: (number: number) => boolean): boolean {
  const { numbers, isCertain } = postings.phrase(phrase)
  let read = 0
  for (const number of numbers) {
    if (!sees(number)) continue
    if (isCertain || read++ >= READ || postings.stand(number, [phrase])[0] === true) return true
  }
  return false
}

function mend(index: Index, part: Question): string | undefined {
  return nearestName(index, part) ?? (/^[a-z]+$/.test(part.text) ? nearestWord(index, part.text) : undefined)
}

function nearestName({ db, columns, postings }: Index, { tokens, text }: Question): string | undefined {
  const wanted = nameKey(text)
  const length = [...wanted].length
  const most = slips(length)
  if (most === 0) return undefined
  const shared = new Map<number, number>()
  for (const token of tokens) {
    if (token.kind === 'pair' || (token.kind === 'word' && tokens.some(({ kind }) => kind === 'char'))) continue
    for (const number of postings.of(token.text)) {
      if (columns.own[number] === 1 && columns.isPublic(number)) shared.set(number, (shared.get(number) ?? 0) + 1)
    }
  }
  const near = [...shared].sort(([a, x], [b, y]) => y - x || columns.length[a]! - columns.length[b]! || a - b).slice(0, COMPARED)
  let best: { readonly name: string; readonly slips: number } | undefined
  for (const [number] of near) {
    const [name, names] = db.row<[string, string]>(`SELECT name, names FROM document_${columns.generation} WHERE number = ?`, number)!
    for (const one of [name, ...JSON.parse(names) as string[]]) {
      const found = distance(wanted, nameKey(one), most)
      if (found > 0 && found <= most && (best === undefined || found < best.slips)) best = { name: one, slips: found }
    }
  }
  return best?.name
}

/** A Latin word of the public documents, of the same first letter. */
function nearestWord({ db, columns, postings }: Index, word: string): string | undefined {
  const most = slips(word.length)
  if (most === 0) return undefined
  db.exec(`CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary_${columns.generation} USING fts5vocab(main, term_${columns.generation}, row)`)
  let best: { readonly word: string; readonly slips: number; readonly frequency: number } | undefined
  for (const [term] of db.rows<[string]>(`SELECT term FROM temp.vocabulary_${columns.generation} WHERE term >= ? AND term < ? AND length(term) BETWEEN ? AND ?`, word[0]!, `${word[0]!}{`, word.length - most, word.length + most)) {
    if (!/^[a-z]+$/.test(term)) continue
    const found = distance(word, term, most)
    if (found === 0 || found > most || (best !== undefined && found > best.slips)) continue
    const frequency = postings.frequency(term)
    if (frequency > 0 && (best === undefined || found < best.slips || frequency > best.frequency)) best = { word: term, slips: found, frequency }
  }
  return best?.word
}
