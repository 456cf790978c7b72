import { nameKey } from '../../model/names.ts'
import { authorKey, familyKey } from './authors.ts'
import type { Item, ItemName } from './types.ts'

export const nameText = (name: ItemName): string => ('literal' in name ? name.literal : `${name.family}, ${name.given}`)

const keyOf = (name: ItemName): string => ('literal' in name ? authorKey(name.literal) : familyKey(name.family))

/** Who an item is listed under: its authors, else its editors, else its translators. */
export const namedFirst = ({ author, editor = [], translator = [] }: Item): readonly ItemName[] => [author, editor, translator].find((names) => names.length > 0) ?? []

/** The keys under which citations find an item. */
export const itemKeys = (item: Item): readonly string[] => namedFirst(item).map(keyOf)

/** A translation is cited by its translators too: （王旭譯，2013）. */
export const translatorKeys = ({ translator = [] }: Item): readonly string[] => translator.map(keyOf)

/** What two descriptions of one work share. */
export function titleKey(item: Item): string {
  return item.title === undefined ? '' : nameKey(item.title)
}
