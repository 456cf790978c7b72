import type { Put } from '../graph/answer.ts'

const ANSWER = `{
  understood text total notes
  columns { key label }
  rows {
    cells { column text number entities { id name kind } }
    relations { id type label from { id name } to { id name } start end state evidence { work { id name } locator quote } }
  }
  pageInfo { endCursor hasNextPage }
}`
const STEPS = 'steps { from { id name } to { id name } relations { id type label start end state evidence { work { id name } locator quote } } }'

/** What is asked of the kinds that have types of their own. */
const SELECTIONS: Readonly<Record<string, string>> = {
  connectors: `{\n  a { id name } b { id name } total truncated pageInfo { endCursor hasNextPage }\n  connectors { entity { id name kind } distance score routes { concurrence ${STEPS} } }\n}`,
  paths: `{\n  from { id name } to { id name } truncated\n  paths { concurrence ${STEPS} }\n}`,
}

/** Arguments whose values are names in GraphQL, not strings. */
const ENUMS = ['kinds', 'kind']

/** A question as a GraphQL document that can be run as it is. */
export function queryOf({ name, arguments: given }: Put): string {
  const all = Object.entries(given).map(([key, value]) => `${key}: ${literal(value, ENUMS.includes(key))}`)
  return `{ ${name}${all.length === 0 ? '' : `(${all.join(', ')})`} ${SELECTIONS[name] ?? ANSWER} }`
}

function literal(value: unknown, isEnum: boolean): string {
  if (Array.isArray(value)) return `[${value.map((one) => literal(one, isEnum)).join(', ')}]`
  return isEnum ? String(value) : JSON.stringify(value)
}
