/** The part of markdown-it-footnote that is used; the package brings no types. */
declare module 'markdown-it-footnote' {
  import type { MarkdownIt } from 'markdown-it'

  const footnote: (markdown: MarkdownIt) => void
  export default footnote
}
