import type { Changeset, Operation } from '../../src/model/changeset.ts'
import type { FieldValue, Kind, RecordInput } from '../../src/model/records.ts'
import { changeset } from './moves.ts'
import { random, type Random } from './random.ts'
import { entity, put, SETTLED, source, stated, type Made, type Mixture } from './records.ts'

/**
 * A small library and the city around it: books with chapters and sections, people and bodies who write and edit them
 * together, what cites what, concepts in chapters, definitions by works and people; associations of departments with
 * dates of founding and addresses as registers write them. Some people and works are entered twice and merged.
 * @param size persons; there are as many concepts and associations, and twice as many works
 * @returns changesets to commit in this order to an empty archive
 */
export function library(seed: number, size: number, mixture: Mixture = SETTLED): Changeset[] {
  const chance = random(seed)
  const operations: Operation[] = []
  const enter = (kind: Kind, more: Partial<Entered> = {}): Made => {
    const record: Entered = { ...(kind === 'Work' ? source(chance, mixture) : entity(chance, mixture, kind)), ...more }
    operations.push(put(record))
    return { id: record.id, kind }
  }
  const several = (count: number, kind: Kind, fields: () => Record<string, FieldValue> = () => ({})): Made[] => Array.from({ length: Math.max(2, count) }, () => enter(kind, { fields: fields() }))
  const people = several(size, 'Person')
  const bodies = several(size, 'Organization', () => founded(chance))
  const departments = several(4, 'Organization')
  const places = ['臺北市', '台北市中山區', '士林官邸'].map((text) => enter('Place', { names: [{ text }] }))
  const concepts = several(size, 'Concept')
  const books = several(Math.ceil(size / 4), 'Work', (): Record<string, FieldValue> => (chance.chance(0.7) ? { issued: date(chance) } : {}))
  const chapters = several(size * 2, 'Work')
  const works = [...books, ...chapters]
  const tie = (type: string, from: Made, to: Made): void => {
    if (from.id !== to.id) operations.push(...stated(chance, mixture, type, from.id, to.id, works.map(({ id }) => id)))
  }
  const few = (most: number, act: () => void): void => {
    for (let left = chance.below(most + 1); left > 0; left--) act()
  }
  const early = <T>(items: readonly T[]): T => items[Math.floor(items.length * chance.next() ** 2)]!
  for (const [i, chapter] of chapters.entries()) {
    if (chance.chance(0.8)) tie('PART_OF', chapter, chance.chance(0.8) || i === 0 ? chance.pick(books) : chapters[chance.below(i)]!)
    few(3, () => tie('AUTHORED', early(chance.chance(0.9) ? people : bodies), chapter))
    few(4, () => tie('CITES', chapter, early(works)))
    few(3, () => tie(chance.pick(['MENTIONS', 'ABOUT', 'DEFINES', 'PROPOSES']), chapter, early(concepts)))
  }
  for (const book of books) {
    few(2, () => tie('EDITED', early([...bodies, ...people]), book))
    few(2, () => tie('AUTHORED', early(people), book))
  }
  for (const concept of concepts) few(2, () => tie('DEFINES', chance.pick([...people, ...bodies, ...books]), concept))
  for (const body of bodies) {
    few(2, () => tie(chance.pick(['REGISTERED_WITH', 'LISTED_BY', 'LICENSED_BY']), body, early(departments)))
    if (chance.chance(0.3)) tie(chance.pick(['SUPERVISES', 'COMMISSIONS']), early(departments), body)
    if (chance.chance(0.3)) tie('LOCATED_IN', body, chance.pick(places))
  }
  const merges = [people, bodies, chapters, concepts].flatMap((made) => merge(chance, operations, made))
  return [changeset(operations), ...merges.map((operation) => changeset([operation]))]
}

type Entered = RecordInput & { type: 'entity' }

/** Fields as registers have them: dates exact, about, of several years, absent; districts and addresses. */
function founded(chance: Random): Record<string, FieldValue> {
  return {
    ...(chance.chance(0.8) ? { foundedOn: date(chance) } : {}),
    ...(chance.chance(0.6) ? { district: chance.pick(['臺北市', '臺北市大安區', '台北市大安區', '中山區', '新北市板橋區']) } : {}),
    ...(chance.chance(0.4) ? { address: chance.pick(['臺北市信義區松仁路226號', '106台北市大安區和平東路一段1號', '台北市杭州南路一段15號', '新竹縣竹北市光明六路10號', '不詳']) } : {}),
  }
}

const date = (chance: Random): string => chance.pick(['2008', '2009-05', '2010', '2010-01-01', '民國99年', '1000312', '2010~', '2009?', '200X', '2008/2010', '2011-02-03', '不詳', '2012/..'])

/** The second into the first, where it can be merged: only what everyone may read takes others in. */
function merge(chance: Random, operations: readonly Operation[], made: readonly Made[]): Operation[] {
  const record = (id: string): RecordInput => (operations.find((operation) => operation.op === 'put' && operation.record.id === id) as Extract<Operation, { op: 'put' }>).record
  const into = made.find(({ id }) => record(id).audience.protocols.join() === 'everyone' && record(id).state === 'published')
  const other = made.toReversed().find(({ id }) => id !== into?.id)
  return into === undefined || other === undefined || chance.chance(0.2) ? [] : [{ op: 'merge', id: other.id, into: into.id, base: 1 }]
}
