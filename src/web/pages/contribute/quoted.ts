import { quotationOf, type QuotationInput } from '../../../archive/annotations/selector.ts'
import { markup as html, type Markup } from '../../../exchange/markup.ts'
import type { Quotation } from '../../../model/anchor.ts'
import type { Call } from '../../call.ts'
import { hidden } from '../../form.ts'
import { own } from '../../parts/entity.ts'
import { given, said } from './posted.ts'
import type { Subject } from './subject.ts'

/** Names of the parts of an address that mark words of a text. */
export const MARKED = ['start', 'end', 'exact', 'prefix', 'suffix', 'version'] as const

/** What is marked, as the address or the form has it; undefined: nothing is. Where the text has moved on since, words count and not their place. */
export function quotationIn(form: URLSearchParams, { stored }: Pick<Subject, 'stored'>): QuotationInput | undefined {
  const [start, end] = [Number(said(form, 'start') || NaN), Number(said(form, 'end') || NaN)]
  const isPlaced = Number.isInteger(start) && Number.isInteger(end) && (!form.has('version') || said(form, 'version') === stored.version)
  const words = { exact: given(form, 'exact') ?? null, prefix: form.get('prefix'), suffix: form.get('suffix') }
  if (isPlaced) return { ...words, start, end }
  return words.exact === null ? undefined : words
}

/** The marked words as they stand in the text. @throws BAD_USER_INPUT where they do not */
export function marked(form: URLSearchParams, one: Subject): Quotation | undefined {
  const input = quotationIn(form, one)
  return input === undefined ? undefined : quotationOf(one.head.record, input, 'exact')
}

export const markedWords = (call: Pick<Call, 'language'>, quotation: Quotation | undefined): Markup => (quotation === undefined ? html`` : html`<blockquote class="marked"${own(call)}>${quotation.exact}</blockquote>
`)

/** What goes along with the form. */
export const markedFields = (form: URLSearchParams): Markup => html`${MARKED.map((name) => (form.has(name) ? hidden(name, form.get(name)!) : ''))}`
