import { whenSaid, type When } from '../../model/dates-life.ts'
import { badInput } from '../../model/errors.ts'
import { languageNamed, LANGUAGES } from '../../model/languages.ts'
import type { FieldInput, WriteInput } from '../contribute/input.ts'
import { checkDate } from '../contribute/values.ts'
import type { ConsentInput, EntryInput, SaidInput, SomebodyInput, TellerInput } from './input.ts'

/** The entry among the records of its sending. */
export const ENTRY = 'new:entry'

/** One record to write, and the question of the form that it answers. */
interface Answered {
  readonly operation: WriteInput
  readonly at: string
}

export interface Operations {
  readonly operations: readonly WriteInput[]
  /** For each of them, the question it answers. */
  readonly places: readonly string[]
  readonly when?: When
}

/** Tellers, writers, mentions and statements, each; all of it must fit into one sending. */
const MOST = 100
const MOST_KEYWORDS = 50

/**
 * The records that answers to the short questions make: the entry with its fields, contents, people and what it says,
 * with itself as the source of every relation.
 * @throws BAD_USER_INPUT naming the question
 */
export function entryOperations(input: EntryInput): Operations {
  const { title, story, files, parts, audience } = input
  if (title.trim() === '') throw badInput('title', '請給一個標題 (give a title)')
  const state = input.state ?? 'proposed'
  if (!['draft', 'proposed', 'published'].includes(state)) throw badInput('state', '新的紀錄是 draft、proposed 或 published (a new entry is one of these)')
  for (const [list, name] of [[input.toldBy, 'toldBy'], [input.writtenDownBy, 'writtenDownBy'], [input.mentions, 'mentions'], [input.said, 'said'], [parts, 'parts']] as const) {
    if ((list?.length ?? 0) > MOST) throw badInput(name, `最多 ${MOST} 項 (at most ${MOST})`)
  }
  checkPoint(input.where?.coordinates)
  const language = input.language == null ? undefined : languageNamed(input.language)
  if (input.language != null && language === undefined) throw badInput('language', `沒有「${input.language}」；有 ${LANGUAGES.map(({ code, label }) => `${label['zh-Hant']} ${code}`).join('、')} (there is no such language)`)
  const when = input.when == null || input.when.trim() === '' ? undefined : whenSaid(input.when, input.born ?? undefined)
  const shared = { audience, state }
  const record = new Records(shared)
  const [tellers, writers] = [input.toldBy ?? [], input.writtenDownBy ?? []]
  for (const [name, people] of [['toldBy', tellers], ['writtenDownBy', writers]] as const) people.forEach((one, i) => { checkOne(one, `${name}[${i}]`) })
  tellers.forEach(({ consent }, i) => {
    if (consent?.on != null && consent.on.trim() !== '') checkDate(consent.on.trim(), `toldBy[${i}].consent.on`)
    if (consent != null && consent.scope.trim() === '') throw badInput(`toldBy[${i}].consent.scope`, '請寫同意了什麼；沒有問過就不要填同意 (say what was agreed to, or leave the consent out)')
  })
  record.add('title', { entity: {
    id: ENTRY, kind: 'Entry', names: [{ text: title.trim(), ...(language === undefined ? {} : { language: language.code }) }],
    fields: [
      ...values('happenedOn', when?.edtf), ...values('whenSaid', when?.words), ...values('language', language?.code),
      ...values('district', input.where?.district), ...(input.where?.audience == null ? exact(input.where) : []),
      ...values('toldBy', wordsOf(tellers)), ...values('writtenDownBy', wordsOf(writers)), ...consentInWords(tellers),
      ...values('subjects', ...keywordsOf(input.keywords ?? [])), ...values('licence', input.licence),
      ...values('labels', ...input.labels ?? []), ...values('contentWarning', ...input.contentWarning ?? []),
    ],
    ...shared,
  } })
  const rights = { licence: input.licence ?? null, labels: input.labels ?? null, contentWarning: input.contentWarning ?? null }
  let order = 0
  const told = story != null && story.trim() !== ''
  if (told) record.add('story', { content: { entity: ENTRY, order: order++, text: story, ...rights, ...shared } })
  if (files != null && files.length > 0) record.add('files', { content: { entity: ENTRY, order: order++, files, ...rights, ...shared } })
  for (const [i, part] of (parts ?? []).entries()) record.add(`parts[${i}]`, { content: { ...part, entity: ENTRY, order: order++, state, audience: part.audience ?? audience } })
  if (order === 0) throw badInput('story', '請寫下故事，或附上照片、錄音、文件 (write the story, or attach a picture, a recording or a document)')
  if (input.where?.audience != null) {
    const { address = null, coordinates = null } = input.where
    if (address != null || coordinates != null) record.add('where', { content: { entity: ENTRY, order: order++, place: { address, coordinates }, state, audience: input.where.audience } })
  }
  if (input.where?.place != null) record.relate('where.place', { type: 'SET_IN', to: input.where.place }, undefined)
  tellers.forEach((one, i) => { record.by('NARRATED', one, `toldBy[${i}]`, one.consent) })
  writers.forEach((one, i) => { record.by('WROTE_DOWN', one, `writtenDownBy[${i}]`) })
  for (const [i, { id, quote }] of (input.mentions ?? []).entries()) record.relate(`mentions[${i}]`, { type: 'MENTIONS', to: id }, quote)
  for (const [i, said] of (input.said ?? []).entries()) record.relate(`said[${i}]`, said, said.quote)
  return { operations: record.all.map(({ operation }) => operation), places: record.all.map(({ at }) => at), ...(when === undefined ? {} : { when }) }
}

