import { z } from 'zod'
import { badInput } from '../model/errors.ts'

/** How an argument is written where everything is text: on the command line, in an address. */
export type Sort = 'text' | 'list' | 'number' | 'boolean' | 'json'

export function sortOf(schema: z.ZodType): Sort {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return sortOf(schema.unwrap() as z.ZodType)
  if (schema instanceof z.ZodArray) return 'list'
  if (schema instanceof z.ZodNumber) return 'number'
  if (schema instanceof z.ZodBoolean) return 'boolean'
  return schema instanceof z.ZodString || schema instanceof z.ZodEnum ? 'text' : 'json'
}

/** Whether an address may give it several times: a list, and what is a list as well as a text. */
export function takesSeveral(schema: z.ZodType): boolean {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return takesSeveral(schema.unwrap() as z.ZodType)
  return schema instanceof z.ZodArray || (schema instanceof z.ZodUnion && schema.options.some((option) => option instanceof z.ZodArray))
}

/** @throws BAD_USER_INPUT (`field`) */
export function jsonOf(field: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw badInput(field, `${field} takes JSON, not 「${text}」`)
  }
}
