import { quoted, Text, anchored, AROUND, type Quotation } from '../../model/anchor.ts'
import { badInput } from '../../model/errors.ts'
import type { AnnotationRecord, ArchiveRecord } from '../../model/records.ts'

/** Words of a text: by their place, by themselves, or both; what stands around them tells equal ones apart. */
export interface QuotationInput {
  readonly start?: number | null
  readonly end?: number | null
  readonly exact?: string | null
  readonly prefix?: string | null
  readonly suffix?: string | null
}

export type Region = NonNullable<AnnotationRecord['region']>

/**
 * The words that somebody marks, with what is kept to find them again.
 * @param record the version that they saw
 * @throws BAD_USER_INPUT on the field
 */
export function quotationOf(record: ArchiveRecord, { start, end, exact, prefix, suffix }: QuotationInput, field: string): Quotation {
  if (record.type !== 'content' || record.passages.length === 0) throw badInput(field, '只能引用一段文字裡的話 (only words of a text can be quoted)')
  const text = new Text(record.passages)
  const mark = (from: number, to: number, at: string): Quotation => {
    const marked = quoted(text, from, to)
    if (marked === undefined) throw badInput(at, '這個範圍不在文字裡 (this is no stretch of the text)')
    if (marked.exact.length > MOST_WORDS) throw badInput(at, `一次最多引用 ${MOST_WORDS} 字 (at most ${MOST_WORDS} characters)`)
    return marked
  }
  if (start != null && end != null) {
    const marked = mark(start, end, `${field}.start`)
    if (exact != null && exact !== marked.exact) throw badInput(`${field}.exact`, `這個位置的文字是「${marked.exact.slice(0, 50)}」 (these are not the words that stand there)`)
    return marked
  }
  const words = exact?.trim() ?? ''
  if (words === '') throw badInput(field, '請給引文，或起訖位置 (give the words, or where they begin and end)')
  const [around, behind] = [(prefix ?? '').slice(-AROUND), (suffix ?? '').slice(0, AROUND)]
  const first = text.words.indexOf(words)
  if (first < 0) throw badInput(`${field}.exact`, '文字裡沒有這段話 (these words do not stand in the text)')
  if (around === '' && behind === '') {
    if (text.words.indexOf(words, first + 1) >= 0) throw badInput(`${field}.exact`, '這段話出現不只一次：請給前後文，或起訖位置 (they stand there more than once: say what is before or behind, or where)')
    const { start: from, end: to } = text.stretch(first, first + words.length)
    return mark(from, to, `${field}.exact`)
  }
  const place = anchored(text, { exact: words, ...(around === '' ? {} : { prefix: around }), ...(behind === '' ? {} : { suffix: behind }) })
  if (place?.way !== 'moved') throw badInput(`${field}.exact`, '文字裡沒有前後文是這樣的這段話 (they do not stand there between these words)')
  return mark(place.start, place.end, `${field}.exact`)
}

/** Of words that are quoted at once. */
const MOST_WORDS = 2_000

/** `xywh=10,20,30,40`, `xywh=pixel:…`, `xywh=percent:…` (Media Fragments URI 1.0, 4.2.2): x, y, width, height. */
const FRAGMENT = /^xywh=(?:(?<unit>pixel|percent):)?(?<numbers>\d{1,6}(?:\.\d{1,3})?(?:,\d{1,6}(?:\.\d{1,3})?){3})$/

/** @throws BAD_USER_INPUT on the field for what is no picture of this version, and for what is not within it */
export function regionOf(record: ArchiveRecord, { file, fragment }: Region, field: string): Region {
  const picture = record.type === 'content' ? record.files?.[file - 1] : undefined
  if (picture === undefined || !picture.mediaType.startsWith('image/')) throw badInput(`${field}.file`, '這裡沒有這張圖 (there is no such picture)')
  const { unit = 'pixel', numbers } = FRAGMENT.exec(fragment)?.groups ?? {}
  const [x = 0, y = 0, width = 0, height = 0] = numbers?.split(',').map(Number) ?? []
  const [right, bottom] = unit === 'percent' ? [100, 100] : [picture.width ?? Infinity, picture.height ?? Infinity]
  if (width <= 0 || height <= 0 || x + width > right || y + height > bottom) throw badInput(`${field}.fragment`, '請寫圖上的範圍，如 xywh=percent:10,10,30,20 (a part of the picture: x, y, width, height)')
  return { file, fragment }
}
