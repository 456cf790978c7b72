import { members, removeMember, setMember } from '../archive/access/members.ts'
import { faint, table } from './text.ts'
import { wantedRole, type Desk, type Verbs } from './verbs.ts'
import type { Id } from '../model/ids.ts'

/** Who is in a community, or in a protocol whose members are listed. @param groupOf its id, by what was typed */
export function memberVerbs(what: string, groupOf: (desk: Desk, text: string) => Promise<Id>): Verbs {
  const set = async (desk: Desk, role: string): Promise<void> => {
    const member = await setMember(desk.ports, desk.actor, await groupOf(desk, desk.words[0]!), desk.words[1]!, role)
    desk.tell(member, () => [`「${member.name}」是 ${member.role}。`])
  }
  return {
    'member list': {
      words: 1, usage: what, run: async (desk) => {
        const all = await members(desk.ports, desk.actor, await groupOf(desk, desk.words[0]!))
        desk.tell(all, () => (all.length === 0 ? ['還沒有成員。'] : table(['名稱', '角色', '自', 'id'], all.map(({ name, role, since, account }) => [name, role, new Date(since).toISOString().slice(0, 10), faint(account)]))))
      },
    },
    'member add': { words: 2, usage: `${what} LOGIN [--role member|contributor|steward]`, run: (desk) => set(desk, wantedRole(desk)) },
    'member role': { words: 3, usage: `${what} LOGIN member|contributor|steward`, run: (desk) => set(desk, desk.words[2]!) },
    'member remove': {
      words: 2, usage: `${what} LOGIN`, run: async (desk) => {
        await removeMember(desk.ports, desk.actor, await groupOf(desk, desk.words[0]!), desk.words[1]!)
        desk.tell({ removed: desk.words[1] }, () => [`「${desk.words[1]}」不再是成員。`])
      },
    },
  }
}
