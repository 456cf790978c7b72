import type { GraphStore } from '../../src/graph/port.ts'
import type { SearchStore } from '../../src/search/port.ts'
import type { Changeset } from '../../src/model/changeset.ts'
import { changesetOf, library, MIXED, moves, random, vocabulary, type Mixture, type Random } from '../generate/index.ts'
import { Oracle } from '../oracle/index.ts'
import { furnish, turned, write } from './archive.ts'
import type { Opened } from '../conformance/graph.ts'
import type { OpenedSearch } from '../conformance/search/cases.ts'
import { serve, type Service } from './service.ts'

/** Makes empty stores, and closes them all together. */
export class Stores {
  readonly #makers: readonly [graph: () => Promise<Opened>, search: () => Promise<OpenedSearch>]
  readonly #opened: (Opened | OpenedSearch)[] = []

  constructor(graph: () => Promise<Opened>, search: () => Promise<OpenedSearch>) {
    this.#makers = [graph, search]
  }

  async graph(): Promise<GraphStore> {
    const opened = await this.#makers[0]()
    this.#opened.push(opened)
    return opened.store
  }

  async search(): Promise<SearchStore> {
    const opened = await this.#makers[1]()
    this.#opened.push(opened)
    return opened.store
  }

  async close(): Promise<void> {
    for (const opened of this.#opened.splice(0).reverse()) await opened.close()
  }
}

/** An archive that is served, with its plain double, and somebody who goes on writing in it. */
export interface City {
  readonly oracle: Oracle
  readonly service: Service
  readonly chance: Random
  /** Edits, merges, withdrawals, changes of rights; then the index is in step. */
  readonly stir: (times: number) => Promise<void>
  readonly graph: GraphStore
  readonly search: SearchStore
}

/** A library and a city around it, in which people have worked for a while. */
export async function city(seed: number, stores: Stores, mixture: Mixture = MIXED): Promise<City> {
  const chance = random(seed)
  const [oracle, graph, search] = [new Oracle(vocabulary), await stores.graph(), await stores.search()]
  const service = await serve(graph, search)
  const go = await grown(chance, graph, oracle, mixture)
  const stir = async (times: number): Promise<void> => {
    await go(times)
    await service.indexed()
  }
  await service.indexed()
  return { oracle, service, chance, stir, graph, search }
}

/**
 * Writes it into an archive and its plain double.
 * @param as how what is made is written: with other names of protocols, or not at all
 * @returns goes on writing
 */
export async function grown(chance: Random, graph: GraphStore, oracle: Oracle, mixture: Mixture = MIXED, as: (change: Changeset) => Changeset | undefined = (change) => change): Promise<(times: number) => Promise<void>> {
  const put = async (change: Changeset | undefined): Promise<void> => {
    const one = change && as(change)
    if (one !== undefined) await write(graph, oracle, one)
  }
  const stir = async (times: number): Promise<void> => {
    for (let i = 0; i < times; i++) {
      await put(turned(chance, oracle))
      await put(changesetOf(moves(chance, 1)[0]!, oracle.archive))
    }
  }
  for (const one of library(chance.below(2 ** 31), 8, mixture)) await put(one)
  for (const one of moves(chance, 40)) await put(changesetOf(one, oracle.archive))
  for (const one of furnish(chance, oracle)) await put(one)
  await stir(30)
  return stir
}
