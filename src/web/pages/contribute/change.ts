import { propose } from '../../../archive/contribute/propose.ts'
import type { ContentInput, WriteInput } from '../../../archive/contribute/input.ts'
import { toldVersion, type Told } from '../../../archive/contribute/versions.ts'
import { write } from '../../../archive/contribute/write.ts'
import { decisionOn } from '../../../archive/review/mine.ts'
import { changed } from '../../../archive/review/parts.ts'
import { sentWith } from '../../../archive/review/sent-with.ts'
import { markup as html, type Markup } from '../../../exchange/markup.ts'
import { writer, writingPorts } from '../../../http/writing.ts'
import { filesOf, filesProposed } from '../../../model/content.ts'
import { badInput, notFound } from '../../../model/errors.ts'
import type { Head } from '../../../model/changeset.ts'
import { newId, type Id } from '../../../model/ids.ts'
import { allowed, demand } from '../../../model/permissions.ts'
import type { ContentRecord, EntityRecord, ProposalRecord, RelationRecord } from '../../../model/records.ts'
import type { Call } from '../../call.ts'
import { choice, field, hidden, mistakesList } from '../../form.ts'
import type { Page, Redirect } from '../../page.ts'
import type { Handler } from '../../route.ts'
import { own } from '../../parts/entity.ts'
import { addressOf } from './address.ts'
import { entityChanged, entityQuestions, fillEntity } from './change-entity.ts'
import { fillRelation, nameEnds, relationChanged, relationQuestions } from './change-relation.ts'
import { movedUp } from './files.ts'
import { fillFiles, filesAdded, filesChanged, filesFieldOf, filesQuestions } from './mended-files.ts'
import { posted, said } from './posted.ts'
import { subject, type Subject } from './subject.ts'
import { Wrong } from './wrong.ts'

/** What is changed: a thing that stands, or what somebody sent and has not been decided. */
interface Changing extends Subject {
  /** A content only where a proposal is said anew. */
  readonly record: EntityRecord | RelationRecord | ContentRecord
  /** Somebody's own that is not public yet: it is changed itself, and sent again. */
  readonly isOpen: boolean
  /** Texts that were sent with it, and can be written anew. */
  readonly texts: readonly ContentRecord[]
  /** Contents with files, which can be others; undefined where files are not taken in, or a proposal of something else is said anew: that is one change. */
  readonly files?: readonly ContentRecord[]
  /** What is said anew. */
  readonly proposal?: { readonly record: ProposalRecord; readonly version: string }
}

/** `GET /contribute?change=ID`: an entity or a relation, to propose a change of it; one's own that was given back, to send it again. `amends`: a proposal of one's own, said anew, also of a text or of files. */
export async function changeForm(call: Call): Promise<Page | Redirect> {
  demand(call.actor, 'propose')
  const changing = await changingOf(call, call.query.get('change'), call.query.get('amends'))
  const form = new URLSearchParams({ key: newId(), filesKey: newId(), id: changing.head.id, version: changing.stored.version })
  let { record } = changing
  const { proposal } = changing
  if (proposal !== undefined) {
    record = changed(record, proposal.record.changes ?? {}) as typeof record
    form.set('amends', proposal.record.id)
    form.set('amendsVersion', proposal.version)
    form.set('words', proposal.record.words ?? '')
  }
  const asProposed = (content: ContentRecord): ContentRecord => (content.id === record.id ? record as ContentRecord : content)
  if (record.type === 'entity') fillEntity(form, record)
  else if (record.type === 'relation') fillRelation(form, record, await call.asking.graph.entities([record.from, record.to], call.asking.viewer))
  for (const { id, passages } of changing.texts.map(asProposed)) form.set(`text.${id}`, passages.map(({ text }) => text).join('\n\n'))
  fillFiles(form, (changing.files ?? []).map(asProposed))
  return shown(call, changing, form, new Wrong(call))
}

