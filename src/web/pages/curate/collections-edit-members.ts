import { pageOfMembers, type CollectionView, type MemberView } from '../../../archive/collections/view.ts'
import { grouped } from '../../../model/numbers.ts'
import { markup as html, type Markup } from '../../../exchange/markup.ts'
import { pageOf } from '../../../questions/entity.ts'
import type { Call } from '../../call.ts'
import { field, hidden, onceOnly } from '../../form.ts'
import { entityLink, kindLabel, own } from '../../parts/entity.ts'
import { pager } from '../../parts/pager.ts'
import { typeLabel } from '../../parts/relation.ts'
import { doing, typed, type Trying } from './collections-tools.ts'
import { nameField } from './collections-form.ts'
import { collectionPath } from './collections-words.ts'

/** On a page. */
const MANY = 50

/** Members with their buttons, and the form to put in another. */
export async function membersEdited(call: Call, one: CollectionView, trying: Trying): Promise<Markup> {
  const { t, query } = call
  const { form, mistakes } = typed(trying, 'add')
  const page = pageOfMembers(one.members, pageOf({ first: MANY, after: query.get('after') }))
  const places = new Map(one.members.map(({ id }, i) => [id, i]))
  return html`<h2 id="members">${t(`裡面有 ${grouped(one.total)} 筆`, `${grouped(one.total)} in it`)}</h2>
${await removed(call, one)}${page.items.length === 0 ? html`<p>${t('還沒有東西，從下面加進來。', 'There is nothing in it yet; put something in below.')}</p>` : html`<arrange-list data-field="item" data-do="place"><ol class="editing">${page.items.map((member) => row(call, one, member, places.get(member.id)!))}</ol></arrange-list>
${pager(call, page)}`}
<section id="add"><h3>${t('再放進一筆', 'Put in another')}</h3>
${doing(call, one, 'add', html`${nameField(call, { name: 'what', label: t('名稱', 'Its name'), hint: t('打名稱，或貼上那一頁的網址', 'A name, or the address of its page'), value: form.get('what') ?? '', mistakes, choosing: trying.choosing })}
${field({ name: 'because', label: t('為什麼放進來？（可以不填）', 'Why? (optional)'), type: 'textarea', rows: 2, value: form.get('because') ?? '', mistakes, most: 5_000 })}
<p class="buttons"><button>${t('放進去', 'Put it in')}</button></p>`)}</section>
`
}

function nameOf(call: Call, { entity, relation }: MemberView): string {
  if (entity !== undefined) return entity.name
  return relation === undefined ? '' : `${relation.from.name} ${typeLabel(call, relation.type)} ${relation.to.name}`
}

function row(call: Call, one: CollectionView, member: MemberView, place: number): Markup {
  const { t } = call
  const name = nameOf(call, member)
  const [isFirst, isLast] = [place === 0, place === one.members.length - 1]
  const button = (does: string, label: string): Markup => html`<button class="quiet" name="do" value="${does}" aria-label="${label}${t('：', ': ')}${name}">${label}</button>`
  return html`<li id="m-${member.id}"><div class="row"><span class="what">${place + 1}. ${member.entity === undefined ? html`<span${own(call)}>${name}</span>` : html`${entityLink(call, member.entity)} <span class="kind">${kindLabel(call, member.entity.kind)}</span>`}</span>
${doing(call, one, '', html`${hidden('item', member.id)}${hidden('after', call.query.get('after') ?? '')}${isFirst ? '' : button('up', t('上移', 'Up'))}${isLast ? '' : button('down', t('下移', 'Down'))}${place > 1 ? button('top', t('最前面', 'First')) : ''}${button('remove', t('拿掉', 'Take out'))}`)}</div>
<details><summary>${member.reasons.length === 0 ? t('寫下為什麼', 'Say why') : html`<span${own(call)}>${member.reasons.join('；')}</span>`}</summary>
${doing(call, one, 'why', html`${hidden('item', member.id)}${hidden('after', call.query.get('after') ?? '')}<label class="unseen" for="why-${place}">${t(`「${name}」為什麼在這裡`, `Why ${name} is in it`)}</label><textarea id="why-${place}" name="because" rows="2" maxlength="5000">
${member.reasons[0] ?? ''}</textarea><p class="buttons"><button class="quiet">${t('存起來', 'Save')}</button></p>`)}</details></li>
`
}

/** What was just taken out can be put back. */
async function removed(call: Call, one: CollectionView): Promise<Markup> {
  const { query, asking, t, href } = call
  const id = query.get('removed') ?? ''
  if (id === '' || one.members.some((member) => member.id === id)) return html``
  const entity = (await asking.graph.entities([id], asking.viewer)).get(id)
  const name = entity === undefined ? t('一筆關係', 'a relation') : `「${entity.name}」`
  return html`<div class="undo" role="status"><p>${t(`拿掉了${name}`, `${name} was taken out`)}</p><form method="post" action="${href(`${collectionPath(one.id)}/edit`)}">${onceOnly()}${hidden('item', id)}${hidden('because', query.get('because') ?? '')}${hidden('before', query.get('before') ?? '')}<button class="quiet" name="do" value="putBack">${t('放回去', 'Put it back')}</button></form></div>
`
}
