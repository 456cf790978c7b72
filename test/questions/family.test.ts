import { buildSchema, parse, validate } from 'graphql'
import t from 'tap'
import type { z } from 'zod'
import { readSchema } from '../../src/api/schema.ts'
import { COMMANDS } from '../../src/cli/commands.ts'
import { FAMILY } from '../../src/questions/family.ts'
import { checked } from '../../src/questions/kind.ts'
import { queryOf } from '../../src/questions/query.ts'

const schema = buildSchema(readSchema())
/** The terminal's names, where they differ. */
const COMMAND: Readonly<Record<string, string>> = { connectors: 'connect' }

for (const one of FAMILY.values()) {
  t.test(one.name, async (t) => {
    const field = schema.getQueryType()!.getFields()[one.name]
    t.ok(field, 'is asked in GraphQL')
    t.same(Object.keys(one.shape).sort(), field!.args.map(({ name }) => name).sort(), 'with the same arguments')
    t.ok(COMMANDS[COMMAND[one.name] ?? one.name], 'and on the command line')
    for (const word of one.words) t.ok(one.shape[word], `${word} is an argument`)
    t.throws(() => checked(one, { nonsense: 1 }), { code: 'BAD_USER_INPUT', details: { field: one.words.find((word) => !(one.shape[word] as z.ZodType).safeParse(undefined).success) ?? 'nonsense' } }, 'what is wrong is named')
    const given = Object.fromEntries(field!.args.filter(({ type }) => String(type).endsWith('!')).map(({ name, type }) => [name, String(type).startsWith('[') ? ['甲', '乙'] : '甲']))
    t.same(validate(schema, parse(queryOf({ name: one.name, arguments: given }))), [], 'the query it writes is one of the schema')
  })
}
