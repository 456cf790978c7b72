import { markup as html, type Markup } from '../../../exchange/markup.ts'
import { loggedAs } from '../../../model/actor.ts'
import { ArchiveError, badInput, ERRORS, notFound } from '../../../model/errors.ts'
import { isId } from '../../../model/ids.ts'
import { demand } from '../../../model/permissions.ts'
import { saveQuestion } from '../../../archive/save-question.ts'
import type { EntityRef } from '../../../graph/port.ts'
import { givenIn, permalinkOf } from '../../../questions/permalink.ts'
import type { QuestionKind } from '../../../questions/kind.ts'
import { savedQuestions } from '../../../questions/saved.ts'
import type { Call } from '../../call.ts'
import { attempted, idOf, NONE, type Mistakes } from '../../form.ts'
import type { Page, Reply } from '../../page.ts'
import { entityPath, kindLabel, own } from '../../parts/entity.ts'
import type { Handler } from '../../route.ts'
import { wrongIn } from '../../words.ts'
import { questionForm, wordsFor, type Given } from './form.ts'
import { partsOf } from './parts.ts'
import { answerView, kindNamed } from './view.ts'

/** `/answers/KIND?…`: a question at an address, asked anew under the rights of whoever opens it; without anything, the form for one. */
export const answer: Handler = async (call) => {
  const one = oneOf(call)
  const { query, href, asking } = call
  // files stand where they always did
  if (query.has('format')) return { to: `/answers/${one.name}?${query.toString()}` }
  if (query.size === 0 && partsOf(one).some(({ required }) => required)) return form(call, one, NONE)
  try {
    const given = givenIn(one, query)
    const answered = await one.answer(asking, given)
    const address = permalinkOf(answered.put)
    if (isLoose(query, answered.put.arguments)) return { to: href(address, { after: query.get('after') }) }
    const page = await answerView(call, one, answered)
    return query.has('after') ? { ...page, unlisted: true } : page
  } catch (error) {
    if (!(error instanceof ArchiveError) || !MENDED.includes(error.code)) throw error
    // nothing was asked yet
    if (query.size === 0) return form(call, one, NONE)
    const field = error.details.field ?? [...query].find(([, text]) => error.code === 'NOT_FOUND' && text !== '' && error.message.includes(text))?.[0] ?? ''
    return form(call, one, new Map([[field, wordsOf(call, one, error, field)]]), error)
  }
}

/** `POST /answers/KIND?…`: puts the question by a name into the archive. */
export const save: Handler = async (call) => {
  const one = oneOf(call)
  const { query, form: sent, asking, actor, href, t } = call
  demand(actor, 'publish')
  const name = sent.get('called')?.trim() ?? ''
  const answered = await one.answer(asking, givenIn(one, query))
  const saving = await attempted(call, async () => {
    if (name === '') throw badInput('called', t('請給它一個名字', 'Give it a name'))
    if ((await savedQuestions(asking)).some((other) => other.name === name)) throw badInput('called', t(`已經有存下的問題叫「${name}」`, `There is a saved question called “${name}”`))
    return saveQuestion(asking.graph, { name, put: answered.put, actor: loggedAs(actor), viewer: asking.viewer, origin: 'web' })
  }, { audience: 'called', name: 'called' })
  return 'done' in saving ? { to: href(entityPath(saving.done)) } : answerView(call, one, answered, { saving: { name, mistakes: saving.mistakes } })
}

function oneOf({ params, path }: Call): QuestionKind {
  const one = kindNamed(params['kind'] ?? '')
  if (one === undefined) throw notFound(path)
  return one
}

/** What whoever asks can put right themselves. */
const MENDED: readonly ArchiveError['code'][] = ['BAD_USER_INPUT', 'AMBIGUOUS_NAME', 'NOT_FOUND']

