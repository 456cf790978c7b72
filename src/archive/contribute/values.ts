import { isWebAddress } from '../../model/address.ts'
import { dateOrNone } from '../../model/dates-parse.ts'
import { badInput } from '../../model/errors.ts'
import type { FieldValue } from '../../model/records.ts'
import type { Vocabulary } from '../../model/vocabulary.ts'
import type { FieldInput } from './input.ts'

/** Fields as sent over those that stand: those given are set, an empty one is taken away. @throws BAD_USER_INPUT */
export function valuesOf(sent: readonly FieldInput[] | null | undefined, before: Readonly<Record<string, FieldValue>>, vocabulary: Vocabulary, field: string): Record<string, FieldValue> {
  const values = { ...before }
  for (const [i, { code, values: written }] of (sent ?? []).entries()) {
    if (!CODE.test(code)) throw badInput(`${field}[${i}].code`, `「${code}」不是欄位的代碼 (is not the code of a field)`)
    // what is no field is refused by the same rule as for everybody (`model/commit.ts`); here only its form
    const type = vocabulary.fields.get(code)?.value ?? (written.length > 1 ? 'list' : 'text')
    if (written.length === 0) delete values[code]
    else {
      values[code] = typed(type, written, `${field}[${i}].values`)
      // what a register prints stays as printed
      if (values[code] === before[code]) continue
      if (type === 'url') checkAddress(written[0]!, `${field}[${i}].values`)
      if (type === 'date') checkDate(written[0]!, `${field}[${i}].values`)
    }
  }
  return values
}

/** @throws BAD_USER_INPUT */
export function checkDate(text: string, field: string): void {
  if (dateOrNone(text) === undefined) throw badInput(field, `看不懂時間「${text}」，請寫像「民國108年9月」或「2019-09」 (not a date: write 2019-09, or 2019)`)
}

/** @throws BAD_USER_INPUT for what no page may link */
export function checkAddress(text: string, field: string): void {
  if (!isWebAddress(text)) throw badInput(field, `「${text}」不是網址：請寫 http:// 或 https:// 開頭的 (not an address on the web: one begins with http:// or https://)`)
}

/** As `code` of `model/vocabulary.ts`; a name such as `__proto__` is none. */
const CODE = /^[a-z][A-Za-z0-9]{0,62}$/

function typed(type: string, written: readonly string[], field: string): FieldValue {
  if (type === 'list') return [...written]
  if (written.length > 1) throw badInput(field, '這個欄位只能有一個值 (this field has one value)')
  const [one] = written as [string]
  if (type === 'number') {
    if (one.trim() === '' || !Number.isFinite(Number(one))) throw badInput(field, `「${one}」不是數字 (is not a number)`)
    return Number(one)
  }
  if (type === 'boolean') {
    if (one !== 'true' && one !== 'false') throw badInput(field, '請寫 true 或 false (true or false)')
    return one === 'true'
  }
  return one
}
