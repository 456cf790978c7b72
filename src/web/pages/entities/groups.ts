import { markup as html, type Markup } from '../../../exchange/markup.ts'
import { relationsOf } from '../../../graph/answer.ts'
import type { EntityView } from '../../../graph/port.ts'
import { parseAsOf } from '../../../model/dates.ts'
import { ArchiveError } from '../../../model/errors.ts'
import { grouped } from '../../../model/numbers.ts'
import { ringsKind } from '../../../questions/rings.ts'
import type { Call } from '../../call.ts'
import { attempted, field, NONE, type Mistakes } from '../../form.ts'
import type { Page } from '../../page.ts'
import { entityLink, own } from '../../parts/entity.ts'
import { pager } from '../../parts/pager.ts'
import { typeLabel } from '../../parts/relation.ts'
import { statement } from './statement.ts'
import { inPlace, joined, type Group, type Side, type Statements } from './statements.ts'

const sideLabel = (call: Call, type: string, side: Side): string => typeLabel(call, type, side === 'out' ? 'forward' : 'backward')

/** Of a type of which both sides stand together: 「主管／受主管於」. */
function groupLabel(call: Call, { type, side, relations: some }: Group, id: string): string {
  const isMixed = call.asking.vocabulary.relations.get(type)?.symmetric !== true && some.some(({ from }) => (from.id === id ? 'out' : 'in') !== side)
  return isMixed ? `${sideLabel(call, type, 'out')}／${sideLabel(call, type, 'in')}` : sideLabel(call, type, side)
}

const anchor = ({ type, side }: Group): string => `${type.toLowerCase().replaceAll('_', '-')}-${side}`

/** Relations by type, each with its number; how many of each there are stands above. What works say has a heading of its own. */
export function relationGroups(call: Call, { id }: EntityView, { total, groups }: Statements, asked: AsOf): Markup {
  const { t, asking: { vocabulary } } = call
  const { asOf } = asked
  if (total === 0 && asked.given === undefined) return html``
  const { documentary = [], connecting = [] } = Object.groupBy(groups, ({ type }) => (vocabulary.relations.get(type)?.role === 'documentary' ? 'documentary' : 'connecting'))
  return html`<section class="relations" aria-labelledby="relations">
<h2 id="relations">${t('關係', 'Relations')} <small>${grouped(total)}</small></h2>
${groups.length < 3 ? '' : html`<nav aria-label="${t('關係的種類', 'Kinds of relation')}"><ul class="chips">${groups.map((group) => html`<li><a href="#${anchor(group)}">${groupLabel(call, group, id)} <small>${grouped(group.count)}</small></a></li>\n`)}</ul></nav>
`}${asOfForm(call, id, asked)}${total === 0 ? html`<p>${t('那時沒有記載的關係。', 'No relation is recorded for then.')}</p>` : ''}${(connecting.length === 0 ? documentary : connecting).map((group) => oneGroup(call, id, group, asOf))}</section>
${documentary.length === 0 || connecting.length === 0 ? '' : html`<section class="relations" aria-labelledby="works">
<h2 id="works">${t('著作與紀錄', 'Works and records')}</h2>
${documentary.map((group) => oneGroup(call, id, group, asOf))}</section>
`}`
}

function oneGroup(call: Call, id: string, group: Group, asOf: string | undefined): Markup {
  const { t, href } = call
  const count = grouped(group.count)
  return html`<section class="group" aria-labelledby="${anchor(group)}"><h3 id="${anchor(group)}">${groupLabel(call, group, id)} <small>${count}</small></h3>
${group.relations.map((relation) => statement(call, relation, id))}${group.count > group.relations.length ? html`<p><a class="all" href="${href(`/entities/${id}`, { type: group.type, asOf })}">${t(`看全部 ${count} 筆`, `All ${count}`)}</a></p>` : ''}</section>
`
}

/** The time that is asked for. */
export interface AsOf {
  /** As typed; absent: none is. */
  readonly given?: string
  /** The same, where it is a time. */
  readonly asOf?: string
  readonly mistakes: Mistakes
}

export async function asOfIn(call: Pick<Call, 'query' | 'language'>): Promise<AsOf> {
  const given = call.query.get('asOf')?.trim() ?? ''
  if (given === '') return { mistakes: NONE }
  const read = await attempted(call, async () => parseAsOf(given))
  return 'mistakes' in read ? { given, mistakes: read.mistakes } : { given, asOf: given, mistakes: NONE }
}

/** 「哪時候的？」: what can hold then. */
function asOfForm(call: Call, id: string, { given, asOf, mistakes }: AsOf): Markup {
  const { t, href } = call
  return html`<details class="asof noprint"${given === undefined ? '' : html` open`}><summary>${asOf === undefined ? t('只看某個時候的', 'As of a time') : t(`${asOf} 那時候的`, `As of ${asOf}`)}</summary>
<form method="get" action="${href(`/entities/${id}`)}">
${field({ name: 'asOf', label: t('哪一年、哪一月或哪一天？', 'Which year, month or day?'), hint: t('例如 2016、民國105年5月', 'Such as 2016 or 2016-05'), value: given ?? '', most: 40, mistakes })}<p class="buttons"><button class="quiet">${t('看那時候', 'Show')}</button>${given === undefined ? '' : html` <a href="${href(`/entities/${id}`)}">${t('看全部', 'Show all')}</a>`}</p>
</form></details>
`
}

const ON_A_PAGE = 200

/**
 * `?type=SUPERVISES`: all of one type, page by page, those of most relations first. Read along the graph as it is walked:
 * of one with twenty thousand a rare type is found as quickly as a common one.
 */
export async function ofType(call: Call, entity: EntityView, type: string): Promise<Page> {
  const { t, href, query, asking } = call
  const known = asking.vocabulary.relations.get(type)
  if (known === undefined) throw new ArchiveError('NOT_FOUND', t(`沒有「${type}」這種關係`, `There is no relation type ${type}`))
  const page = await ringsKind.answer(asking, {
    center: entity.id, rings: 1, ring: 1, relations: [type], asOf: query.get('asOf') || null, includeProposed: true, includeDeprecated: true, first: ON_A_PAGE, after: query.get('after') || null,
  })
  const stated = inPlace(joined(page.rows.flatMap(relationsOf)))
  const sides = (['out', 'in'] as const).map((one) => ({ one, items: stated.filter(({ from }) => (known.symmetric ? one === 'out' : (from.id === entity.id ? 'out' : 'in') === one)) })).filter(({ items }) => items.length > 0)
  const title = `${entity.name}：${sides.length === 1 ? sideLabel(call, type, sides[0]!.one) : `${sideLabel(call, type, 'out')}／${sideLabel(call, type, 'in')}`}`
  return {
    title, canonical: `/entities/${entity.id}`, unlisted: true,
    main: html`<p class="over">${entityLink(call, entity)}</p>
<h1${own(call)}>${title}</h1>
${sides.length === 0 ? html`<p>${t('沒有了。', 'There are no more.')}</p>` : sides.map(({ one, items }) => html`<section class="group"><h2>${sideLabel(call, type, one)}</h2>
${items.map((relation) => statement(call, relation, entity.id))}</section>
`)}${pager(call, page)}
<p><a href="${href(`/entities/${entity.id}`)}">${t('回到', 'Back to ')}${entity.name}</a></p>`,
  }
}
