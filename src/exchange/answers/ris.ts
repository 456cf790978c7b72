import type { CitedAnswer } from '../../graph/cited.ts'
import { bibliography, TOLD } from './csl.ts'
import type { AnswerFormat } from './format.ts'

/** What the answer cites, for EndNote, Zotero, RefWorks. */
export const ris: AnswerFormat = {
  name: 'ris',
  mediaType: 'application/x-research-info-systems; charset=utf-8',
  extension: 'ris',
  inline: false,
  write: async (cited: CitedAnswer) => {
    const { Cite } = await import('@citation-js/core')
    await import('@citation-js/plugin-ris')
    const items = bibliography(cited, TOLD).map((item) => JSON.parse(JSON.stringify(item), (_, value: unknown) => (typeof value === 'string' ? value.replace(/\s*[\r\n]+\s*/g, ' ') : value)) as unknown)
    // the library breaks long lines, addresses too; readers take a line for what one tag says
    return items.length === 0 ? '' : `${new Cite(items).format('ris').replace(/\n(?![A-Z][A-Z0-9] {2}-)/g, '')}\n`
  },
}
