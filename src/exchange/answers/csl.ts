import type { CitedAnswer } from '../../graph/cited.ts'
import type { EntityRef } from '../../graph/port.ts'
import { locatorText } from '../../model/locator.ts'
import type { CslItem } from '../citations/csl.ts'
import { aboutOf } from './about.ts'
import type { AnswerFormat } from './format.ts'
import { groundsOf } from './grounds.ts'

/** What the answer cites, as CSL-JSON: Zotero, Pandoc, citation processors. */
export const csl: AnswerFormat = {
  name: 'csl',
  mediaType: 'application/vnd.citationstyles.csl+json; charset=utf-8',
  extension: 'csl.json',
  inline: false,
  write: (cited: CitedAnswer) => `${JSON.stringify(bibliography(cited, TOLD), null, 2)}\n`,
}

/** Places of one source that are named; a register is cited by many rows. */
const MOST_PLACES = 40

/**
 * The sources in the order in which they are first cited. The note says where in each, and of the answer that cites it
 * these (`aboutOf`).
 */
export function bibliography(cited: CitedAnswer, told: readonly string[]): CslItem[] {
  const { items, relations, passages } = groundsOf(cited)
  const places = new Map<string, Set<string>>()
  const note = (source: EntityRef, where: string): void => {
    if (where !== '') places.set(source.id, (places.get(source.id) ?? new Set()).add(where))
  }
  for (const { evidence } of relations) for (const { source, locator } of evidence) note(source, locatorText(locator))
  for (const { work, locator } of passages) if (locator !== undefined) note(work, locatorText(locator))
  const about = aboutOf(cited).filter(([key]) => told.includes(key)).map(([, label, value]) => `${label}：${value}`).join('；')
  return [...items].map(([id, item]) => {
    const where = [...places.get(id) ?? []]
    const said = where.length === 0 ? '' : `引用處：${where.slice(0, MOST_PLACES).join('；')}${where.length > MOST_PLACES ? `；等 ${where.length} 處` : ''}。`
    return { ...item, note: `${said}${about === '' ? '' : `引用者：${about}。`}` }
  })
}

/** Where a file has no other place for them. */
export const TOLD: readonly string[] = ['question', 'answered', 'view', 'checksum', 'permalink', 'software']
