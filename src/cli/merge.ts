import { Directory } from '../archive/access/directory.ts'
import { storedRecord } from '../archive/contribute/record.ts'
import { distinctions, distinguish, undistinguish } from '../archive/merge/distinct.ts'
import { merge as mergeInto, unmerge as part } from '../archive/merge/merge.ts'
import type { MergePorts } from '../archive/merge/ports.ts'
import { mergePreview, unmergePreview, type MergePreview, type UnmergePreview } from '../archive/merge/preview.ts'
import type { Actor } from '../model/actor.ts'
import { badInput, notFound } from '../model/errors.ts'
import { isId, newId, type Id } from '../model/ids.ts'
import type { Asking } from '../questions/context.ts'
import { entityNamed } from '../questions/resolve.ts'
import { SHARED, type Command, type Invocation } from './command.ts'
import { withAccounts, withArchive } from './open.ts'
import { flag, numberOption, textOption } from './options.ts'
import { faint, relationText, strong } from './text.ts'

interface Desk {
  readonly ports: MergePorts
  readonly actor: Actor
  readonly asking: Asking
  readonly options: Invocation['options']
  readonly out: (text: string) => void
}

/** Whoever does it looks with their own eyes: maintenance sees all, others what they may see. */
const withDesk = (invocation: Invocation, use: (desk: Desk) => Promise<void>): Promise<void> =>
  withArchive(invocation, ({ graph, vocabulary, asking, actor }) => withAccounts((accounts) => use({
    ports: { graph, vocabulary, directory: new Directory({ graph, accounts }) }, actor, asking: { ...asking, viewer: actor.viewer }, options: invocation.options, out: invocation.out,
  })))

const reasonOf = ({ options }: Desk): string => {
  const reason = textOption(options, 'reason')
  if (reason === undefined || reason.trim() === '') throw badInput('--reason', '請寫為什麼：--reason TEXT (say why)')
  return reason
}

/** The record itself, also one that is merged: by its id, else what the name means. */
const idOf = async ({ asking }: Desk, text: string, field: string): Promise<Id> => (isId(text) ? text : (await entityNamed(asking, text, field)).id)

async function versionOf({ ports, actor }: Desk, id: Id): Promise<string> {
  const version = (await storedRecord(ports, actor.viewer, id))?.version
  if (version == null) throw notFound(id)
  return version
}

export const merge: Command = {
  usage: 'A B --reason TEXT [--dry-run] [--json]      A becomes part of B, and leads there from then on',
  summary: '合併 Merges an entity into another, with a preview; nothing is lost, unmerge parts them again',
  options: { ...SHARED.json, reason: { type: 'string' }, 'dry-run': { type: 'boolean' } },
  words: [2, 2],
  run: (invocation) => withDesk(invocation, async (desk) => {
    const { options, out, ports, actor } = desk
    const [id, into] = [await idOf(desk, invocation.words[0]!, 'A'), await idOf(desk, invocation.words[1]!, 'B')]
    const preview = await mergePreview(ports, actor, id, into)
    if (flag(options, 'dry-run')) return flag(options, 'json') ? out(JSON.stringify(preview, null, 2)) : told(desk, preview)
    const { changeset } = await mergeInto(ports, actor, { id, into, version: await versionOf(desk, id), reason: reasonOf(desk), key: `cli:${newId()}` })
    if (flag(options, 'json')) return out(JSON.stringify({ id, into, changeset }))
    told(desk, preview)
    out(`合併好了。要分開：fangzhi unmerge ${id}`)
  }),
}

function told({ out, asking }: Desk, { text, moves, meets, aside, contents, names, identifiers, fields, exact, wider, obstacles }: MergePreview): void {
  const least = exact ? '' : '至少 '
  out(strong(text))
  out(`  過去的關係：${least}${moves.count}${moves.types.length === 0 ? '' : `（${moves.types.map(({ type, count }) => `${type} ${count}`).join('、')}）`}，其中兩邊都有、會並列的：${least}${meets.count}`)
  for (const relation of meets.examples) out(faint(`    ${relationText(relation, asking.vocabulary)}`))
  if (aside.count > 0) {
    out(`  兩者之間的關係，合併期間擱置：${least}${aside.count}`)
    for (const relation of aside.examples) out(faint(`    ${relationText(relation, asking.vocabulary)}`))
  }
  if (contents > 0) out(`  過去的文字和檔案：${contents}`)
  if (names.length > 0) out(`  多出的名稱：${names.map((name) => name.text).join('、')}`)
  if (identifiers.length > 0) out(`  多出的識別碼：${identifiers.map(({ scheme, value }) => `${scheme} ${value}`).join('、')}`)
  for (const { code, from, into } of fields) out(`  ${asking.vocabulary.fields.get(code)?.label['zh-Hant'] ?? code}不同：${String(from)}／${String(into)}（頁面顯示後者，前者留在自己的紀錄裡）`)
  if (wider) out('  留下的那一筆有更多人看得到；併過去的名稱和關係，讀者不變。')
  for (const obstacle of obstacles) out(`  ✗ ${obstacle}`)
}

