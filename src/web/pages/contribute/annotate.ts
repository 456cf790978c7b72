import { annotate, changeAnnotation, withdrawAnnotation } from '../../../archive/annotations/annotate.ts'
import { annotations, answers, type AnnotationView } from '../../../archive/annotations/view.ts'
import { markup as html, type Markup } from '../../../exchange/markup.ts'
import { notePorts, noteReading, writer } from '../../../http/writing.ts'
import { newId, type Id } from '../../../model/ids.ts'
import { allowed } from '../../../model/permissions.ts'
import type { Call } from '../../call.ts'
import { choice, field, hidden, mistakesList } from '../../form.ts'
import type { Page, Redirect } from '../../page.ts'
import type { Handler } from '../../route.ts'
import { own } from '../../parts/entity.ts'
import { momentOf } from '../../parts/moment.ts'
import { pager } from '../../parts/pager.ts'
import { addressOf } from './address.ts'
import { given, said } from './posted.ts'
import { markedFields, MARKED, marked, markedWords, quotationIn } from './quoted.ts'
import { protocolsOf, readersChooser } from './readers.ts'
import { readersIn } from './answers.ts'
import { subject } from './subject.ts'
import { Wrong } from './wrong.ts'

const PURPOSES: readonly (readonly [string, zhHant: string, en: string])[] = [
  ['comment', '說明', 'a comment'], ['question', '想問', 'a question'], ['correction', '更正', 'a correction'], ['link', '連到別處', 'a link'],
]

/** `GET /annotate?of=ID`: what is said of something, of marked words or a part of a picture; and a form to say more, or to answer. */
export const annotating: Handler = async (call) => {
  const form = new URLSearchParams({ key: newId() })
  for (const name of ['of', 'answers', 'file', 'fragment', ...MARKED]) if (call.query.has(name)) form.set(name, call.query.get(name)!)
  return shown(call, form, new Wrong(call))
}

/** `POST /annotate`: says something, says it anew, or takes it back. */
export const annotated: Handler = async (call) => {
  const { form, context, href } = call
  const wrong = new Wrong(call)
  if (call.actor === undefined) {
    wrong.signedOut(call)
    return shown(call, form, wrong)
  }
  const target = await subject(call, form.get('of'))
  const action = form.get('action')
  const done = await wrong.tried(async () => {
    const [ports, actor, key] = [notePorts(context), writer(context), said(form, 'key') || newId()]
    const note = { id: said(form, 'note') as Id, version: said(form, 'noteVersion') }
    if (action === 'back') return withdrawAnnotation(ports, actor, { ...note, key: newId(), reason: said(form, 'reason') || '作者收回' })
    if (action === 'change') return changeAnnotation(ports, actor, { ...note, key: newId(), text: form.get('text') })
    const quotation = quotationIn(form, target)
    const audience = readersIn(form)
    return annotate(ports, actor, {
      key, target: target.head.id, purpose: given(form, 'purpose') ?? null, text: form.get('text'), link: given(form, 'link') ?? null, answers: (given(form, 'answers') ?? null) as Id | null,
      ...(quotation === undefined || target.head.record.type !== 'content' ? {} : { quotation }),
      ...(form.has('fragment') ? { region: { file: Number(said(form, 'file')), fragment: said(form, 'fragment') } } : {}),
      ...(audience.protocols.length === 0 ? {} : { audience }),
    })
  }, (name) => (name.startsWith('quotation') ? 'exact' : name.startsWith('region') ? 'fragment' : name))
  if (done === undefined) return shown(call, form, wrong)
  return { to: href(`/annotate#note-${action === null || action === 'say' ? done.records[0]!.id : said(form, 'note')}`, { of: target.head.id }) }
}

