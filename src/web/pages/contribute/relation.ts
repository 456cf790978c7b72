import { relateFromPassage, type EndInput } from '../../../archive/annotations/relate.ts'
import type { SuggestedRelation } from '../../../archive/annotations/suggest.ts'
import type { FieldInput, WriteInput } from '../../../archive/contribute/input.ts'
import { write } from '../../../archive/contribute/write.ts'
import { markup as html, type Markup } from '../../../exchange/markup.ts'
import { endNamed, notePorts, suggested, writer, writingPorts } from '../../../http/writing.ts'
import type { Quotation } from '../../../model/anchor.ts'
import { ArchiveError, badInput } from '../../../model/errors.ts'
import { isId, newId, type Id } from '../../../model/ids.ts'
import { demand } from '../../../model/permissions.ts'
import { KINDS, STANCES, type Kind } from '../../../model/records.ts'
import type { Call } from '../../call.ts'
import { choice, field, hidden, mistakesList } from '../../form.ts'
import type { Page, Redirect } from '../../page.ts'
import type { Handler } from '../../route.ts'
import { kindLabel, own, entityPath } from '../../parts/entity.ts'
import { suggesting } from '../../parts/suggest.ts'
import { typeLabel } from '../../parts/relation.ts'
import { readersIn } from './answers.ts'
import { addressOf } from './address.ts'
import { nameEnds, periodQuestions, relationField, typesOf } from './change-relation.ts'
import { given, said } from './posted.ts'
import { MARKED, marked, markedFields, markedWords, quotationIn } from './quoted.ts'
import { protocolsOf, readersChooser } from './readers.ts'
import { subject, type Subject } from './subject.ts'
import { valuesChanged, valuesQuestions } from './values.ts'
import { meant, Wrong } from './wrong.ts'

const ENDS = ['from', 'to', 'source'] as const

const STANCE: Readonly<Record<(typeof STANCES)[number], readonly [zhHant: string, en: string]>> = {
  supports: ['說確實是這樣', 'says so'], disputes: ['說不是這樣', 'says it is not so'], mentions: ['只是提到', 'only mentions it'],
}

/**
 * `GET /contribute/relation`: a relation with what it rests on. `content` with marked words: from a passage; `relation`:
 * one more piece of evidence for what is known; otherwise from a source that is named.
 */
export const relating: Handler = async (call) => {
  demand(call.actor, 'propose')
  const form = new URLSearchParams({ key: newId() })
  for (const name of ['content', 'relation', 'type', 'since', 'until', ...MARKED]) if (call.query.has(name)) form.set(name, call.query.get(name)!)
  for (const name of ENDS) if (call.query.has(name)) form.set(`${name}.name`, call.query.get(name)!)
  await nameEnds(call, form, ENDS)
  for (const name of ['from', 'to'] as const) if (call.query.has(`${name}Kind`)) form.set(`${name}.kind`, call.query.get(`${name}Kind`)!)
  return shown(call, form, new Wrong(call))
}

/** `POST /contribute/relation` */
export const related: Handler = async (call) => {
  const { form, actor, href } = call
  const wrong = new Wrong(call)
  await nameEnds(call, form, ENDS)
  if (actor === undefined) {
    wrong.signedOut(call)
    return shown(call, form, wrong)
  }
  const [from, to] = form.has('relation') ? [null, null] : [await endIn(call, form, 'from', wrong), await endIn(call, form, 'to', wrong)]
  if (!form.has('relation') && said(form, 'type') === '') wrong.add('type', call.t('請選哪一種關係', 'Choose which relation'))
  const qualifiers = valuesChanged(call, form, 'qualifiers', {}, wrong)
  if (wrong.any) return shown(call, form, wrong)
  const stated = { from: from ?? null, to: to ?? null, qualifiers }
  const done = await wrong.tried(() => (form.has('content') ? fromPassage(call, form, stated) : fromSource(call, form, stated)))
  return done === undefined ? shown(call, form, wrong) : { to: href('/contributions', { done: 'yes' }) }
}

