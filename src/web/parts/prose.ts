import MarkdownIt from 'markdown-it'
import cjk from 'markdown-it-cjk-friendly'
import footnote from 'markdown-it-footnote'
import { Markup, markup as html } from '../../exchange/markup.ts'
import { readingsIn } from '../../model/readings.ts'

/**
 * Markdown as people write it here, to be shown: no HTML of theirs, no pictures from elsewhere, links only to the web and
 * to our own pages; headings below those of the page; readings as ruby.
 */
const markdown = new MarkdownIt({ html: false, linkify: false, breaks: true }).use(cjk).use(footnote).disable(['image', 'code'])

markdown.validateLink = (url) => /^(?:https?:\/\/|mailto:|\/(?!\/)|#)/i.test(url.trim())
markdown.renderer.rules['text'] = (tokens, i) => withReadings(tokens[i]!.content).text
markdown.renderer.rules['link_open'] = (tokens, i, options, _env, self) => {
  const token = tokens[i]!
  if (/^https?:/i.test(String(token.attrGet('href') ?? ''))) token.attrSet('rel', 'external nofollow')
  return self.renderToken(tokens, i, options)
}
for (const rule of ['heading_open', 'heading_close']) {
  markdown.renderer.rules[rule] = (tokens, i, options, _env, self) => {
    const token = tokens[i]!
    token.tag = `h${Math.min(6, Number(token.tag.slice(1)) + 2)}`
    return self.renderToken(tokens, i, options)
  }
}
markdown.renderer.rules['footnote_block_open'] = () => '<section class="footnotes"><ol>\n'

/** @param name tells the notes of several texts on one page apart: letters, digits and `-` */
export const prose = (text: string, name = ''): Markup => new Markup(markdown.render(text, name === '' ? {} : { docId: name }))

/** 「{臺灣|Tâi-uân}」 as a word with its reading above it. */
export function withReadings(text: string): Markup {
  const parts: Markup[] = []
  let from = 0
  for (const { start, end, base, said } of readingsIn(text)) {
    parts.push(html`${text.slice(from, start)}<ruby>${said.length === 1 ? html`${base}<rt>${said[0]}</rt>` : [...base].map((char, i) => html`${char}<rt>${said[i]}</rt>`)}</ruby>`)
    from = end
  }
  return html`${parts}${text.slice(from)}`
}
