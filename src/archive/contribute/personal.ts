import { dateOrNone } from '../../model/dates-parse.ts'
import { badInput } from '../../model/errors.ts'
import type { EntityRecord } from '../../model/records.ts'
import type { Vocabulary } from '../../model/vocabulary.ts'

type Person = Pick<EntityRecord, 'kind' | 'fields'>

/** A person of whom nothing says that they have died. */
const isLiving = ({ kind, fields }: Person): boolean => kind === 'Person' && fields['diedOn'] === undefined

/** Whether an exact place of theirs is where somebody lives. */
export const isPrivatePlace = isLiving

/**
 * A living person's address, telephone number and day of birth are not public by default (SEMANTICS 1). Which fields
 * are personal the vocabulary says; a year of birth alone is not.
 * @param record one that everybody will be able to read
 * @param before what everybody reads of it already: what stays as it was is not asked about again
 * @throws BAD_USER_INPUT naming the field, with what can be done
 */
export function checkPersonal(record: Person, before: Person | undefined, vocabulary: Vocabulary, field: string): void {
  if (!isLiving(record)) return
  for (const [code, value] of Object.entries(record.fields)) {
    const known = vocabulary.fields.get(code)
    if (known?.personal !== true || (known.value === 'date' && !hasDay(String(value)))) continue
    if (before !== undefined && isLiving(before) && before.fields[code] === value) continue
    throw badInput(`${field}.fields.${code}`, `在世的人的「${known.label['zh-Hant']}」不公開：請只寫年份，或另建一筆只給社群看的內容；本人同意公開的，請加 publicPersonal (the ${known.label.en} of a living person is not made public: give the year only, keep it in a content with fewer readers, or say publicPersonal where they agree)`)
  }
}

const hasDay = (written: string): boolean => /^\d{4}-\d{2}-\d{2}/.test(dateOrNone(written)?.edtf ?? '')