/** @param amends the proposal that is said anew */
async function changingOf(call: Call, id: string | null, amends: string | null): Promise<Changing> {
  const standing = await subject(call, id)
  const { record, state } = standing.head
  const proposal = amends === null ? undefined : await proposalOn(call, record.id, amends)
  const one = { ...standing, ...(proposal === undefined ? {} : { proposal }) }
  if (record.type === 'content' && proposal !== undefined) {
    return { ...one, record, isOpen: false, texts: [record].filter(isWritten), ...(call.context.receipts === undefined ? {} : { files: record.files === undefined ? [] : [record] }) }
  }
  if (record.type !== 'entity' && record.type !== 'relation') throw notFound(id ?? '')
  const isOpen = record.by !== undefined && record.by === call.actor?.account && (state === 'draft' || state === 'proposed' || state === 'returned')
  if (!isOpen && state !== 'published') throw badInput('id', call.t('這一筆還沒有公開，要等負責的人決定。', 'This is not public yet: whoever is in charge decides first.'))
  if (record.type !== 'entity' || record.kind !== 'Entry') return { ...one, record, isOpen, texts: [] }
  const contents = await contentsOf(call, one.head, isOpen)
  return {
    ...one, record, isOpen, texts: contents.filter(isWritten),
    ...(proposal === undefined && call.context.receipts !== undefined ? { files: contents.filter(({ files }) => files !== undefined) } : {}),
  }
}

/** A text that was not read from a file, and can be written anew. */
const isWritten = ({ passages, original }: ContentRecord): boolean => passages.length > 0 && original === undefined

async function proposalOn(call: Call, target: Id, id: string): Promise<NonNullable<Changing['proposal']>> {
  const { head: { record }, stored: { version } } = await subject(call, id)
  if (record.type !== 'proposal' || record.target !== target) throw notFound(id)
  return { record, version }
}

/** What people wrote and sent files with: what came with it and stands as it does, or of what is public the first few. */
async function contentsOf({ asking: { graph, viewer }, actor }: Call, head: Head, isOpen: boolean): Promise<ContentRecord[]> {
  const heads = isOpen ? await sentWith(graph, actor!, head) : [...(await graph.heads((await graph.contents(head.id, viewer, { first: 5 })).items.flatMap(({ id, state }) => (state === 'published' ? [id] : [])), viewer)).values()]
  return heads.flatMap(({ record }) => (record?.type === 'content' && record.entity === head.id ? [record] : [])).sort((one, other) => one.order - other.order)
}

