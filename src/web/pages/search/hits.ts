import { markup as html, type Markup } from '../../../exchange/markup.ts'
import type { EntityView } from '../../../graph/port.ts'
import { formatDate } from '../../../model/dates.ts'
import { dateOrNone } from '../../../model/dates-parse.ts'
import { locatorText } from '../../../model/locator.ts'
import { allowed } from '../../../model/permissions.ts'
import type { FoundPassage, Hit } from '../../../search/port.ts'
import type { Call } from '../../call.ts'
import { entityPath, kindLabel, own } from '../../parts/entity.ts'
import { typeLabel } from './facets.ts'

/** Characters of a passage that are shown, and of them before the first word that was found. */
const [LONG, BEFORE] = [150, 40]

/** What was found, each entity once, with its best passages. */
export async function hitsOf(call: Call, hits: readonly Hit[], text: string): Promise<Markup> {
  const views = await call.asking.graph.entities(hits.map(({ entity }) => entity.id), call.asking.viewer)
  return html`<ol class="hits">${hits.map((hit) => hitOf(call, hit, views.get(hit.entity.id), text))}</ol>
`
}

function hitOf(call: Call, { entity, passages }: Hit, view: EntityView | undefined, text: string): Markup {
  const [itself, read] = [passages.find(({ document }) => document === entity.id), passages.filter(({ document }) => document !== entity.id)]
  const about = itself === undefined && read.length > 0 ? [] : aboutOf(call, view, itself, text)
  return html`<li><h2><a class="entity ${entity.kind.toLowerCase()}" href="${call.href(entityPath(entity.id))}"${own(call)}>${marked(entity.name, placesIn(entity.name, text), Infinity)}</a> <span class="kind">${kindLabel(call, entity.kind)}</span>${call.actor !== undefined && allowed(call.actor, 'propose') ? html` <a class="put" href="${call.href('/collections/add', { item: entity.id })}" aria-label="${call.t('放進專題：', 'Into a collection: ')}${entity.name}">${call.t('放進專題', 'Into a collection')}</a>` : ''}</h2>
${about.length === 0 ? '' : html`<div class="passage">${about.map((part) => html`<p>${part}</p>`)}</div>\n`}${read.map((passage) => passageOf(call, passage, entity.id, text))}</li>
`
}

/** Of an entity itself: what in it was found, said by the names of its fields; else what it is. */
function aboutOf(call: Call, view: EntityView | undefined, found: FoundPassage | undefined, text: string): Markup[] {
  const values = Object.entries(view?.fields ?? {}).flatMap(([code, value]) => [value].flat().map((one) => [code, String(one)] as const))
  const lines = found === undefined ? [] : linesOf(found, [...text].length > 1 ? 2 : 1).filter(({ highlights }) => highlights.length > 0)
  if (lines.length > 0 && view !== undefined && found!.text !== view.name) {
    return lines.slice(0, MOST_LINES).map(({ text: line, highlights }) => {
      const code = values.find(([, value]) => value === line)?.[0]
      return html`${code === undefined || code === 'description' ? '' : html`<span class="where">${fieldLabel(call, code)}：</span>`}<span${own(call)}>${marked(line, highlights)}</span>`
    })
  }
  const description = values.find(([code]) => code === 'description')?.[1]
  if (description !== undefined) return [html`<span${own(call)}>${marked(description, [])}</span>`]
  const short = SHORT.flatMap((code) => values.filter(([one]) => one === code).slice(0, 1)).map(([code, value]) => (code === 'workType' ? typeLabel(call, value) : YEARS.has(code) ? periodText(call, value) : value))
  return short.length === 0 ? [] : [html`<span class="where"${own(call)}>${short.join('，')}</span>`]
}

