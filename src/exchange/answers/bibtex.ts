import type { CitedAnswer } from '../../graph/cited.ts'
import { aboutOf } from './about.ts'
import { bibliography } from './csl.ts'
import type { AnswerFormat } from './format.ts'
import { sealed } from './seal.ts'

/** What the answer cites, for LaTeX. The library takes a while to load, so it is loaded when it is needed. */
export const bibtex: AnswerFormat = {
  name: 'bibtex',
  mediaType: 'application/x-bibtex; charset=utf-8',
  extension: 'bib',
  inline: false,
  write: async (cited: CitedAnswer) => {
    const { Cite, plugins } = await import('@citation-js/core')
    await import('@citation-js/plugin-bibtex')
    const { format } = plugins.config.get('@bibtex')
    // by default it drops every character beyond ASCII, and makes keys of its own: undefined2012undefined
    Object.assign(format, { asciiOnly: false, useIdAsLabel: true, checkLabel: false })
    const entries = bibliography(cited, []).map((item) => escaped(item, item.id))
    // outside an entry everything is a remark, but for @
    const about = aboutOf(cited).map(([, label, value]) => `% ${label}：${value.replaceAll('@', '(at)').replace(/\s+/g, ' ')}\n`).join('')
    return sealed(`${about}\n${entries.length === 0 ? '' : new Cite(entries).format('bibtex')}`, (text) => `% ${text}`)
  },
}

const MARKS: Readonly<Record<string, string>> = {
  '&': String.raw`\&`, '%': String.raw`\%`, '#': String.raw`\#`, _: String.raw`\_`, $: String.raw`\$`, '{': String.raw`\{`, '}': String.raw`\}`,
  '\\': String.raw`\textbackslash{}`, '~': String.raw`\textasciitilde{}`, '^': String.raw`\textasciicircum{}`, '<': String.raw`\textless{}`, '>': String.raw`\textgreater{}`,
}

/** Fields that LaTeX takes as they are. */
const AS_THEY_ARE = ['id', 'type', 'URL', 'DOI', 'ISBN']

/** Without `asciiOnly` the library escapes nothing. */
function escaped(value: unknown, key: string): unknown {
  if (typeof value === 'string') return AS_THEY_ARE.includes(key) ? value : value.replace(/[&%#_${}\\~^<>]/g, (mark) => MARKS[mark]!)
  if (Array.isArray(value)) return value.map((one) => escaped(one, key))
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, escaped(one, name)]))
  return value
}
