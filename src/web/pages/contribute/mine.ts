import { dropDraft, myDrafts } from '../../../archive/entries/drafts.ts'
import { write } from '../../../archive/contribute/write.ts'
import { storedRecord } from '../../../archive/contribute/record.ts'
import { contributions, decisionOn, type Contribution } from '../../../archive/review/mine.ts'
import { proposalTitle, titleOf } from '../../../archive/review/titles.ts'
import { markup as html, type Markup } from '../../../exchange/markup.ts'
import type { RelationView } from '../../../graph/port.ts'
import { writer, writingPorts } from '../../../http/writing.ts'
import type { Head } from '../../../model/changeset.ts'
import { notUnderstood } from '../../../model/dates-life.ts'
import { notFound, unauthenticated } from '../../../model/errors.ts'
import { newId, type Id } from '../../../model/ids.ts'
import { references, subjects } from '../../../model/references.ts'
import { STATES, type ArchiveRecord, type State } from '../../../model/records.ts'
import type { Call } from '../../call.ts'
import { hidden } from '../../form.ts'
import type { Handler } from '../../route.ts'
import { entityLink, kindLabel, own } from '../../parts/entity.ts'
import { momentOf } from '../../parts/moment.ts'
import { pager } from '../../parts/pager.ts'
import { addressOf } from './address.ts'

const FIRST = 40

/** What became of it, in the order in which it matters to whoever wrote it. */
const BECAME: readonly (readonly [state: State, zhHant: string, en: string])[] = [
  ['returned', '請您再看一次', 'Given back to you'],
  ['proposed', '等人看', 'Waiting'],
  ['published', '已經公開', 'Published'],
  ['declined', '沒有收錄', 'Not accepted'],
  ['withdrawn', '收回的', 'Taken back'],
]

interface Shown {
  readonly item: Contribution
  readonly head: Head & { readonly record: ArchiveRecord }
  readonly title: string
  /** Where it is to be looked at. */
  readonly address: string
}

/** `GET /contributions`: what happened to mine. */
export const mine: Handler = async (call) => {
  const { t, actor, asking, context, query, href } = call
  if (actor === undefined) throw unauthenticated()
  const wanted = STATES.find((state) => state === query.get('state'))
  const after = query.get('after')
  const page = await contributions(asking.graph, actor, wanted === undefined ? undefined : [wanted], { first: FIRST, ...(after === null ? {} : { after }) })
  const shown = await looked(call, page.items)
  const drafts = wanted === undefined && after === null ? await myDrafts(context.people(), actor).catch(() => []) : []
  const title = t('我寫的', 'My contributions')
  return {
    title, unlisted: true,
    main: html`<h1>${title}</h1>
${await justSent(call)}<div class="buttons"><a class="button" href="${href('/contribute')}">${t('再寫一段', 'Write something')}</a></div>
<nav aria-label="${t('要看哪些', 'Which ones')}"><ul class="chips">
${[['', t('全部', 'All')] as const, ...BECAME.map(([state, zhHant, en]) => [state, t(zhHant, en)] as const)].map(([state, label]) => html`<li><a href="${href('/contributions', { state })}"${(wanted ?? '') === state ? html` aria-current="page"` : ''}>${label}</a></li>
`)}</ul></nav>
${drafts.length === 0 ? '' : html`<h2>${t('草稿', 'Drafts')}</h2>
<ul class="plainlist">
${drafts.map(({ key, title: name, savedAt }) => html`<li><p><strong>${name}</strong> <small>${time(call, savedAt)}</small></p>
<form method="post" action="${href('/contributions')}" class="buttons">${hidden('draft', key)}<a class="button plain" href="${href('/contribute', { draft: key })}">${t('接著寫', 'Go on')}<span class="unseen">：${name}</span></a> <button class="quiet" name="action" value="drop">${t('刪掉', 'Delete')}<span class="unseen">：${name}</span></button></form></li>
`)}</ul>
`}${BECAME.map(([state, zhHant, en]) => section(call, t(zhHant, en), shown.filter(({ item }) => item.state === state)))}${shown.length === 0 && drafts.length === 0 ? html`<p>${wanted === undefined ? t('還沒有寫過。', 'Nothing yet.') : t('沒有這樣的。', 'None of these.')}</p>` : ''}
${pager(call, page)}`,
  }
}

const section = (call: Call, label: string, some: readonly Shown[]): Markup => (some.length === 0 ? html`` : html`<h2>${label}</h2>
<ul class="plainlist">
${some.map((one) => line(call, one))}</ul>
`)

