import { markup as html, type Markup } from '../../../exchange/markup.ts'
import type { EntityView } from '../../../graph/port.ts'
import { formatPeriod } from '../../../model/dates.ts'
import { grouped } from '../../../model/numbers.ts'
import type { Identifier, Name } from '../../../model/records.ts'
import type { Call } from '../../call.ts'
import { entityPath, kindLabel, own } from '../../parts/entity.ts'

const SORTS: Readonly<Record<Name['sort'], readonly [string, string]>> = {
  official: ['正式名稱', 'official'], short: ['簡稱', 'short'], former: ['舊名', 'former'], translated: ['譯名', 'translated'], romanised: ['拼音', 'romanised'], variant: ['別名', 'variant'],
}

/** What it is, and how it is called. */
export function heading(call: Call, entity: EntityView): Markup {
  const { t } = call
  return html`<header class="what">
<p class="kind">${kindLabel(call, entity.kind)}${entity.state === 'proposed' ? html` <span class="mark proposed">${t('待審', 'proposed')}</span>` : ''}</p>
<h1${own(call)}>${entity.name}</h1>
${otherNames(call, entity)}</header>
`
}

function otherNames(call: Call, { name, names }: EntityView): Markup {
  const { t, language } = call
  const others = names.filter((one) => one.text !== name || one.from !== undefined || one.to !== undefined)
  if (others.length === 0) return html``
  return html`<ul class="names" aria-label="${t('名稱', 'Names')}">${others.map((one) => html`<li><span lang="${tagOf(one.language)}">${one.text}</span> <small>${[t(...SORTS[one.sort]), one.from === undefined && one.to === undefined ? '' : formatPeriod(one.from, one.to, language)].filter((part) => part !== '').join('，')}</small></li>\n`)}</ul>
`
}

/** As HTML takes it; what is none is Chinese. */
const tagOf = (language: string): string => (/^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*$/.test(language) ? language : 'zh-Hant')

interface Scheme {
  readonly label: readonly [string, string]
  /** Where the scheme tells of it to everybody. */
  readonly at?: (value: string) => string
}

/** Schemes that people know; others are shown by their own names. */
const SCHEMES: Readonly<Record<string, Scheme>> = {
  ISBN: { label: ['ISBN', 'ISBN'], at: (value) => `https://isbnsearch.org/isbn/${encodeURIComponent(value.replace(/[^\dXx]/g, ''))}` },
  ISSN: { label: ['ISSN', 'ISSN'], at: (value) => `https://portal.issn.org/resource/ISSN/${encodeURIComponent(value)}` },
  DOI: { label: ['DOI', 'DOI'], at: (value) => `https://doi.org/${encodeURI(value.replace(/^(?:https?:\/\/(?:dx\.)?doi\.org\/|doi:\s*)/i, ''))}` },
  wikidata: { label: ['維基數據', 'Wikidata'], at: (value) => `https://www.wikidata.org/wiki/${encodeURIComponent(value)}` },
  VIAF: { label: ['VIAF', 'VIAF'], at: (value) => `https://viaf.org/viaf/${encodeURIComponent(value)}` },
  ORCID: { label: ['ORCID', 'ORCID'], at: (value) => `https://orcid.org/${encodeURIComponent(value)}` },
  ISNI: { label: ['ISNI', 'ISNI'], at: (value) => `https://isni.org/isni/${encodeURIComponent(value.replaceAll(' ', ''))}` },
  uniformNumber: { label: ['統一編號', 'Uniform number'] },
  agencyCode: { label: ['機關代碼', 'Agency code'] },
}
const KNOWN = new Map(Object.entries(SCHEMES).map(([scheme, known]) => [scheme.toLowerCase(), known]))
/** By these the archive knows again what it has read; nobody else does. */
const OURS = new Set(['row', 'unit', 'dataset', 'text', 'document'])

const shownIn = ({ identifiers }: EntityView): readonly Identifier[] => identifiers.filter(({ scheme }) => !OURS.has(scheme))

/** What it is called elsewhere; the place where a scheme tells of it is led to. */
export function identifierPairs({ t }: Pick<Call, 't'>, entity: EntityView): { readonly label: string; readonly value: Markup }[] {
  return shownIn(entity).map(({ scheme, value }) => {
    const known = KNOWN.get(scheme.toLowerCase())
    return { label: known === undefined ? scheme : t(...known.label), value: known?.at === undefined ? html`${value}` : html`<a href="${known.at(value)}" rel="external">${value}</a>` }
  })
}

/** Addresses of the same thing elsewhere, for machines. */
export const sameElsewhere = (entity: EntityView): string[] => shownIn(entity).flatMap(({ scheme, value }) => {
  const at = KNOWN.get(scheme.toLowerCase())?.at
  return at === undefined || scheme.toUpperCase() === 'ISBN' ? [] : [at(value)]
})

/** What was found to be the same, and stands here now. */
export function mergedFrom(call: Call, { merged }: EntityView): Markup {
  const { t, href } = call
  if (merged.length === 0) return html``
  return html`<details class="merged"><summary>${t(`由 ${grouped(merged.length)} 筆合併而來`, `Merged from ${merged.length}`)}</summary>
<ul>${merged.map(({ id, name }) => html`<li><span${own(call)}>${name}</span> <a href="${href(`${entityPath(id)}/history`)}">${t('那一筆的歷史', 'its history')}</a></li>\n`)}</ul></details>
`
}
