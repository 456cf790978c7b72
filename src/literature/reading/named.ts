import type { ReadEnd } from '../../model/reading.ts'
import type { Kind } from '../../model/records.ts'
import type { Findings, KnownName } from '../statements/index.ts'
import type { Desk } from './desk.ts'
import type { PartAt } from './parts.ts'

/** How the names of an archive and those of the document itself become ends of relations. */
export class Names {
  readonly #desk: Desk
  readonly #known: ReadonlyMap<string, KnownName>

  constructor(desk: Desk, known: readonly KnownName[]) {
    this.#desk = desk
    this.#known = new Map(known.map((one) => [one.id, one]))
  }

  /**
   * What the document itself has of this name comes first, so that reading it again, when the archive knows it too, says
   * the same. @returns undefined where the archive knows several
   */
  end(kind: Kind, name: string, ids: readonly string[], proposed: boolean): { end: ReadEnd; kind: Kind } | undefined {
    if (this.#desk.has(kind, name)) return { end: { key: this.#desk.named(kind, name, { proposed }) }, kind }
    if (ids.length > 1) return undefined
    const known = ids[0] === undefined ? undefined : this.#known.get(ids[0])
    if (known !== undefined) return { end: { id: known.id }, kind: known.kind }
    return { end: { key: this.#desk.named(kind, name, { proposed }) }, kind }
  }
}

/** Names that the text mentions: those the archive has, and, as proposals, those it does not. */
export function readNamed(desk: Desk, { mentions, unknown }: Findings, names: Names, partAt: PartAt): void {
  const ambiguous = new Map<string, { count: number; start: number; end: number }>()
  for (const { start, end, text, ids, kinds } of mentions) {
    // a person of this name: nobody says that it is that one
    const found = names.end(kinds[0]!, text.replace(/\s/g, ''), ids, true)
    if (found === undefined) ambiguous.set(text, { count: (ambiguous.get(text)?.count ?? 0) + 1, start: ambiguous.get(text)?.start ?? start, end: ambiguous.get(text)?.end ?? end })
    else desk.relate('MENTIONS', { key: partAt({ start, end }) }, found.end, ['Work', found.kind], desk.place({ start, end }, { words: text }), { proposed: found.kind === 'Person' })
  }
  for (const { name, kind, count, places, confidence } of unknown) {
    const found = names.end(kind, name, [], true)!
    for (const at of places) {
      desk.relate('MENTIONS', { key: partAt(at) }, found.end, ['Work', found.kind], desk.place(at, { words: name, confidence }), { proposed: true, qualifiers: { count } })
    }
  }
  for (const [name, { count, start, end }] of ambiguous) desk.note('ambiguous-name', `「${name}」在檔案庫裡不只一個，提到 ${count} 次，沒有連上 (several of this name)`, { start, end })
}