/** `POST /contribute/change` */
export const change: Handler = async (call) => {
  const { form, refused } = await posted(call, call.actor)
  const wrong = new Wrong(call)
  for (const [field, message] of refused) wrong.add(field, message)
  const changing = await changingOf(call, form.get('id'), form.get('amends'))
  await nameEnds(call, form, ['from', 'to'])
  if (call.actor === undefined) {
    wrong.signedOut(call)
    return shown(call, changing, form, wrong)
  }
  const action = form.get('action') ?? ''
  if (action.startsWith('up-')) movedUp(form, action.slice('up-'.length))
  if (/^(?:up|more)-/.test(action)) return shown(call, changing, form, wrong, action.startsWith('more-') ? action.slice('more-'.length) : undefined)
  const { record, files = [] } = changing
  const made = record.type === 'entity' ? entityChanged(call, form, record, wrong) : record.type === 'relation' ? await relationChanged(call, form, record, wrong) : undefined
  const texts = changing.texts.filter(({ id, passages }) => form.has(`text.${id}`) && said(form, `text.${id}`).replaceAll('\r\n', '\n') !== passages.map(({ text }) => text).join('\n\n'))
  const others = filesChanged(form, files, changing.proposal === undefined ? [] : filesProposed(changing.proposal.record, record))
  const told = { table: await call.context.people().directory.table(), viewer: call.asking.viewer }
  const added = changing.files === undefined || record.type !== 'entity' ? [] : filesAdded(form, told, changing.head, record, changing.texts)
  const empty = [...others].find(([, left]) => left.length === 0)?.[0]
  if (empty !== undefined && changing.texts.length === 0 && files.every(({ id }) => others.get(id)?.length === 0)) wrong.add(`files.${empty}`, changing.isOpen ? call.t('沒有故事，就要留一個檔案；整份都不要了，請到「我寫的」收回', 'Without a story a file has to stay: to take all of it back go to your contributions') : call.t('沒有故事，就要留一個檔案；整份都不該在，請用「回報問題」', 'Without a story a file has to stay: where all of it should go, report it'))
  const isDirect = form.get('how') === 'write'
  if (said(form, 'words') === '' && !changing.isOpen) wrong.add('words', call.t('請寫為什麼，審的人會看到', 'Say why: whoever decides reads it'))
  if (made === undefined && texts.length === 0 && others.size === 0 && added.length === 0 && !wrong.any && changing.head.state !== 'returned') wrong.add('', call.t('還沒有改任何東西', 'Nothing is changed yet'))
  if (wrong.any) return shown(call, changing, form, wrong)
  const part = record.type === 'entity' ? 'entity' : 'relation'
  const input: WriteInput = { [part]: { ...made?.input, id: record.id, version: said(form, 'version'), ...(changing.isOpen ? { state: 'proposed' } : {}) } }
  const done = await wrong.tried(async () => {
    const key = said(form, 'key')
    const ports = writingPorts(call.context)
    if (changing.isOpen) return write(ports, writer(call.context), { key, reason: said(form, 'words') || call.t('改好再送', 'Mended'), operations: [input, ...await again(call, changing, told, contentsAnew(texts, others, form)), ...added] })
    const operations = [...(made === undefined ? [] : [input]), ...anew(told, changing, contentsAnew(texts, others, form), said(form, 'words'))]
    if (isDirect) return write(ports, writer(call.context), { key, reason: said(form, 'words'), operations: [...operations, ...added.map(({ content }) => ({ content: { ...content, state: 'published' } }) as WriteInput)] })
    // what is new is no change of something: it is sent by itself, and decided by itself
    if (added.length > 0) {
      const sent = await write(ports, writer(call.context), { key: said(form, 'filesKey'), reason: said(form, 'words'), operations: added })
      if (operations.length === 0) return sent
    }
    const amends = form.has('amends') ? { id: said(form, 'amends') as Id, version: said(form, 'amendsVersion') } : undefined
    return propose(ports, writer(call.context), { key, words: said(form, 'words'), operations, ...(amends === undefined ? {} : { amends }) })
  }, (field) => filesFieldOf(form, field, [...others.keys()][0]) ?? made?.fieldOf(field) ?? '')
  if (done === undefined) {
    // seen now: pressed again, it is changed over what stands
    if (wrong.status === 409) form.set('version', changing.stored.version)
    return shown(call, changing, form, wrong)
  }
  return { to: isDirect && !changing.isOpen ? call.href(addressOf(record)) : call.href('/contributions', { done: 'yes' }) }
}

/** Contents of what is public, as they are to be; one that has nothing left goes. */
const anew = (told: Told, { texts, files = [] }: Changing, contents: ReadonlyMap<string, ContentInput>, reason: string): WriteInput[] => [...contents].map(([id, content]): WriteInput => {
  const record = [...texts, ...files].find((one) => one.id === id)!
  const version = toldVersion(told, record)
  return isEmptied(record, content) ? { withdraw: { id, version, reason } } : { content: { id, version, ...content } }
})

const isEmptied = ({ passages, place }: ContentRecord, { files }: ContentInput): boolean => files?.length === 0 && passages.length === 0 && place === undefined

/** Of contents that come to be others, by their ids: how. */
function contentsAnew(texts: readonly ContentRecord[], files: ReturnType<typeof filesChanged>, form: URLSearchParams): ReadonlyMap<string, ContentInput> {
  const all = new Map<string, ContentInput>(texts.map(({ id }) => [id, { text: form.get(`text.${id}`)! }]))
  for (const [id, left] of files) all.set(id, { ...all.get(id), files: left })
  return all
}

