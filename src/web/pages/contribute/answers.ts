import type { AudienceInput } from '../../../archive/access/audiences.ts'
import type { EntryInput, SomebodyInput, TellerInput } from '../../../archive/entries/input.ts'
import { dateOrNone } from '../../../model/dates-parse.ts'
import type { State } from '../../../model/records.ts'
import { entityNamed, resolve } from '../../../questions/resolve.ts'
import { isId, type Id } from '../../../model/ids.ts'
import { grouped } from '../../../model/numbers.ts'
import type { Call } from '../../call.ts'
import { given, listed, placesOf, said } from './posted.ts'
import type { Wrong } from './wrong.ts'

/** Answers without those of who reads them, which a workshop decides for its own. */
export type Answers = Omit<EntryInput, 'audience' | 'state'>

/**
 * What the form says, with the names in it looked up. What is wrong is noted field by field, all of it at once.
 * @returns answers that are whole where nothing is wrong
 */
export async function answersOf({ asking }: Pick<Call, 'asking'>, form: URLSearchParams, wrong: Wrong): Promise<Answers> {
  const story = form.get('story') ?? ''
  const files = placesOf(form, 'files').flatMap((place) => {
    const at = `files[${place}]`
    const receipt = given(form, `${at}.receipt`)
    return receipt === undefined || form.get(`${at}.drop`) === 'true' ? [] : [{ receipt, caption: given(form, `${at}.caption`) ?? null, alternative: given(form, `${at}.alternative`) ?? null }]
  })
  if (said(form, 'title') === '') wrong.add('title', '請給一個標題 (give a title)')
  if (story.trim() === '' && files.length === 0) wrong.add('story', '請寫下故事，或附上照片、錄音、文件 (write the story, or attach a picture, a recording or a document)')
  return {
    title: said(form, 'title'), story,
    when: given(form, 'when') ?? null, born: given(form, 'born') ?? null,
    where: await whereOf(asking, form, wrong),
    toldBy: await people(asking, form, 'toldBy', wrong),
    writtenDownBy: (await people(asking, form, 'writtenDownBy', wrong)).map(({ consent: _, ...one }) => one),
    language: given(form, 'language') ?? null, keywords: listed(said(form, 'keywords')),
    files, mentions: await mentionsOf(asking, form, story, wrong),
    licence: given(form, 'licence') === 'other' ? given(form, 'licenceOther') ?? null : given(form, 'licence') ?? null,
    contentWarning: form.getAll('contentWarning'),
  }
}

/** Whom somebody chose to read it. */
export function readersIn(form: URLSearchParams, name = 'audience'): AudienceInput {
  const protocols = [...new Set([...form.getAll(name), ...form.getAll(`${name}Also`)].filter((one) => one !== ''))]
  return { mode: form.get(`${name}Mode`) === 'any' ? 'any' : 'all', protocols }
}

export const stateIn = (form: URLSearchParams): State => (form.get('state') === 'published' ? 'published' : 'proposed')

type Asking = Call['asking']

async function whereOf(asking: Asking, form: URLSearchParams, wrong: Wrong): Promise<EntryInput['where']> {
  const name = said(form, 'where.place')
  let place = given(form, 'where.placeId')
  let address = said(form, 'where.address')
  if (place === undefined && name !== '') {
    const found = isId(name) ? name : await placeNamed(asking, name, wrong)
    // what the archive does not know yet stays in words
    if (found === undefined) address = address === '' || address.includes(name) ? address || name : `${name}（${address}）`
    else place = found
  }
  return {
    place: place ?? null, district: given(form, 'where.district') ?? null, address: address || null, coordinates: given(form, 'where.coordinates') ?? null,
    audience: given(form, 'where.audience') === undefined ? null : { protocols: [said(form, 'where.audience')] },
  }
}

/** A place of exactly this name; of several it is asked which. */
async function placeNamed(asking: Asking, name: string, wrong: Wrong): Promise<string | undefined> {
  const found = await wrong.tried(() => resolve(asking, name, { kind: 'Place', alike: false, first: 8 }), () => 'where.place')
  const certain = (found ?? []).filter((one) => one.certain)
  if (certain.length < 2) return certain[0]?.entity.id
  wrong.add('where.place', `有 ${grouped(certain.length)} 個地方叫「${name}」，請在下面選一個 (several places are called so: choose one)`)
  wrong.candidates.set('where.place', certain.map(({ entity }) => entity))
  return undefined
}

