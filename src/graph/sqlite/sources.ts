import type { Reader } from './reader.ts'
import type { Sight } from './viewers.ts'
import type { Part } from './part.ts'

const SOURCES = `SELECT e.relation, e.source, e.clearance, r.changed
  FROM json_each(?) CROSS JOIN relation AS r ON r.key = value LEFT JOIN evidence AS e ON e.relation = r.key AND shown <> 0`

/** The sources (survivors, by node) whose evidence this viewer is shown, by relation; and what changed last. */
export function sourcesOf(reader: Reader, sight: Sight, keys: readonly number[]): Part<ReadonlyMap<number, readonly number[]>> {
  const value = new Map<number, number[]>()
  let changed = 0
  for (const [relation, source, clearance, at] of reader.connection.rows<[number, number | null, number | null, number]>(SOURCES, JSON.stringify(keys))) {
    if (at > changed) changed = at
    if (source === null || !sight.may(clearance!)) continue
    const sources = value.get(relation)
    if (sources === undefined) value.set(relation, [source])
    else sources.push(source)
  }
  return { value, changed }
}
