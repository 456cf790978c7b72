import type { Span } from '../../model/document.ts'

/** A work as an in-text citation names it: enough to find it in a list, and for a stub until it is described. */
export interface CitedWork {
  /** As printed, without the spaces of the setting: 林振春, Longworth, `Longworth, N.`, Peter Kearns, 教育部. */
  readonly authors: readonly string[]
  /** 等, et al.: there are more than are named. */
  readonly etAl: boolean
  /** Western figures (民87 is 1998), `n.d.` or `in press`. */
  readonly year: string
  /** The letter of 2010a; empty without one. */
  readonly suffix: string
  /** The first year of 1952/1965. */
  readonly originalYear?: string
  /** Of an institution, where the citation gives both: OECD. */
  readonly abbreviation?: string
  /** `380`, `12-15`, `第三章`. */
  readonly pages?: string
  /** The work that was read instead: 轉引自, as cited in. */
  readonly secondary?: CitedWork
}

/** `raw` is the text from `start` to `end`. */
export interface InTextCitation extends Span {
  readonly raw: string
  readonly works: readonly CitedWork[]
  /** The authors stand in the sentence and only the year in brackets. */
  readonly narrative: boolean
}

export const ITEM_TYPES = ['book', 'chapter', 'article-journal', 'article-newspaper', 'thesis', 'report', 'paper-conference', 'webpage', 'legislation', 'document'] as const
export type ItemType = (typeof ITEM_TYPES)[number]

/** Western names in two parts, all others whole. */
export type ItemName = { readonly family: string; readonly given: string } | { readonly literal: string }

/** Fields of CSL-JSON, dates as EDTF. Values carry no marks of setting (`*`), `raw` is as it stands in the text. */
export interface Item {
  readonly type: ItemType
  readonly title?: string
  readonly 'container-title'?: string
  readonly author: readonly ItemName[]
  readonly editor?: readonly ItemName[]
  readonly translator?: readonly ItemName[]
  readonly etAl?: boolean
  readonly issued?: string
  /** The year of what was translated or printed again. */
  readonly 'original-date'?: string
  /** The letter of 2010a. */
  readonly suffix?: string
  readonly publisher?: string
  readonly 'publisher-place'?: string
  readonly volume?: string
  readonly issue?: string
  readonly page?: string
  readonly edition?: string
  readonly DOI?: string
  readonly ISBN?: string
  readonly URL?: string
  readonly accessed?: string
  readonly language: 'zh' | 'en'
  /** 碩士論文, 博士論文; of others as printed. */
  readonly genre?: string
}

export interface Reference extends Item, Span {
  readonly raw: string
  /** The number it has in its list: `[3]`. */
  readonly number?: string
  /** Which of the document's lists, from 0. */
  readonly list: number
}

export interface ReferenceList extends Span {
  /** 參考文獻, as printed; empty where none is. */
  readonly heading: string
}

/** How a note names a work: in full, or by pointing at one that was named before. */
export type NoteForm = 'full' | 'short' | 'same' | 'earlier'

export interface NoteWork extends Span {
  readonly raw: string
  readonly form: NoteForm
  /** What the note itself says; of 同前註 what the note meant says. Undefined when it points at nothing that is there. */
  readonly item?: Item
  /** The pages cited here, not those of the article. */
  readonly pages?: string
  /** Of what points back: the note and the work in it, from 0. */
  readonly refersTo?: { readonly note: number; readonly work: number }
}

export interface Note extends Span {
  readonly label: string
  readonly raw: string
  /** Where the text refers to it. */
  readonly marks: readonly Span[]
  readonly works: readonly NoteWork[]
}
