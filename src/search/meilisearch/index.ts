import { Meilisearch, type Index } from 'meilisearch'
import type { SearchStatus, SearchStore } from '../port.ts'
import { ANALYSIS } from '../text/index.ts'
import { apply } from './apply.ts'
import { DOCUMENT_ROLE } from './documents.ts'
import { guarded, isMissingIndex } from './errors.ts'
import { transport } from './http.ts'
import { indexNames } from './names.ts'
import { prepare } from './prepare.ts'
import { Reading } from './reading.ts'
import { rebuild, type Building } from './rebuild.ts'
import { search } from './searching.ts'
import { readState, stateOf } from './state.ts'
import { suggest } from './suggesting.ts'
import { turns } from './turns.ts'

export interface MeilisearchOptions {
  /** `http://` or `https://`, host and port. */
  readonly url: string
  /** May search, and read and write documents, indexes, settings, tasks. */
  readonly key: string
  /** May search only; default `key`. */
  readonly searchKey?: string
  /** Tells archives apart that share a server; small letters, digits and -. Default `fangzhi`. */
  readonly index?: string
}

/**
 * The index for larger archives and several processes: Meilisearch 1.50. It looks words up; which words
 * there are, and what comes first, is `text/` as in the embedded store. Opening asks the server nothing:
 * what needs it answers UNAVAILABLE as long as it is away, and goes on when it is back.
 * @throws BAD_USER_INPUT for an address that is none
 */
export function openMeilisearch({ url, key, searchKey = key, index: base = 'fangzhi' }: MeilisearchOptions): SearchStore {
  const { send, close } = transport(url)
  const client = new Meilisearch({ host: url, apiKey: key, httpClient: send })
  const names = indexNames(base, ANALYSIS)
  const reading = new Reading(new Meilisearch({ host: url, apiKey: searchKey, httpClient: send }), names.live)
  const [inTurn, oneByOne] = [turns(), turns()]
  let building: Building | undefined
  let preparing: Promise<Index> | undefined

  /** Makes what is missing, before the first use and when somebody has deleted the index since. */
  const prepared = (): Promise<Index> => (preparing ??= prepare(client, names).catch((error: unknown) => {
    preparing = undefined
    throw error
  }))
  const using = <T>(work: (index: Index) => Promise<T>): Promise<T> => guarded(async () => {
    try {
      return await work(await prepared())
    } catch (error) {
      if (!isMissingIndex(error)) throw error
      preparing = undefined
      return work(await prepared())
    }
  })
  const status = async (index: Index): Promise<SearchStatus> => {
    const { sequence, anchor } = stateOf(await readState(index))
    const { total } = await index.getDocuments({ filter: `role = ${DOCUMENT_ROLE}`, fields: ['key'], limit: 1 })
    return { sequence, ...(anchor === undefined ? {} : { anchor }), documents: total, analysis: ANALYSIS }
  }

  return {
    name: 'meilisearch',
    apply: (changes, sequence, place) => inTurn(() => using(async (index) => {
      await apply(client, index, changes, sequence, place, building?.fresh)
      building?.since.push({ changes, sequence, anchor: place?.anchor })
    })),
    search: (query, viewer) => using(() => reading.answer(viewer, (ask) => search(ask, query, viewer))),
    suggest: (text, viewer, options = {}) => using(() => reading.answer(viewer, (ask) => suggest(ask, text, viewer, options))),
    rebuild: (documents, sequence, anchor) => oneByOne(() => guarded(async () => {
      await prepared()
      building = { fresh: names.fresh(), since: [] }
      try {
        await rebuild(client, names, building, documents, sequence, anchor, inTurn)
      } finally {
        building = undefined
      }
    })),
    status: () => using(status),
    health: () => guarded(async () => void (await client.health())),
    close: async () => close(),
  }
}
