import { amend } from '../archive/review/amend.ts'
import { decidedWith, queue, queueItem, said, textsOn, type QueueItem } from '../archive/review/queue.ts'
import { settle } from '../archive/review/settle.ts'
import { partText, titleOf } from '../archive/review/titles.ts'
import { every } from '../graph/every.ts'
import type { WaitingQuery } from '../graph/port.ts'
import { valueText } from '../graph/wording.ts'
import { audienceTold, type Viewer } from '../model/audience.ts'
import { badInput, notFound } from '../model/errors.ts'
import { isId, type Id } from '../model/ids.ts'
import { KINDS, RECORD_TYPES, type Kind, type RecordType } from '../model/records.ts'
import { entityNamed } from '../questions/resolve.ts'
import { SHARED, type Command, type Invocation } from './command.ts'
import { withArchive, type Opened } from './open.ts'
import { flag, listOption, numberOption, textOption } from './options.ts'
import { itemLines, settledLine, valuesOf } from './review-text.ts'
import { workThrough } from './review-work.ts'
import { faint, strong } from './text.ts'

const VERBS = ['list', 'show', 'work', 'accept', 'return', 'decline', 'edit'] as const
const ORDERS = ['oldest', 'newest', 'confidence'] as const

export const review: Command = {
  usage: '[list|show|work|accept|return|decline|edit] [ID …] [FILTERS] [--reason TEXT] [--part PART,…] [--rest return] [--over] [--partly] [--dry-run] [--json]\n'
    + '  list                     what waits for a decision, with the words it rests on\n'
    + '  show ID                  one of them; of a proposed change three texts: what its author saw, theirs, what stands now\n'
    + '  work                     by the keyboard, number by number\n'
    + '  accept ID …              publishes; or, without ids, all that the filters find\n'
    + '  return ID … --reason …   gives back to its author, who sees the words\n'
    + '  decline ID … --reason …  turns down\n'
    + '  edit ID [--type TYPE] [--from NAME] [--to NAME] [--start DATE] [--end DATE]   corrects a relation and publishes it\n'
    + '  FILTERS: [--records relation,proposal,…] [--types RELATION,…] [--kinds KIND,…] [--work NAME] [--confidence 0.8] [--state returned] [--since DAY] [--until DAY] [--order oldest|newest|confidence] [--first 20] [--after CURSOR]',
  summary: '審閱 What people, extractors and imports propose: look, accept, return, decline, edit',
  options: {
    ...SHARED.json, ...SHARED.paging, work: { type: 'string' }, types: { type: 'string' }, confidence: { type: 'string' }, reason: { type: 'string' }, 'dry-run': { type: 'boolean' },
    records: { type: 'string' }, kinds: { type: 'string' }, state: { type: 'string' }, since: { type: 'string' }, until: { type: 'string' }, order: { type: 'string' },
    part: { type: 'string' }, rest: { type: 'string' }, over: { type: 'boolean' }, partly: { type: 'boolean' },
    type: { type: 'string' }, from: { type: 'string' }, to: { type: 'string' }, start: { type: 'string' }, end: { type: 'string' },
  },
  words: [0, 1_000],
  run: (invocation) => withArchive(invocation, async (archive) => {
    const [verb = 'list', ...ids] = invocation.words
    if (!(VERBS as readonly string[]).includes(verb)) throw badInput('review', `「${verb}」 is none of ${VERBS.join(', ')}`)
    const wrong = ids.find((id) => !isId(id))
    if (wrong !== undefined) throw notFound(wrong)
    const query = await queryOf(archive, invocation)
    switch (verb) {
      case 'list': return list(archive, invocation, query)
      case 'show': return show(archive, invocation, ids)
      case 'work': return workThrough(archive, invocation, query)
      case 'edit': return edit(archive, invocation, ids)
      default: return decided(archive, invocation, verb as 'accept' | 'return' | 'decline', ids, query)
    }
  }),
}

async function queryOf({ asking }: Opened, { options }: Invocation): Promise<WaitingQuery> {
  const [work, state, confidence, order] = ['work', 'state', 'confidence', 'order'].map((name) => textOption(options, name))
  if (state !== undefined && state !== 'proposed' && state !== 'returned') throw badInput('--state', 'proposed or returned')
  const [types, relations, kinds] = [among(options, 'records', RECORD_TYPES), listOption(options, 'types'), among(options, 'kinds', KINDS)]
  return {
    ...(state === undefined ? {} : { state }), ...(types && { types: types as RecordType[] }), ...(relations && { relations }), ...(kinds && { kinds: kinds as Kind[] }),
    ...(work === undefined ? {} : { source: (await entityNamed(asking, work, '--work')).id }),
    ...(confidence === undefined ? {} : { confidence: confidenceOf(confidence) }),
    ...(order === undefined ? {} : { order: one(order, ORDERS, '--order') }),
    ...day('since'), ...day('until'),
  }

  function day(name: 'since' | 'until'): { since?: number; until?: number } {
    const text = textOption(options, name)
    if (text === undefined) return {}
    if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) throw badInput(`--${name}`, `--${name} is a day such as 2026-01-31`)
    return { [name]: Date.parse(`${text}T00:00:00+08:00`) }
  }
}

function among(options: Invocation['options'], name: string, known: readonly string[]): readonly string[] | undefined {
  const listed = listOption(options, name)
  for (const text of listed ?? []) one(text, known, `--${name}`)
  return listed
}

function one<T extends string>(text: string, known: readonly T[], field: string): T {
  if (!(known as readonly string[]).includes(text)) throw badInput(field, `「${text}」 is none of ${known.join(', ')}`)
  return text as T
}

