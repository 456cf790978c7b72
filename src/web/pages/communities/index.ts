import type { Route } from '../../route.ts'
import { communityPage } from './community.ts'
import { list } from './list.ts'
import { membersOf } from './members.ts'
import { newProtocol } from './new-protocol.ts'
import { protocolPage } from './protocol.ts'

export const ROUTES: readonly Route[] = [
  { path: '/communities', ...list }, { path: '/communities/:id', ...communityPage }, { path: '/communities/:id/members', ...membersOf }, { path: '/communities/:id/protocols', ...newProtocol },
  { path: '/protocols/:id', ...protocolPage },
]