/** Something known, or something new of a kind that was chosen. */
async function endIn({ context }: Call, form: URLSearchParams, end: 'from' | 'to' | 'source', wrong: Wrong): Promise<EndInput | undefined> {
  const name = said(form, `${end}.name`)
  const chosen = said(form, `${end}.chosen`)
  if (isId(chosen)) return { id: chosen }
  const kind = KINDS.find((one) => one === form.get(`${end}.kind`))
  if (kind === undefined && name !== '' && name === said(form, `${end}.was`) && isId(said(form, `${end}.id`))) return { id: said(form, `${end}.id`) as Id }
  return wrong.tried(async () => {
    if (name === '') throw badInput('', '請寫是誰 (say who or what)')
    return endNamed(context, { name, ...(kind === undefined ? {} : { kind }) }, `${end}.name`)
  }, () => `${end}.name`)
}

const fieldOfPassage = (codes: readonly string[]) => (name: string): string =>
  (name.startsWith('passage') ? 'exact' : name.startsWith('from') ? 'from.name' : name.startsWith('to') ? 'to.name' : name.startsWith('qualifiers') ? relationField(name, codes) : name === 'content' ? '' : name)

interface Stated { readonly from: EndInput | null; readonly to: EndInput | null; readonly qualifiers: readonly FieldInput[] }

async function fromPassage(call: Call, form: URLSearchParams, { from, to, qualifiers }: Stated): Promise<unknown> {
  const text = await subject(call, form.get('content'))
  const passage = quotationIn(form, text)
  if (passage === undefined) throw badInput('exact', '請標出是哪一段話 (mark the words)')
    const audience = readersIn(form)
  const isKnown = form.has('relation')
  try {
    return await relateFromPassage(notePorts(call.context), writer(call.context), {
      key: said(form, 'key'), reason: given(form, 'words') ?? null, content: text.head.id, passage, stance: given(form, 'stance') ?? null,
      ...(isKnown ? { relation: said(form, 'relation') as Id } : { type: given(form, 'type') ?? null, from, to, start: given(form, 'since') ?? null, end: given(form, 'until') ?? null, qualifiers }),
      ...(audience.protocols.length === 0 ? {} : { audience }),
    })
  } catch (error) {
    throw placed(error, (name) => timed(fieldOfPassage(qualifiers.map(({ code }) => code))(name)))
  }
}

/** Times of the relation are asked for as since and until: start and end say where the marked words stand. */
const timed = (name: string): string => (name === 'start' ? 'since' : name === 'end' ? 'until' : name)

const placed = (error: unknown, fields: (name: string) => string): unknown =>
  (error instanceof ArchiveError ? new ArchiveError(error.code, error.message, { ...error.details, field: fields(error.details.field ?? '') }) : error)

async function fromSource(call: Call, form: URLSearchParams, { from, to, qualifiers }: Stated): Promise<unknown> {
  const wrong = new Wrong(call)
  const source = await endIn(call, form, 'source', wrong)
  if (source === undefined) throw new ArchiveError('AMBIGUOUS_NAME', wrong.mistakes.get('source.name')!, { field: 'source.name', candidates: wrong.candidates.get('source.name') ?? [] })
  const audience = readersIn(form)
  if (audience.protocols.every((one) => one === 'none')) throw badInput('audience', '請選誰看得到 (choose who can see it)')
  const shared = { audience, state: 'proposed' } as const
  const made: string[] = []
  const operations: WriteInput[] = []
  const idOf = (end: EndInput | null, name: 'from' | 'to' | 'source'): string => {
    if (end === null) return ''
    if ('id' in end) return end.id
    operations.push({ entity: { ...shared, id: `new:${name}`, kind: end.kind, names: [{ text: end.name }] } })
    made.push(name)
    return `new:${name}`
  }
  const ends = { from: idOf(from, 'from'), to: idOf(to, 'to'), source: idOf(source, 'source') }
    const known = given(form, 'relation')
  if (known === undefined) operations.push({ relation: { ...shared, id: 'new:relation', type: said(form, 'type'), from: ends.from, to: ends.to, ...(given(form, 'since') === undefined ? {} : { start: said(form, 'since') }), ...(given(form, 'until') === undefined ? {} : { end: said(form, 'until') }), ...(qualifiers.length === 0 ? {} : { qualifiers }) } })
  const locator = Object.fromEntries((['page', 'section', 'url'] as const).flatMap((part) => (given(form, `locator.${part}`) === undefined ? [] : [[part, said(form, `locator.${part}`)]])))
  operations.push({ evidence: { ...shared, relation: known ?? 'new:relation', source: ends.source, ...(Object.keys(locator).length === 0 ? {} : { locator }), ...(given(form, 'quote') === undefined ? {} : { quote: said(form, 'quote') }), ...(given(form, 'stance') === undefined ? {} : { stance: said(form, 'stance') }) } })
  try {
    return await write(writingPorts(call.context), writer(call.context), { key: said(form, 'key'), reason: given(form, 'words') ?? '提出關係', operations })
  } catch (error) {
    throw placed(error, (name) => sourceField(name, made, qualifiers.map(({ code }) => code)))
  }
}

