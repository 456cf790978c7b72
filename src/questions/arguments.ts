import { badInput } from '../model/errors.ts'
import { KINDS, type Kind } from '../model/records.ts'

export function kindsOf(kinds: readonly string[] | null | undefined, otherwise: readonly Kind[]): readonly Kind[] {
  if (!kinds?.length) return otherwise
  for (const kind of kinds) {
    if (!(KINDS as readonly string[]).includes(kind)) throw badInput('kinds', `「${kind}」 is not a kind; the kinds are ${KINDS.join(', ')}`)
  }
  return kinds as Kind[]
}

/** @returns `value`, or `otherwise` where none was given. @throws BAD_USER_INPUT outside of least..most or not whole */
export function whole(field: string, value: number | null | undefined, otherwise: number, least: number, most: number): number {
  const given = value ?? otherwise
  if (!Number.isInteger(given) || given < least || given > most) throw badInput(field, `${field}: 要是 ${least} 到 ${most} 的整數，不是 ${given} (${field} must be a whole number from ${least} to ${most}, not ${given})`)
  return given
}

/** No name in the archive is longer (`model/records.ts`), and comparing takes the square of the length. */
const LONGEST = 1_000

/** @throws BAD_USER_INPUT where a name or words to look for are longer than any can be */
export function notTooLong(field: string, text: string): void {
  if (text.length > LONGEST) throw badInput(field, `${field}: 最多 ${LONGEST} 個字 (at most ${LONGEST} characters)`)
}

/** The most rows of one page, for every list. */
export const MOST_ROWS = 200
