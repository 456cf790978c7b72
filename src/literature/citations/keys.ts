import { nameKey } from '../../model/names.ts'
import { authorKey } from './authors.ts'
import type { Item, ItemName } from './types.ts'

export const nameText = (name: ItemName): string => ('literal' in name ? name.literal : `${name.family}, ${name.given}`)

const keyOf = (name: ItemName): string => ('literal' in name ? authorKey(name.literal) : nameKey(name.family))

/** The keys under which citations find an item: of its authors, or of its editors when it has none. */
export function itemKeys(item: Item): readonly string[] {
  return (item.author.length > 0 ? item.author : (item.editor ?? [])).map(keyOf)
}

/** What two descriptions of one work share. */
export function titleKey(item: Item): string {
  return item.title === undefined ? '' : nameKey(item.title)
}
