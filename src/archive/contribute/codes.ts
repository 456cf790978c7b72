import type { ArchiveRecord, ContentRecord } from '../../model/records.ts'
import { checkCodes, type Vocabulary } from '../../model/vocabulary.ts'

/** The parts of a content that are codes, by their list. */
const LISTED = { labels: 'labels', contentWarning: 'warnings', licence: 'licences' } as const satisfies Partial<Record<keyof ContentRecord, string>>

/**
 * What stands beside the rights is a code of its list. What was there before stays as it is: a register prints a
 * licence in words of its own.
 * @throws BAD_USER_INPUT naming the field and the list
 */
export function checkListed(record: ArchiveRecord, before: ArchiveRecord | undefined, vocabulary: Vocabulary, field: string): void {
  if (record.type === 'entity') {
    for (const [code, value] of Object.entries(record.fields)) {
      const list = vocabulary.fields.get(code)?.codes
      if (list !== undefined) checkCodes(vocabulary, list, added(value, before?.type === 'entity' ? before.fields[code] : undefined), `${field}.fields.${code}`)
    }
  }
  if (record.type === 'content') {
    for (const [part, list] of Object.entries(LISTED) as [keyof typeof LISTED, (typeof LISTED)[keyof typeof LISTED]][]) {
      checkCodes(vocabulary, list, added(record[part], before?.type === 'content' ? before[part] : undefined), `${field}.${part}`)
    }
  }
}

const listOf = (value: unknown): unknown[] => (value === undefined ? [] : [value].flat())
const added = (now: unknown, before: unknown): unknown[] => listOf(now).filter((one) => !listOf(before).includes(one))