function sourceField(name: string, made: readonly string[], codes: readonly string[]): string {
  const [, number, part, rest = ''] = /^operations\[(\d+)\]\.(entity|relation|evidence)\.?(.*)$/.exec(name) ?? []
  if (rest.startsWith('audience')) return 'audience'
  if (part === 'entity') return `${made[Number(number)] ?? 'from'}.name`
  if (part === 'evidence') return rest.startsWith('locator') ? rest : rest.startsWith('source') ? 'source.name' : rest === 'quote' || rest === 'stance' ? rest : ''
  return part === 'relation' ? timed(relationField(name, codes)) : name
}

async function shown(call: Call, form: URLSearchParams, wrong: Wrong): Promise<Page | Redirect> {
  const { t, href } = call
  const text = form.has('content') ? await subject(call, form.get('content')) : undefined
  const known = form.has('relation') ? await subject(call, form.get('relation')) : undefined
  const words = text === undefined ? undefined : await wrong.tried(async () => marked(form, text), () => 'exact')
  const isNew = known === undefined
  const { mistakes } = wrong
  const title = isNew ? text === undefined ? t('提出一筆關係', 'Propose a relation') : t('由這段話提出關係', 'Propose a relation from this passage') : t('加一件憑據', 'Add a piece of evidence')
  const stance = choice({ name: 'stance', label: t('這裡怎麼說？', 'What does it say?'), value: said(form, 'stance'), mistakes, options: STANCES.map((one) => ({ value: one, label: t(...STANCE[one]) })) })
  return {
    title, unlisted: true, islands: ['suggest'], ...(wrong.any ? { status: wrong.status } : {}),
    main: html`<h1>${title}</h1>
${known === undefined ? '' : html`<p><a href="${href(addressOf(known.head.record))}"${own(call)}>${known.title}</a></p>
`}${text === undefined ? '' : await passageHead(call, form, text, words, isNew)}${mistakesList(call, mistakes)}<form class="entry" method="post" action="${href('/contribute/relation')}">
${['key', 'content', 'relation'].map((name) => (form.has(name) ? hidden(name, form.get(name)!) : ''))}${markedFields(form)}
${isNew ? html`${endQuestion(call, form, 'from', wrong)}${choice({ name: 'type', label: t('和乙是什麼關係？', 'What is A to B?'), value: said(form, 'type'), mistakes, options: [{ value: '', label: '—' }, ...typesOf(call, said(form, 'type'))] })}${endQuestion(call, form, 'to', wrong)}
${periodQuestions(call, form, mistakes, ['since', 'until'])}<details${[...form.keys()].some((name) => /^(?:add-)?qualifiers/.test(name) && said(form, name) !== '') ? html` open` : ''}><summary>${t('補充（職稱、案名、金額…）', 'More of it (post, project, amount …)')}</summary>
${valuesQuestions(call, form, 'qualifiers', ({ codes }) => codes === undefined, mistakes)}</details>
` : ''}${text === undefined ? html`<fieldset class="group"><legend>${t('從哪裡知道的？', 'Where is it from?')}</legend>
${endQuestion(call, form, 'source', wrong)}${field({ name: 'locator.page', label: t('第幾頁？', 'Page'), value: said(form, 'locator.page'), mistakes, most: 100 })}${field({ name: 'locator.section', label: t('哪一章、哪一節？（可以不填）', 'Chapter or section (optional)'), value: said(form, 'locator.section'), mistakes, most: 1_000 })}${field({ name: 'locator.url', label: t('網址（可以不填）', 'Address on the web (optional)'), type: 'url', value: said(form, 'locator.url'), mistakes, most: 2_000 })}${field({ name: 'quote', label: t('原文怎麼寫？', 'Its words'), type: 'textarea', rows: 3, value: form.get('quote') ?? '', mistakes, most: 20_000 })}${stance}</fieldset>
` : stance}${field({ name: 'words', label: t('想對審的人說的話（可以不填）', 'A word to whoever decides (optional)'), value: said(form, 'words'), mistakes, most: 1_000 })}${readersChooser(call, form, await protocolsOf(call), mistakes, text === undefined ? {} : { alone: t('和這段話一樣', 'The same as of the passage') })}
<div class="buttons"><button>${t('送出', 'Send')}</button></div>
</form>`,
  }
}

