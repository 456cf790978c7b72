/**
 * What a cell says after cleaning: its text, what was set aside from it (a remark in brackets, the part of an
 * affiliated body), and what it belongs to (`X附設Y`: the value Y with the parent X).
 */
export interface Value {
  readonly text: string
  readonly marks: Readonly<Record<string, string>>
  readonly parent?: Value
  /** Why a transform could not read it; the text is then as written. */
  readonly unread?: string
}

export const valueOf = (text: string): Value => ({ text, marks: {} })

/** One step of cleaning: a value may become several, or none. */
export type Transform = (value: Value) => readonly Value[]

/** Runs a value through the steps; blank values fall out on the way, unread ones go through untouched. */
export function cleaned(text: string, steps: readonly Transform[]): readonly Value[] {
  let values: readonly Value[] = [valueOf(text.trim())].filter((value) => value.text !== '')
  for (const step of steps) {
    if (values.length === 0) break
    values = values.flatMap((value) => (value.unread === undefined ? step(value) : value)).filter((value) => value.text !== '')
  }
  return values
}

export const withText = (value: Value, text: string): Value[] => [{ ...value, text: text.trim() }]
export const withMark = (value: Value, name: string, mark: string): Value => ({ ...value, marks: { ...value.marks, [name]: mark } })
