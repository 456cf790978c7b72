import type { GraphStore } from '../../src/graph/port.ts'
import type { SearchStore } from '../../src/search/port.ts'
import { library, MIXED, moves, random, vocabulary, type Mixture, type Random } from '../generate/index.ts'
import { Oracle } from '../oracle/index.ts'
import { furnish, move, turned, write } from './archive.ts'
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
  const stir = async (times: number): Promise<void> => {
    for (let i = 0; i < times; i++) {
      const change = turned(chance, oracle)
      if (change !== undefined) await write(graph, oracle, change)
      await move(graph, oracle, moves(chance, 1)[0]!)
    }
    await service.indexed()
  }
  for (const one of library(chance.below(2 ** 31), 8, mixture)) await write(graph, oracle, one)
  for (const one of moves(chance, 40)) await move(graph, oracle, one)
  for (const one of furnish(chance, oracle)) await write(graph, oracle, one)
  await stir(30)
  return { oracle, service, chance, stir, graph, search }
}
