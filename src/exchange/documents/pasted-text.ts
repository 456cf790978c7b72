/** What a browser or an editor puts in without showing it, and what turns the direction of a line. */
const UNSEEN = /(?![\t\n\r\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu
/** Marks that mean something in Markdown wherever they stand. */
const MARKS = /[\\`*_[\]<]|&(?=#|[A-Za-z])|~(?=~)/g
/** … and at the beginning of a line. */
const LEADING = /^(\s*)(?:(#{1,6}(?=\s|$)|[-+>=|:](?=.|$)|~{3})|(\d{1,9})([.)](?=\s|$)))/

/** Without what is not shown. */
export const seen = (text: string): string => text.replace(UNSEEN, '').replace(/\u00a0/g, ' ')

/** Words as they stand, none of which is taken for Markdown or HTML. */
export const escaped = (words: string): string => seen(words).replace(MARKS, '\\$&')

/** A line of a paragraph: what stands at its beginning is no heading, list or quotation. */
export const asLine = (line: string): string => line.replace(LEADING, (_, space: string, mark: string | undefined, number: string, stop: string) => (mark === undefined ? `${space}${number}\\${stop}` : `${space}\\${mark}`))

/** An address that may be followed: of the web, or of mail; undefined for any other. */
export function followed(address: string): string | undefined {
  const url = URL.parse(address.trim())
  if (url === null || !['http:', 'https:', 'mailto:'].includes(url.protocol) || url.username !== '' || url.password !== '') return undefined
  return url.href.length > 2_000 ? undefined : url.href.replace(/[()<>\s\\`]/g, (char) => encodeURIComponent(char).replace(/[()]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`))
}
