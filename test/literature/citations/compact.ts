import type { Item, ItemName } from '../../../src/literature/citations/types.ts'

const names = (some: readonly ItemName[] | undefined): string | undefined => (some === undefined || some.length === 0 ? undefined : some.map((name) => ('literal' in name ? name.literal : `${name.family}, ${name.given}`)).join('|'))

/** An item as the tables of the tests write it. */
export function compact(item: Item | undefined): Record<string, unknown> | undefined {
  if (!item) return undefined
  const { author, editor, translator, language: _, raw: _raw, start: _start, end: _end, list: _list, number: _number, ...rest } = item as Item & Record<string, unknown>
  return Object.fromEntries(Object.entries({ ...rest, a: names(author), e: names(editor), tr: names(translator) }).filter(([, value]) => value !== undefined))
}
