import { randomUUID } from 'node:crypto'
import { Markup, markup as html } from '../exchange/markup.ts'
import { ArchiveError, type ErrorCode } from '../model/errors.ts'
import type { Call } from './call.ts'
import { wrongIn } from './words.ts'

/** What is wrong with what was sent, by the name of the field; `''` what concerns all of it. */
export type Mistakes = ReadonlyMap<string, string>
export const NONE: Mistakes = new Map()

const TOLD: readonly ErrorCode[] = ['BAD_USER_INPUT', 'AMBIGUOUS_NAME', 'CONFLICT', 'FORBIDDEN', 'NOT_FOUND', 'RATE_LIMITED', 'RESTRICTED', 'UNAVAILABLE', 'UNAUTHENTICATED']

/**
 * Does what a form asks for. What can be mended by whoever sent it comes back as mistakes, so that the form is shown
 * again with all that was typed; anything else is thrown.
 * @param call in which language they are said
 * @param fields which field of the form an error's field stands for, where they are not called the same
 */
export async function attempted<T>(call: Pick<Call, 'language'>, act: () => Promise<T>, fields: Readonly<Record<string, string>> = {}): Promise<{ readonly done: T } | { readonly mistakes: Mistakes }> {
  try {
    return { done: await act() }
  } catch (error) {
    if (!(error instanceof ArchiveError) || !TOLD.includes(error.code)) throw error
    const field = error.details.field ?? ''
    return { mistakes: new Map([[fields[field] ?? field, wrongIn(call, error.message)]]) }
  }
}

/** At the head of a form: what is wrong, each leading to its field. */
export function mistakesList({ t }: Pick<Call, 't'>, mistakes: Mistakes): Markup {
  if (mistakes.size === 0) return new Markup('')
  return html`<div class="mistakes" role="alert" tabindex="-1">
<h2>${t('還沒有存，請看這裡', 'Not saved yet: please look here')}</h2>
<ul>${[...mistakes].map(([field, message]) => html`<li>${field === '' ? message : html`<a href="#${idOf(field)}">${message}</a>`}</li>`)}</ul>
</div>
`
}

export const idOf = (name: string): string => `f-${name.replace(/[^\w-]/g, '-')}`

export interface FieldOptions {
  readonly name: string
  readonly label: string
  readonly hint?: string
  readonly value?: string | undefined
  readonly mistakes?: Mistakes
  readonly required?: boolean
  /** Default text. */
  readonly type?: 'text' | 'search' | 'email' | 'password' | 'url' | 'number' | 'textarea' | 'file' | 'date'
  readonly rows?: number
  readonly most?: number
  readonly autocomplete?: string
  /** More attributes, as markup. */
  readonly more?: Markup
}

/** A question with its answer: label above, hint between, what is wrong beside; tied together for whoever listens. */
export function field(options: FieldOptions): Markup {
  const { name, label, hint, value = '', mistakes = NONE, required, type = 'text', rows = 6, most, autocomplete, more } = options
  const id = idOf(name)
  const mistake = mistakes.get(name)
  const described = [hint === undefined ? '' : `${id}-hint`, mistake === undefined ? '' : `${id}-mistake`].filter((one) => one !== '').join(' ')
  const shared = html`id="${id}" name="${name}"${required === true ? new Markup(' required') : ''}${most === undefined ? '' : html` maxlength="${most}"`}${autocomplete === undefined ? '' : html` autocomplete="${autocomplete}"`}${described === '' ? '' : html` aria-describedby="${described}"`}${mistake === undefined ? '' : new Markup(' aria-invalid="true"')}${more === undefined ? '' : html` ${more}`}`
  return html`<div class="field${mistake === undefined ? '' : ' wrong'}">
<label for="${id}">${label}</label>
${hint === undefined ? '' : html`<p class="hint" id="${id}-hint">${hint}</p>\n`}${mistake === undefined ? '' : html`<p class="mistake" id="${id}-mistake">${mistake}</p>\n`}${type === 'textarea' ? html`<textarea ${shared} rows="${rows}">\n${value}</textarea>` : html`<input type="${type}" ${shared}${type === 'file' ? '' : html` value="${value}"`}>`}
</div>
`
}

export interface Option {
  readonly value: string
  readonly label: string
}

/** One of a few in a list. */
export function choice({ name, label, hint, value = '', options, mistakes = NONE }: Pick<FieldOptions, 'name' | 'label' | 'hint' | 'value' | 'mistakes'> & { readonly options: readonly Option[] }): Markup {
  const id = idOf(name)
  const mistake = mistakes.get(name)
  const described = [hint === undefined ? '' : `${id}-hint`, mistake === undefined ? '' : `${id}-mistake`].filter((one) => one !== '').join(' ')
  return html`<div class="field${mistake === undefined ? '' : ' wrong'}">
<label for="${id}">${label}</label>
${hint === undefined ? '' : html`<p class="hint" id="${id}-hint">${hint}</p>\n`}${mistake === undefined ? '' : html`<p class="mistake" id="${id}-mistake">${mistake}</p>\n`}<select id="${id}" name="${name}"${described === '' ? '' : html` aria-describedby="${described}"`}>
${options.map((one) => html`<option value="${one.value}"${one.value === value ? new Markup(' selected') : ''}>${one.label}</option>\n`)}</select>
</div>
`
}

/** Several of a few, or one of a few with their explanations: boxes in a frame. */
export function boxes({ name, label, hint, values = [], options, mistakes = NONE, single }: { readonly name: string; readonly label: string; readonly hint?: string; readonly values?: readonly string[]; readonly options: readonly (Option & { readonly hint?: string })[]; readonly mistakes?: Mistakes; readonly single?: boolean }): Markup {
  const id = idOf(name)
  const mistake = mistakes.get(name)
  return html`<fieldset class="field${mistake === undefined ? '' : ' wrong'}" id="${id}" tabindex="-1">
<legend>${label}</legend>
${hint === undefined ? '' : html`<p class="hint">${hint}</p>\n`}${mistake === undefined ? '' : html`<p class="mistake">${mistake}</p>\n`}${options.map((one) => html`<label class="box"><input type="${single === true ? 'radio' : 'checkbox'}" name="${name}" value="${one.value}"${values.includes(one.value) ? new Markup(' checked') : ''}> <span>${one.label}${one.hint === undefined ? '' : html`<small>${one.hint}</small>`}</span></label>\n`)}</fieldset>
`
}

export const hidden = (name: string, value: string): Markup => html`<input type="hidden" name="${name}" value="${value}">`

/** Sent with a form, so that sending it twice does it once (`once.ts`, or by the archive's own keys). */
export const onceOnly = (): Markup => hidden('key', randomUUID())