export const unmerge: Command = {
  usage: 'ID --reason TEXT [--apart] [--dry-run] [--json]      --apart: remembers that the two are not the same',
  summary: '拆開 Parts a merged entity again; what was added since stays with the entity it was recorded for',
  options: { ...SHARED.json, reason: { type: 'string' }, apart: { type: 'boolean' }, 'dry-run': { type: 'boolean' } },
  words: [1, 1],
  run: (invocation) => withDesk(invocation, async (desk) => {
    const { options, out, ports, actor } = desk
    const id = await mergedOne(desk, invocation.words[0]!)
    const preview = await unmergePreview(ports, actor, id)
    if (flag(options, 'dry-run')) return flag(options, 'json') ? out(JSON.stringify(preview, null, 2)) : partedLines(desk, preview)
    const { changeset } = await part(ports, actor, { id, version: await versionOf(desk, id), reason: reasonOf(desk), key: `cli:${newId()}`, apart: flag(options, 'apart') })
    if (flag(options, 'json')) return out(JSON.stringify({ id, changeset }))
    partedLines(desk, preview)
    out(`分開了。要收回：fangzhi revert ${changeset}`)
  }),
}

/** By its id; or by a name that just one of those merged into what the name means has. */
async function mergedOne(desk: Desk, text: string): Promise<Id> {
  if (isId(text)) return text
  const { merged, name } = (await desk.asking.graph.entities([await idOf(desk, text, 'ID')], desk.asking.viewer)).values().next().value!
  const named = merged.filter((one) => one.name === text)
  if (named.length === 1) return named[0]!.id
  throw badInput('ID', `請用編號說是哪一筆，「${name}」裡有：${merged.map((one) => `${one.name} ${one.id}`).join('、') || '沒有併入的'} (say which by its id)`)
}

function partedLines({ out }: Desk, { text, relations, exact, rule, by, at }: UnmergePreview): void {
  out(strong(text))
  out(`  記在它名下的關係：${exact ? '' : '至少 '}${relations}　當初合併：${by} ${new Date(at).toISOString().slice(0, 10)}`)
  if (rule !== undefined) out(`  這是規則 ${rule} 合併的，下次匯入會再合併；加 --apart 記下它們不是同一個。`)
}

export const distinct: Command = {
  usage: 'A B --reason TEXT [--json]      A and B are not the same\n  list [NAME] [--first 20] [--after CURSOR]      what was found so\n  undo ID --reason TEXT',
  summary: '不是同一個 Remembers that two entities are not the same: never suggested again, joined by no rule',
  options: { ...SHARED.json, ...SHARED.paging, reason: { type: 'string' } },
  words: [1, 2],
  run: (invocation) => withDesk(invocation, async (desk) => {
    const { out, options, ports, actor, asking } = desk
    const [first, second] = invocation.words as [string, string | undefined]
    if (first === 'list') {
      const [many, after] = [numberOption(options, 'first'), textOption(options, 'after')]
      const page = await distinctions(asking, { ...(second === undefined ? {} : { of: await idOf(desk, second, 'NAME') }), ...(many && { first: many }), ...(after && { after }) })
      if (flag(options, 'json')) return out(JSON.stringify(page, null, 2))
      if (page.items.length === 0 && !page.hasNextPage) out('還沒有記下的。')
      for (const { id, one, other, reason, at } of page.items) out(`「${one.name}」≠「${other.name}」${reason === undefined ? '' : `：${reason}`}　${new Date(at).toISOString().slice(0, 10)}  ${faint(id)}`)
      if (page.hasNextPage) out(`接著看：--after ${page.endCursor}`)
      return
    }
    if (second === undefined) throw badInput('distinct', '用法：fangzhi distinct A B --reason TEXT')
    const key = `cli:${newId()}`
    const { changeset } = first === 'undo'
      ? await undistinguish(ports, actor, { id: second, reason: reasonOf(desk), key })
      : await distinguish(ports, actor, { one: await idOf(desk, first, 'A'), other: await idOf(desk, second, 'B'), reason: reasonOf(desk), key })
    if (flag(options, 'json')) return out(JSON.stringify({ changeset }))
    out(first === 'undo' ? '收回了：它們可能是同一個。' : '記下了：它們不是同一個，不會再建議合併，匯入時也不會自動合併。')
  }),
}
