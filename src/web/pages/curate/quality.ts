import { RELATION_QUEUES } from '../../../archive/bulk/choice.ts'
import { confirmEvidence } from '../../../archive/quality/confirm.ts'
import type { Finding, FoundRelation, QualityPorts } from '../../../archive/quality/finding.ts'
import { queueCounts, queuePage as pageOfQueue } from '../../../archive/quality/page.ts'
import { demandQueue, QUEUE_NAMES, QUEUES, queuesFor, type QueueName } from '../../../archive/quality/queues.ts'
import { markup as html, type Markup } from '../../../exchange/markup.ts'
import { writer, writingPorts } from '../../../http/writing.ts'
import { badInput, notFound } from '../../../model/errors.ts'
import { isId } from '../../../model/ids.ts'
import { grouped } from '../../../model/numbers.ts'
import { allowed } from '../../../model/permissions.ts'
import type { Call } from '../../call.ts'
import { attempted, choice, mistakesList, NONE, onceOnly, type Mistakes } from '../../form.ts'
import type { Page } from '../../page.ts'
import { entityLink, entityPath, own } from '../../parts/entity.ts'
import { pager } from '../../parts/pager.ts'
import { periodOf, typeLabel } from '../../parts/relation.ts'
import { workroom } from '../../parts/workroom.ts'
import type { Handler } from '../../route.ts'

const PAGE = 20

const portsOf = ({ asking: { graph, vocabulary }, context: { links } }: Call): QualityPorts => ({ graph, vocabulary, ...(links === undefined ? {} : { links }) })

/** What somebody should look at, in queues with how much there is in each. */
export const qualityPage: { readonly get: Handler } = {
  get: async (call) => {
    const { t, href, asking, actor, language } = call
    const counts = await queueCounts(portsOf(call), asking.viewer, {}, queuesFor(actor))
    return {
      title: t('該整理的', 'To be put in order'), unlisted: true,
      main: html`${workroom(call)}<h1>${t('該整理的', 'To be put in order')}</h1>
<p>${t('這些不一定錯，但值得有人看一看。數字是您看得到的。', 'Not wrong of need, and worth a look. Counted is what you may see.')}</p>
<ul class="tiles">${counts.map(({ queue, count, isLeast }) => html`<li><p><a href="${href(`/quality/${queue}`)}"><b>${QUEUES[queue].label[language]}</b></a>　${count === 0 ? t('沒有', 'none') : `${grouped(count)}${isLeast ? '＋' : ''}`}</p><p class="hint">${explained(call, queue)}</p></li>`)}</ul>
<p>${t('可能重複的另外列：', 'Possible duplicates stand apart: ')}<a href="${href('/duplicates')}">${t('可能重複的', 'Possible duplicates')}</a></p>`,
    }
  },
}

/** One queue, a page at a time. */
export const queuePage: { readonly get: Handler; readonly post: Handler } = {
  get: (call) => page(call, NONE),
  post: async (call) => {
    const { form, context, params, href } = call
    const found = await attempted(call, async () => {
      const evidence = form.getAll('ids').filter(isId)
      if (evidence.length === 0) throw badInput('ids', '請先勾選看過的 (choose what you have looked at)')
      return confirmEvidence(writingPorts(context), writer(context), { key: form.get('key') ?? '', evidence })
    }, { evidence: 'ids' })
    return 'mistakes' in found ? page(call, found.mistakes) : { to: href(`/quality/${params['queue']!}`, { confirmed: String(form.getAll('ids').length) }) }
  },
}

async function page(call: Call, mistakes: Mistakes): Promise<Page> {
  const { t, href, asking, query, actor, params, language } = call
  const queue = QUEUE_NAMES.find((one) => one === params['queue'])
  if (queue === undefined) throw notFound(params['queue'] ?? '')
  demandQueue(actor, queue)
  const [type, after] = [query.get('type') ?? '', query.get('after')]
  const found = await pageOfQueue(portsOf(call), asking.viewer, { queue, first: PAGE, ...(type !== '' && asking.vocabulary.relations.has(type) ? { types: [type] } : {}), ...(after === null ? {} : { after }) })
  const label = QUEUES[queue].label[language]
  const isOfRelations = (RELATION_QUEUES as readonly string[]).includes(queue)
  const [mayConfirm, mayChange] = [queue === 'unchecked' && actor !== undefined && allowed(actor, 'propose'), actor !== undefined && allowed(actor, 'propose')]
  const confirmed = query.get('confirmed')
  const list = html`<ul class="plainlist">${found.items.map((one) => html`<li>${mayConfirm ? html`<div class="box"><input type="checkbox" name="ids" value="${one.id}" id="c-${one.id}" aria-label="${t('確認', 'Confirm')}：${one.relation === undefined ? '' : `${one.relation.from.name} ${typeLabel(call, one.relation.type)} ${one.relation.to.name}`}"><div>${finding(call, one, mayChange)}</div></div>` : finding(call, one, mayChange)}</li>
`)}</ul>`
  return {
    title: label, unlisted: true, ...(mistakes.size === 0 ? {} : { status: 400 }),
    main: html`<p><a href="${href('/quality')}">${t('該整理的', 'To be put in order')}</a></p>
<h1>${label}</h1>
<p>${explained(call, queue)}</p>
${confirmed === null ? '' : html`<p class="done" role="status">${t(`確認了 ${confirmed} 件憑據。`, `${confirmed} pieces of evidence were confirmed.`)}</p>`}${mistakesList(call, mistakes)}${isOfRelations ? filter(call, queue, type) : ''}${found.items.length === 0 ? html`<p>${found.hasNextPage ? t('這一段裡沒有，接著看還可能有。', 'Nothing in this stretch; there may be in the next.') : t('沒有了。', 'Nothing.')}</p>` : mayConfirm ? html`<form method="post" action="${href(`/quality/${queue}`)}">${onceOnly()}${list}<div class="buttons decide"><button>${t('勾選的我看過了，憑據還是這麼說', 'I have looked: the evidence says so still')}</button></div></form>` : list}
${pager(call, found)}`,
  }
}

