import type { z } from 'zod'
import { badInput } from '../model/errors.ts'
import type { Put } from '../graph/answer.ts'
import type { Id } from '../model/ids.ts'
import { checked, type QuestionKind } from './kind.ts'
import { jsonOf, sortOf, takesSeveral, type Sort } from './sorts.ts'

/**
 * The address of a question, from the root of the service: `/answers/connectors?a=…&b=…&relations=FUNDS&relations=OWNS`.
 * A list is given item by item, what is neither text, number nor yes/no as JSON.
 */
export function permalinkOf({ name, arguments: given }: Put): string {
  const parameters = new URLSearchParams()
  for (const [field, value] of Object.entries(given)) {
    for (const one of Array.isArray(value) ? value : [value]) parameters.append(field, typeof one === 'object' ? JSON.stringify(one) : String(one))
  }
  return `/answers/${name}${parameters.size === 0 ? '' : `?${parameters.toString()}`}`
}

/** Where somebody reads on about an entity: its page. @param address of the service, without a slash at the end */
export const linkTo = (address: string) => (entity: Id): string => `${address}/entities/${entity}`

/**
 * What an address gives a question: the reverse of `permalinkOf`.
 * @throws BAD_USER_INPUT naming the argument that is unknown, missing, given twice or of another type
 */
export function givenIn(one: QuestionKind, parameters: URLSearchParams): Record<string, unknown> {
  const given: Record<string, unknown> = {}
  for (const field of new Set(parameters.keys())) {
    const schema = one.shape[field] as z.ZodType | undefined
    const texts = parameters.getAll(field).filter((text) => text !== '')
    if (texts.length === 0) continue
    // an unknown one is told of with the others
    const isList = schema !== undefined && takesSeveral(schema)
    const sort = schema === undefined ? 'text' : sortOf(schema)
    if (texts.length > 1 && !isList) throw badInput(field, `${field}: 只能有一個，這裡有 ${texts.length} 個 (${field} is given ${texts.length} times; one is enough)`)
    given[field] = isList || sort === 'list' ? texts : READ[sort](field, texts[0]!)
  }
  return checked(one, given)
}

const READ: Readonly<Record<Exclude<Sort, 'list'>, (field: string, text: string) => unknown>> = {
  text: (_, text) => text,
  number: (field, text) => {
    if (!/^-?\d{1,15}(?:\.\d+)?$/.test(text)) throw badInput(field, `${field}: 要是數字，不是「${text}」 (${field} takes a number)`)
    return Number(text)
  },
  boolean: (field, text) => {
    if (text !== 'true' && text !== 'false') throw badInput(field, `${field}: 只能是 true 或 false，不是「${text}」 (${field} is true or false)`)
    return text === 'true'
  },
  json: jsonOf,
}