/** Lines of an entity that are shown. */
const MOST_LINES = 2
/** What something is, where and when, in a few words. */
const SHORT = ['workType', 'organizationType', 'programmeType', 'eventType', 'placeType', 'artForm', 'district', 'place', 'issued', 'foundedOn', 'startedOn', 'happenedOn', 'bornOn']
const YEARS: ReadonlySet<string> = new Set(['issued', 'foundedOn', 'startedOn', 'happenedOn', 'bornOn'])

const fieldLabel = ({ asking, language }: Call, code: string): string => asking.vocabulary.fields.get(code)?.label[language] ?? code

/** A date as people say it; as it was written where it is none. */
function periodText({ language }: Call, value: string): string {
  return dateOrNone(value) === undefined ? value : formatDate(value, language)
}

/** @param least characters: a single one of several that were looked for says nothing */
function linesOf({ text, highlights }: FoundPassage, least: number): { readonly text: string; readonly highlights: FoundPassage['highlights'] }[] {
  const lines = []
  let at = 0
  for (const line of text.split('\n')) {
    const [from, to] = [at, at + line.length]
    lines.push({ text: line, highlights: highlights.filter(({ start, end }) => start >= from && end <= to && end - start >= least).map(({ start, end }) => ({ start: start - from, end: end - from })) })
    at = to + 1
  }
  return lines
}

/** Where the words stand in a name, as they are typed; 臺 and 台 are one. */
function placesIn(name: string, text: string): FoundPassage['highlights'] {
  const plain = (words: string): string => words.toLowerCase().replaceAll('臺', '台')
  const folded = plain(name)
  // some letters are longer in small
  if (folded.length !== name.length) return []
  const words = plain(text).split(/[\s「」『』"“”]+/).filter((word) => word !== '' && !/^[-－−]/.test(word))
  const places = words.flatMap((word) => [folded.indexOf(word)].filter((at) => at >= 0).map((start) => ({ start, end: start + word.length }))).sort((x, y) => x.start - y.start || y.end - x.end)
  return places.filter(({ start }, i) => places.slice(0, i).every(({ end }) => end <= start))
}

function passageOf(call: Call, { document, text, locator, highlights }: FoundPassage, entity: string, asked: string): Markup {
  const where = locator === undefined ? '' : locatorText(locator, call.language)
  // a passage of a text is read on where it stands
  const [of, p] = document.split(':')
  const to = p === undefined ? undefined : call.href(`${entityPath(entity)}/text`, { q: asked, of, p })
  return html`<div class="passage">${where === '' && to === undefined ? '' : html`<p class="where">${to === undefined ? where : html`<a href="${to}"><span${own(call)}>${where === '' ? call.t('讀這一段', 'Read on') : where}</span></a>`}</p>`}<p${own(call)}>${marked(text, highlights)}</p></div>
`
}

/** The words around the first that was found, with all that was found marked; by the offsets that the index gives. */
export function marked(text: string, highlights: FoundPassage['highlights'], long = LONG): Markup[] {
  const first = highlights[0]?.start ?? 0
  const from = text.length <= long ? 0 : whole(text, Math.max(0, Math.min(first - BEFORE, text.length - long)))
  const to = text.length <= long ? text.length : whole(text, Math.min(text.length, from + long))
  const parts: Markup[] = from > 0 ? [html`…`] : []
  let at = from
  for (const { start, end } of highlights) {
    if (end <= from || start >= to) continue
    const [begin, stop] = [Math.max(start, from), Math.min(end, to)]
    parts.push(html`${lines(text.slice(at, begin))}<mark>${lines(text.slice(begin, stop))}</mark>`)
    at = stop
  }
  parts.push(html`${lines(text.slice(at, to))}`)
  if (to < text.length) parts.push(html`…`)
  return parts
}

/** Not in the middle of a character that takes two units. */
const whole = (text: string, at: number): number => (/^[\uDC00-\uDFFF]/.test(text.slice(at)) ? at - 1 : at)

/** Fields of an entity stand in lines. */
const lines = (text: string): string => text.replace(/\s*\n\s*/g, '　')
