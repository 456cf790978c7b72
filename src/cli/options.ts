import { badInput } from '../model/errors.ts'
import type { WalkArguments } from '../questions/walk.ts'
import type { Invocation } from './command.ts'

type Given = Invocation['options']

export const textOption = (options: Given, name: string): string | undefined => {
  const value = options[name]
  return typeof value === 'string' ? value : undefined
}

export const listOption = (options: Given, name: string): string[] | undefined =>
  textOption(options, name)?.split(',').map((word) => word.trim()).filter((word) => word !== '')

/** @throws BAD_USER_INPUT when it is not a whole number */
export function numberOption(options: Given, name: string): number | undefined {
  const value = textOption(options, name)
  if (value === undefined) return undefined
  if (!/^\d+$/.test(value)) throw badInput(`--${name}`, `--${name} takes a whole number, not 「${value}」`)
  return Number(value)
}

/** What `SHARED.walk` gives, as the questions take it. */
export const walkOptions = (options: Given): WalkArguments & { readonly maxHops: number | undefined } => ({
  relations: listOption(options, 'relations'), maxHops: numberOption(options, 'max-hops'), asOf: textOption(options, 'as-of'),
  includeProposed: flag(options, 'include-proposed'), includeDeprecated: flag(options, 'include-deprecated'),
  onlySources: listOption(options, 'only-sources'), withoutSources: listOption(options, 'without-sources'), avoid: listOption(options, 'avoid'),
})

export const flag = (options: Given, name: string): boolean => options[name] === true