function line(call: Call, { item: { id, at, state, decision }, head, title, address }: Shown): Markup {
  const { t, href } = call
  const { record } = head
  const open = state === 'proposed' || state === 'returned' || state === 'draft'
  const change = record.type === 'entity' || record.type === 'relation' ? { change: id } : record.type === 'proposal' && record.withdraw !== true && record.into === undefined ? { change: record.target, amends: id } : undefined
  return html`<li id="c-${id}"><p><a href="${href(address)}"${own(call)}>${title}</a> <small>${record.type === 'entity' ? kindLabel(call, record.kind) : ''} ${momentOf(call, at)}</small></p>
${decision === undefined || decision.words === '' ? '' : html`<p class="became">${t('審的人說：', 'Whoever settled it says:')}</p><p class="words"${own(call)}>${decision.words}</p>
`}${!open || change === undefined ? '' : html`<form method="post" action="${href('/contributions')}" class="buttons">${hidden('id', id)}<a class="button ${state === 'returned' ? '' : 'plain'}" href="${href('/contribute', change)}">${state === 'returned' ? t('改好再送', 'Mend it and send again') : t('修改', 'Change it')}<span class="unseen">：${title}</span></a> <button class="quiet" name="action" value="back">${t('收回', 'Take it back')}<span class="unseen">：${title}</span></button></form>
`}${state === 'published' && record.type === 'entity' ? html`<p><a href="${href('/contribute', { change: id })}">${t('補充或更正', 'Add or correct')}<span class="unseen">：${title}</span></a></p>
` : ''}</li>
`
}

/** After sending: what it is called, and how its time was taken. */
async function justSent(call: Call): Promise<Markup> {
  const { t, query, asking: { graph, viewer } } = call
  const id = query.get('sent')
  const head = id === null ? undefined : (await graph.heads([id as Id], viewer)).get(id as Id)
  if (head?.record?.type !== 'entity') return query.has('done') ? html`<p class="done" role="status">${t('存好了。', 'It is saved.')}</p>\n` : html``
  const { fields, kind, names } = head.record
  const view = { id: head.id, name: names[0]!.text, kind }
  return html`<p class="done" role="status">${head.state === 'published' ? t('已經公開：', 'Published: ') : t('送出了，謝謝！有人看過就會放上來：', 'Sent, thank you! Somebody will look at it: ')}${entityLink(call, view)}${fields['whenSaid'] !== undefined && fields['happenedOn'] === undefined ? html`<br>${notUnderstood(String(fields['whenSaid']))}` : ''}</p>
`
}

/**
 * What somebody would call their contribution: an entry stands for all that was sent with it, and what hangs on something
 * else of theirs in the same state goes without saying.
 */
async function looked({ asking: { graph, viewer, vocabulary }, actor }: Call, items: readonly Contribution[]): Promise<Shown[]> {
  const heads = await graph.heads(items.map(({ id }) => id), viewer)
  const named = [...heads.values()].flatMap(({ record }) => (record === null ? [] : [...references(record), ...subjects(record)]))
  const others = named.length === 0 ? new Map<Id, Head>() : await graph.heads([...new Set(named)], viewer)
  const relations = [...heads.values(), ...others.values()].flatMap(({ id, type }) => (type === 'relation' ? [id] : []))
  const views = relations.length === 0 ? new Map<Id, RelationView>() : await graph.relationsById(relations, viewer)
  const called = (head: Head | undefined): string => (head?.record == null ? '' : titleOf(head.record, views.get(head.id), vocabulary))
  const shown = new Map<Id, Shown>()
  for (const item of items) {
    const head = heads.get(item.id)
    if (head === undefined || head.record === null) continue
    const { record } = head
    const mine = references(record).flatMap((id) => {
      const other = others.get(id)
      return other?.record != null && other.record.by === actor!.account && other.record.state === record.state ? [{ ...other, record: other.record }] : []
    })
    const story = mine.find((other) => other.record.type === 'entity' && other.record.kind === 'Entry')
    if (story !== undefined) {
      if (!shown.has(story.id)) shown.set(story.id, { item: { ...item, id: story.id, ...(await decisionOn(graph, actor!, story.id)) }, head: story, title: called(story), address: addressOf(story.record) })
    } else if (record.type === 'entity' || record.type === 'relation' || mine.length === 0) {
      const title = record.type === 'proposal' ? proposalTitle(record, called(others.get(record.target)), record.into === undefined ? undefined : called(others.get(record.into)), vocabulary) : called(head)
      // a change of a text is looked at where the text is
      const at = (record.type === 'proposal' ? others.get(record.target)?.record : undefined) ?? record
      shown.set(item.id, { item, head: { ...head, record }, title, address: addressOf(at) })
    }
  }
  return [...shown.values()]
}

const time = ({ language }: Pick<Call, 'language'>, at: number): string =>
  new Intl.DateTimeFormat(language === 'en' ? 'en' : 'zh-TW', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'Asia/Taipei' }).format(at)

/** `POST /contributions`: deletes a draft, or takes back what waits. */
export const tookBack: Handler = async (call) => {
  const { form, context, actor, asking, href } = call
  if (actor === undefined) throw unauthenticated()
  if (form.get('action') === 'drop') {
    await dropDraft(context.people(), actor, form.get('draft') ?? '')
    return { to: href('/contributions', { done: 'yes' }) }
  }
  const id = (form.get('id') ?? '') as Id
  const stored = await storedRecord({ graph: asking.graph, directory: context.people().directory }, asking.viewer, id)
  if (stored?.version == null) throw notFound(id)
  await write(writingPorts(context), writer(context), { key: newId(), reason: '作者自己收回', operations: [{ withdraw: { id, version: stored.version, reason: '作者自己收回' } }] })
  return { to: href('/contributions', { done: 'yes' }) }
}
