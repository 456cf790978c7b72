import { createHash } from 'node:crypto'
import { dropDraft, readDraft, saveDraft } from '../../../archive/entries/drafts.ts'
import { enter } from '../../../archive/entries/enter.ts'
import type { WhoCanSee } from '../../../archive/access/who-can-see.ts'
import { markup as html, type Markup } from '../../../exchange/markup.ts'
import { writer, writingPorts } from '../../../http/writing.ts'
import { ArchiveError, unauthenticated } from '../../../model/errors.ts'
import { isId, newId } from '../../../model/ids.ts'
import { allowed, demand } from '../../../model/permissions.ts'
import type { Call } from '../../call.ts'
import type { Page, Redirect } from '../../page.ts'
import type { Handler } from '../../route.ts'
import { answersOf, fieldOf, readersIn, stateIn } from './answers.ts'
import { changeForm } from './change.ts'
import { entryForm } from './entry-form.ts'
import { posted, said } from './posted.ts'
import { offerNames, previewOf } from './preview.ts'
import { protocolsOf, whoWould } from './readers.ts'
import { asAnother, sentOtherwise } from './sent.ts'
import { strangers } from './strangers.ts'
import { Wrong } from './wrong.ts'

export const ISLANDS = ['keep-form', 'story-tools', 'name-offers', 'here-now', 'map-point'] as const

/** Of what is kept on the device: whose it is, without saying who. */
export const markOf = (account: string): string => createHash('sha256').update(account).digest('hex').slice(0, 16)

/** Only what is typed is kept in a draft. */
const KEPT_OUT = /^(?:action|version|offered$|called:|asked:)/

/** What somebody wrote, chose or ticked; all else a form has by itself. */
const TYPED = /^(?:title|when|born|story|keywords|related|mention)$|^where\.(?:place|district|address|coordinates)$|\.(?:who|receipt|caption|alternative)$/

export const draftKey = (key: string): string => `entry:${key}`

/** `GET /contribute`: an empty form, or a draft that is gone on with. */
export const entry: Handler = async (call) => {
  if (call.query.has('code')) return { to: call.href(`/workshop/${encodeURIComponent(call.query.get('code')!.trim())}`) }
  if (call.query.has('change')) return changeForm(call)
  if (call.actor === undefined && !call.query.has('draft')) return strangers(call)
  demand(call.actor, 'propose')
  const wanted = call.query.get('draft')
  const form = wanted === null ? await fresh(call) : await drafted(call, wanted)
  return shown(call, form, new Wrong(call), { saved: call.query.has('saved') })
}

/** A form that begins, with a title or a place that the address gives (「在這裡加一段故事」). */
async function fresh({ query, asking: { graph, viewer } }: Call): Promise<URLSearchParams> {
  const form = new URLSearchParams({ key: newId() })
  for (const [name, field] of [['title', 'title'], ['place', 'where.place'], ['district', 'where.district'], ['when', 'when']] as const) {
    const value = query.get(name)
    if (value !== null) form.set(field, value.slice(0, 300))
  }
  const about = query.get('about') ?? ''
  const known = isId(about) ? (await graph.entities([about], viewer)).get(about) : undefined
  if (known !== undefined) form.append('mention', `${about} ${known.name}`)
  else if (about !== '' && !isId(about)) form.set('related', about.slice(0, 300))
  return form
}

async function drafted({ context }: Call, key: string): Promise<URLSearchParams> {
  const { body, version } = await readDraft(context.people(), context.actor, key)
  const form = new URLSearchParams(JSON.parse(body) as [string, string][])
  form.set('version', version)
  return form
}

/** `POST /contribute`: looks, saves or sends, whichever button was pressed. Everything typed stays until it is sent. */
export const entered: Handler = async (call) => {
  const { form, refused } = await posted(call, call.actor)
  const wrong = new Wrong(call)
  for (const [field, message] of refused) wrong.add(field, message)
  if (!/^[\w.:-]{8,100}$/.test(said(form, 'key'))) form.set('key', newId())
  if (call.actor === undefined) {
    wrong.signedOut(call)
    return shown(call, form, wrong)
  }
  const action = form.get('action') ?? 'send'
  if (action.startsWith('more-')) return shown(call, form, wrong, { more: action.slice('more-'.length) })
  if (action === 'preview') return looked(call, form, wrong)
  if (action === 'who') {
    const who = await wrong.tried(() => whoWould(call, form), (field) => (field === '' ? 'readers' : field))
    return shown(call, form, wrong, who === undefined ? {} : { who })
  }
  return action === 'save' ? saved(call, form, wrong) : sent(call, form, wrong)
}

async function looked(call: Call, form: URLSearchParams, wrong: Wrong): Promise<Page> {
  return shown(call, form, wrong, { preview: previewOf(call, form, wrong) })
}