/** What was given back with it is sent again with it; what has nothing left goes. */
async function again(call: Call, { head }: Changing, told: Told, contents: ReadonlyMap<string, ContentInput>): Promise<WriteInput[]> {
  return (await sentWith(call.asking.graph, call.actor!, head)).flatMap(({ id, record }): WriteInput[] => {
    const anew = contents.get(id)
    if (record === null || (head.state === 'proposed' && anew === undefined)) return []
    const version = toldVersion(told, record)
    const sent = { id, version, state: 'proposed' } as const
    switch (record.type) {
      case 'content': return [anew !== undefined && isEmptied(record, anew) ? { withdraw: { id, version, reason: call.t('作者自己拿掉', 'Taken out by its author') } } : { content: { ...sent, ...anew } }]
      case 'entity': case 'relation': case 'evidence': return [{ [record.type]: sent }]
      default: return []
    }
  })
}

async function shown(call: Call, changing: Changing, form: URLSearchParams, wrong: Wrong, more?: string): Promise<Page> {
  const { t, href, actor, asking } = call
  const { record, title, head, isOpen, texts, files, proposal } = changing
  const heading = isOpen ? t('改好再送', 'Mend and send again') : t('補充或更正', 'Add or correct')
  const returned = actor === undefined ? {} : head.state === 'returned' ? await decisionOn(asking.graph, actor, head.id) : form.has('amends') ? await decisionOn(asking.graph, actor, said(form, 'amends') as Id) : {}
  return {
    title: `${heading}：${title}`, unlisted: true, islands: [record.type === 'relation' ? 'suggest' : 'map-point'], ...(wrong.any ? { status: wrong.status } : {}),
    main: html`<h1>${heading}</h1>
<p><a href="${href(addressOf(record))}"${own(call)}>${title}</a></p>
${returned.decision === undefined ? '' : html`<p class="became">${t('審的人說：', 'Whoever settled it says:')}</p><p class="words"${own(call)}>${returned.decision.words}</p>
`}${mistakesList(call, wrong.mistakes)}<form class="entry" method="post" action="${href('/contribute/change')}"${call.context.receipts === undefined ? '' : html` enctype="multipart/form-data"`}>
${files === undefined ? '' : html`<button class="unseen" tabindex="-1">${t('送出', 'Send')}</button>
`}${['key', 'filesKey', 'id', 'version', 'amends', 'amendsVersion'].map((name) => (form.has(name) ? hidden(name, said(form, name)) : ''))}
${texts.map(({ id }, i) => field({ name: `text.${id}`, label: texts.length === 1 ? t('故事', 'The story') : t(`文字（${i + 1}）`, `Text (${i + 1})`), type: 'textarea', rows: 10, value: form.get(`text.${id}`) ?? '', most: 60_000 }))}
${files === undefined ? '' : filesQuestions(call, form, files, { mistakes: wrong.mistakes, to: '/contribute/change', ...(proposal === undefined ? {} : { proposed: { id: proposal.record.id, files: filesOf(proposal.record) } }), ...(more === undefined ? {} : { more }) })}${record.type === 'entity' ? entityQuestions(call, form, record, wrong.mistakes) : record.type === 'relation' ? relationQuestions(call, form, wrong) : ''}
${field({ name: 'words', label: isOpen ? t('想對審的人說的話（可以不填）', 'A word to whoever decides (optional)') : t('為什麼要改？從哪裡知道的？', 'Why? Where is it from?'), hint: t('審的人會看到這段話。', 'Whoever decides reads this.'), type: 'textarea', rows: 3, value: form.get('words') ?? '', mistakes: wrong.mistakes, most: 5_000 })}
${!isOpen && !form.has('amends') && actor !== undefined && allowed(actor, 'publish') ? howToSend(call, form) : ''}<div class="buttons"><button>${isOpen ? t('送出', 'Send') : t('送出', 'Send')}</button> <a class="button quiet" href="${href(addressOf(record))}">${t('不改了', 'Leave it')}</a></div>
</form>`,
  }
}

const howToSend = ({ t }: Pick<Call, 't'>, form: URLSearchParams): Markup => choice({
  name: 'how', label: t('怎麼送？', 'How?'), value: said(form, 'how'), options: [{ value: 'propose', label: t('提議，由別人決定', 'as a proposal that somebody else decides') }, { value: 'write', label: t('直接改', 'changed at once') }],
})