/** Records of one entry, in the order in which they are written. */
class Records {
  readonly all: Answered[] = []
  readonly #shared: Pick<EntryInput, 'audience' | 'state'>
  #count = 0

  constructor(shared: Pick<EntryInput, 'audience' | 'state'>) {
    this.#shared = shared
  }

  add(at: string, operation: WriteInput): void {
    this.all.push({ operation, at })
  }

  /** A relation that the entry says, with the entry as evidence. */
  relate(at: string, { type, from, to, start, end }: SaidInput, quote: string | null | undefined, qualifiers: readonly FieldInput[] = []): void {
    const id = `new:relation:${++this.#count}`
    this.add(at, { relation: { id, type, from: from ?? ENTRY, to: to ?? ENTRY, ...(start == null ? {} : { start }), ...(end == null ? {} : { end }), ...(qualifiers.length === 0 ? {} : { qualifiers }), ...this.#shared } })
    this.add(at, { evidence: { relation: id, source: ENTRY, ...(quote == null || quote.trim() === '' ? {} : { quote }), ...this.#shared } })
  }

  /** Somebody who did something for the entry: one of the archive, or new. Persons are never found by name alone. */
  by(type: string, { person, name }: SomebodyInput, at: string, consent?: ConsentInput | null): void {
    if (person == null && name == null) return
    let from = person
    if (name != null) {
      from = `new:person:${++this.#count}`
      this.add(`${at}.name`, { entity: { id: from, kind: 'Person', names: [{ text: name.trim() }], ...this.#shared } })
    }
    this.relate(person == null ? at : `${at}.person`, { type, from: from!, to: ENTRY }, undefined, consent == null ? [] : consentOf(consent))
  }
}

const values = (code: string, ...given: readonly (string | null | undefined)[]): FieldInput[] => {
  const written = given.flatMap((one) => (one == null || one.trim() === '' ? [] : [one.trim()]))
  return written.length === 0 ? [] : [{ code, values: written }]
}

const exact = (where: EntryInput['where']): FieldInput[] => [...values('address', where?.address), ...values('coordinates', where?.coordinates)]

const wordsOf = (people: readonly SomebodyInput[]): string | undefined => people.flatMap(({ words }) => (words == null ? [] : [words.trim()])).join('、') || undefined

function keywordsOf(keywords: readonly string[]): string[] {
  if (keywords.length > MOST_KEYWORDS) throw badInput('keywords', `最多 ${MOST_KEYWORDS} 個關鍵詞 (at most ${MOST_KEYWORDS})`)
  return [...new Set(keywords.map((one) => one.trim()).filter((one) => one !== ''))]
}

const consentOf = ({ scope, on, by, means }: ConsentInput): FieldInput[] =>
  [...values('consent', scope), ...values('consentOn', on), ...values('consentBy', by), ...values('consentMeans', means)]

/** Of tellers who stand only in words the entry itself says what they agreed to. */
function consentInWords(tellers: readonly TellerInput[]): FieldInput[] {
  const told = tellers.flatMap(({ words, consent }) => (words == null || consent == null ? [] : [{ ...consent, scope: tellers.length === 1 ? consent.scope : `${words}：${consent.scope}` }]))
  const [first] = told
  return told.length < 2 ? (first === undefined ? [] : consentOf(first)) : values('consent', told.map(({ scope, on, by, means }) => [scope, on, by, means].filter((one) => one != null && one !== '').join('，')).join('；'))
}

/** Latitude, then longitude, in degrees (WGS 84). */
function checkPoint(written: string | null | undefined): void {
  if (written == null || written.trim() === '') return
  const [, latitude, longitude] = /^\s*(-?\d{1,3}(?:\.\d+)?)\s*[,，]\s*(-?\d{1,3}(?:\.\d+)?)\s*$/.exec(written) ?? []
  if (latitude === undefined || Math.abs(Number(latitude)) > 90 || Math.abs(Number(longitude)) > 180) throw badInput('where.coordinates', '座標先緯度、後經度，例如 25.0506,121.5774 (latitude, then longitude)')
}

function checkOne({ person, name, words }: SomebodyInput, field: string): void {
  const given = [person, name, words].filter((one) => one != null)
  if (given.length !== 1) throw badInput(field, '每個人選一種：資料庫裡的人、名字，或一句描述 (one of person, name and words)')
  if (given[0]!.trim() === '') throw badInput(field, '請寫是誰 (say who)')
}
