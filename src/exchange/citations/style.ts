import type { CslItem, CslName } from './csl.ts'

/** What APA 7 asks for in every language. */

/** Most names of a reference; above it the first nineteen and the last stand. */
export const MOST_NAMES = 20

/** Of these the day is given, not the year alone. */
export const DATED: readonly CslItem['type'][] = ['article-newspaper', 'webpage', 'paper-conference']

/** Published by who made them, unless something else is said. */
const BY_PUBLISHER: readonly CslItem['type'][] = ['dataset', 'report', 'webpage', 'legislation']

/** Under whose names a work stands: its authors, else its editors, else the body that published it; undefined: under its title. */
export const makersOf = ({ author, editor, publisher, type }: CslItem): readonly CslName[] | undefined =>
  author ?? (type === 'chapter' ? undefined : editor) ?? (BY_PUBLISHER.includes(type) && publisher !== undefined ? [{ literal: publisher }] : undefined)

/** With an en dash between. */
export const ranged = (pages: string): string => pages.replace(/(\d)\s*[-–—]+\s*(\d)/g, '$1–$2')

/** The DOI as an address, else the address. No full stop comes after it. */
export const linkOf = ({ DOI, URL }: CslItem): string | undefined =>
  DOI === undefined ? URL : `https://doi.org/${DOI.replace(/^(?:https?:\/\/(?:dx\.)?doi\.org\/|doi:\s*)/i, '')}`

/** What there is of the parts, between brackets. */
export function bracketed(parts: readonly (string | undefined)[], [open, between, close]: readonly [string, string, string]): string {
  const said = parts.filter((part) => part !== undefined && part !== '')
  return said.length === 0 ? '' : `${open}${said.join(between)}${close}`
}
