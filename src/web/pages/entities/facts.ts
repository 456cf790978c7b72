import { markup as html, type Markup } from '../../../exchange/markup.ts'
import type { EntityView } from '../../../graph/port.ts'
import { formatDate } from '../../../model/dates.ts'
import { languageNamed } from '../../../model/languages.ts'
import type { FieldValue } from '../../../model/records.ts'
import type { Call } from '../../call.ts'
import { own } from '../../parts/entity.ts'
import { identifierPairs } from './identity.ts'

/** Said in sentences above the list. */
const TOLD = ['description', 'definition', 'scopeNote']
/** Beside the rights: told where the thing itself is. */
const BESIDE = ['labels', 'contentWarning']
/** For programs: linked data has them. */
const SILENT = ['checksum', 'rows', 'districtCode']

/** What it is, in sentences. */
export function telling(call: Call, { fields }: EntityView): Markup {
  const texts = TOLD.flatMap((code) => (fields[code] === undefined ? [] : [fields[code]].flat().map(String)))
  return html`${texts.map((text) => html`<p class="told"${own(call)}>${text}</p>\n`)}`
}

/** Field by field, with labels. @param without fields that stand elsewhere */
export function facts(call: Call, entity: EntityView, without: ReadonlySet<string> = new Set()): Markup {
  const pairs = Object.entries(entity.fields).filter(([code]) => !TOLD.includes(code) && !BESIDE.includes(code) && !SILENT.includes(code) && !without.has(code))
  const identifiers = identifierPairs(call, entity)
  if (pairs.length === 0 && identifiers.length === 0) return html``
  return html`<dl class="pairs facts">
${pairs.map(([code, value]) => html`<dt>${call.asking.vocabulary.fields.get(code)?.label[call.language] ?? code}</dt><dd>${valueOf(call, code, value)}</dd>
`)}${identifiers.map(({ label, value }) => html`<dt>${label}</dt><dd>${value}</dd>
`)}</dl>
`
}

export function valueOf(call: Call, code: string, value: FieldValue): Markup {
  const { t, asking: { vocabulary } } = call
  if (typeof value === 'boolean') return html`${value ? t('是', 'yes') : t('否', 'no')}`
  const kind = vocabulary.fields.get(code)?.value
  const one = (each: string | number): Markup => {
    const text = String(each)
    if (kind === 'date') return html`${dated(text, call)}`
    if (code === 'language') return html`${text === 'zh-Hant' ? t('中文', 'Chinese') : languageNamed(text)?.label[call.language] ?? text}`
    const licence = code === 'licence' ? vocabulary.licences.get(text) : undefined
    if (licence !== undefined) return licence.url === undefined ? html`${licence.label[call.language]}` : html`<a href="${licence.url}" rel="license external">${licence.label[call.language]}</a>`
    if (/^https?:\/\/\S+$/i.test(text)) return html`<a href="${text}" rel="external nofollow">${text}</a>`
    return html`<span${own(call)}>${text}</span>`
  }
  return html`${[value].flat().map((each, i) => html`${i === 0 ? '' : '、'}${one(each)}`)}`
}

/** As people read it; what is no date stays as written. */
export function dated(text: string, { language }: Pick<Call, 'language'>): string {
  try {
    return formatDate(text, language)
  } catch {
    return text
  }
}

/** Labels of communities, and what a reader should know before looking. */
export function beside({ t, language, asking: { vocabulary } }: Call, { labels = [], contentWarning = [] }: { readonly labels?: readonly string[] | undefined; readonly contentWarning?: readonly string[] | undefined }): Markup {
  const say = (code: string): string => vocabulary.labels.get(code)?.label[language] ?? code
  if (labels.length === 0 && contentWarning.length === 0) return html``
  return html`${contentWarning.length === 0 ? '' : html`<p class="warning"><strong>${t('內容提醒', 'Content warning')}</strong> ${contentWarning.map(say).join('、')}</p>\n`}${labels.length === 0 ? '' : html`<p class="labels">${labels.map((code) => html`<span class="mark">${say(code)}</span> `)}</p>\n`}`
}

export const listIn = (value: FieldValue | undefined): string[] => (value === undefined ? [] : [value].flat().map(String))
