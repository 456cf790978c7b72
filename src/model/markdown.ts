/**
 * The words of Markdown as people write it, without its marks: for searching, never for display. Each pattern looks a
 * bounded way ahead, so that a text of nothing but marks takes no longer.
 */
export function withoutMarks(markdown: string): string {
  return PATTERNS.reduce((text, [pattern, words]) => text.replace(pattern, words), markdown)
}

const PATTERNS: readonly (readonly [pattern: RegExp, words: string])[] = [
  // notes, links and pictures, headings, quotations, items
  [/(?<!\\)\[\^[^\]\n]{1,20}\]:?/g, ''],
  [/(?<!\\)!?\[([^\]\n]{0,500})\]\([^)\n]{0,2000}\)/g, '$1'],
  [/^[ \t]{0,12}(?:#{1,6}[ \t]|>[ \t]?|[-*+][ \t]|\d{1,9}[.)][ \t])/gm, ''],
  [/(?<!\\)(\*\*|__)(?=\S)([^\n]{1,300}?)(?<=\S)\1/g, '$2'],
  [/(?<![\\*])\*(?=[^\s*])([^\n*]{1,300}?)(?<=\S)\*/g, '$1'],
  [/(?<!\\)`{1,3}/g, ''],
  [/\\([\\`*_[\]<>&~#+=|:.)-])/g, '$1'],
]
