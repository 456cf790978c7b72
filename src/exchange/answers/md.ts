import type { CitedAnswer } from '../../graph/cited.ts'
import type { AnswerFormat } from './format.ts'
import { paperOf, type Block, type Word } from './paper.ts'
import { comment, sealed } from './seal.ts'

/** Markdown (CommonMark with the tables of GFM): for notes, theses by Pandoc, wikis. */
export const md: AnswerFormat = {
  name: 'md',
  mediaType: 'text/markdown; charset=utf-8; variant=GFM',
  extension: 'md',
  inline: true,
  write: (cited: CitedAnswer) => sealed([...paperOf(cited, false)].map(set).join('\n') + '\n', comment),
}

function set(one: Block): string {
  switch (one.block) {
    case 'heading': return `${'#'.repeat(one.level)} ${escaped(one.text)}\n`
    case 'paragraph': return `${atStart(one.words.map(word).join(''))}\n`
    case 'list': return `${one.items.map((item) => `- ${atStart(item.map(word).join(''))}\n`).join('')}`
    case 'table': return `${[one.head, one.head.map(() => '---'), ...one.rows].map((cells, i) => `| ${cells.map((cell) => (i === 1 ? cell : escaped(cell))).join(' | ')} |\n`).join('')}`
    case 'picture': return ''
  }
}

function word(one: Word): string {
  if (typeof one === 'string') return escaped(one)
  if ('title' in one) return one.chinese ? `**${escaped(one.title)}**` : `*${escaped(one.title)}*`
  if ('address' in one) return `<${one.address}>`
  return `\\[${'number' in one ? one.number : one.ground}\\]`
}

/** What Markdown would take for marks; line breaks would end what they stand in. */
const escaped = (text: string): string => text.replace(/[\\`*_[\]<>|#~]|&(?=#?\w+;)/g, (mark) => `\\${mark}`).replace(/\s*[\r\n]+\s*/g, ' ')

/** At the beginning of a line also numbers and dashes are marks. */
const atStart = (line: string): string => line.replace(/^(\d+)([.)])(?=\s)/, '$1\\$2').replace(/^([-+=])/, '\\$1')
