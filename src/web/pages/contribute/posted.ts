import { readForm, takeIn } from '../../../http/uploads.ts'
import type { Actor } from '../../../model/actor.ts'
import { ArchiveError } from '../../../model/errors.ts'
import type { Call } from '../../call.ts'
import { wrongIn } from '../../words.ts'

/** A form as it was sent, its files taken in: `files[0].file` has become a receipt, and a name to show. */
export interface Posted {
  readonly form: URLSearchParams
  /** What is wrong with files, by the field they were chosen in. */
  readonly refused: ReadonlyMap<string, string>
}

/** @param actor who sends files; nobody: they are refused, and all that was typed stays */
export async function posted(call: Call, actor: Actor | undefined): Promise<Posted> {
  const { request, form, context } = call
  if (!request.isMultipart()) return { form, refused: new Map() }
  const refused = new Map<string, string>()
  const sent = await readForm(request, async (field, name, content, before) => {
    try {
      const { receipt, ...file } = await takeIn(context.uploads(), actor, content, { name, keepPosition: before.get('keepPosition') === 'true' })
      const place = field.replace(/\.file$/, '')
      before.set(`${place}.receipt`, receipt)
      before.set(`${place}.name`, file.name)
    } catch (error) {
      if (!(error instanceof ArchiveError) || error.code === 'INTERNAL') throw error
      refused.set(field, `「${name}」：${wrongIn(call, error.message)}`)
    }
  })
  return { form: sent, refused }
}

/** Places of a list in a form: of `toldBy[0].who` and `toldBy[2].who` they are 0 and 2. */
export const placesOf = (form: URLSearchParams, list: string): number[] =>
  [...new Set([...form.keys()].flatMap((name) => (name.startsWith(`${list}[`) ? [Number(/^\[(\d{1,3})\]/.exec(name.slice(list.length))?.[1] ?? NaN)] : [])))].filter((place) => !Number.isNaN(place)).sort((x, y) => x - y)

/** Names in a line: 文化局、林振春. */
export const listed = (text: string): string[] => text.split(/[、，,;；\n]/).map((one) => one.trim()).filter((one) => one !== '')

export const said = (form: URLSearchParams, name: string): string => (form.get(name) ?? '').trim()
/** Absent where nothing was typed. */
export const given = (form: URLSearchParams, name: string): string | undefined => said(form, name) || undefined
