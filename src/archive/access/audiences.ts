import { canRead, checkAudience, EVERYONE, OPEN_PROTOCOLS, type Audience, type Viewer } from '../../model/audience.ts'
import { ArchiveError, badInput } from '../../model/errors.ts'
import type { Protocol, Table } from './table.ts'

/** What somebody writes: ids or labels of protocols, `everyone`, `signed-in`; none at all: themselves alone. */
export interface AudienceInput {
  readonly mode?: 'all' | 'any' | null
  readonly protocols: readonly string[]
}

/** Names that an error lists. */
const MOST_NAMED = 20

const isBuiltIn = (name: string): boolean => (OPEN_PROTOCOLS as readonly string[]).includes(name)

/** Whether somebody may know that there is this protocol: everybody of one that is open or announced, its readers of a silent one. */
export const knows = (viewer: Viewer, { readers }: Protocol): boolean => viewer.whole === true || canRead(readers, viewer)

/** The protocols somebody may know of, in the order of ids. */
export const knownProtocols = ({ protocols }: Table, viewer: Viewer): Protocol[] =>
  [...protocols.values()].filter((protocol) => knows(viewer, protocol)).sort((x, y) => (x.id < y.id ? -1 : 1))

/**
 * The audience somebody means. What they may not know of is not there: the answer is the same.
 * @throws BAD_USER_INPUT, AMBIGUOUS_NAME on the field
 */
export function audienceOf(table: Table, viewer: Viewer, { mode, protocols }: AudienceInput, field = 'audience'): Audience {
  const known = knownProtocols(table, viewer)
  const ids = [...new Set(protocols.map((name) => idOf(known, name, field)))]
  const audience: Audience = { mode: mode ?? 'all', protocols: ids }
  const strict = ids.filter((id) => table.protocols.get(id)?.kind === 'strict').length
  // an open protocol of a community opens the thing as the built-in ones do
  if (audience.mode === 'any' && strict > 0 && strict < ids.length) {
    throw badInput(field, '「任一」不能混用公開與限制的守則：那樣等於所有人都看得到。請改用「全部」，或拿掉公開的守則 (an audience of mode any that mixes open and strict protocols would be readable by everyone)')
  }
  checkAudience(audience)
  return audience
}

function idOf(known: readonly Protocol[], name: string, field: string): string {
  const text = name.trim()
  if (isBuiltIn(text) || known.some(({ id }) => id === text)) return text
  const named = known.filter(({ label }) => label === text)
  if (named.length === 1) return named[0]!.id
  if (named.length > 1) throw new ArchiveError('AMBIGUOUS_NAME', `「${text}」是幾個守則的名稱，請用編號 (several protocols are called so; use an id)`, { field, candidates: named.map(({ id, label, owners }) => ({ id, label, owners })) })
  throw badInput(field, `沒有「${text}」這個守則；有 ${['everyone', 'signed-in', ...known.map(({ label }) => label)].slice(0, MOST_NAMED).join('、')} (there is no such protocol)`)
}

/**
 * What an editor's save makes of an audience: they choose among what they can see, and the rest stays (SEMANTICS 1: a
 * save erased another community's protocol). Where any protocol opens it, others may have a say whom the editor cannot
 * see, so it stays so, and strict: refused whether there are such others or not, or the refusal would tell of them.
 * @throws BAD_USER_INPUT on the field
 */
export function savedAudience(table: Table, viewer: Viewer, before: Audience, chosen: Audience, field = 'audience'): Audience {
  if (viewer.whole === true) return chosen
  const kept = before.protocols.filter((id) => !isBuiltIn(id) && !isKnown(table, viewer, id))
  const protocols = [...new Set([...chosen.protocols, ...kept])]
  // with one protocol both modes say the same
  const turned = chosen.mode !== before.mode && chosen.protocols.length > 1
  if (before.mode === 'any') {
    if (turned || strictIn(table, chosen).length < chosen.protocols.length) throw badInput(field, '讀者屬於幾個守則之一的，別的守則也有分：可以加減限制的守則，不能單方面改成「全部」或公開 (where any of several protocols opens something, others decide, too: it cannot be turned into all, or be opened to everyone, by one side)')
    return { mode: 'any', protocols }
  }
  if (kept.length === 0) return chosen
  // no protocol means its author alone: with what is kept it would mean more readers than before
  if (turned || chosen.protocols.length === 0) throw badInput(field, '這個設定也由別的社群決定，不能單方面改成另一種方式 (others decide this, too: it cannot be turned into another way by one side)')
  return { mode: 'all', protocols }
}

/** What an editor is shown of an audience. */
export const shownAudience = (table: Table, viewer: Viewer, { mode, protocols }: Audience): Audience =>
  ({ mode, protocols: protocols.filter((id) => isBuiltIn(id) || isKnown(table, viewer, id)) })

/** One that is gone counts as one that cannot be seen: it admits nobody, and only its stewards may lift it. */
function isKnown({ protocols }: Table, viewer: Viewer, id: string): boolean {
  const protocol = protocols.get(id)
  return protocol !== undefined && knows(viewer, protocol)
}

/** The strict protocols in an audience: who is a steward of them decides about what they guard. */
export const strictIn = ({ protocols }: Table, audience: Audience): string[] =>
  audience.protocols.filter((id) => !isBuiltIn(id) && protocols.get(id)?.kind !== 'open')

/** In words, as far as the viewer may know. */
export function audienceText(table: Table, viewer: Viewer, audience: Audience): string {
  if (audience.protocols.length === 0) return '只有您自己'
  if (audience.protocols.length === 1 && audience.protocols[0] === EVERYONE.protocols[0]) return '所有人'
  const { protocols } = shownAudience(table, viewer, audience)
  // as far as they may know
  if (protocols.length === 0) return '只有您自己'
  const names = protocols.map((id) =>
    (id === 'everyone' ? '所有人' : id === 'signed-in' ? '登入的人' : table.protocols.get(id)!.kind === 'open' ? `守則「${table.protocols.get(id)!.label}」的讀者（公開）` : `守則「${table.protocols.get(id)!.label}」的成員`))
  return names.join(audience.mode === 'all' ? '，而且也是' : '，或者是')
}
