import { markup as html, type Markup } from '../../../exchange/markup.ts'
import type { EntityView, RelationView } from '../../../graph/port.ts'
import { AFTER_ALL, BEFORE_ALL, yearOfDay } from '../../../model/dates.ts'
import { grouped } from '../../../model/numbers.ts'
import type { Call } from '../../call.ts'
import { entityLink } from '../../parts/entity.ts'
import { periodOf, typeLabel } from '../../parts/relation.ts'
import type { Statements } from './statements.ts'

/** More bars than these are no picture any more. */
const MOST_BARS = 24
const [WIDTH, ROW, LEFT, TOP] = [640, 26, 8, 22]

const isDated = ({ bounds: { startEarliest, startLatest, endEarliest, endLatest } }: RelationView): boolean =>
  startEarliest !== BEFORE_ALL || startLatest !== AFTER_ALL || endEarliest !== BEFORE_ALL || endLatest !== AFTER_ALL

const startOf = ({ bounds: { startEarliest, endEarliest, endLatest } }: RelationView): number => (startEarliest !== BEFORE_ALL ? startEarliest : endEarliest !== BEFORE_ALL ? endEarliest : endLatest)

/** What is dated, by time: as a picture and as a table. */
export function timeline(call: Call, entity: EntityView, { isWhole, groups }: Statements): Markup {
  const { t, href } = call
  const all = groups.flatMap(({ relations }) => relations).filter((relation) => isDated(relation) && relation.standing !== 'deprecated').toSorted((x, y) => startOf(x) - startOf(y) || (x.id < y.id ? -1 : 1))
  const more = html`<p><a href="${href('/answers/timeline', { of: entity.id })}">${t('全部依時間排列', 'All of it by time')}</a></p>
`
  if (!isWhole) return html`<section aria-labelledby="timeline"><h2 id="timeline">${t('時間', 'Time')}</h2>
${more}</section>
`
  if (all.length < 2) return html``
  const shown = all.slice(0, MOST_BARS)
  return html`<section aria-labelledby="timeline"><h2 id="timeline">${t('時間', 'Time')}</h2>
${drawing(call, entity, shown)}<details><summary>${t('列成表', 'As a table')}</summary>
<div class="scroll"><table><thead><tr><th scope="col">${t('何時', 'When')}</th><th scope="col">${t('關係', 'Relation')}</th><th scope="col">${t('對象', 'With')}</th></tr></thead>
<tbody>${shown.map((relation) => html`<tr><td>${periodOf(call, relation)}</td><td>${labelOf(call, relation, entity.id)}</td><td>${entityLink(call, otherOf(relation, entity.id))}</td></tr>
`)}</tbody></table></div></details>
${all.length > shown.length ? more : ''}</section>
`
}

const otherOf = ({ from, to }: RelationView, id: string): RelationView['from'] => (from.id === id ? to : from)
const labelOf = (call: Call, { type, from }: RelationView, id: string): string => typeLabel(call, type, from.id === id ? 'forward' : 'backward')

const DAYS = 365.2425

/** Bars from when it certainly holds to when it may: what is not certain is soft, what is open goes on to the edge. */
function drawing(call: Call, { id, name }: EntityView, relations: readonly RelationView[]): Markup {
  const { t } = call
  const today = Date.now() / 86_400_000
  const days = relations.flatMap(({ bounds: { startEarliest, startLatest, endEarliest, endLatest } }) => [startEarliest, startLatest, endEarliest, endLatest]).filter((day) => day !== BEFORE_ALL && day !== AFTER_ALL)
  const [least, most] = [Math.min(...days), Math.max(...days, Math.min(today, Math.max(...days) + 3 * DAYS))]
  const margin = Math.max((most - least) * 0.06, 180)
  const [from, to] = [least - margin, most + margin]
  const x = (day: number): number => Math.round(LEFT + ((Math.min(Math.max(day, from), to) - from) / (to - from)) * (WIDTH - 2 * LEFT))
  const height = TOP + relations.length * ROW + 8
  const step = stepOf((to - from) / DAYS)
  const first = Math.ceil(yearOfDay(Math.ceil(from)) / step) * step
  const years = Array.from({ length: Math.max(0, Math.floor((yearOfDay(Math.floor(to)) - first) / step) + 1) }, (_, i) => first + i * step)
  const dayOfYear = (year: number): number => Date.UTC(year, 0, 1) / 86_400_000
  return html`<figure class="time" tabindex="0" role="group" aria-label="${t('時間圖', 'Timeline')}"><svg viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="${t(`「${name}」有日期的 ${grouped(relations.length)} 筆關係，下面列成表`, `${relations.length} dated relations of ${name}; listed in the table below`)}">
${years.filter((year) => dayOfYear(year) >= from && dayOfYear(year) <= to).map((year) => html`<path class="year" d="M${x(dayOfYear(year))} ${TOP - 4}V${height}"/><text class="year" x="${x(dayOfYear(year))}" y="${TOP - 8}" text-anchor="middle">${year}</text>
`)}${relations.map((relation, i) => bar(call, relation, id, i))}</svg></figure>
`

  function bar(one: Call, relation: RelationView, entity: string, i: number): Markup {
    const { startEarliest, startLatest, endEarliest, endLatest } = relation.bounds
    const y = TOP + i * ROW
    const isKnown = (day: number): boolean => day !== BEFORE_ALL && day !== AFTER_ALL
    // without a start at all, only a little before the end is drawn, and the other way round: it is not said to have held always
    const [left, right] = [isKnown(startEarliest) ? startEarliest : isKnown(startLatest) ? from : (isKnown(endEarliest) ? endEarliest : endLatest) - margin / 2, isKnown(endLatest) ? endLatest : endEarliest === AFTER_ALL ? to : (isKnown(startLatest) ? startLatest : startEarliest) + margin / 2]
    const [sureFrom, sureTo] = [isKnown(startLatest) ? startLatest : startLatest === BEFORE_ALL ? from : undefined, isKnown(endEarliest) ? endEarliest : endEarliest === AFTER_ALL ? to : undefined]
    const soft = html`<path class="soft" d="M${x(left)} ${y + 18}h${Math.max(4, x(right) - x(left))}"/>`
    const sure = sureFrom === undefined || sureTo === undefined || sureFrom > sureTo ? '' : html`<path class="sure" d="M${x(sureFrom)} ${y + 18}h${Math.max(3, x(sureTo) - x(sureFrom))}"/>`
    const text = `${labelOf(one, relation, entity)} ${otherOf(relation, entity).name}`
    const [at, anchor] = x(left) > WIDTH / 2 ? [x(right), 'end'] : [x(left), 'start']
    return html`${soft}${sure}<text x="${at}" y="${y + 12}" text-anchor="${anchor}">${[...text].length > 30 ? `${[...text].slice(0, 29).join('')}…` : text}</text>
`
  }
}

/** Years between lines, so that there are some six. */
const stepOf = (years: number): number => [1, 2, 5, 10, 20, 50, 100, 200, 500].find((step) => years / step <= 7) ?? 1_000