/** Whether something was left empty, or given by a name or by an id that leads to another: then there is a better address. */
const isLoose = (query: URLSearchParams, put: Readonly<Record<string, unknown>>): boolean =>
  [...query.values()].includes('') || Object.entries(put).some(([field, value]) => [value].flat().some((one) => typeof one === 'string' && isId(one) && !query.getAll(field).includes(one)))

/** The question still to be asked, with what is wrong with it so far. */
async function form(call: Call, one: QuestionKind, mistakes: Mistakes, error?: ArchiveError): Promise<Reply> {
  const { t, language, query } = call
  const given: Given = Object.fromEntries([...new Set(query.keys())].map((field) => [field, query.getAll(field).filter((value) => value !== '')]))
  const title = one.summary[language]
  const page: Page = {
    title, unlisted: true, islands: ['suggest'], ...(error === undefined ? {} : { status: ERRORS[error.code].status }),
    main: html`<h1>${title}</h1>
${wrongOf(call, mistakes)}${error === undefined ? '' : candidates(call, one, error)}${questionForm(call, one, given, await wordsFor(call, given), { mistakes, open: true })}
<p><a href="${call.href('/')}">${t('用一句話問', 'Ask in a sentence')}</a></p>`,
  }
  return page
}

/** Why it cannot be asked so, in the words of the page. */
function wordsOf({ t, language, query }: Call, one: QuestionKind, { code, message }: ArchiveError, field: string): string {
  const label = partsOf(one).find((part) => part.field === field)?.label[language]
  if (code === 'AMBIGUOUS_NAME') return t('這個名字要請您選一個。', 'Choose which one this name means.')
  if (code === 'NOT_FOUND') return t(`這裡沒有「${query.get(field) ?? ''}」。`, `There is no “${query.get(field) ?? ''}” here.`)
  if (label !== undefined && (query.get(field) ?? '') === '') return t(`請填「${label}」。`, `Fill in “${label}”.`)
  const [, least, most] = /must be a whole number from (\d+) to (\d+)/.exec(message) ?? []
  if (label !== undefined && most !== undefined) return t(`「${label}」要是 ${least} 到 ${most} 的整數。`, `“${label}” is a whole number from ${least} to ${most}.`)
  if (/ are the same: 「/.test(message)) return t('兩邊是同一個，請換一個。', 'Both are the same: choose another.')
  return wrongIn({ language }, message)
}

/** Nothing is lost here that was to be saved: it says only why there is no answer yet. */
const wrongOf = ({ t }: Call, mistakes: Mistakes): Markup => (mistakes.size === 0 ? html`` : html`<div class="mistakes" role="alert">
<h2>${t('這樣還問不了', 'This cannot be asked yet')}</h2>
<ul>${[...mistakes].map(([field, message]) => html`<li>${field === '' ? message : html`<a href="#${idOf(field)}">${message}</a>`}</li>`)}</ul>
</div>
`)

/** Whom a name may mean: each leads to the same question about them. */
function candidates(call: Call, one: QuestionKind, { details: { field, candidates: all } }: ArchiveError): Markup {
  if (all === undefined || field === undefined) return html``
  const { t, href, query } = call
  const meant = all.map((candidate) => ('entity' in (candidate as object) ? (candidate as { entity: EntityRef }).entity : (candidate as EntityRef)))
  const kept = Object.fromEntries([...new Set(query.keys())].map((key) => [key, query.getAll(key)]))
  const asked = query.getAll(field)
  return html`<h2 class="small">${t('您指的是哪一個？', 'Which one is meant?')}</h2>
<ul class="plainlist">${meant.slice(0, MOST).map(({ id, name, kind }) => html`<li><a href="${href(`/answers/${one.name}`, { ...kept, [field]: asked.length > 1 ? asked.map((text) => (isId(text) ? text : id)) : id })}"${own(call)}>${name}</a> <small>${kindLabel(call, kind)}</small></li>`)}</ul>
`
}

const MOST = 8