async function list(archive: Opened, { options, out }: Invocation, query: WaitingQuery): Promise<void> {
  const after = textOption(options, 'after')
  const page = await queue(archive.asking, archive.actor, query, { first: numberOption(options, 'first') ?? 20, ...(after === undefined ? {} : { after }) })
  if (flag(options, 'json')) return out(JSON.stringify(page.items.map((item) => told(item, archive.asking.viewer)), null, 2))
  if (page.items.length === 0) return out('沒有待審的。')
  for (const item of page.items) for (const line of itemLines(item, archive.vocabulary)) out(line)
  if (page.hasNextPage) out(`接著看：--after ${page.endCursor}`)
  out(strong('看一項：fangzhi review show ID　採納：accept ID …　退回或不採納：return、decline ID … --reason 原因　用鍵盤審：fangzhi review work'))
}

/** For machines: without the numbers of versions, which count what is hidden, and without protocols that are not theirs to know. */
function told({ head: _, target, record, ...item }: QueueItem, viewer: Viewer): object {
  const { base: __, ...rest } = record as QueueItem['record'] & { base?: number }
  return { ...item, record: { ...rest, audience: audienceTold(record.audience, viewer) }, ...(target === undefined ? {} : { target: target.id }) }
}

async function show(archive: Opened, { options, out }: Invocation, ids: readonly Id[]): Promise<void> {
  if (ids.length !== 1) throw badInput('review', 'show takes one id')
  const { asking, actor, vocabulary } = archive
  const item = await queueItem(asking, actor, ids[0]!)
  if (item === undefined) throw notFound(ids[0]!)
  const [texts, along] = [await textsOn(asking, item), await decidedWith(asking, item)]
  if (flag(options, 'json')) return out(JSON.stringify({ ...told(item, asking.viewer), texts, with: along.map(({ id }) => id) }, null, 2))
  for (const line of itemLines(item, vocabulary)) out(line)
  const valueIn = await valuesOf(asking)
  for (const { part, base, theirs, now, moved, conflict } of texts) {
    out(strong(`  ${partText(part, vocabulary)}`) + (conflict ? '　※ 提出後被改過 (its base has moved)' : moved ? '　提出後也改成這樣' : ''))
    out(`    提出時：${valueIn(part, base)}`)
    out(`    提議　：${valueIn(part, theirs)}`)
    if (moved) out(`    現在　：${valueIn(part, now)}`)
  }
  for (const { field, after } of said(item)) out(`  ${partText(field, vocabulary)}：${valueText(after)}`)
  for (const { id, record } of along) if (record !== null) out(faint(`  一起決定：${titleOf(record, undefined, vocabulary)}  ${id}`))
}

async function edit(archive: Opened, { options, out }: Invocation, ids: readonly Id[]): Promise<void> {
  if (ids.length !== 1) throw badInput('review', 'edit takes one id')
  if (flag(options, 'dry-run')) throw badInput('--dry-run', 'edit has no --dry-run; look with `fangzhi review list`, and take it back with `fangzhi revert`')
  const [type, start, end, reason] = ['type', 'start', 'end', 'reason'].map((name) => textOption(options, name))
  const [from, to] = [await idOf('from'), await idOf('to')]
  const { changeset } = await amend(archive.graph, archive.actor, ids[0]!, { ...(type && { type }), ...(from && { from }), ...(to && { to }), ...(start && { start }), ...(end && { end }) }, reason === undefined ? {} : { reason })
  out(flag(options, 'json') ? JSON.stringify({ id: ids[0], changeset }) : `改好並發布了。要收回：fangzhi revert ${changeset}`)

  async function idOf(name: string): Promise<Id | undefined> {
    const text = textOption(options, name)
    return text === undefined ? undefined : (await entityNamed(archive.asking, text, `--${name}`)).id
  }
}

async function decided(archive: Opened, { options, out }: Invocation, decision: 'accept' | 'return' | 'decline', ids: readonly Id[], query: WaitingQuery): Promise<void> {
  if (ids.length === 0 && Object.keys(query).every((key) => key === 'order' || key === 'state')) throw badInput('review', `${decision}: name ids, or say which by filters (--work, --types, --confidence …)`)
  const { graph, asking, actor } = archive
  const chosen = ids.length > 0 ? ids : (await Array.fromAsync(every((page) => graph.waiting(query, asking.viewer, page), 500))).map(({ id }) => id)
  const [parts, words, rest] = [listOption(options, 'part'), textOption(options, 'reason'), textOption(options, 'rest')]
  if (decision !== 'accept' && words === undefined) throw badInput('--reason', '請寫原因，提出的人會看到 (say why: --reason TEXT)')
  const dryRun = flag(options, 'dry-run')
  if (chosen.length === 0) return out(flag(options, 'json') ? JSON.stringify({ outcomes: [], records: 0 }) : '沒有符合的。')
  const settled = await settle(graph, actor, {
    ids: chosen, decision, origin: 'cli', dryRun, over: flag(options, 'over'), partly: flag(options, 'partly'),
    ...(words === undefined ? {} : { words }), ...(parts === undefined ? {} : { parts }), ...(rest === undefined ? {} : { rest: one(rest, ['close', 'return'] as const, '--rest') }),
  })
  if (flag(options, 'json')) return out(JSON.stringify(settled))
  out(`${dryRun ? '試算（沒有寫入）：' : ''}${settledLine(decision, settled)}`)
  for (const { id, left } of settled.outcomes) if (left !== undefined) out(`  留下 ${id}：${left.message}`)
}

function confidenceOf(text: string): number {
  const value = Number(text)
  if (!(value >= 0 && value <= 1)) throw badInput('--confidence', `--confidence is a number from 0 to 1, not 「${text}」`)
  return value
}