function endQuestion(call: Call, form: URLSearchParams, end: 'from' | 'to' | 'source', { mistakes, candidates }: Wrong): Markup {
  const { t } = call
  const label = end === 'from' ? t('甲是誰？', 'A is') : end === 'to' ? t('乙是誰？', 'B is') : t('哪一本書、哪一份文件、哪一則紀錄？', 'Which book, document or entry?')
  const kinds: readonly Kind[] = end === 'source' ? ['Work', 'Entry'] : KINDS
  return html`${hidden(`${end}.id`, said(form, `${end}.id`))}${hidden(`${end}.was`, said(form, `${end}.was`))}${suggesting(call, field({ name: `${end}.name`, label, value: said(form, `${end}.name`), mistakes, most: 300 }), end === 'source' ? { kinds: ['Work', 'Entry'] } : {})}${meant(call, `${end}.chosen`, candidates.get(`${end}.name`) ?? [], said(form, `${end}.chosen`), t('是哪一個？', 'Which one is it?'))}${choice({
    name: `${end}.kind`, label: t(`「${label}」資料庫裡有嗎？`, `${label}: is it in the archive?`), value: said(form, `${end}.kind`), options: [{ value: '', label: t('有，就叫這個名字', 'yes, by this name') }, ...kinds.map((kind) => ({ value: kind, label: t(`還沒有，是新的：${kindLabel(call, kind)}`, `not yet: new, ${kindLabel(call, kind)}`) }))],
  })}`
}

/** The marked words, whose text it is, and what they seem to state: a tap away. */
async function passageHead(call: Call, form: URLSearchParams, { head, title }: Subject, words: Quotation | undefined, isNew: boolean): Promise<Markup> {
  const { t, href, asking, context } = call
  const { record } = head
  const of = record.type === 'content' ? (await asking.graph.entities([record.entity], asking.viewer)).get(record.entity) : undefined
  const [start, end] = words?.position ?? []
  const { relations } = !isNew || start === undefined || end === undefined ? { relations: [] } : await suggested(context, head.id, start, end).catch(() => ({ relations: [] as readonly SuggestedRelation[] }))
  const passage = Object.fromEntries(['content', ...MARKED].flatMap((name) => (form.has(name) ? [[name, form.get(name)!]] : [])))
  return html`${of === undefined ? html`<p>${title}</p>` : html`<p><a href="${href(entityPath(of.id))}"${own(call)}>${of.name}</a></p>`}
${markedWords(call, words)}${relations.length === 0 ? '' : html`<h2>${t('這段話好像在說', 'It seems to say')}</h2>
<ul class="plainlist">
${relations.slice(0, 8).map((one) => html`<li><p${own(call)}>${one.from.name} <span class="verb">${typeLabel(call, one.type)}</span> ${one.to.name}${one.stated ? '' : html`<span class="mark">${t('不確定', 'not certain')}</span>`}</p>
<p>${one.known.length > 0 ? html`<a class="button plain" href="${href('/contribute/relation', { ...passage, relation: one.known[0] })}">${t('已經有這筆，加成憑據', 'Known: add this as evidence')}</a>` : html`<a class="button plain" href="${href('/contribute/relation', { ...passage, type: one.type, from: one.from.candidates[0]?.id ?? one.from.name, to: one.to.candidates[0]?.id ?? one.to.name, fromKind: one.from.candidates.length === 0 ? one.from.kind : '', toKind: one.to.candidates.length === 0 ? one.to.kind : '', since: one.since, until: one.until })}">${t('就是這樣，填進來', 'Yes: fill it in')}</a>`}</p></li>
`)}</ul>
`}`
}
