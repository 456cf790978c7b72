import type { GraphStore } from '../../src/graph/port.ts'
import { WHOLE } from '../../src/model/audience.ts'
import type { Head } from '../../src/model/changeset.ts'
import { displayName, type EntityRecord, type RecordType } from '../../src/model/records.ts'

/** Everything of a type in the archive, of every state. */
export async function everything(graph: GraphStore, type: RecordType): Promise<Head[]> {
  const heads: Head[] = []
  for (let after: string | undefined; ;) {
    const page = await graph.scan(type, WHOLE, { first: 5_000, ...(after === undefined ? {} : { after }) })
    heads.push(...page.items)
    if (!page.hasNextPage) return heads
    after = page.endCursor
  }
}

/** Living entities that are one, by where they were read (`row`): each group sorted, groups of one left out. */
export async function partition(graph: GraphStore): Promise<string[][]> {
  const heads = new Map((await everything(graph, 'entity')).map((head) => [head.id, head]))
  const groups = new Map<string, string[]>()
  for (const head of heads.values()) {
    if (head.state !== 'published' && head.state !== 'proposed') continue
    let end = head
    while (end.mergedInto !== undefined) end = heads.get(end.mergedInto)!
    groups.set(end.id, [...(groups.get(end.id) ?? []), printed(head)])
  }
  return [...groups.values()].filter((group) => group.length > 1).map((group) => group.sort()).sort((a, b) => (a[0]! < b[0]! ? -1 : 1))
}

const printed = ({ id, record }: Head): string => (record as EntityRecord).identifiers.find(({ scheme }) => scheme === 'row')?.value ?? id

/** What the archive says, without ids: for comparing archives made in different ways. */
export async function statements(graph: GraphStore): Promise<string[]> {
  const entities = new Map((await everything(graph, 'entity')).map((head) => [head.id, head]))
  const relations = new Map((await everything(graph, 'relation')).map((head) => [head.id, head]))
  const said: string[] = []
  for (const head of entities.values()) {
    const { kind, names, identifiers, fields } = head.record as EntityRecord
    said.push(JSON.stringify([head.state, kind, names.map(({ text, sort }) => `${sort} ${text}`), identifiers, Object.entries(fields).sort()]))
  }
  const name = (id: string): string => displayName((entities.get(id)!.record as EntityRecord).names)
  const relation = (id: string): string => {
    const { state, record } = relations.get(id)!
    if (record?.type !== 'relation') return id
    return JSON.stringify([state, record.relation, name(record.from), name(record.to), record.start, record.end, record.qualifiers])
  }
  for (const id of relations.keys()) said.push(relation(id))
  for (const { state, record } of await everything(graph, 'evidence')) {
    if (record?.type === 'evidence') said.push(JSON.stringify([state, relation(record.relation), name(record.source), record.locator, record.quote, record.attested, record.rule, record.unchecked]))
  }
  return [...said.sort(), JSON.stringify(await partition(graph))]
}
