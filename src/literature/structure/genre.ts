import type { Document } from '../../model/document.ts'
import type { Line } from './lines.ts'
import type { Contributor, Found, SingleField } from './statement.ts'

export const GENRES = ['專書', '論文集', '期刊論文', '學位論文', '研究報告', '網頁'] as const
export type Genre = (typeof GENRES)[number]

type Known = { readonly [field in SingleField]?: Found } & { readonly contributors: readonly Found<Contributor>[]; readonly subjects: readonly Found[]; readonly isbn: readonly Found[] }

/** What kind of work this is, in order of trial; the last holds for everything else. */
const SIGNS: readonly (readonly [Genre, (known: Known, document: Document, title: readonly Line[]) => boolean])[] = [
  ['學位論文', ({ degree, contributors }) => degree !== undefined || has(contributors, '研究生') || has(contributors, '口試委員')],
  ['研究報告', ({ projectNumber, contributors, isbn }, _document, title) => has(contributors, '計畫主持人') || has(contributors, '委託單位') && has(contributors, '執行單位') || projectNumber !== undefined && isbn.length === 0 || isbn.length === 0 && title.slice(0, 30).some(({ text }) => /(?:研究|成果|結案|期末|期中|調查|年度|評估)\s*報\s*告(?:書)?$|(?:Technical|Final|Annual) Report|(?:Briefing|Working|White|Discussion|Policy) Paper\b|Scoping Study$|^Report$|\bReport(?:,? (?:19|20)\d\d(?:[-–]\d{2,4})?)?$/iu.test(text.trim()))],
  ['期刊論文', ({ journal, issn, doi, isbn, volume }) => isbn.length === 0 && (journal !== undefined || issn !== undefined || doi !== undefined && volume !== undefined)],
  ['論文集', ({ subjects, title, contributors, subtitle }) => has(contributors, '主編') && (subjects.some(({ value }) => /^(?:文集|論文集|论文集)$/.test(value)) || !has(contributors, '著') && !has(contributors, '編著')) || /(?:論文集|论文集|研討會|文集)$/.test(title?.value ?? '') || /(?:論文集|文集)$/.test(subtitle?.value ?? '')],
  ['專書', ({ isbn, publisher, classification }) => isbn.length > 0 || publisher !== undefined || classification !== undefined],
  ['網頁', (_known, { format }) => format === 'html'],
  ['專書', () => true],
]

const has = (contributors: readonly Found<Contributor>[], role: string): boolean => contributors.some(({ value }) => value.role === role)

export const genreOf = (known: Known, document: Document, title: readonly Line[]): Genre => SIGNS.find(([, holds]) => holds(known, document, title))![0]