function filter(call: Call, queue: QueueName, type: string): Markup {
  const { t, href, asking } = call
  const bulk = (RELATION_QUEUES as readonly string[]).includes(queue) && call.actor !== undefined && allowed(call.actor, 'publish') ? html` <a class="button quiet" href="${href('/bulk', { of: 'relations', queue, types: type })}">${t('一次處理許多', 'Many at once')}</a>` : ''
  return html`<form class="noprint" method="get" action="${href(`/quality/${queue}`)}">${choice({ name: 'type', label: t('哪一種關係', 'Relation type'), value: type, options: [{ value: '', label: t('全部', 'all') }, ...[...asking.vocabulary.relations.keys()].map((one) => ({ value: one, label: typeLabel(call, one) }))] })}<div class="buttons"><button class="plain">${t('只看這一種', 'Show')}</button>${bulk}</div></form>
`
}

function finding(call: Call, { id, type, problems, entity, relation, quote }: Finding, mayChange: boolean): Markup {
  const { t, href } = call
  const at = relation !== undefined ? `/relations/${relation.id}` : entity !== undefined ? entityPath(entity.id) : undefined
  const changed = type === 'evidence' || type === 'annotation' ? relation?.id ?? entity?.id ?? id : id
  return html`<p>${entity === undefined ? '' : entityLink(call, entity)}${relation === undefined ? '' : line(call, relation)}</p>
<p class="hint">${problems.map((one) => told(call, one)).join('；')}</p>${quote === undefined ? '' : html`<blockquote${own(call)}>${quote}</blockquote>`}
<p>${at === undefined ? '' : html`<a href="${href(at)}">${t('看這一筆', 'Look at it')}</a>`}${mayChange ? html`　<a href="${href('/contribute', { change: changed })}">${t('改它', 'Change it')}</a>` : ''}</p>`
}

const line = (call: Call, relation: FoundRelation): Markup => html`${entityLink(call, relation.from)} <span class="verb">${typeLabel(call, relation.type)}</span> ${entityLink(call, relation.to)}${periodOf(call, relation) === '' ? '' : html` <span class="about">${periodOf(call, relation)}</span>`}`

/** Sentences of the archive say the same twice: 「…… (in English)」. */
function told({ language }: Pick<Call, 'language'>, sentence: string): string {
  const [, han, english] = /^(.*?) \(([\x20-\x7e]*)\)$/s.exec(sentence) ?? []
  return (language === 'en' ? english : han) ?? sentence
}

function explained({ t }: Pick<Call, 't'>, queue: QueueName): string {
  switch (queue) {
    case 'unsupported': return t('原來的出處撤下了，或不再這麼說；要補出處，或撤下它。', 'Their source was withdrawn, or says so no more: give another, or withdraw them.')
    case 'unsourced': return t('出處由社群保管，您看不到。', 'Their evidence is kept by a community: you may not read it.')
    case 'unchecked': return t('關係改過之後，還沒有人回去看憑據是不是還這麼說。', 'The relation was changed, and nobody has looked yet whether the evidence says so still.')
    case 'undated': return t('這種關係總有個時候，卻沒有記。', 'Such a relation is at some time, and none is recorded.')
    case 'doubtful': return t('在未來、前後顛倒、比成立還早，或把民國年當成西元。', 'In the future, in reverse, before a founding, or years of the Republic taken for others.')
    case 'orphaned': return t('沒有任何關係，也沒有文字。', 'Without relations and texts.')
    case 'deadLinks': return t('網址隔天再試，連續三次都打不開。', 'Addresses that were not there three times in a row, a day apart.')
    case 'lostNotes': return t('註記所指的那段文字已經不在。', 'The words they were on are not there any more.')
  }
}
