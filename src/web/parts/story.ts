import MarkdownIt from 'markdown-it'
import friendly from 'markdown-it-cjk-friendly'
import footnote from 'markdown-it-footnote'
import { Markup, markup as html } from '../../exchange/markup.ts'
import { readingsIn } from '../../model/readings.ts'

/**
 * Markdown as people write it: bold in Chinese, notes, how a word is said (`{臺灣|Tâi-uân}`). No HTML, no pictures from
 * elsewhere; links lead to the web or within the archive.
 */
const markdown = new MarkdownIt({ html: false, breaks: true, typographer: false }).use(friendly).use(footnote).disable(['image', 'code'])

const ADDRESS = /^(?:https?:\/\/|mailto:|\/(?!\/)|#)/i
markdown.validateLink = (address) => ADDRESS.test(address.trim())

markdown.inline.ruler.before('text', 'reading', (state, silent) => {
  if (state.src[state.pos] !== '{') return false
  const close = state.src.indexOf('}', state.pos)
  const [reading] = close < 0 ? [] : readingsIn(state.src.slice(state.pos, close + 1))
  if (reading === undefined || reading.start !== 0) return false
  if (!silent) state.push('reading', '', 0).content = spoken(reading).text
  state.pos += reading.end
  return true
})
markdown.renderer.rules['reading'] = (tokens, i) => tokens[i]!.content

/** One reading for the whole word, or one above each character. */
function spoken({ base, said }: ReturnType<typeof readingsIn>[number]): Markup {
  const above = (words: string, reading: string): Markup => html`<ruby>${words}<rp>(</rp><rt>${reading}</rt><rp>)</rp></ruby>`
  return said.length === 1 ? above(base, said[0]!) : html`${[...base].map((character, i) => above(character, said[i]!))}`
}

/** Headings of a story stand below those of its page. */
for (const rule of ['heading_open', 'heading_close']) {
  markdown.renderer.rules[rule] = (tokens, i, options, _env, self) => {
    const token = tokens[i]!
    token.tag = `h${Math.min(6, Number(token.tag.slice(1)) + 2)}`
    return self.renderToken(tokens, i, options)
  }
}

markdown.renderer.rules['link_open'] = (tokens, i, options, _env, self) => {
  const token = tokens[i]!
  if (/^https?:/i.test(String(token.attrGet('href') ?? ''))) token.attrSet('rel', 'nofollow ugc noopener')
  return self.renderToken(tokens, i, options)
}
markdown.renderer.rules['footnote_block_open'] = () => '<div class="footnotes">\n<ol>\n'
markdown.renderer.rules['footnote_block_close'] = () => '</ol>\n</div>\n'

/**
 * A story as it reads.
 * @param of tells its notes from those of another one on the same page
 */
export const story = (text: string, of: string): Markup => new Markup(markdown.render(text, { docId: of }))
