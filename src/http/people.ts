import type { AccountPorts } from '../archive/accounts/ports.ts'
import type { Post } from '../archive/watching/ports.ts'
import type { AccountRole } from '../model/actor.ts'

/** What the edge needs of accounts. */
export interface People extends AccountPorts {
  /** What somebody becomes who registers without an invitation; absent: nobody can. */
  readonly registration?: AccountRole
  /** How the provider is called by which one can sign in, too; absent: there is none. */
  readonly provider?: string
  /** Sends to webhooks; absent: there are none. */
  readonly post?: Post
}
