import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { reindex } from '../src/archive/indexing.ts'
import { openSqlite } from '../src/graph/sqlite/index.ts'
import { openSqliteSearch } from '../src/search/sqlite/index.ts'
import { EVERYONE } from '../src/model/audience.ts'
import { MAX_OPERATIONS, type Changeset, type Operation } from '../src/model/changeset.ts'
import type { Kind, RecordInput } from '../src/model/records.ts'
import { numberedId, type City } from '../test/generate/city.ts'
import { random } from '../test/generate/random.ts'
import type { Context } from './bench.ts'
import { ARCHIVE, cityArchive, madeOnce, vocabulary } from './load.ts'

/** Numbers of its ids, beyond all that `load.ts` gives. */
const [ENTITIES, RELATIONS, CONTENTS, CHANGESETS] = [200_000_000, 300_000_000, 400_000_000, 500_000_000]

/** Of scale 1. */
const SIZE = { books: 2_000, chapters: 20_000, concepts: 2_000, associations: 20_000, dated: 20_000 }
const DISTRICTS = ['大安區', '中山區', '信義區', '士林區', '北投區', '萬華區']
const WORDS = ['學習型城市', '社區大學', '地方知識', '文化資產', '終身學習', '公民參與', '社會福利', '圖書館', '志願服務', '都市更新']

/** What of a library and of registers with dates is asked about. */
export interface Library {
  /** The book that most cite, the concept in most chapters, whoever wrote most. */
  readonly book: string
  readonly concept: string
  readonly author: string
  changesets(): Generator<Changeset>
}

/**
 * What the city lacks: books with chapters, their text, who wrote them, what they cite and mention; bodies with a date of
 * founding and an address, listed by departments; dated relations of the largest department. The first of each is
 * met most: sizes fall with the square.
 */
export function library(town: City, scale: number): Library {
  const [books, chapters, concepts, associations, dated] = Object.values(SIZE).map((size) => Math.max(20, Math.round(size * scale))) as [number, number, number, number, number]
  const id = (number: number): string => numberedId(ENTITIES + number)
  const [chapter, concept, association] = [books, books + chapters, books + chapters + concepts]
  const author = (number: number): string => town.idOf(town.departments + town.organizations + number)
  return {
    book: id(0), concept: id(concept), author: author(0),
    * changesets() {
      const chance = random(3)
      let operations: Operation[] = []
      let [part, relations] = [0, 0]
      const full = (): Changeset => {
        const changeset: Changeset = { id: numberedId(CHANGESETS + part++), actor: 'bench', reason: '效能量測的藏書', origin: 'import', operations, at: 1577836800000 }
        operations = []
        return changeset
      }
      const envelope = { state: 'published' as const, audience: EVERYONE }
      const put = (record: RecordInput): void => { operations.push({ op: 'put', base: null, record }) }
      const entity = (number: number, kind: Kind, text: string, fields: Record<string, string> = {}): void => put({ ...envelope, id: id(number), type: 'entity', kind, names: [{ text }], fields })
      const relate = (relation: string, from: string, to: string, more: Partial<RecordInput> = {}): void => {
        const number = numberedId(RELATIONS + 2 * relations)
        put({ ...envelope, id: number, type: 'relation', relation, from, to, ...more } as RecordInput)
        put({ ...envelope, id: numberedId(RELATIONS + 2 * relations++ + 1), type: 'evidence', relation: number, source: id(0), locator: { page: String(1 + relations % 300) }, method: 'register' })
      }
      const early = (size: number): number => Math.floor(size * chance.next() ** 2)
      const most = MAX_OPERATIONS - 100
      for (let i = 0; i < books; i++) entity(i, 'Work', `第${i + 1}部城市誌`, { issued: String(1950 + i % 70) })
      for (let i = 0; i < chapters; i++) {
        if (operations.length > most) yield full()
        entity(chapter + i, 'Work', `${WORDS[i % WORDS.length]!}之研究${i + 1}`)
      }
      for (let i = 0; i < concepts; i++) entity(concept + i, 'Concept', `${WORDS[i % WORDS.length]!}論${i + 1}`)
      for (let i = 0; i < associations; i++) {
        if (operations.length > most) yield full()
        entity(association + i, 'Organization', `臺北市${WORDS[i % WORDS.length]!}協會${i + 1}`, { foundedOn: `${1950 + early(70)}-0${1 + i % 9}`, address: `臺北市${DISTRICTS[i % DISTRICTS.length]!}和平路${i + 1}號` })
      }
      for (let i = 0; i < chapters; i++) {
        if (operations.length > most) yield full()
        // no more parts than one answer looks at, but for the first book
        relate('PART_OF', id(chapter + i), id(i % 10 === 0 ? 0 : 1 + i % (books - 1)))
        for (let left = 1 + chance.below(3); left > 0; left--) relate('AUTHORED', author(early(Math.min(town.people, 5_000))), id(chapter + i))
        for (let left = chance.below(6); left > 0; left--) relate('CITES', id(chapter + i), id(chance.chance(0.2) ? 0 : chance.below(2) === 0 ? early(books) : chapter + early(chapters)))
        for (let left = chance.below(4); left > 0; left--) relate('MENTIONS', id(chapter + i), id(concept + early(concepts)))
        if (i % 4 === 0) relate('DEFINES', id(chapter + i), id(concept + early(concepts)))
        const text = Array.from({ length: 5 }, (_, n) => `所謂${WORDS[(i + n) % WORDS.length]!}，是指第${i + 1}章第${n + 1}節所說的${WORDS[(i * 3 + n) % WORDS.length]!}與${WORDS[(i * 7 + 1) % WORDS.length]!}。`).join('')
        put({ ...envelope, id: numberedId(CONTENTS + i), type: 'content', entity: id(chapter + i), order: 0, passages: [{ text, offset: [0, text.length] }], corrections: [] })
      }
      for (let i = 0; i < associations; i++) {
        if (operations.length > most) yield full()
        relate('LISTED_BY', id(association + i), town.idOf(early(town.departments)))
      }
      for (let i = 0; i < dated; i++) {
        if (operations.length > most) yield full()
        const year = 1960 + early(60)
        relate('FUNDS', town.idOf(0), id(association + i % associations), { start: String(year), ...(i % 2 === 0 ? { end: String(year + chance.below(10)) } : {}) } as Partial<RecordInput>)
      }
      yield full()
    },
  }
}

/** The index of the full text beside an archive. */
export const INDEX = 'search.sqlite'

/** The embedded city with the library in it, and the index of the full text; made once. */
export async function libraryArchive(context: Context, scale: number): Promise<{ path: string; town: City; books: Library }> {
  const { path: from, town } = await cityArchive(context, scale)
  const books = library(town, scale)
  const { folder } = await madeOnce(context, `library-${scale}`, async (empty) => {
    context.say('  making the library')
    const path = join(empty, ARCHIVE)
    await copyFile(from, path)
    const [graph, search] = [await openSqlite({ path, vocabulary }), await openSqliteSearch({ path: join(empty, INDEX) })]
    for (const changeset of books.changesets()) await graph.commit(changeset)
    context.say('  … and its index')
    await reindex({ graph, search })
    await Promise.all([graph.close(), search.close()])
  })
  return { path: join(folder, ARCHIVE), town, books }
}
