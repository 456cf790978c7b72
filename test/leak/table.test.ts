import { getNamedType, isObjectType, parse, TypeInfo, visit, visitWithTypeInfo, type GraphQLObjectType } from 'graphql'
import t from 'tap'
import { APART, CHANGES, mutationFields } from './mutations.ts'
import { QUESTIONS } from './questions.ts'
import { AGAIN, queryFields, queryOf, schema } from './selections.ts'

t.test('every question that can be asked is in the table', async (t) => {
  t.same(Object.keys(QUESTIONS).sort(), Object.keys(queryFields).sort())
})

t.test('and every change that names a record', async (t) => {
  t.same([...Object.keys(CHANGES), ...APART].sort(), Object.keys(mutationFields).sort())
})

t.test('and every field that can be answered is asked for', async (t) => {
  const asked = new Set<string>()
  const types = new TypeInfo(schema)
  for (const name of Object.keys(queryFields)) {
    visit(parse(queryOf(name)), visitWithTypeInfo(types, { Field: () => void asked.add(`${getNamedType(types.getParentType())!.name}.${types.getFieldDef()!.name}`) }))
  }
  const all = [...below(schema.getQueryType()!)].flatMap((type) => Object.keys(type.getFields()).map((field) => `${type.name}.${field}`))
  t.same(all.filter((field) => !asked.has(field) && !AGAIN.has(field)), [])
})

/** The types that some question can answer with. */
function below(type: GraphQLObjectType, found = new Set<GraphQLObjectType>()): Set<GraphQLObjectType> {
  if (found.has(type)) return found
  found.add(type)
  for (const field of Object.values(type.getFields())) {
    const next = getNamedType(field.type)
    if (isObjectType(next)) below(next, found)
  }
  return found
}
