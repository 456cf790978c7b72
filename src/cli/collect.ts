import { Directory } from '../archive/access/directory.ts'
import { jsonOf } from '../archive/collections/blocks.ts'
import { changeCollection, type Changing } from '../archive/collections/change.ts'
import { createCollection } from '../archive/collections/create.ts'
import { freezeCollection, unfreezeCollection, withdrawCollection } from '../archive/collections/freeze.ts'
import { collections } from '../archive/collections/list.ts'
import type { BlockView } from '../archive/collections/exhibit.ts'
import type { Questions, ShelfPorts, Shelves } from '../archive/collections/ports.ts'
import { collection, type CollectionView, type MemberView } from '../archive/collections/view.ts'
import type { Written } from '../archive/contribute/write.ts'
import { every } from '../graph/every.ts'
import { EVERYONE } from '../model/audience.ts'
import { ArchiveError, badInput, notFound } from '../model/errors.ts'
import { isId, newId, type Id } from '../model/ids.ts'
import type { State } from '../model/records.ts'
import { collected, needsIndex, putIn } from '../questions/collected.ts'
import { FAMILY } from '../questions/family.ts'
import { givenIn } from '../questions/permalink.ts'
import { entityNamed } from '../questions/resolve.ts'
import { readAudience } from './audience.ts'
import { SHARED, type Command, type Invocation } from './command.ts'
import { letIndexFollow, withAccounts, withArchive, withSearch, type Opened } from './open.ts'
import { flag, textOption } from './options.ts'
import { faint, relationText, strong } from './text.ts'

interface Desk {
  readonly archive: Opened
  readonly shelves: Shelves
  readonly ports: ShelfPorts
  readonly directory: Directory
  readonly words: readonly string[]
  readonly invocation: Invocation
}

interface Verb {
  /** How many words it takes, least and most. */
  readonly words: readonly [number, number]
  readonly usage: string
  readonly reads?: true
  readonly run: (desk: Desk) => Promise<void>
}

const VERBS: Readonly<Record<string, Verb>> = {
  list: { words: [0, 0], usage: '[--include-proposed]', reads: true, run: list },
  show: { words: [1, 1], usage: 'COLLECTION', reads: true, run: show },
  create: { words: [1, 1_000], usage: 'NAME [ITEM …] [--question \'related?of=社會局\'] [--exhibit] [--description TEXT] [--audience AUDIENCE] [--state published]', run: create },
  add: { words: [2, 501], usage: 'COLLECTION ITEM … [--reason TEXT] [--before ITEM]', run: (desk) => change(desk, async (items, before) => ({ add: items.map((item) => ({ item, ...reasonOf(desk) })), ...before }), '放進了') },
  remove: { words: [2, 501], usage: 'COLLECTION ITEM …', run: (desk) => change(desk, async (items) => ({ remove: items }), '拿掉了') },
  move: { words: [2, 501], usage: 'COLLECTION ITEM … [--before ITEM]', run: (desk) => change(desk, async (items, before) => ({ move: items, ...before }), '移動了') },
  publish: { words: [1, 1], usage: 'COLLECTION [--audience AUDIENCE] [--state proposed]', run: publish },
  freeze: { words: [1, 1], usage: 'COLLECTION   what its question gives today stays', run: async (desk) => { await told(desk, freezeCollection(desk.ports, desk.archive.actor, await versioned(desk)), '凍結了。') } },
  unfreeze: { words: [1, 1], usage: 'COLLECTION', run: async (desk) => { await told(desk, unfreezeCollection(desk.ports, desk.archive.actor, await versioned(desk)), '解凍了。') } },
  withdraw: { words: [1, 1], usage: 'COLLECTION --reason TEXT', run: async (desk) => { await told(desk, withdrawCollection(desk.ports, desk.archive.actor, { ...await versioned(desk), reason: textOption(desk.invocation.options, 'reason') ?? '' }), '撤下了。') } },
}

