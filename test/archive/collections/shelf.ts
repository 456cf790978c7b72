import { changeCollection, type Changing } from '../../../src/archive/collections/change.ts'
import { createCollection, type Creating } from '../../../src/archive/collections/create.ts'
import { freezeCollection, unfreezeCollection, withdrawCollection } from '../../../src/archive/collections/freeze.ts'
import { collections, collectionsOf } from '../../../src/archive/collections/list.ts'
import type { ShelfPorts, Shelves } from '../../../src/archive/collections/ports.ts'
import { collection, type CollectionView } from '../../../src/archive/collections/view.ts'
import type { Written } from '../../../src/archive/contribute/write.ts'
import { PUBLIC, type Viewer } from '../../../src/model/audience.ts'
import { newId, type Id } from '../../../src/model/ids.ts'
import { collected, putIn } from '../../../src/questions/collected.ts'
import { all } from '../../conformance/world.ts'
import { vocabulary } from '../../fixture.ts'
import { EVERYBODY, organization, type Town } from '../contribute/town.ts'

export type Names = readonly (string | undefined)[]

/** A librarian's desk with collections, in a town with people. */
export class Desk {
  readonly town: Town
  readonly librarian: Id

  constructor(town: Town, librarian: Id) {
    this.town = town
    this.librarian = librarian
  }

  async #viewer(account: Id | undefined): Promise<Viewer> {
    return account === undefined ? await this.town.ports.directory.everyone() : (await this.town.as(account)).viewer
  }

  async shelves(account: Id | undefined): Promise<Shelves> {
    const { ports } = this.town
    const viewer = await this.#viewer(account)
    return {
      graph: ports.graph, directory: ports.directory, viewer, ...(account === undefined ? {} : { actor: await this.town.as(account) }),
      questions: { putIn, collected: (put, most) => collected({ graph: ports.graph, vocabulary, viewer }, put, most) },
    }
  }

  async #ports(account: Id): Promise<ShelfPorts> {
    return { ...this.town.ports, questions: (await this.shelves(account)).questions }
  }

  /** @returns ids of the bodies */
  async bodies(...names: string[]): Promise<Id[]> {
    return (await this.town.write(this.librarian, names.map((name) => organization(name, { state: 'published' })))).records.map(({ id }) => id)
  }

  /** One that only a community sees, by its steward. */
  async hidden(steward: Id, protocol: Id, name: string, more: object = {}): Promise<Id> {
    return (await this.town.write(steward, [organization(name, { audience: { protocols: [protocol] }, state: 'published', ...more })])).records[0]!.id
  }

  /** Published for everyone unless told otherwise. @returns the collection's id and its entity's */
  async create(account: Id, name: string, more: Partial<Creating> = {}): Promise<{ id: Id; entity: Id }> {
    const { records } = await createCollection(await this.#ports(account), await this.town.as(account), { key: `shelf:${newId()}`, manner: 'manual', name, audience: EVERYBODY, state: 'published', ...more })
    return { id: records.find(({ type }) => type === 'collection')!.id, entity: records.find(({ type }) => type === 'entity')?.id ?? more.entity! }
  }

  async change(account: Id, id: Id, change: Partial<Changing>): Promise<Written> {
    return changeCollection(await this.#ports(account), await this.town.as(account), { key: `shelf:${newId()}`, id, ...change })
  }

  async #versioned(account: Id, id: Id): Promise<{ key: string; id: Id; version: string }> {
    return { key: `shelf:${newId()}`, id, version: (await this.view(account, id))?.version ?? '?' }
  }

  async freeze(account: Id, id: Id, now?: number): Promise<Written> {
    return freezeCollection(await this.#ports(account), await this.town.as(account), await this.#versioned(account, id), now)
  }

  async unfreeze(account: Id, id: Id): Promise<Written> {
    return unfreezeCollection(await this.#ports(account), await this.town.as(account), await this.#versioned(account, id))
  }

  async withdraw(account: Id, id: Id, more: object = {}): Promise<Written> {
    return withdrawCollection(await this.#ports(account), await this.town.as(account), { ...await this.#versioned(account, id), reason: '不再需要', ...more })
  }

  async view(account: Id | undefined, id: Id): Promise<CollectionView | undefined> {
    return collection(await this.shelves(account), id)
  }

  /** The members by their names, in order; undefined where the collection is not shown. */
  async names(account: Id | undefined, id: Id): Promise<Names | undefined> {
    return (await this.view(account, id))?.members.map(({ entity, relation }) => entity?.name ?? relation?.type)
  }

  async list(account: Id | undefined, includeProposed = false): Promise<string[]> {
    const shelves = await this.shelves(account)
    return (await all((page) => collections(shelves, { ...page, includeProposed }), 2)).map(({ entity }) => entity.name)
  }

  async holding(account: Id | undefined, item: Id): Promise<string[]> {
    const shelves = await this.shelves(account)
    return (await all((page) => collectionsOf(shelves, item, page), 1)).map(({ entity }) => entity.name)
  }
}

export const desk = async (town: Town): Promise<Desk> => new Desk(town, await town.someone('librarian'))
export { PUBLIC }