async function people(asking: Asking, form: URLSearchParams, list: 'toldBy' | 'writtenDownBy', wrong: Wrong): Promise<TellerInput[]> {
  const some: TellerInput[] = []
  for (const place of placesOf(form, list)) {
    const at = `${list}[${place}]`
    const [who, scope] = [said(form, `${at}.who`), said(form, `${at}.consent.scope`)]
    const consent = { scope, on: given(form, `${at}.consent.on`) ?? null, by: given(form, `${at}.consent.by`) ?? null, means: given(form, `${at}.consent.means`) ?? null }
    const agreed = [consent.on, consent.by, consent.means].some((one) => one !== null)
    if (who === '' && (scope !== '' || agreed)) wrong.add(`${at}.who`, '請寫是誰同意的這一位 (say who it is that agreed)')
    if (who === '') continue
    if (consent.on !== null && dateOrNone(consent.on)?.status !== 'known') wrong.add(`${at}.consent.on`, `看不懂日期「${consent.on}」，請寫像「民國110年3月1日」或「2021-03-01」 (the date is not understood)`)
    if (scope === '' && agreed) wrong.add(`${at}.consent.scope`, '請寫同意了什麼 (say what was agreed to)')
    some.push({ ...await somebody(asking, form, at, who, wrong), ...(scope === '' ? {} : { consent }) })
  }
  return some
}

/** Nobody is found by name alone: whoever means somebody of the archive is shown who there is, and chooses. */
async function somebody(asking: Asking, form: URLSearchParams, at: string, who: string, wrong: Wrong): Promise<SomebodyInput> {
  const as = form.get(`${at}.as`)
  if (as === 'name') return { name: who }
  if (as !== 'person') return { words: who }
  const chosen = given(form, `${at}.person`)
  if (chosen !== undefined || isId(who)) return { person: chosen ?? who }
  const found = await wrong.tried(() => resolve(asking, who, { kind: 'Person', first: 8 }), () => `${at}.who`) ?? []
  wrong.add(`${at}.who`, found.length === 0 ? `資料庫裡沒有叫「${who}」的人：請改選「為他建立一個人物」，或只記成文字 (there is nobody of this name)` : '請在下面選是哪一位 (choose who it is)')
  wrong.candidates.set(`${at}.who`, found.map(({ entity }) => entity))
  return { words: who }
}

/** The name among those typed that may mean several, which are then shown to be ticked. */
export const ASKED = 'asked:related'

/** Ticked names, with the words of the story that say them; and those that were typed. */
async function mentionsOf(asking: Asking, form: URLSearchParams, story: string, wrong: Wrong): Promise<NonNullable<EntryInput['mentions']>> {
  const mentions = new Map(mentioned(form).map(({ id, words }) => [id, words === '' || !story.includes(words) ? { id } : { id, quote: words }]))
  form.delete(ASKED)
  for (const name of listed(said(form, 'related'))) {
    // it was asked which one is meant, and that one is ticked
    if (mentioned(form).some(({ words }) => words === name)) continue
    const one = await wrong.tried(() => entityNamed(asking, name, 'related'), () => 'related')
    if (one === undefined) {
      form.set(ASKED, name)
      break
    }
    if (!mentions.has(one.id)) mentions.set(one.id, { id: one.id })
  }
  return [...mentions.values()]
}

/** `ID words`: what is ticked. */
export const mentioned = (form: URLSearchParams): { id: Id; words: string }[] =>
  form.getAll('mention').flatMap((value) => {
    const id = value.slice(0, 36)
    return isId(id) ? [{ id, words: value.slice(37) }] : []
  })

/** Which field of the form an error of the use case stands for. */
export function fieldOf(form: URLSearchParams, list: Answers['files']): (field: string) => string {
  const kept = placesOf(form, 'files').filter((place) => given(form, `files[${place}].receipt`) !== undefined && form.get(`files[${place}].drop`) !== 'true')
  return (field) => {
    if (/^(?:toldBy|writtenDownBy)\[\d+\](?:\.(?:person|name|words))?$/.test(field)) return `${shifted(form, field.replace(/\.\w+$/, ''))}.who`
    if (/^toldBy\[\d+\]\.consent/.test(field)) return shifted(form, field)
    const file = /^files\[(\d+)\](.*)$/.exec(field)
    if (file !== null && list !== undefined) return `files[${kept[Number(file[1])] ?? file[1]}]${file[2]}`
    if (field.startsWith('mentions')) return 'related'
    return field === 'where' ? 'where.audience' : field
  }
}

/** People without a name are left out of what is sent: the second that was sent may be the third of the form. */
function shifted(form: URLSearchParams, field: string): string {
  const { list = '', number = '', rest = '' } = /^(?<list>\w+)\[(?<number>\d+)\](?<rest>.*)$/.exec(field)?.groups ?? {}
  const place = placesOf(form, list).filter((one) => said(form, `${list}[${one}].who`) !== '')[Number(number)]
  return `${list}[${place ?? number}]${rest}`
}