/** Keeps it for its author, on the service. Another device has another version: it is told, and what is here stays. */
async function saved(call: Call, form: URLSearchParams, wrong: Wrong): Promise<Page | Redirect> {
  if (![...form].some(([name, value]) => TYPED.test(name) && value.trim() !== '')) {
    wrong.add('', call.t('還沒有寫東西，沒有可以存的。寫一點再存就好。', 'There is nothing to keep yet: write something first.'))
    return shown(call, form, wrong)
  }
  const key = draftKey(said(form, 'key'))
  const body = JSON.stringify([...form].filter(([name]) => !KEPT_OUT.test(name)))
  try {
    await saveDraft(call.context.people(), call.actor, { key, title: said(form, 'title') || call.t('還沒有標題', 'No title yet'), body, version: said(form, 'version') || null })
  } catch (error) {
    if (error instanceof ArchiveError && error.code === 'CONFLICT') {
      // pressed again, this one stands
      form.set('version', typeof error.details.current === 'string' ? error.details.current : '')
      wrong.status = 409
      wrong.add('', call.t('這份草稿在別的裝置上也改過了。再按一次「存成草稿」就用這裡的；要看那邊的，請從「我寫的」打開。', 'This draft was changed on another device. Save again to keep this one; the other one opens from your contributions.'))
    } else {
      await wrong.tried(() => Promise.reject(error as Error), (field) => (field === 'body' ? 'story' : field === 'key' ? '' : field))
    }
    return shown(call, form, wrong)
  }
  return wrong.any ? shown(call, form, wrong) : { to: call.href('/contribute', { draft: key, saved: 'yes' }) }
}

async function sent(call: Call, form: URLSearchParams, wrong: Wrong): Promise<Page | Redirect> {
  const { context } = call
  const answers = await answersOf(call, form, wrong)
  const audience = readersIn(form)
  if (audience.protocols.every((one) => one === 'none')) wrong.add('audience', call.t('請選誰看得到', 'Choose who can see it'))
  if (wrong.any) return shown(call, form, wrong)
  const done = await wrong.tried(async () => {
    const actor = writer(context)
    if (actor === undefined) throw unauthenticated()
    return enter(writingPorts(context), actor, said(form, 'key'), { ...answers, audience, state: stateIn(form) })
  }, fieldOf(form, answers.files))
  if (done === undefined) return shown(call, form, wrong)
  if (done.again === true && await sentOtherwise(call, done.entry, answers)) {
    asAnother(form, wrong, call.t('這份先前已經送出了，您後來改的還沒有存。要改送出的那一份，請到「我寫的」；要另外送一份，再按一次「送出」。', 'This was sent before, and what you changed since is not saved. Change what was sent from your contributions, or press send again for another one.'))
    return shown(call, form, wrong)
  }
  await dropDraft(context.people(), call.actor, draftKey(said(form, 'key')))
  return { to: call.href('/contributions', { sent: done.entry }) }
}

interface Showing {
  readonly more?: string
  readonly preview?: Markup
  readonly who?: WhoCanSee
  readonly saved?: boolean
}

async function shown(call: Call, form: URLSearchParams, wrong: Wrong, { more, preview, who, saved: isSaved }: Showing = {}): Promise<Page> {
  const { t, href, actor, context } = call
  await offerNames(call, form)
  const title = t('寫下一段', 'Write something down')
  return {
    title, unlisted: true, islands: [...ISLANDS], ...(wrong.any ? { status: wrong.status } : {}),
    description: t('把您知道的地方故事寫下來，附上照片。', 'Write down what you know of a place, with pictures.'),
    main: html`<h1>${title}</h1>
${isSaved === true ? html`<p class="done" role="status">${t('草稿存好了，在哪一台裝置都可以接著寫。', 'The draft is saved: go on from any device.')}</p>` : ''}<p>${t('一題一題寫，不知道的就空著。只有「標題」、「故事或檔案」和「誰看得到」一定要有。', 'Answer what you know and leave the rest. Needed are a title, a story or a file, and who can see it.')} <a href="${href('/contributions')}">${t('我寫的', 'My contributions')}</a>${settles(actor) ? html` <a href="${href('/workshops')}">${t('開工作坊', 'Workshops')}</a>` : ''}</p>
${entryForm(call, {
      to: '/contribute', form, wrong, protocols: await protocolsOf(call), files: context.receipts !== undefined, account: markOf(actor?.account ?? ''), publishes: actor !== undefined && allowed(actor, 'publish'),
      ...(more === undefined ? {} : { more }), ...(preview === undefined ? {} : { preview }), ...(who === undefined ? {} : { who }),
    })}`,
  }
}

/** Whether somebody decides on what others write: they may make a workshop. */
const settles = (actor: Call['actor']): boolean => actor !== undefined && (allowed(actor, 'settle') || (actor.viewer.stewards?.size ?? 0) > 0)
