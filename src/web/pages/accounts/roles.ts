import type { AccountRole, MemberRole } from '../../../model/actor.ts'
import type { Call } from '../../call.ts'

const ROLE_NAMES: Readonly<Record<AccountRole, readonly [zh: string, en: string]>> = {
  reader: ['讀者', 'Reader'], contributor: ['撰稿人', 'Contributor'], librarian: ['館員', 'Librarian'], administrator: ['管理員', 'Administrator'],
}
const MEMBER_NAMES: Readonly<Record<MemberRole, readonly [zh: string, en: string]>> = { member: ['成員', 'Member'], contributor: ['撰稿人', 'Contributor'], steward: ['管理者', 'Steward'] }

export const roleName = ({ t }: Pick<Call, 't'>, role: AccountRole): string => t(...ROLE_NAMES[role])
export const memberName = ({ t }: Pick<Call, 't'>, role: MemberRole): string => t(...MEMBER_NAMES[role])
