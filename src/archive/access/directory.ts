import type { AccountStore } from '../../accounts/port.ts'
import { Moments } from '../../graph/moments.ts'
import type { GraphStore } from '../../graph/port.ts'
import type { Actor, Scope } from '../../model/actor.ts'
import type { Viewer } from '../../model/audience.ts'
import type { Id } from '../../model/ids.ts'
import { readTable } from './read-table.ts'
import type { Table } from './table.ts'
import { actorOf, viewerOf } from './viewer.ts'

/** Actors that are remembered; beyond it all are forgotten at once. */
const ROOM = 10_000

/**
 * Who is who at this moment: what a request is decided by. What it remembers is good while neither the log's
 * protocols nor anybody's membership has moved, which it looks up every time.
 */
export class Directory {
  readonly #graph
  readonly #accounts
  /** Every request asks: those that come together are answered together. */
  readonly #moments: Moments
  #table: { readonly sequence: number; readonly table: Promise<Table> } | undefined
  #known: { readonly revision: number; readonly table: Table; readonly actors: Map<Id, Promise<Actor | undefined>> } | undefined
  #public: { readonly table: Table; readonly viewer: Viewer } | undefined

  constructor({ graph, accounts }: { readonly graph: Pick<GraphStore, 'sequence' | 'scan'>; readonly accounts: AccountStore }) {
    this.#graph = graph
    this.#accounts = accounts
    this.#moments = new Moments(() => graph.sequence())
  }

  /** All there is, whoever may know of it: for deciding rights, never for showing. */
  async table(): Promise<Table> {
    const sequence = await this.#moments.now()
    if (this.#table?.sequence !== sequence) {
      const before = this.#table?.table.catch(() => undefined)
      const table = (async () => readTable(this.#graph, await before))()
      const kept = { sequence, table }
      this.#table = kept
      // one that failed is not remembered
      table.catch(() => { if (this.#table === kept) this.#table = undefined })
    }
    return this.#table.table
  }

  /** Of whoever is not signed in. */
  async everyone(): Promise<Viewer> {
    const table = await this.table()
    if (this.#public?.table !== table) this.#public = { table, viewer: viewerOf(table) }
    return this.#public.viewer
  }

  /** @returns undefined for an account that is gone or suspended */
  async actor(account: Id, scopes?: readonly Scope[]): Promise<Actor | undefined> {
    const [table, revision] = [await this.table(), await this.#accounts.revision()]
    if (this.#known?.revision !== revision || this.#known.table !== table || this.#known.actors.size >= ROOM) this.#known = { revision, table, actors: new Map() }
    const { actors } = this.#known
    let actor = actors.get(account)
    if (actor === undefined) {
      actor = this.#actor(account, table)
      actors.set(account, actor)
      actor.catch(() => actors.delete(account))
    }
    const found = await actor
    return found === undefined || scopes === undefined ? found : { ...found, scopes: new Set(scopes) }
  }

  async #actor(id: Id, table: Table): Promise<Actor | undefined> {
    const account = await this.#accounts.account(id)
    if (account === undefined || account.state === 'suspended') return undefined
    return actorOf(table, account, new Map((await this.#accounts.membershipsOf(id)).map(({ group, role }) => [group, role])))
  }
}