export const collect: Command = {
  usage: `VERB …  [--json]\n${Object.entries(VERBS).map(([verb, { usage }]) => `  ${verb.padEnd(9)} ${usage}`).join('\n')}\n\nCOLLECTION、ITEM：名稱或 id`,
  summary: '專題 Collections: by hand, by a question, exhibits; docs/collections.md',
  options: {
    ...SHARED.json, 'include-proposed': { type: 'boolean' }, question: { type: 'string' }, exhibit: { type: 'boolean' }, description: { type: 'string' }, audience: { type: 'string' }, state: { type: 'string' },
    reason: { type: 'string' }, before: { type: 'string' },
  },
  words: [1, 1_001],
  run: async (invocation) => {
    const [name = '', ...words] = invocation.words
    const verb = Object.hasOwn(VERBS, name) ? VERBS[name] : undefined
    if (verb === undefined) throw badInput('collect', `「${name}」 is none of ${Object.keys(VERBS).join(', ')}`)
    if (words.length < verb.words[0] || words.length > verb.words[1]) throw badInput('collect', `用法：fangzhi collect ${name} ${verb.usage}`)
    await withArchive(invocation, (archive) => withAccounts(async (accounts) => {
      const { graph, vocabulary, asking } = archive
      const directory = new Directory({ graph, accounts })
      // the index is opened only for what needs it
      const questions: Questions = { putIn, collected: (put, most) => (needsIndex(put) ? withSearch(invocation, (opened) => collected(opened.asking, put, most)) : collected(asking, put, most)) }
      // what is written is seen as whoever writes: maintenance sees all
      const viewer = verb.reads === true ? asking.viewer : archive.actor.viewer
      const shelves = { graph, directory, viewer, actor: archive.actor, questions }
      await verb.run({ archive, shelves, ports: { graph, directory, vocabulary, questions }, directory, words, invocation })
    }))
  },
}

const listAll = (shelves: Shelves, includeProposed: boolean): AsyncGenerator<CollectionView> => every((page) => collections(shelves, { ...page, includeProposed }), 50)

async function list({ shelves, invocation: { options, out } }: Desk): Promise<void> {
  const all = await Array.fromAsync(listAll(shelves, flag(options, 'include-proposed')))
  if (flag(options, 'json')) return out(JSON.stringify(all.map(summary), null, 2))
  if (all.length === 0) return out('還沒有專題。')
  for (const view of all) out(`${strong(view.entity.name)}  ${view.total} 項${stateText(view)}  ${faint(view.id)}`)
}

const summary = ({ id, entity, manner, state, total, frozenOn, question }: CollectionView): object => ({ id, entity, manner, state, total, frozenOn, question })
const stateText = ({ state, frozenOn }: CollectionView): string => `${state === 'published' ? '' : state === 'draft' ? '（草稿）' : '（待審）'}${frozenOn === undefined ? '' : `（${frozenOn} 凍結）`}`

async function show(desk: Desk): Promise<void> {
  const { archive: { vocabulary }, invocation: { options, out } } = desk
  const view = await named(desk, desk.words[0]!)
  if (flag(options, 'json')) return out(JSON.stringify(view, null, 2))
  out(`${strong(view.entity.name)}  ${view.total} 項${stateText(view)}  ${faint(view.id)}`)
  const memberText = ({ entity, relation, reasons }: MemberView): string => `${entity?.name ?? relationText(relation!, vocabulary)}${reasons.length === 0 ? '' : `：${reasons.join('；')}`}`
  for (const member of view.members) out(`  · ${memberText(member)}  ${faint(member.id)}`)
  for (const block of view.blocks) for (const line of blockLines(block)) out(line)
}

function* blockLines({ number, block, text, caption, title, entity, quotation, items, pinned, question }: BlockView): Generator<string> {
  const said = { text, item: title ?? entity?.name, quotation: quotation && `「${quotation.exact}」——${entity?.name}`, picture: `〔圖〕${entity?.name}`, map: `〔地圖〕${items?.map(({ name }) => name).join('、')}`, graph: `〔圖譜〕${question?.name}` }[block] ?? ''
  yield `  ${number}. ${said}${pinned === undefined ? '' : faint(`（${new Date(pinned.at).toISOString().slice(0, 10)} 的樣子）`)}`
  if (caption !== undefined) yield `     ${caption}`
}