async function shown(call: Call, form: URLSearchParams, wrong: Wrong): Promise<Page | Redirect> {
  const { t, href, actor, query, context } = call
  const target = await subject(call, form.get('of'))
  const after = query.get('after')
  const notes = await annotations(noteReading(context), target.head.id, { first: 20, ...(after === null ? {} : { after }) })
  const replies = new Map(await Promise.all(notes.items.map(async ({ id }) => [id, (await answers(noteReading(context), id, { first: 50 })).items] as const)))
  const answered = notes.items.find(({ id }) => id === form.get('answers'))
  const words = await wrong.tried(async () => marked(form, target))
  const title = t('註記', 'Notes')
  const { mistakes } = wrong
  return {
    title: `${title}：${target.title}`, unlisted: true, ...(wrong.any ? { status: wrong.status } : {}),
    main: html`<h1>${title}</h1>
<p>${t('說的是：', 'About: ')}<a href="${href(addressOf(target.head.record))}"${own(call)}>${target.title}</a></p>
${notes.items.length === 0 ? '' : html`<ul class="plainlist notes">
${await Promise.all(notes.items.map(async (note) => html`<li id="note-${note.id}">${await noteOf(call, note, target.head.id)}${(replies.get(note.id) ?? []).length === 0 ? '' : html`<ul class="answers">
${await Promise.all(replies.get(note.id)!.map(async (reply) => html`<li id="note-${reply.id}">${await noteOf(call, reply, target.head.id)}</li>
`))}</ul>
`}</li>
`))}</ul>
${pager(call, notes)}`}
${(actor === undefined && !wrong.any) || (actor !== undefined && !allowed(actor, 'annotate')) ? html`<p><a href="${href('/sign-in', { to: call.request.url })}">${t('登入後可以加註', 'Sign in to say something')}</a></p>` : html`<h2 id="say">${answered === undefined ? t('加一則註記', 'Say something') : t('回覆', 'Answer')}</h2>
${mistakesList(call, mistakes)}${markedWords(call, words)}${answered?.text === undefined ? '' : html`<blockquote${own(call)}>${answered.text}</blockquote>
`}<form class="entry" method="post" action="${href('/annotate')}">
${['key', 'of', 'answers', 'file', 'fragment'].map((name) => (form.has(name) ? hidden(name, form.get(name)!) : ''))}${markedFields(form)}
${choice({ name: 'purpose', label: t('是什麼？', 'What is it?'), value: said(form, 'purpose') || 'comment', mistakes, options: PURPOSES.map(([value, zhHant, en]) => ({ value, label: t(zhHant, en) })) })}${field({ name: 'text', label: t('想說什麼？', 'What do you want to say?'), type: 'textarea', rows: 5, value: form.get('text') ?? '', mistakes, most: 10_000 })}${field({ name: 'link', label: t('連到哪裡？（可以不填）', 'Where does it lead? (optional)'), hint: t('網址，或這裡一筆資料的編號', 'An address, or the id of something here'), value: said(form, 'link'), mistakes, most: 2_000 })}${readersChooser(call, form, await protocolsOf(call), mistakes, { alone: t('只有我自己', 'Only me') })}<div class="buttons"><button name="action" value="say">${t('存起來', 'Save')}</button></div>
</form>`}`,
  }
}

async function noteOf(call: Call, note: AnnotationView, target: Id): Promise<Markup> {
  const { t, href, actor, context } = call
  const { id, by, at, text, link, purpose, quotation, state, isOrphan, isCurrent, audience, answers: answered, version } = note
  const mine = by !== undefined && by === actor?.account
  const [, zhHant = '', en = ''] = PURPOSES.find(([code]) => code === purpose) ?? []
  if (state === 'withdrawn') return html`<p class="kept">${t('（這則註記已經收回）', '(this note was taken back)')}</p>`
  return html`<p><strong>${by === undefined ? '' : await context.nameOf(by)}</strong> <span class="mark">${t(zhHant, en)}</span> <small>${momentOf(call, at)} · ${audience.text}</small>${isOrphan ? html`<span class="mark">${t('原文已經不在', 'its words are gone')}</span>` : !isCurrent ? html`<span class="mark">${t('之後改過', 'changed since')}</span>` : ''}</p>
${quotation === undefined ? '' : html`<blockquote${own(call)}>${quotation.exact}</blockquote>`}${text === undefined ? '' : html`<p${own(call)}>${text}</p>`}${link === undefined ? '' : html`<p><a href="${link.startsWith('http') ? link : href(`/entities/${link}`)}" rel="nofollow ugc noopener">${link}</a></p>`}
<div class="buttons">${answered === undefined ? html`<a class="button quiet" href="${href('/annotate#say', { of: target, answers: id })}">${t('回覆', 'Answer')}</a>` : ''}${mine ? html`<details><summary>${t('修改或收回', 'Change or take back')}</summary>
<form method="post" action="${href('/annotate')}">${hidden('of', target)}${hidden('note', id)}${hidden('noteVersion', version)}
<div class="field"><label for="note-text-${id}">${t('想說什麼？', 'What do you want to say?')}</label><textarea id="note-text-${id}" name="text" rows="4" maxlength="10000">
${text ?? ''}</textarea></div>
<div class="buttons"><button class="plain" name="action" value="change">${t('改好了', 'Save')}</button> <button class="quiet" name="action" value="back">${t('收回', 'Take it back')}</button></div></form></details>` : ''}</div>
`
}
