import { audienceOf, knownProtocols, type AudienceInput } from '../../../archive/access/audiences.ts'
import { concernOf } from '../../../archive/access/concern.ts'
import { Markup, markup as html } from '../../../exchange/markup.ts'
import type { Put } from '../../../graph/answer.ts'
import type { EntityRef } from '../../../graph/port.ts'
import { EVERYONE } from '../../../model/audience.ts'
import { ArchiveError, badInput } from '../../../model/errors.ts'
import { allowed } from '../../../model/permissions.ts'
import type { State } from '../../../model/records.ts'
import { ask } from '../../../questions/ask.ts'
import { entityNamed } from '../../../questions/resolve.ts'
import type { Call } from '../../call.ts'
import { boxes, field, type Mistakes, type Option } from '../../form.ts'
import { kindLabel } from '../../parts/entity.ts'
import { suggesting } from '../../parts/suggest.ts'
import { wrongIn } from '../../words.ts'

export const textIn = (form: URLSearchParams, name: string): string => (form.get(name) ?? '').trim()

/** Mistakes in fields that the form does not have are told of at its head. */
export const within = (mistakes: Mistakes, fields: readonly string[]): Mistakes =>
  new Map([...mistakes].map(([name, message]) => [fields.includes(name) ? name : '', message]))

/** What somebody may have meant by a name, for them to choose. */
export interface Choosing {
  readonly field: string
  readonly candidates: readonly EntityRef[]
}

export type Named = { readonly entity: EntityRef } | { readonly mistakes: Mistakes; readonly choosing?: Choosing }

/** What a name, an id, or an address of a page here stands for; or which it may be. */
export async function named(call: Call, text: string, name: string): Promise<Named> {
  const id = /\/entities\/([0-9a-f-]{36})/.exec(text)?.[1]
  try {
    return { entity: await entityNamed(call.asking, id ?? text, name) }
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error
    if (error.code === 'AMBIGUOUS_NAME') {
      const candidates = (error.details.candidates ?? []).flatMap((one) => (typeof one === 'object' && one !== null && 'entity' in one ? [one.entity as EntityRef] : []))
      return { mistakes: new Map([[name, call.t(`「${text}」可以指好幾個，請選一個`, `Several are called “${text}”: choose one`)]]), choosing: { field: name, candidates: candidates.slice(0, 10) } }
    }
    if (error.code === 'NOT_FOUND' || error.code === 'BAD_USER_INPUT') return { mistakes: new Map([[name, text === '' ? call.t('請寫名稱', 'A name is needed') : wrongIn(call, error.message)]]) }
    throw error
  }
}

/** A field for a name; where it may mean several, these to choose from. */
export function nameField(call: Call, { name, label, hint, value, mistakes, choosing }: { readonly name: string; readonly label: string; readonly hint?: string; readonly value: string; readonly mistakes: Mistakes; readonly choosing?: Choosing | undefined }): Markup {
  if (choosing?.field === name) {
    return boxes({ name, label, mistakes, single: true, options: choosing.candidates.map((one) => ({ value: one.id, label: one.name, hint: kindLabel(call, one.kind) })) })
  }
  return suggesting(call, field({ name, label, ...(hint === undefined ? {} : { hint }), value, mistakes, most: 300, autocomplete: 'off', required: true }))
}

/**
 * The question that a form sends: as it is kept (`question`, JSON), or typed (`asked`), read as a sentence or (`as=search`) as words to look for.
 * @throws BAD_USER_INPUT on `asked` for what is not understood
 */
export async function questionIn({ asking }: Call, form: URLSearchParams): Promise<string> {
  const [asked, kept] = [textIn(form, 'asked'), textIn(form, 'question')]
  if (asked === '') {
    if (kept === '') throw badInput('asked', '請寫一個問題，或要找的字 (a question, or words to look for)')
    return kept
  }
  const put: Put | undefined = form.get('as') === 'search' ? { name: 'search', arguments: { text: asked } } : await understood(asking, asked)
  if (put === undefined) throw badInput('asked', '沒有看懂這個問題，請換個說法，或選「找這些字」 (the question was not understood)')
  return JSON.stringify(put)
}

async function understood(asking: Call['asking'], text: string): Promise<Put | undefined> {
  const { reading, readings, declined, text: told } = await ask(asking, text)
  if (declined === 'ambiguous' || declined === 'impossible') throw badInput('asked', told)
  return reading?.put ?? (readings.length === 1 ? readings[0]!.put : undefined)
}

export const questionFields = ({ t }: Call, form: URLSearchParams, mistakes: Mistakes): Markup => html`${field({ name: 'asked', label: t('問題，或要找的字', 'The question, or words to look for'), hint: t('例如：在社會局立案的有哪些組織？', 'For instance: which bodies are registered with 社會局?'), value: textIn(form, 'asked'), mistakes, most: 300 })}
${boxes({ name: 'as', label: t('怎麼看這句話', 'Read it as'), single: true, values: [form.get('as') ?? 'question'], options: [{ value: 'question', label: t('當問題來問', 'a question') }, { value: 'search', label: t('找這些字', 'words to look for') }] })}`

/** Who may see it, and how far it is. */
export interface Readers {
  readonly audience?: AudienceInput
  readonly state?: State
}

/** What a form of `readersFields` says: of a draft its author alone reads. */
export function readersIn(form: URLSearchParams): Readers {
  const [state, reader] = [textIn(form, 'state') as State | '', textIn(form, 'reader')]
  if (state === 'draft') return { state }
  return { ...(state === '' ? {} : { state }), ...(reader === '' ? {} : { audience: { protocols: [reader] } }) }
}

/** @param state as it stands; absent for a new one @param audience what it is, in words, where it stays unless chosen */
export async function readersFields({ t, context, actor, asking }: Call, form: URLSearchParams, mistakes: Mistakes, { state, audience }: { readonly state?: State; readonly audience?: string } = {}): Promise<Markup> {
  const table = await context.people().directory.table()
  const protocols = knownProtocols(table, asking.viewer).map(({ id, label }) => ({ value: id, label }))
  const open: Option[] = [{ value: 'everyone', label: t('所有人', 'everyone') }, { value: 'signed-in', label: t('登入的人', 'whoever is signed in') }]
  const mayPublish = actor !== undefined && (allowed(actor, 'publish') || protocols.some(({ value }) => allowed(actor, 'publish', concernOf(audienceOf(table, asking.viewer, { protocols: [value] })))))
  const states: (Option & { readonly hint?: string })[] = [
    { value: 'draft', label: t('先不給別人看（草稿）', 'Nobody else yet (a draft)') },
    { value: 'proposed', label: t('送出，請館員看過再公開', 'Hand it in, for a librarian to look at') },
    ...(mayPublish ? [{ value: 'published', label: t('直接公開', 'Publish it') }] : []),
  ]
  const now = form.get('state') ?? state ?? 'draft'
  return html`${state === 'published' ? '' : boxes({ name: 'state', label: t('現在要公開嗎？', 'Publish it now?'), single: true, values: [states.some(({ value }) => value === now) ? now : 'draft'], options: states, mistakes })}
${boxes({ name: 'reader', label: t('公開以後，誰看得到？', 'Who can see it then?'), single: true, values: [form.get('reader') ?? (audience === undefined ? EVERYONE.protocols[0]! : '')], options: [...(audience === undefined ? [] : [{ value: '', label: t(`不變：${audience}`, `as it is: ${audience}`) }]), ...open, ...protocols], mistakes })}`
}
