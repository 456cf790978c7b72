import type { Test } from 'tap'
import type { AccountStore } from '../../../src/accounts/port.ts'

export interface Opened {
  readonly store: AccountStore
  /** Another store on the same accounts, as another process opens it. */
  readonly second: () => Promise<AccountStore>
}

/** Sentences about a store of accounts, and how each is shown. */
export type AccountCases = Readonly<Record<string, (t: Test, opened: Opened) => Promise<void>>>
