import { badInput } from '../../model/errors.ts'
import type { Family, Word } from '../../model/terms.ts'
import type { Parts } from './change.ts'

/** A word as forms have it: one text for each label. */
export interface WordInput {
  readonly role?: string | null | undefined
  readonly forward?: string | null | undefined
  readonly forwardEnglish?: string | null | undefined
  readonly backward?: string | null | undefined
  readonly backwardEnglish?: string | null | undefined
  readonly from?: readonly string[] | null | undefined
  readonly to?: readonly string[] | null | undefined
  readonly symmetric?: boolean | null | undefined
  readonly label?: string | null | undefined
  readonly english?: string | null | undefined
  readonly kinds?: readonly string[] | null | undefined
  readonly value?: string | null | undefined
  readonly personal?: boolean | null | undefined
  readonly note?: string | null | undefined
}

const LABELS = {
  relation: { forward: ['forward', 'forwardEnglish'], backward: ['backward', 'backwardEnglish'] },
  field: { label: ['label', 'english'] },
} as const satisfies Record<Family, Readonly<Record<string, readonly [keyof WordInput, keyof WordInput]>>>

const PLAIN = { relation: ['role', 'from', 'to', 'symmetric'], field: ['kinds', 'value', 'personal'] } as const satisfies Record<Family, readonly (keyof WordInput)[]>

/**
 * The parts of a definition that were filled in.
 * @param before what they change; absent for a new word. Of a symmetric type one label is both.
 */
export function partsOf(family: Family, input: WordInput, before?: Word): Parts {
  const parts: Record<string, unknown> = {}
  for (const part of PLAIN[family]) if (input[part] != null) parts[part] = input[part]
  for (const [part, [han, english]] of Object.entries(LABELS[family]) as [string, readonly [keyof WordInput, keyof WordInput]][]) {
    if (input[han] == null && input[english] == null) continue
    parts[part] = { ...(before as unknown as Parts | undefined)?.[part] as object | undefined, ...(input[han] == null ? {} : { 'zh-Hant': input[han] }), ...(input[english] == null ? {} : { en: input[english] }) }
  }
  const symmetric = input.symmetric ?? (before !== undefined && 'symmetric' in before && before.symmetric)
  if (symmetric && parts['backward'] === undefined && parts['forward'] !== undefined) parts['backward'] = parts['forward']
  // false is as good as not said
  if (parts['personal'] === false) parts['personal'] = null
  if (input.note != null) parts['note'] = input.note.trim() === '' ? null : input.note.trim()
  return parts
}

/** @throws BAD_USER_INPUT for none or both */
export function familyOf({ relation, field }: { readonly relation?: unknown; readonly field?: unknown }): Family {
  if ((relation == null) === (field == null)) throw badInput('relation', '請給 relation 或 field 其中一個 (one of the two)')
  return relation == null ? 'field' : 'relation'
}
