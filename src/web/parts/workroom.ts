import { Markup, markup as html } from '../../exchange/markup.ts'
import { allowed, concernOfSteward, type Action } from '../../model/permissions.ts'
import type { Call } from '../call.ts'

const ROOM: readonly { readonly to: string; readonly han: string; readonly english: string; readonly demands: Action }[] = [
  { to: '/review', han: '審查', english: 'Review', demands: 'settle' },
  { to: '/duplicates', han: '可能重複的', english: 'Possible duplicates', demands: 'merge' },
  { to: '/quality', han: '該整理的', english: 'To be put in order', demands: 'propose' },
  { to: '/bulk', han: '一次改許多', english: 'Change many', demands: 'propose' },
  { to: '/import', han: '匯入名冊', english: 'Import', demands: 'import' },
  { to: '/vocabulary', han: '詞彙', english: 'Vocabulary', demands: 'vocabulary' },
]

/** What somebody keeps of the archive, room by room; none for whoever only contributes. */
export const roomsOf = ({ t, actor }: Pick<Call, 't' | 'actor'>): { readonly to: string; readonly label: string }[] =>
  (actor === undefined || !(allowed(actor, 'settle') || (actor.viewer.stewards?.size ?? 0) > 0) ? [] : ROOM.filter(({ demands }) => allowed(actor, demands, concernOfSteward(actor))).map(({ to, han, english }) => ({ to, label: t(han, english) })))

/** From one work of those who keep the archive to the next; nothing for whoever may do no more than this one. */
export function workroom({ t, href, path, actor }: Pick<Call, 't' | 'href' | 'path' | 'actor'>): Markup | string {
  const mine = actor === undefined ? [] : ROOM.filter(({ demands }) => allowed(actor, demands, concernOfSteward(actor)))
  if (mine.length < 2) return ''
  return html`<nav class="workroom noprint" aria-label="${t('整理的工作', 'Keeping the archive')}"><ul>${mine.map(({ to, han, english }) => html`<li><a href="${href(to)}"${path === to || path.startsWith(`${to}/`) ? new Markup(' aria-current="page"') : ''}>${t(han, english)}</a></li>`)}</ul></nav>
`
}
