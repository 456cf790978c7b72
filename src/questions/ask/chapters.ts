import { plainDigits } from '../../model/dates-roc.ts'
import { ArchiveError } from '../../model/errors.ts'
import type { Asking } from '../context.ts'
import type { Candidate } from '../resolve.ts'
import { neighbours } from '../ways.ts'
import type { Fixed } from './sentence.ts'

const ORDINAL = /第\s*([0-9〇零一二三四五六七八九十]{1,3})\s*[章篇]|\bchapter\s+([0-9]{1,2})\b/giu
/** 《學習型城市》這本書的第四章; chapter 4 of 《學習型城市》. */
const [BEHIND, BEFORE] = [/^\s*(?:這本書|這本|一書|書)?\s*(?:的|之|裡|裡的|裡面的|中|中的|[,，]|['’]s)?\s*$/u, /^\s*(?:of|in|,)\s*(?:the\s+book\s+)?$/iu]
const PARTS = [{ type: 'PART_OF', side: 'in' as const }]

/**
 * Chapters named by their number beside the name of the work they are part of, each as one name. Reads the parts of that
 * work, and where none is named of the only one that has such a part (of several, each is a candidate); the number is `chapterNumber`, or where no part has one the place by order.
 */
export async function chaptersIn(asking: Asking, sentence: string, names: readonly Fixed[]): Promise<Fixed[]> {
  let all = [...names]
  for (const { 0: text, 1: figure = '', 2: english, index } of sentence.matchAll(ORDINAL)) {
    const end = index + text.length
    const book = all.find((name) => (name.end <= index && BEHIND.test(sentence.slice(name.end, index))) || (name.start >= end && BEFORE.test(sentence.slice(end, name.start))))
      ?? onlyWork(all)
    const number = Number(english ?? plainDigits(figure))
    if (!(number > 0)) continue
    const works = book === undefined
      ? (all.some(({ candidates }) => candidates?.[0]?.entity.kind === 'Work') ? [] : await booksOf(asking))
      : (book.candidates ?? []).filter(({ entity }) => entity.kind === 'Work')
    const candidates = (await Promise.all(works.map(async (work) => {
      const entity = await part(asking, work.entity.id, number)
      return entity === undefined ? [] : [{ ...work, entity, matched: entity.name }]
    }))).flat()
    if (candidates.length === 0) continue
    const isBeside = book === undefined || BEHIND.test(sentence.slice(book.end, index)) || BEFORE.test(sentence.slice(end, book.start))
    const [from, to] = isBeside ? [Math.min(book?.start ?? index, index), Math.max(book?.end ?? end, end)] : [index, end]
    // 在《…》一書中，撰寫第四章的是誰: the book only says of which one
    const aside = isBeside ? [] : [placeOf(sentence, book)]
    all = [...all.filter((one) => one !== book && (one.start >= to || one.end <= from)), ...aside, { start: from, end: to, text: sentence.slice(from, to), senses: [{ category: 'E' }], candidates }]
  }
  return all
}

/** The one work that is named anywhere in a sentence. */
function onlyWork(names: readonly Fixed[]): Fixed | undefined {
  const works = names.filter(({ candidates }) => candidates?.some(({ entity }) => entity.kind === 'Work'))
  return works.length === 1 ? works[0] : undefined
}

/** 在《…》一書中: where to look, which is said by the chapter already. */
function placeOf(sentence: string, { start, end }: Fixed): Fixed {
  const from = start - (/[在於]$/u.exec(sentence.slice(0, start))?.[0].length ?? 0)
  const to = end + /^\s*(?:這本書|這本|一書|書)?(?:裡面|裡頭|裡|當中|之中|中|內)?[,，]?/u.exec(sentence.slice(end))![0].length
  return { start: from, end: to, text: sentence.slice(from, to), senses: [{ category: 'padding' }] }
}

/** Where no work is named, every work that has parts, if these are few. */
async function booksOf({ graph, viewer, signal }: Asking): Promise<Candidate[]> {
  try {
    const { nodes, to } = await graph.project({ types: ['PART_OF'], includeProposed: false, kinds: ['Work'], most: MOST_PARTS }, viewer, signal)
    const wholes = [...new Set(to)].map((place) => nodes.at(place))
    if (wholes.length > MOST_BOOKS) return []
    return [...(await graph.entities(wholes, viewer)).values()].map((entity) => ({ entity, matched: entity.name, reason: 'short', score: 0.6, certain: false, for: [], against: [] }))
  } catch (error) {
    if (error instanceof ArchiveError && error.code === 'TOO_EXPENSIVE') return []
    throw error
  }
}
const [MOST_PARTS, MOST_BOOKS] = [5_000, 12]

async function part({ graph, viewer, ...asking }: Asking, work: Parameters<typeof neighbours>[1], number: number): Promise<{ id: typeof work; kind: 'Work'; name: string } | undefined> {
  const found = await neighbours({ graph, viewer, ...asking }, work, PARTS, { includeProposed: false })
  const parts = found.all.filter(({ entity }) => entity.kind === 'Work')
  const views = await graph.entities(parts.map(({ entity }) => entity.id), viewer)
  const numbered = parts.filter(({ entity }) => views.get(entity.id)?.fields['chapterNumber'] !== undefined)
  const one = numbered.length > 0
    ? numbered.find(({ entity }) => Number(views.get(entity.id)!.fields['chapterNumber']) === number)
    : parts.filter(({ order }) => order !== undefined).sort((x, y) => x.order! - y.order!)[number - 1]
  return one === undefined ? undefined : { ...one.entity, kind: 'Work' }
}
