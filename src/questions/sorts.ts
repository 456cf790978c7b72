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

/** @throws BAD_USER_INPUT (`field`) */
export function jsonOf(field: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw badInput(field, `${field} takes JSON, not 「${text}」`)
  }
}
