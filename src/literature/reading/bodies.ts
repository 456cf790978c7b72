import { bareKey, formsConflict, legalForm, nameKey } from '../../model/names.ts'

interface Body {
  readonly key: string
  readonly form: string | undefined
}

/**
 * Organizations of one document that share a name but for the legal form: 財團法人愛鄉協會 and 愛鄉協會 are one
 * where the document has no 社團法人愛鄉協會 besides; where it has, nobody knows which of them the bare name is.
 */
export class Bodies {
  readonly #groups = new Map<string, Body[]>()

  add(name: string, key: string): void {
    const group = groupOf(name)
    this.#groups.set(group, [...(this.#groups.get(group) ?? []), { key, form: formOf(name) }])
  }

  /** Whether a body so named is, as far as has been read, one of those added. */
  has(name: string): boolean {
    const group = this.#groups.get(groupOf(name))
    return group !== undefined && isOne([...group, { key: '', form: formOf(name) }])
  }

  /** Keys that are another's: of a bare name (or a shorter form) that of the form the document has. */
  same(): ReadonlyMap<string, string> {
    const same = new Map<string, string>()
    for (const group of this.#groups.values()) {
      if (!isOne(group)) continue
      const best = group.reduce((a, b) => ((b.form?.length ?? 0) > (a.form?.length ?? 0) ? b : a))
      for (const { key } of group) if (key !== best.key) same.set(key, best.key)
    }
    return same
  }
}

const formOf = (name: string): string | undefined => legalForm(name)?.form
const groupOf = (name: string): string => bareKey(name) || nameKey(name)
const isOne = (group: readonly Body[]): boolean => group.every(({ form }, i) => group.slice(i + 1).every((other) => !formsConflict(form, other.form)))
