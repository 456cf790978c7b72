import type { ContentInput, WriteInput } from '../../../archive/contribute/input.ts'
import { shownAudience } from '../../../archive/access/audiences.ts'
import type { Told } from '../../../archive/contribute/versions.ts'
import { markup as html, type Markup } from '../../../exchange/markup.ts'
import type { Head } from '../../../model/changeset.ts'
import type { Id } from '../../../model/ids.ts'
import type { ContentRecord, EntityRecord, StoredFile } from '../../../model/records.ts'
import type { Call } from '../../call.ts'
import type { Mistakes } from '../../form.ts'
import { fileAddress } from '../../../http/file-address.ts'
import { filesQuestion, filled } from './files.ts'
import { given, said } from './posted.ts'

type Files = NonNullable<ContentInput['files']>

/** A proposal that is said anew, with the files that it would have. */
export interface Proposed {
  readonly id: Id
  readonly files: readonly StoredFile[]
}

/** Of files that are sent with none before. */
const ADDED = 'files.new'
const listOf = ({ id }: Pick<ContentRecord, 'id'>): string => `files.${id}`

/** Contents with files, as they stand, into a form that begins. A file is known by its bytes: its number may be another's by then. */
export function fillFiles(form: URLSearchParams, contents: readonly ContentRecord[]): void {
  for (const content of contents) {
    for (const [i, { sha256, name, caption, alternative }] of (content.files ?? []).entries()) {
      for (const [part, value] of Object.entries({ of: sha256, name, caption: caption ?? '', alternative: alternative ?? '' })) form.set(`${listOf(content)}[${i}].${part}`, value)
    }
  }
}

/** The files of each content, or places for the first ones. */
export function filesQuestions(call: Pick<Call, 't' | 'href'>, form: URLSearchParams, contents: readonly ContentRecord[], { mistakes, more, to, proposed }: { readonly mistakes: Mistakes; readonly more?: string; readonly to: string; readonly proposed?: Proposed }): Markup {
  const { t } = call
  const shared = { form, mistakes, to }
  if (contents.length === 0 && proposed !== undefined) return html``
  if (contents.length === 0) return filesQuestion(call, { ...shared, list: ADDED, more: more === ADDED, standing: () => html`` })
  return html`${contents.map((content, i) => filesQuestion(call, {
    ...shared, list: listOf(content), more: more === listOf(content), position: i === 0,
    ...(contents.length === 1 ? {} : { legend: t(`照片、錄音、文件（${i + 1}）`, `Pictures, recordings, documents (${i + 1})`) }),
    standing: (of) => {
      const among = (files: readonly StoredFile[]): number => files.findIndex(({ sha256, mediaType }) => sha256 === of && mediaType.startsWith('image/'))
      const [number, there] = [among(content.files ?? []), among(proposed?.files ?? [])]
      const address = number >= 0 ? fileAddress(content.id, number + 1, 'small') : there >= 0 ? fileAddress(proposed!.id, there + 1, 'small') : undefined
      return address === undefined ? html`` : html`<img class="chosen" src="${address}" alt="" loading="lazy">`
    },
  }))}`
}

/**
 * What the form leaves of each content, by its id: only of those that come to have other files, words or order. Empty: it goes.
 * @param proposed files whose numbers follow those that it has
 */
export function filesChanged(form: URLSearchParams, contents: readonly ContentRecord[], proposed: readonly StoredFile[] = []): ReadonlyMap<string, Files> {
  return new Map(contents.flatMap((content): [string, Files][] => {
    const before = content.files ?? []
    const files = filesIn(form, listOf(content), [...before, ...proposed])
    const isSame = files.length === before.length && files.every(({ number, caption, alternative }, i) => number === i + 1 && caption === (before[i]!.caption ?? '') && alternative === (before[i]!.alternative ?? ''))
    return isSame ? [] : [[content.id, files]]
  }))
}

function filesIn(form: URLSearchParams, list: string, before: NonNullable<ContentRecord['files']>): Files {
  return filled(form, list).flatMap((place): Files => {
    const at = `${list}[${place}]`
    if (form.get(`${at}.drop`) === 'true') return []
    const words = { caption: said(form, `${at}.caption`), alternative: said(form, `${at}.alternative`) }
    const receipt = given(form, `${at}.receipt`)
    if (receipt !== undefined) return [{ receipt, ...words }]
    const number = before.findIndex(({ sha256 }) => sha256 === said(form, `${at}.of`)) + 1
    return number === 0 ? [] : [{ number, ...words }]
  })
}

/** Files where there were none: a content of their own, with the readers and the rights of what they are of. */
export function filesAdded(form: URLSearchParams, { table, viewer }: Told, { id, audience }: Head, { fields }: EntityRecord, others: readonly ContentRecord[]): WriteInput[] {
  const files = filesIn(form, ADDED, [])
  if (files.length === 0) return []
  const codes = (code: string): string[] => [fields[code] ?? []].flat().map(String)
  return [{ content: {
    entity: id, order: Math.max(-1, ...others.map(({ order }) => order)) + 1, files, state: 'proposed', audience: shownAudience(table, viewer, audience),
    licence: codes('licence')[0] ?? null, labels: codes('labels'), contentWarning: codes('contentWarning'),
  } }]
}

/** Which question an error about a file is about: files that are left out have no place in what was sent. */
export function filesFieldOf(form: URLSearchParams, field: string, id: string | undefined): string | undefined {
  const number = /\.content\.files(?:\[(\d+)\])?/.exec(field)
  if (number === null) return undefined
  const list = id === undefined ? ADDED : listOf({ id } as ContentRecord)
  const place = filled(form, list).filter((one) => form.get(`${list}[${one}].drop`) !== 'true')[Number(number[1] ?? NaN)]
  return place === undefined ? list : `${list}[${place}]`
}