/** By an id, or the only one of this name that the reader is shown. */
async function named({ shelves }: Desk, text: string): Promise<CollectionView> {
  if (isId(text)) {
    const view = await collection(shelves, text)
    if (view === undefined) throw notFound(text)
    return view
  }
  const found: CollectionView[] = []
  for await (const view of listAll(shelves, true)) if (view.entity.name === text) found.push(view)
  if (found.length === 1) return (await collection(shelves, found[0]!.id))!
  if (found.length === 0) throw notFound(`「${text}」`)
  throw new ArchiveError('AMBIGUOUS_NAME', `「${text}」有幾個，請用編號：${found.map(({ id }) => id).join('、')} (several are called so; use an id)`)
}

async function versioned(desk: Desk): Promise<{ key: string; id: Id; version: string }> {
  const { id, version } = await named(desk, desk.words[0]!)
  return { key: newId(), id, version }
}

async function told({ archive, invocation: { options, out } }: Desk, writing: Promise<Written>, done: string): Promise<void> {
  const written = await writing
  await letIndexFollow(archive)
  out(flag(options, 'json') ? JSON.stringify(written, null, 2) : `${done}要收回：fangzhi revert ${written.changeset}`)
}

const reasonOf = ({ invocation: { options } }: Desk): { reason?: string } => {
  const reason = textOption(options, 'reason')
  return reason === undefined ? {} : { reason }
}

const itemOf = async ({ archive: { asking } }: Desk, text: string, field: string): Promise<Id> => (isId(text) ? text : (await entityNamed(asking, text, field)).id)

async function change(desk: Desk, changeOf: (items: readonly Id[], before: Pick<Changing, 'before'>) => Promise<Partial<Changing>>, done: string): Promise<void> {
  const [name, ...texts] = desk.words
  const { id } = await named(desk, name!)
  const items = await Promise.all(texts.map((text) => itemOf(desk, text, 'ITEM')))
  const before = textOption(desk.invocation.options, 'before')
  const parts = await changeOf(items, before === undefined ? {} : { before: await itemOf(desk, before, '--before') })
  await told(desk, changeCollection(desk.ports, desk.archive.actor, { key: newId(), id, ...parts }), `${done} ${items.length} 項。`)
}

async function readers({ archive: { actor }, directory, invocation: { options } }: Desk, isNew: boolean): Promise<Pick<Changing, 'audience' | 'state'>> {
  const [audience, state] = [textOption(options, 'audience'), textOption(options, 'state')]
  // what no account writes is nobody's alone
  if (isNew && actor.account === 'maintenance' && audience === undefined && state === undefined) return { audience: EVERYONE, state: 'published' }
  return { ...(audience === undefined ? {} : { audience: readAudience(await directory.table(), actor, audience) }), ...(state === undefined ? {} : { state: state as State }) }
}

async function create(desk: Desk): Promise<void> {
  const { options } = desk.invocation
  const [name, ...texts] = desk.words
  const [question, description] = [textOption(options, 'question'), textOption(options, 'description')]
  const add = await Promise.all(texts.map(async (text) => ({ item: await itemOf(desk, text, 'ITEM'), ...reasonOf(desk) })))
  await told(desk, createCollection(desk.ports, desk.archive.actor, {
    key: newId(), manner: question !== undefined ? 'question' : flag(options, 'exhibit') ? 'exhibit' : 'manual', name: name!, ...await readers(desk, true),
    ...(description === undefined ? {} : { description }), ...(question === undefined ? {} : { question: JSON.stringify(askedBy(question)) }), ...(add.length === 0 ? {} : { add }),
  }), `建了專題「${name}」。`)
}

/** `related?of=社會局`, an address, or JSON. */
function askedBy(text: string): unknown {
  if (text.trim().startsWith('{')) return jsonOf(text, '--question')
  const [, name = '', query = ''] = /^(?:.*\/answers\/)?([A-Za-z]+)[^?]*\??(.*)$/.exec(text) ?? []
  const parameters = new URLSearchParams(query)
  parameters.delete('format')
  const one = FAMILY.get(name)
  return { name, arguments: one === undefined ? Object.fromEntries(parameters) : givenIn(one, parameters) }
}

async function publish(desk: Desk): Promise<void> {
  await told(desk, changeCollection(desk.ports, desk.archive.actor, { ...await versioned(desk), state: 'published', ...await readers(desk, false) }), '改好了。')
}
