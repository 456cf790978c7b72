import type { Index, Meilisearch, MultiSearchQuery } from 'meilisearch'
import type { Viewer } from '../../model/audience.ts'
import { unavailable } from '../../model/errors.ts'
import type { Statistics } from '../text/index.ts'
import type { StoredDocument } from './documents.ts'
import { coded } from './coding.ts'
import { quoted } from './filters.ts'
import { meanLength } from './lengths.ts'
import { Snapshot, versionOf, type Listing, type Place } from './snapshot.ts'
import { STATE_FIELDS, STATE_KEYS, STATE_ROLE, stateOf, type StateDocument } from './state.ts'
import { termsOf } from './terms.ts'
import { readableBy } from './viewers.ts'

/** Words of one query that Meilisearch reads; the rest it drops. */
const WORDS = 10
/** Times that an answer begins anew because the log moved under it. */
const TRIES = 8
/**
 * Requests that share the queries of one question, of at least LEAST each: the server goes through those of one request
 * one by one, at some 0.8 ms each. Of DRCD's questions, met for the first time, half took 14.8 ms in one, 10.2 in two.
 */
const [ABREAST, LEAST] = [2, 3]
/** Documents fetched at once. */
const PAGE = 500

export type Query = Omit<MultiSearchQuery, 'indexUid'>
export interface Answered<D> {
  readonly hits: readonly D[]
  readonly estimatedTotalHits: number
  readonly facetDistribution?: Readonly<Record<string, Readonly<Record<string, number>>>>
}

type Fetch = (keys: readonly string[], fields: readonly (keyof StoredDocument)[], snapshot: Snapshot) => Promise<StoredDocument[]>
type Multi = (queries: readonly Query[]) => Promise<Answered<never>[]>

class Moved extends Error {}

/** Reads the live index: answers of several requests are of one sequence, and what is learnt is kept as long as that stands. */
export class Reading {
  readonly #client: Meilisearch
  readonly #uid: string
  #snapshot: Snapshot | undefined

  constructor(client: Meilisearch, uid: string) {
    this.#client = client
    this.#uid = uid
  }

  /** @throws UNAVAILABLE when the index changes all the time */
  async answer<T>(viewer: Viewer, work: (ask: Ask) => Promise<T>): Promise<T> {
    for (let tries = 0; tries < TRIES; tries++) {
      try {
        if (this.#snapshot === undefined) await this.#confirm(undefined)
        const ask = new Ask(this.#snapshot!, readableBy(viewer, this.#snapshot!.clearances), this.#client.index(this.#uid), (queries) => this.#multi(queries), (keys, fields, snapshot) => this.#fetch(keys, fields, snapshot))
        const answer = await work(ask)
        // all of it known from before, or asked since the index was last looked at: is that still so?
        if (!ask.isConfirmed) await this.#confirm(ask.snapshot)
        return answer
      } catch (error) {
        if (!(error instanceof Moved)) throw error
      }
    }
    throw unavailable('search (Meilisearch), which is being written to,')
  }

  /** Queries in one request: what they say holds once it is confirmed that the index has not moved since the snapshot. */
  async #multi(queries: readonly Query[]): Promise<Answered<never>[]> {
    const { results } = await this.#client.multiSearch({ queries: queries.map((query) => ({ indexUid: this.#uid, locales: ['eng'], ...query })) })
    return results as unknown as Answered<never>[]
  }

  /** Asks what the index knows about itself. */
  async #confirm(snapshot: Snapshot | undefined): Promise<void> {
    const [state] = await this.#multi([{ q: '', filter: `role = ${STATE_ROLE}`, attributesToRetrieve: [...STATE_FIELDS], limit: 10 }])
    this.#check((state as unknown as Answered<StateDocument>).hits, snapshot)
  }

  /** Documents by their keys, and with them what the index knows about itself. */
  async #fetch(keys: readonly string[], fields: readonly (keyof StoredDocument)[], snapshot: Snapshot): Promise<StoredDocument[]> {
    const ids = [...STATE_KEYS, ...keys]
    const { results } = await this.#client.index(this.#uid).getDocuments<StoredDocument | StateDocument>({ ids, fields: [...new Set([...fields, ...STATE_FIELDS])] as never[], limit: ids.length })
    const isState = (one: StoredDocument | StateDocument): one is StateDocument => STATE_KEYS.includes(one.key)
    this.#check(results.filter(isState), snapshot)
    return results.filter((one): one is StoredDocument => !isState(one))
  }

  #check(state: readonly StateDocument[], snapshot: Snapshot | undefined): void {
    const now = stateOf(state)
    if (this.#snapshot?.version !== versionOf(now)) this.#snapshot = new Snapshot(now)
    if (snapshot !== undefined && snapshot.version !== versionOf(now)) throw new Moved()
  }
}

/** Asks for one answer. */
export class Ask {
  readonly snapshot: Snapshot
  /** Requests begun and ended, and how many there had been when the index was last seen not to have moved. */
  #begun = 0
  #ended = 0
  #confirmed = -1
  readonly #readable: ReadonlySet<string>
  readonly #multi: Multi
  readonly #fetch: Fetch
  readonly #index: Index

