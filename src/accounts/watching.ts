import type { Id } from '../model/ids.ts'

/**
 * What accounts watch, what was noticed for them, and where they are told: outside the log, like all that belongs to an
 * account, and gone with it. Notices name records and changesets by id and hold no words: whether somebody may be told
 * is asked when they are told. Part of `AccountStore`, with what is promised there.
 */
export interface WatchStore {
  addWatch(watch: Watch): Promise<void>
  /** In the order of ids. */
  watches(account: Id): Promise<Watch[]>
  /** Of all accounts, in the order of ids. Default 100. */
  everyWatch(page?: { readonly first?: number; readonly after?: Id }): Promise<Watch[]>
  /** With its notices. @returns whether there was one of that account */
  dropWatch(account: Id, id: Id): Promise<boolean>
  /** What a watched question answered last, as whoever asked it wrote that down. */
  lastAnswer(watch: Id): Promise<string | undefined>
  /**
   * Notes what it answers now, with the notice of what is new; nothing where it was asked again since `was`.
   * @param was `checkedAt` of the watch as it was read; undefined: never asked
   * @returns whether it was noted
   */
  noteAnswer(watch: Id, was: number | undefined, answer: { readonly checkedAt: number; readonly seen: string }, notice?: NewNotice): Promise<boolean>

  /** The sequence up to which the log was looked through for notices; undefined: never yet. */
  heard(): Promise<number | undefined>
  hear(sequence: number): Promise<void>
  /** One for a watch, record and changeset: those that are there already stay as they are, those of a watch that is gone are dropped. On the disk when `hear` answers. */
  addNotices(notices: readonly NewNotice[]): Promise<void>
  /** Oldest first. Default 100. */
  noticesAfter(account: Id, number: number, first?: number): Promise<Notice[]>
  /** Newest first; undefined: from the newest. Default 100. */
  noticesBefore(account: Id, number?: number, first?: number): Promise<Notice[]>
  notice(account: Id, id: Id): Promise<Notice | undefined>
  /** The number of the newest notice of all; 0 where there was never one. Later ones have greater numbers. */
  newestNotice(): Promise<number>

  /** How somebody is told; undefined where they never said so. */
  watcher(account: Id): Promise<Watcher | undefined>
  /** Sets what is given, `null` takes away. @throws CONFLICT on a `feed` that another account has */
  setWatcher(account: Id, change: WatcherChange): Promise<Watcher>
  watcherByFeed(hash: string): Promise<Watcher | undefined>
  /** Those who want a mail so often, in the order of accounts. Default 100. */
  digestWatchers(digest: 'day' | 'week', page?: { readonly first?: number; readonly after?: Id }): Promise<Watcher[]>

  addWebhook(webhook: Webhook): Promise<void>
  webhook(id: Id): Promise<Webhook | undefined>
  /** In the order of ids. */
  webhooks(account: Id): Promise<Webhook[]>
  /** Of all accounts, in the order of ids. Default 100. */
  everyWebhook(page?: { readonly first?: number; readonly after?: Id }): Promise<Webhook[]>
  /** Sets what is given, `null` takes away; nothing where its position is no longer `was`. @returns whether it was set */
  changeWebhook(id: Id, was: number, change: WebhookChange): Promise<boolean>
  /** @returns whether there was one of that account */
  dropWebhook(account: Id, id: Id): Promise<boolean>

  /** All of it that belongs to an account which stays. */
  endWatching(account: Id): Promise<void>
}

export interface Watch {
  readonly id: Id
  readonly account: Id
  /** record: what happens to it and around it; question, search: what it answers. */
  readonly kind: 'record' | 'question' | 'search'
  /** record: which; question: the saved one. */
  readonly subject?: Id
  /** JSON: the arguments of a search, or a question that was not saved. */
  readonly asks?: string
  /** In its owner's words. */
  readonly name?: string
  readonly createdAt: number
  /** question, search: when it was asked last. */
  readonly checkedAt?: number
}

export interface NewNotice {
  /** Told to its owner: random, so that it says nothing of what came between. */
  readonly id: Id
  readonly watch: Id
  /** What changed; of a question the watch itself. */
  readonly record: Id
  /** By which changeset; of a question anything that is its own. */
  readonly changeset: Id
  readonly at: number
  /** Of a question: what is new in its answer, as JSON. */
  readonly found?: string
}

export interface Notice extends NewNotice {
  readonly account: Id
  /** Grows; counts also what its owner may not be told, so it is told to nobody. */
  readonly number: number
}

export interface Watcher {
  readonly account: Id
  /** Hash of the secret in the address of the feed; absent: there is none. */
  readonly feed?: string
  /** How often a mail says what is new; absent: never. */
  readonly digest?: 'day' | 'week'
  /** Numbers of notices up to which the digest and its owner themselves have come. */
  readonly digestedUpTo: number
  readonly readUpTo: number
}

export interface WatcherChange {
  readonly feed?: string | null
  readonly digest?: 'day' | 'week' | null
  readonly digestedUpTo?: number
  readonly readUpTo?: number
}

/** An address that is told of what is new as soon as it is noticed. */
export interface Webhook {
  readonly id: Id
  readonly account: Id
  readonly name: string
  readonly address: string
  /** What deliveries are signed with; its owner was shown it once. */
  readonly secret: string
  readonly createdAt: number
  /** The number of the notice up to which it was told. */
  readonly position: number
  /** In a row. */
  readonly failures: number
  readonly failingSince?: number
  /** Nothing is sent any more. */
  readonly disabledAt?: number
  /** The last ones, newest first. */
  readonly results: readonly Delivered[]
}

export interface WebhookChange {
  readonly position?: number
  readonly failures?: number
  readonly failingSince?: number | null
  readonly disabledAt?: number | null
  readonly results?: readonly Delivered[]
}

/** What became of one attempt. */
export interface Delivered {
  readonly at: number
  /** Of the answer; absent where there was none. */
  readonly status?: number
  readonly error?: string
}
