import { Markup, markup as html } from '../../../exchange/markup.ts'
import { grouped } from '../../../model/numbers.ts'
import { KINDS, type Kind } from '../../../model/records.ts'
import type { Facet, SearchResult } from '../../../search/port.ts'
import type { Call } from '../../call.ts'
import { kindLabel, own } from '../../parts/entity.ts'
import { LISTS, queryOf, type Given, type List } from './given.ts'

/** Values shown at once; the others are a tap away. */
const SHOWN = 8
/** More years than these are told by tens. */
const YEARS = 10

const OF: Readonly<Record<Exclude<Facet, 'year'>, List>> = { kind: 'kinds', type: 'types', place: 'places', collection: 'collections' }
const NAMES: Readonly<Record<Facet, readonly [zh: string, en: string]>> = { kind: ['種類', 'Kind'], year: ['年代', 'Year'], type: ['類別', 'Type'], place: ['地方', 'Place'], collection: ['專題', 'Collection'] }
const WITHIN = ['只在', 'Only in'] as const

/** Types of works are codes of the programs; others are words of the archive. */
const TYPES: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  book: ['書', 'Book'], 'edited book': ['合輯', 'Edited book'], chapter: ['書中的一篇', 'Chapter'], article: ['文章', 'Article'], 'journal article': ['期刊文章', 'Journal article'], 'newspaper article': ['報紙文章', 'Newspaper article'],
  thesis: ['學位論文', 'Thesis'], report: ['報告', 'Report'], 'conference paper': ['研討會論文', 'Conference paper'], webpage: ['網頁', 'Web page'], legislation: ['法規', 'Legislation'], dataset: ['資料集', 'Data set'],
}

export const typeLabel = ({ t }: Pick<Call, 't'>, value: string): string => (TYPES[value] === undefined ? value : t(...TYPES[value]))

/** Names of what is filtered by its id. */
export type Labels = ReadonlyMap<string, string>

/** @param labels of collections and works, by id */
export function facetLabel(call: Call, facet: Facet, value: string, labels: Labels): string {
  if (facet === 'kind') return (KINDS as readonly string[]).includes(value) ? kindLabel(call, value as Kind) : value
  if (facet === 'type') return typeLabel(call, value)
  return labels.get(value) ?? value
}

interface Choice {
  readonly label: string
  readonly count: number
  readonly narrowed: Given
}

/** By what a search can be narrowed; each value a link. What it is narrowed by already is not offered. */
export function facetsOf(call: Call, given: Given, facets: SearchResult['facets'], labels: Labels): Markup {
  const { t } = call
  const parts = (['kind', 'type', 'place', 'year', 'collection'] as const).flatMap((facet) => {
    const choices = facet === 'year' ? yearsOf(call, given, facets.year ?? []) : choicesOf(call, given, facet, facets[facet] ?? [], labels)
    return choices.length === 0 ? [] : [html`<section><h3>${t(...NAMES[facet])}</h3>
${listOf(call, choices.slice(0, SHOWN))}${choices.length > SHOWN ? html`<details><summary>${t(`其他 ${grouped(choices.length - SHOWN)} 個`, `${grouped(choices.length - SHOWN)} more`)}</summary>
${listOf(call, choices.slice(SHOWN))}</details>` : ''}</section>
`]
  })
  return parts.length === 0 ? html`` : html`<aside class="facets" id="narrow" tabindex="-1" aria-labelledby="narrow-h"><h2 id="narrow-h">${t('縮小範圍', 'Narrow down')}</h2>
${parts}</aside>`
}

const listOf = (call: Call, choices: readonly Choice[]): Markup =>
  html`<ul>${choices.map(({ label, count, narrowed }) => html`<li><a href="${call.href('/search', queryOf(narrowed))}"><span${own(call)}>${label}</span> <span class="count">${grouped(count)}</span></a></li>`)}</ul>`

type Counts = NonNullable<SearchResult['facets'][Facet]>

function choicesOf(call: Call, given: Given, facet: Exclude<Facet, 'year'>, counts: Counts, labels: Labels): Choice[] {
  const list = given[OF[facet]]
  return counts.filter(({ value }) => !list.includes(value)).map(({ value, count }) => ({ label: facetLabel(call, facet, value, labels), count, narrowed: { ...given, [OF[facet]]: [...list, value] } }))
}

/** Years where there are few, else tens of years; newest first. One that is chosen already is not offered again. */
function yearsOf({ t }: Call, given: Given, counts: Counts): Choice[] {
  const step = counts.length > YEARS ? 10 : 1
  const sums = new Map<number, number>()
  for (const { value, count } of counts) {
    const begin = Math.floor(Number(value) / step) * step
    sums.set(begin, (sums.get(begin) ?? 0) + count)
  }
  const choices = [...sums].sort(([x], [y]) => y - x).map(([begin, count]) => ({
    label: step === 1 ? t(`${begin} 年`, String(begin)) : `${begin}–${begin + step - 1}`, count, narrowed: { ...given, from: begin, to: begin + step - 1 },
  }))
  return choices.filter(({ narrowed: { from, to } }) => from !== given.from || to !== given.to)
}

/** What the search is narrowed by, each to be taken away with a tap. */
export function chosen(call: Call, given: Given, labels: Labels): Markup {
  const { t } = call
  const lists = (Object.keys(LISTS) as List[]).flatMap((list) => given[list].map((value) => {
    const facet = list === 'within' ? 'collection' : list.slice(0, -1) as Facet
    const name = list === 'within' ? t(...WITHIN) : t(...NAMES[facet])
    return { name, label: facetLabel(call, facet, value, labels), without: { ...given, [list]: given[list].filter((one) => one !== value) } }
  }))
  const { from, to, ...timeless } = given
  const years = from === undefined && to === undefined ? [] : [{ name: t(...NAMES.year), label: from === to ? String(from) : `${from ?? '…'}–${to ?? '…'}`, without: timeless }]
  const all = [...lists, ...years]
  if (all.length === 0) return html``
  return html`<ul class="chips chosen" aria-label="${t('已經選的條件', 'Chosen')}">${all.map(({ name, label, without }) => html`<li><a href="${call.href('/search', queryOf(without))}"><span>${name}：<span${own(call)}>${label}</span></span> <span aria-hidden="true">✕</span><span class="unseen">${t('拿掉', 'remove')}</span></a></li>`)}</ul>
`
}
