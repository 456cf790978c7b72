import type { Test } from 'tap'
import { annotate, changeAnnotation, withdrawAnnotation, type Annotating, type Words } from '../../../src/archive/annotations/annotate.ts'
import { annotation, annotations, answers, type AnnotationView } from '../../../src/archive/annotations/view.ts'
import type { NoteReading } from '../../../src/archive/annotations/ports.ts'
import { newId, type Id } from '../../../src/model/ids.ts'
import { stores } from '../../conformance/stores.ts'
import { all } from '../../conformance/world.ts'
import { EVERYBODY, town, type Town } from '../contribute/town.ts'

/** A text in which people mark words, in a town with people. */
export interface Notes {
  readonly town: Town
  readonly librarian: Id
  readonly entry: Id
  readonly text: Id
  readonly as: (account: Id | undefined) => Promise<NoteReading>
  /** @returns its id */
  readonly note: (account: Id | undefined, more: Partial<Annotating>) => Promise<Id>
  readonly change: (account: Id, id: Id, words: Words) => Promise<unknown>
  readonly withdraw: (account: Id, id: Id, reason?: string) => Promise<unknown>
  readonly of: (account: Id | undefined, target: Id) => Promise<AnnotationView[]>
  readonly answersTo: (account: Id | undefined, id: Id) => Promise<AnnotationView[]>
  readonly one: (account: Id | undefined, id: Id) => Promise<AnnotationView | undefined>
  readonly rewrite: (text: string) => Promise<unknown>
}

export const WORDS = '慈祐宮是松山的信仰中心。\n\n民國四十年，里長林振春帶著村民修橋，橋叫做永安橋。\n\n後來水患，橋又斷了。'

export async function notes(town_: Town, more: object = {}): Promise<Notes> {
  const librarian = await town_.someone('librarian')
  const { records } = await town_.write(librarian, [
    { entity: { id: 'new:e', kind: 'Entry', names: [{ text: '永安橋的故事' }], audience: EVERYBODY, state: 'published' } },
    { content: { entity: 'new:e', text: WORDS, audience: EVERYBODY, state: 'published', ...more } },
  ])
  const [entry, text] = records.map(({ id }) => id) as [Id, Id]
  const { ports } = town_
  const as = async (account: Id | undefined): Promise<NoteReading> => ({ graph: ports.graph, directory: ports.directory, viewer: account === undefined ? await ports.directory.everyone() : (await town_.as(account)).viewer })
  const actor = async (account: Id | undefined): Promise<Awaited<ReturnType<Town['as']>> | undefined> => (account === undefined ? undefined : town_.as(account))
  const one = async (account: Id | undefined, id: Id): Promise<AnnotationView | undefined> => annotation(await as(account), id)
  return {
    town: town_, librarian, entry, text, as, one,
    note: async (account, given) => (await annotate(ports, await actor(account), { key: `note:${newId()}`, target: text, text: '註', ...given })).records[0]!.id,
    change: async (account, id, words) => changeAnnotation(ports, await town_.as(account), { key: `note:${newId()}`, id, version: (await one(account, id))?.version ?? '?', ...words }),
    withdraw: async (account, id, reason = '寫錯了') => withdrawAnnotation(ports, await town_.as(account), { key: `note:${newId()}`, id, version: (await one(account, id))?.version ?? '?', reason }),
    of: async (account, target) => {
      const reading = await as(account)
      return all((page) => annotations(reading, target, page), 2)
    },
    answersTo: async (account, id) => {
      const reading = await as(account)
      return all((page) => answers(reading, id, page), 2)
    },
    rewrite: async (words) => town_.write(librarian, [{ content: { id: text, version: await town_.version(librarian, text), text: words } }]),
  }
}

/** On each store that is there, on an empty archive each time. */
export async function everywhere(t: Test, sentence: string, run: (t: Test, town: Town) => Promise<void>): Promise<void> {
  for (const { name, make } of await stores(t)) {
    await t.test(`${name}: ${sentence}`, async (t) => {
      const opened = await make()
      t.teardown(() => opened.close())
      await run(t, await town(t, opened.store))
    })
  }
}
