import { hash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { parse } from 'yaml'
import { dateOrNone } from '../model/dates-parse.ts'
import { badInput } from '../model/errors.ts'
import type { Vocabulary } from '../model/vocabulary.ts'
import { mappingSchema, type CellMapping, type Condition, type Mapping as Written } from './mapping-schema.ts'

export type { CellMapping, EntityMapping, FieldMapping, NameMapping, RelationMapping } from './mapping-schema.ts'

export interface Mapping extends Written {
  /** SHA-256 of the file, in hex: another mapping reads another table. */
  readonly digest: string
}

/** @throws BAD_USER_INPUT naming the place in the file: `relations.0.from` */
export async function loadMapping(path: string, vocabulary: Vocabulary): Promise<Mapping> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    throw badInput('mapping', `${path} cannot be read: ${(error as Error).message}`)
  }
  return readMapping(text, vocabulary, path)
}

export function readMapping(text: string, vocabulary: Vocabulary, path = 'mapping'): Mapping {
  let input: unknown
  try {
    input = parse(text, { merge: true })
  } catch (error) {
    throw badInput('mapping', `${path}: ${(error as Error).message}`)
  }
  const parsed = mappingSchema.safeParse(input)
  if (!parsed.success) {
    const { path: place, message } = parsed.error.issues[0]!
    throw badInput('mapping', `${path}: ${place.join('.') || 'the file'} ${message}`)
  }
  const [place, message] = wrongWith(parsed.data, vocabulary) ?? []
  if (place !== undefined) throw badInput('mapping', `${path}: ${place} ${message}`)
  return { ...parsed.data, digest: hash('sha256', text, 'hex') }
}

/** What no single part of the file can know: names that must exist elsewhere in it, or in the vocabulary. */
function wrongWith({ dataset, entities, relations }: Written, vocabulary: Vocabulary): [string, string] | undefined {
  if (dataset.edition !== undefined && dateOrNone(dataset.edition)?.status !== 'known') return ['dataset.edition', `「${dataset.edition}」 is not a date`]
  for (const [role, entity] of Object.entries(entities)) {
    const given = Object.values(entity.fields).map(({ otherwise }) => otherwise)
    for (const code of [...Object.keys(entity.fields), ...given, ...(entity.district === undefined ? [] : ['district'])]) {
      const field = vocabulary.fields.get(code)
      if (field === undefined) return [`entities.${role}.fields.${code}`, 'is not a field of the vocabulary']
      if (field.retired) return [`entities.${role}.fields.${code}`, 'is a field that was retired']
      if (!field.kinds.includes(entity.kind)) return [`entities.${role}.fields.${code}`, `is a field of ${field.kinds.join(', ')}, not of ${entity.kind}`]
    }
    const parent = entity.parent && vocabulary.relations.get(entity.parent.relation)
    if (entity.parent !== undefined && parent === undefined) return [`entities.${role}.parent.relation`, `「${entity.parent.relation}」 is not a relation type of the vocabulary`]
    if (parent !== undefined && !(parent.from.includes(entity.kind) && parent.to.includes(entity.kind))) return [`entities.${role}.parent.relation`, `${parent.code} does not join ${entity.kind} with ${entity.kind}`]
    if (entity.unit !== undefined && entity.kind !== 'Organization') return [`entities.${role}.unit`, `is for an Organization, not for a ${entity.kind}`]
    for (const [place, cell] of cellsOf(entity)) if (cell.of !== undefined && entities[cell.of] === undefined) return [`entities.${role}.${place}.of`, `「${cell.of}」 is not an entity of this mapping`]
  }
  for (const [i, relation] of relations.entries()) {
    const type = vocabulary.relations.get(relation.type)
    if (type === undefined) return [`relations.${i}.type`, `「${relation.type}」 is not a relation type of the vocabulary`]
    if (type.retired) return [`relations.${i}.type`, `「${relation.type}」 is a relation type that was retired`]
    for (const end of ['from', 'to'] as const) {
      const entity = entities[relation[end]]
      if (entity === undefined) return [`relations.${i}.${end}`, `「${relation[end]}」 is not an entity of this mapping`]
      const kinds = type.symmetric ? [...type.from, ...type.to] : type[end]
      if (!kinds.includes(entity.kind)) return [`relations.${i}.${end}`, `is of kind ${entity.kind}; ${type.code} wants ${kinds.join(' or ')} there`]
    }
    const unknown = relation.key.find((key) => key !== 'start' && key !== 'end' && !(key in relation.qualifiers))
    if (unknown !== undefined) return [`relations.${i}.key`, `「${unknown}」 is neither a qualifier of this relation, nor start or end`]
    for (const [name, cell] of Object.entries(relation.qualifiers)) {
      if (cell.mark !== undefined && cell.of === undefined) return [`relations.${i}.qualifiers.${name}`, 'has a mark and does not say of which entity (of: …)']
      if (cell.of !== undefined && entities[cell.of] === undefined) return [`relations.${i}.qualifiers.${name}.of`, `「${cell.of}」 is not an entity of this mapping`]
    }
  }
  return undefined
}

type EntityCells = Written['entities'][string]

function cellsOf(entity: EntityCells): [string, CellMapping][] {
  return [
    ['name', entity.name],
    ...entity.names.map((cell, i): [string, CellMapping] => [`names.${i}`, cell]),
    ...(entity.key ?? []).map((cell, i): [string, CellMapping] => [`key.${i}`, cell]),
    ...Object.entries(entity.identifiers).map(([scheme, cell]): [string, CellMapping] => [`identifiers.${scheme}`, cell]),
    ...Object.entries(entity.fields).map(([code, cell]): [string, CellMapping] => [`fields.${code}`, cell]),
    ...(entity.district === undefined ? [] : [['district', entity.district] as [string, CellMapping]]),
    ...(entity.unit?.code === undefined ? [] : [['unit.code', entity.unit.code] as [string, CellMapping]]),
  ]
}

export const columnsOfCell = (cell: CellMapping): readonly string[] => cell.columns ?? (cell.column === undefined ? [] : [cell.column])

/** Every column the mapping reads: all must be in the heading. */
export function columnsOf({ skip, entities, relations }: Mapping): Set<string> {
  const cells = [
    ...Object.values(entities).flatMap((entity) => cellsOf(entity).map(([, cell]) => cell)),
    ...relations.flatMap((relation) => [relation.start, relation.end, relation.interval, ...Object.values(relation.qualifiers)].filter((cell) => cell !== undefined)),
  ]
  const tests: Condition[] = [...skip, ...Object.values(entities).flatMap((entity) => entity.skip), ...relations.flatMap((relation) => relation.skip)]
  return new Set([...cells.flatMap(columnsOfCell), ...tests.map(({ column }) => column)])
}
