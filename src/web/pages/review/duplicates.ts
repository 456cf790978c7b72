import { duplicates } from '../../../archive/duplicates.ts'
import { distinguish } from '../../../archive/merge/distinct.ts'
import { markup as html, type Markup } from '../../../exchange/markup.ts'
import type { EntityRef } from '../../../graph/port.ts'
import { mergePorts, writer } from '../../../http/writing.ts'
import { unauthenticated } from '../../../model/errors.ts'
import { KINDS, type Kind } from '../../../model/records.ts'
import type { Call } from '../../call.ts'
import { attempted, choice, hidden, mistakesList, NONE, onceOnly, type Mistakes } from '../../form.ts'
import type { Page } from '../../page.ts'
import { entityLink, kindLabel, own } from '../../parts/entity.ts'
import { pager } from '../../parts/pager.ts'
import { typeLabel } from '../../parts/relation.ts'
import { workroom } from '../../parts/workroom.ts'
import type { Handler } from '../../route.ts'
import { inLanguage } from '../../words.ts'

const PAGE = 20
/** Of what both are related to. */
const TOLD = 3

const joined = (all: readonly Markup[]): Markup => html`${all.map((one, i) => html`${i === 0 ? '' : '、'}${one}`)}`

/** One of a pair: how it is called, what it is, and who says so. */
function side(call: Call, one: EntityRef, name: string, sources: readonly EntityRef[]): Markup {
  return html`<p><b>${entityLink(call, one)}</b>${name === one.name ? '' : html`<br><small${own(call)}>${name}</small>`}<br><small>${kindLabel(call, one.kind)}${sources.length === 0 ? '' : html`・${call.t('見於 ', 'in ')}${joined(sources.map((source) => entityLink(call, source)))}`}</small></p>`
}

/** Pairs that may be one, side by side, with what speaks for and against; merged on a page of its own, or told apart here. */
export const duplicatesPage: { readonly get: Handler; readonly post: Handler } = {
  get: (call) => page(call, NONE),
  post: async (call) => {
    const { form, context, href } = call
    const found = await attempted(call, () => distinguish(mergePorts(context), writer(context), { one: form.get('one') ?? '', other: form.get('other') ?? '', reason: form.get('reason') ?? '', key: form.get('key') ?? '' }))
    return 'mistakes' in found ? page(call, found.mistakes) : { to: href('/duplicates', { done: 'apart' }) }
  },
}

async function page(call: Call, mistakes: Mistakes): Promise<Page> {
  const { t, href, asking, query, actor, form } = call
  if (actor === undefined) throw unauthenticated()
  const [kind, after] = [query.get('kind') ?? '', query.get('after')]
  const found = await duplicates(asking, { first: PAGE, ...(KINDS.includes(kind as Kind) ? { kind: kind as Kind } : {}), ...(after === null ? {} : { after }) })
  return {
    title: t('可能重複的', 'Possible duplicates'), unlisted: true, wide: true, ...(mistakes.size === 0 ? {} : { status: 400 }),
    main: html`${workroom(call)}<h1>${t('可能重複的', 'Possible duplicates')}</h1>
${query.has('done') ? html`<p class="done" role="status">${t('記下了。', 'Noted.')}</p>` : ''}${mistakesList(call, mistakes)}<form class="noprint" method="get" action="${href('/duplicates')}">${choice({ name: 'kind', label: t('哪一類', 'Kind'), value: kind, options: [{ value: '', label: t('全部', 'all') }, ...KINDS.map((one) => ({ value: one, label: kindLabel(call, one) }))] })}<button class="plain">${t('只看這一類', 'Show')}</button></form>
${found.items.length === 0 ? html`<p>${t('沒有。', 'None.')}</p>` : html`<ul class="plainlist">${found.items.map(({ a, b, names, sources, shared, score, for: pro, against }) => html`<li><div class="pair">${side(call, a, names[0], sources[0])}${side(call, b, names[1], sources[1])}</div>
<p class="hint">${t(`像 ${Math.round(score * 100)}%`, `${Math.round(score * 100)}% alike`)}${pro.length === 0 && shared.length === 0 ? '' : html`；${t('相同：', 'for: ')}${joined([...pro.map((one) => html`<span${own(call)}>${inLanguage(call, one)}</span>`), ...shared.slice(0, TOLD).map(({ type, other }) => html`${t('都與', 'both have ')}${entityLink(call, other)}${t('有', ' as ')}「${typeLabel(call, type)}」${t('的關係', '')}`)])}${shared.length > TOLD ? t('等', ' and others') : ''}`}${against.length === 0 ? '' : html`；${t('不同：', 'against: ')}<span${own(call)}>${against.map((one) => inLanguage(call, one)).join('、')}</span>`}</p>
<div class="buttons"><a class="button" href="${href('/merge', { from: a.id, into: b.id })}">${t('看看合併的結果', 'See what merging would give')}</a></div>
<details><summary>${t('不是同一個', 'Not the same')}</summary><form method="post" action="${href('/duplicates')}">${onceOnly()}${hidden('one', a.id)}${hidden('other', b.id)}<div class="field"><label for="why-${a.id}-${b.id}">${t('怎麼知道的', 'How you know')}</label><input type="text" id="why-${a.id}-${b.id}" name="reason" value="${form.get('one') === a.id && form.get('other') === b.id ? form.get('reason') ?? '' : ''}"></div><button class="plain">${t('記下：不是同一個', 'Note that they are not the same')}</button></form></details></li>`)}</ul>`}
${pager(call, found)}`,
  }
}
