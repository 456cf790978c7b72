import type { MailMessage } from '../../mail/message.ts'
import type { AccountStore } from '../../accounts/port.ts'
import type { Directory } from '../access/directory.ts'

/** What the use cases of accounts need. */
export interface AccountPorts {
  readonly accounts: AccountStore
  readonly directory: Directory
  /** The archive's name and what else anybody guesses as a password. */
  readonly guessable: readonly string[]
  /** Absent: nothing is sent, links are handed over by people. */
  readonly mail?: (message: MailMessage) => Promise<void>
}

/** Where somebody asks from: counted, so that guessing is slowed down; never kept with the account. */
export interface From {
  readonly address: string
  /** What the browser calls itself. */
  readonly agent: string
  /** Of the session that asks. */
  readonly secret?: string
}

export const MINUTE = 60_000
/** Milliseconds after signing in within which a session may do what else asks for the password. */
export const FRESH = 15 * MINUTE
export const DAY = 24 * 60 * MINUTE

/** The archive's own name: the first thing that is tried. */
export const GUESSABLE = ['fangzhi', '方志']
