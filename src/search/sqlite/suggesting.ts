import type { Viewer } from '../../model/audience.ts'
import { nameKey } from '../../model/names.ts'
import type { Kind } from '../../model/records.ts'
import type { Suggestion } from '../port.ts'
import type { Index } from './searching.ts'
import { seen } from './seeing.ts'

/** Names looked at of those that begin so and the viewer may see. */
const LOOKED_AT = 5_000

const strokes = new Intl.Collator('zh-Hant-u-co-stroke')

interface Candidate extends Suggestion { readonly whole: boolean; readonly inner: number; readonly known: number }

/** Names that are what was typed, then those that begin so, then those of which a later word does; the best known first. */
export function suggest({ db, columns }: Index, text: string, viewer: Viewer, options: { readonly kinds?: readonly Kind[]; readonly first?: number }): Suggestion[] {
  const prefix = nameKey(text)
  if (!/[\p{L}\p{N}]/u.test(prefix)) return []
  const sees = seen(columns, viewer)
  const wanted = options.kinds === undefined ? undefined : new Set(options.kinds.map((kind) => columns.kinds.known(kind)))
  const best = new Map<number, Candidate>()
  let looked = 0
  for (const [key, number, inner, matched] of db.each<[string, number, number, string]>(`SELECT key, number, inner, printed FROM name_${columns.generation} WHERE key >= ? AND key < ?`, prefix, `${prefix}\u{10ffff}`)) {
    if (!sees(number) || (wanted !== undefined && !wanted.has(columns.kind[number]))) continue
    if (++looked > LOOKED_AT) break
    const owner = columns.entity[number]!
    const found: Candidate = {
      entity: { id: columns.entities.words[owner]!, name: columns.names.words[columns.name[number]!]!, kind: columns.kinds.words[columns.kind[number]!] as Kind },
      matched, whole: key === prefix && inner === 0, inner, known: columns.documents[owner]!.filter(sees).length,
    }
    const before = best.get(owner)
    if (before === undefined || order(found, before) < 0) best.set(owner, found)
  }
  return [...best.values()].sort(order).slice(0, options.first ?? 10).map(({ entity, matched }) => ({ entity, matched }))
}

const order = (x: Candidate, y: Candidate): number =>
  Number(y.whole) - Number(x.whole) || x.inner - y.inner || y.known - x.known || x.matched.length - y.matched.length ||
  strokes.compare(x.matched.replaceAll('臺', '台'), y.matched.replaceAll('臺', '台')) || (x.entity.id < y.entity.id ? -1 : 1)