  constructor(snapshot: Snapshot, readable: ReadonlySet<string>, index: Index, multi: Multi, fetch: Fetch) {
    this.snapshot = snapshot
    this.#readable = readable
    this.#index = index
    this.#multi = multi
    this.#fetch = fetch
  }

  /** Whether the index had not moved after all that was asked. */
  get isConfirmed(): boolean {
    return this.#confirmed === this.#begun
  }

  async #unconfirmed<T>(request: Promise<T>): Promise<T> {
    this.#begun++
    const answer = await request
    this.#ended++
    return answer
  }

  async queries<D>(queries: readonly Query[]): Promise<Answered<D>[]> {
    if (queries.length === 0) return []
    const parts = Math.min(ABREAST, Math.ceil(queries.length / LEAST))
    const each = Math.ceil(queries.length / parts)
    return (await this.#unconfirmed(Promise.all(Array.from({ length: parts }, (_, i) => this.#multi(queries.slice(i * each, (i + 1) * each)))))).flat()
  }

  /**
   * What stands where: for each wanted token and filter its total, and at least `limit` of its documents
   * where there are so many. What is known already is not asked for again.
   */
  async learn(wanted: readonly Wanted[]): Promise<void> {
    const { snapshot } = this
    const lacking = new Map<string, Wanted>()
    for (const one of wanted) {
      const known = snapshot.list(one.filter, one.token)
      const name = `${one.filter}\n${one.token}`
      if (known !== undefined && known.places.length >= Math.min(one.limit, known.total)) continue
      if ((lacking.get(name)?.limit ?? -1) < one.limit) lacking.set(name, one)
    }
    const size = snapshot.size === undefined ? [{ q: '', filter: snapshot.filter, limit: 0, facets: ['length'] }] : []
    const asked = [...lacking.values()]
    const answers = await this.queries<Place>([...asked.map(queryOf), ...size])
    asked.forEach(({ filter, token }, i) => snapshot.keep(filter, token, { total: answers[i]!.estimatedTotalHits, places: answers[i]!.hits }))
    const counted = answers[asked.length]
    if (counted !== undefined) snapshot.size = { documents: counted.estimatedTotalHits, averageLength: meanLength(counted.facetDistribution?.['length'] ?? {}) }
  }

  /** Which of these values a field has in what everyone may read. */
  async exist(field: 'heads' | 'named', values: readonly string[]): Promise<Set<string>> {
    const { snapshot } = this
    const unknown = values.filter((value) => snapshot.has(field, value) === undefined)
    if (unknown.length > 0) {
      const filter = `${snapshot.filter} AND ${field} IN [${unknown.map(quoted).join(', ')}]`
      const [answer] = await this.queries([{ q: '', filter, limit: 0, facets: [field] }])
      const counts = answer!.facetDistribution?.[field] ?? {}
      for (const value of unknown) snapshot.tell(field, value, Object.hasOwn(counts, value))
    }
    return new Set(values.filter((value) => snapshot.has(field, value)))
  }

  /**
   * More about these documents. Those that are not there are left out, and those that the viewer may not
   * read: a list that was learnt before may name what has been hidden since, by a change that is still going in.
   */
  async documents(keys: readonly string[], fields: readonly (keyof StoredDocument)[]): Promise<Map<string, StoredDocument>> {
    const found = new Map<string, StoredDocument>()
    for (let at = 0; at < keys.length; at += PAGE) {
      const before = this.#ended === this.#begun ? this.#begun : -1
      for (const one of await this.#fetch(keys.slice(at, at + PAGE), ['key', 'clearance', ...fields], this.snapshot)) if (this.#readable.has(one.clearance)) found.set(one.key, one)
      this.#confirmed = Math.max(this.#confirmed, before)
    }
    return found
  }

  /** Latin words of what everyone may read that begin so, and in how many documents each stands. */
  async words(beginning: string): Promise<readonly { readonly value: string; readonly count: number }[]> {
    const { facetHits } = await this.#unconfirmed(this.#index.searchForFacetValues({ facetName: 'latin', facetQuery: beginning, filter: this.snapshot.filter }))
    return facetHits
  }

  /** Of a token that was learnt. */
  list(filter: string, token: string): Listing {
    return this.snapshot.list(filter, token) ?? { total: 0, places: [] }
  }

  /** Of what everyone may read, for every viewer; of tokens that were learnt by its filter. */
  statistics(): Statistics {
    const { filter, size } = this.snapshot
    return { documents: size?.documents ?? 0, averageLength: size?.averageLength ?? 0, frequency: (token) => this.list(filter, token).total }
  }
}

export interface Wanted {
  readonly filter: string
  readonly token: string
  readonly limit: number
}

const queryOf = ({ filter, token, limit }: Wanted): Query => ({
  q: termsOf(token).slice(0, WORDS).map(coded).join(' '), matchingStrategy: 'all', filter, limit, attributesToRetrieve: ['key', 'entity', 'length'],
})

/** One list, learnt by itself. */
export async function learnt(ask: Ask, filter: string, token: string, limit: number): Promise<Listing> {
  await ask.learn([{ filter, token, limit }])
  return ask.list(filter, token)
}
