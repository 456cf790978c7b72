import { contribute, uploaderOf, workshopByCode } from '../../../archive/entries/workshops.ts'
import { markup as html, type Markup } from '../../../exchange/markup.ts'
import { writingPorts } from '../../../http/writing.ts'
import { newId } from '../../../model/ids.ts'
import type { Call } from '../../call.ts'
import type { Page, Redirect } from '../../page.ts'
import type { Handler } from '../../route.ts'
import { answersOf, fieldOf } from './answers.ts'
import { ISLANDS, markOf } from './entry.ts'
import { entryForm } from './entry-form.ts'
import { given, posted, said } from './posted.ts'
import { offerNames, previewOf } from './preview.ts'
import { asAnother, sentOtherwise } from './sent.ts'
import { Wrong } from './wrong.ts'

const codeOf = ({ params }: Pick<Call, 'params'>): string => params['code'] ?? ''
const pathOf = (call: Pick<Call, 'params'>): string => `/workshop/${encodeURIComponent(codeOf(call))}`

/** `GET /workshop/CODE`: the form for whoever has the code, without an account; `?sent` says that it has arrived. */
export const workshop: Handler = async (call) => {
  if (call.query.has('sent')) return thanks(call, await found(call))
  return shown(call, new URLSearchParams({ key: newId() }), new Wrong(call))
}

/** `POST /workshop/CODE`: looks, or sends; all of it is proposed. */
export const contributed: Handler = async (call) => {
  const { context, request } = call
  const people = context.people()
  const wrong = new Wrong(call)
  const sender = request.isMultipart() ? await wrong.tried(() => uploaderOf(people, codeOf(call), context.visit().from), () => '') : undefined
  const { form, refused } = await posted(call, sender)
  for (const [field, message] of refused) wrong.add(field, message)
  if (!/^[\w.:-]{8,100}$/.test(said(form, 'key'))) form.set('key', newId())
  const action = form.get('action') ?? 'send'
  if (action.startsWith('more-')) return shown(call, form, wrong, { more: action.slice('more-'.length) })
  if (action === 'preview') return shown(call, form, wrong, { preview: previewOf(call, form, wrong) })
  return sent(call, form, wrong)
}

async function sent(call: Call, form: URLSearchParams, wrong: Wrong): Promise<Page | Redirect> {
  const { context } = call
  const people = context.people()
  const answers = await answersOf(call, form, wrong)
  if (wrong.any) return shown(call, form, wrong)
  const done = await wrong.tried(() => contribute({ ...people, ...writingPorts(context), directory: people.directory }, { code: codeOf(call), key: said(form, 'key'), entry: answers, contact: given(form, 'contact') ?? null }, context.visit().from), fieldOf(form, answers.files))
  if (done === undefined) return shown(call, form, wrong)
  if (done.again === true && await sentOtherwise(call, done.entry, answers)) {
    asAnother(form, wrong, call.t('這份先前已經送出了。要另外送一份，再按一次「送出」。', 'This was sent before. Press send again for another one.'))
    return shown(call, form, wrong)
  }
  return { to: call.href(pathOf(call), { sent: 'yes' }) }
}

const found = (call: Call): ReturnType<typeof workshopByCode> => workshopByCode(call.context.people(), codeOf(call), call.context.visit().from)

async function shown(call: Call, form: URLSearchParams, wrong: Wrong, { more, preview }: { readonly more?: string; readonly preview?: Markup } = {}): Promise<Page> {
  const { t, context } = call
  // one that is over by now: what was typed stays to be copied
  const standing = wrong.any ? await found(call).catch(() => undefined) : await found(call)
  const { title, readers } = standing ?? { title: t('工作坊已經結束', 'The workshop is over'), readers: '' }
  await offerNames(call, form)
  return {
    title, unlisted: true, islands: [...ISLANDS], ...(wrong.any ? { status: wrong.status } : {}),
    main: html`<h1>${title}</h1>
<p>${t('一題一題寫，不知道的就空著。送出以後會有人看過，才會放上來。', 'Answer what you know and leave the rest. Somebody looks at it before it is there for readers.')}</p>
${entryForm(call, {
      to: pathOf(call), form, wrong, protocols: [], files: context.receipts !== undefined, account: markOf(''), workshop: { code: codeOf(call), readers }, publishes: false,
      ...(more === undefined ? {} : { more }), ...(preview === undefined ? {} : { preview }),
    })}`,
  }
}

function thanks(call: Call, { title }: { readonly title: string }): Page {
  const { t, href } = call
  return {
    title, unlisted: true,
    main: html`<h1>${t('收到了，謝謝！', 'It has arrived. Thank you!')}</h1>
<p class="done" role="status">${t(`您寫的已經送到「${title}」，有人看過就會放上來。`, `What you wrote has reached “${title}”. Somebody will look at it.`)}</p>
<div class="buttons"><a class="button" href="${href(pathOf(call))}">${t('再寫一段', 'Write another one')}</a></div>`,
  }
}
