import { markup as html, type Markup } from '../../../exchange/markup.ts'
import type { EntityRef } from '../../../graph/port.ts'
import { allowed } from '../../../model/permissions.ts'
import { KINDS } from '../../../model/records.ts'
import { ROLES, type Role } from '../../../model/vocabulary.ts'
import { makeAssets } from '../../assets.ts'
import type { Call } from '../../call.ts'
import { boxes, field, hidden } from '../../form.ts'
import { entityPath, kindLabel } from '../../parts/entity.ts'
import { typeLabel } from '../../parts/relation.ts'
import { MOST } from './data.ts'
import type { Looking } from './given.ts'

/** A picture that was kept in the archive. */
export interface KeptPicture {
  readonly places: readonly (readonly [id: string, x: number, y: number])[]
  /** Only of one that this reader may change. */
  readonly id?: string
  readonly version?: string
  readonly name?: string
}

/** The picture that grows, with scripts. */
export async function graph(call: Call, center: EntityRef, { places, id, version, name }: Partial<KeptPicture> = {}): Promise<Markup> {
  const { href, asking, actor, language } = call
  return html`<explore-graph data-of="${center.id}" data-name="${center.name}" data-kind="${center.kind}" data-neighbours="${href('/explore/neighbours')}" data-between="${href('/explore/between')}" data-entities="${href('/entities/')}" data-relations="${href('/relations/')}" data-collect="${actor !== undefined && allowed(actor, 'propose') ? href('/collections/new') : ''}"${places === undefined ? '' : html` data-places="${JSON.stringify(places)}"`}${id === undefined ? '' : html` data-keep="${href('/explore/layout')}" data-layout="${id}" data-version="${version}" data-called="${name}"`} data-take="${(await makeAssets()).script('explore-take')}" data-language="${language}" data-most="${MOST}" data-kinds="${JSON.stringify(Object.fromEntries(KINDS.map((kind) => [kind, kindLabel(call, kind)])))}" data-types="${JSON.stringify(Object.fromEntries([...asking.vocabulary.relations.keys()].map((type) => [type, typeLabel(call, type)])))}"></explore-graph>`
}

const ROLE_NAMES: Readonly<Record<Role, readonly [zh: string, en: string]>> = { connecting: ['往來與隸屬的', 'Dealings'], structural: ['整體與部分的', 'Wholes and parts'], documentary: ['著作的', 'Of works'] }

/** How it is looked at, to be changed. @param layout the picture that was kept, which stays before the eyes */
export function filters(call: Call, center: EntityRef, looking: Looking, layout?: string): Markup {
  const { t, href, asking } = call
  const types = [...asking.vocabulary.relations.values()].filter(({ retired }) => retired !== true)
  return html`<form method="get" action="${href('/explore')}" id="looking">
${layout === undefined ? hidden('from', center.id) : hidden('layout', layout)}
${boxes({ name: 'kinds', label: t('種類（不選就是全部）', 'Kinds (none: all)'), values: looking.kinds, options: KINDS.map((kind) => ({ value: kind, label: kindLabel(call, kind) })) })}
${ROLES.map((role) => html`<details><summary>${t(`${ROLE_NAMES[role][0]}關係`, ROLE_NAMES[role][1])}</summary>${boxesOf(types.filter((type) => type.role === role).map(({ code, forward }) => ({ value: code, label: forward[call.language] })), looking, t(ROLE_NAMES[role][0], ROLE_NAMES[role][1]))}</details>`)}
${field({ name: 'asOf', label: t('什麼時候的', 'As of'), hint: t('例如 2015，或 2015/2018；不寫就是全部', 'For instance 2015, or 2015/2018; empty: any time'), value: looking.asOf, most: 50 })}
${boxes({ name: 'proposed', label: t('待審的', 'Proposed'), values: looking.proposed ? ['1'] : [], options: [{ value: '1', label: t('還沒審過的也看', 'Also what is only proposed') }] })}
<p class="buttons"><button>${t('照這樣看', 'Show these')}</button> <a href="${href(entityPath(center.id))}">${t(`看「${center.name}」的頁面`, `The page of ${center.name}`)}</a></p>
</form>
`
}

/** Several groups send one list. */
const boxesOf = (options: readonly { readonly value: string; readonly label: string }[], { types }: Looking, label: string): Markup =>
  html`<fieldset class="field types"><legend class="unseen">${label}</legend>${options.map(({ value, label: text }) => html`<label class="box"><input type="checkbox" name="types" value="${value}"${types.includes(value) ? html` checked` : ''}> <span>${text}</span></label>`)}</fieldset>`
