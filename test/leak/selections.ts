import { buildSchema, getNamedType, isObjectType, isLeafType, type GraphQLField, type GraphQLObjectType } from 'graphql'
import { readSchema } from '../../src/api/schema.ts'

export const schema = buildSchema(readSchema())

/** What is asked of the fields that take arguments; of lists so few that there is another page. */
const ARGUMENTS: Readonly<Record<string, string>> = {
  'Relation.holds': '(asOf: "2012")', 'Column.label': '(language: "en")', 'Answer.export': '(format: evidence)',
  'Entity.relations': '(first: 2, includeProposed: true)', 'Entity.history': '(first: 20)', 'Relation.history': '(first: 20)', 'Entity.contents': '(first: 2)',
}
/** Of what stands within something else. */
const BRIEF: Readonly<Record<string, string>> = { Entity: 'id name kind state version' }
/** … and of rows that are gained or lost, which the answer beside them has whole: a query may ask for 600 fields. */
const COMPARED = 'cells { column text number entities { id name } } relations { id version disputed evidence { id quote } }'

/** The cells of `csv` once more, in a file that bears the time at which it was made. */
export const AGAIN: ReadonlySet<string> = new Set(['Sheet.xlsx'])

/** Every field of a type and of all that is below it, so that a new one is compared as soon as it is there. */
export function selection(type: GraphQLObjectType, within: readonly string[] = []): string {
  const brief = within.length > 0 ? BRIEF[type.name] : undefined
  if (brief !== undefined) return brief
  if (type.name === 'AnswerRow' && within.includes('Difference')) return COMPARED
  return Object.values(type.getFields()).flatMap((field) => {
    const below = getNamedType(field.type)
    const head = `${field.name}${ARGUMENTS[`${type.name}.${field.name}`] ?? ''}`
    if (isLeafType(below)) return AGAIN.has(`${type.name}.${field.name}`) ? [] : [head]
    if (!isObjectType(below) || (within.includes(below.name) && !(below.name in BRIEF)) || (field.name === 'history' && within.length > 0)) return []
    const all = selection(below, [...within, type.name])
    return all === '' ? [] : [`${head} { ${all} }`]
  }).join(' ')
}

export const queryFields = schema.getQueryType()!.getFields()

/** A query of one field: its arguments as variables, and everything there is in its answer. */
export function queryOf(name: string): string {
  const field: GraphQLField<unknown, unknown> = queryFields[name]!
  const variables = field.args.map((argument) => `$${argument.name}: ${String(argument.type)}`)
  const given = field.args.map((argument) => `${argument.name}: $${argument.name}`)
  const type = getNamedType(field.type)
  return `query${variables.length === 0 ? '' : ` (${variables.join(', ')})`} { ${name}${given.length === 0 ? '' : `(${given.join(', ')})`} { ${selection(type as GraphQLObjectType)} } }`
}
