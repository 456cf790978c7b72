import type { Findings } from '../statements/index.ts'
import type { Kind } from '../../model/records.ts'
import { kindOf } from '../structure/index.ts'
import type { Desk } from './desk.ts'
import type { Names } from './named.ts'
import type { PartAt } from './parts.ts'

/** An extractor's guess that an enumeration is a model with parts; a person decides. */
const SURE = { enumeration: 0.6, definition: 0.7 } as const

/** Concepts with their parts in order, and definitions, as proposals. */
export function readConcepts(desk: Desk, { enumerations, definitions }: Findings, names: Names, partAt: PartAt): void {
  for (const { concept, parts, at, mismatch } of enumerations) {
    const whole = names.end('Concept', concept.name, [], true)!
    const place = desk.place(at, { words: concept.name, confidence: SURE.enumeration })
    // 林振春、秦秀蘭 are two
    const proposed = (concept.proposer?.split('、') ?? []).map((name) => {
      const proposer = endOf(names, name, concept.proposerKind)
      return desk.relate('PROPOSES', proposer.end, whole.end, [proposer.kind, 'Concept'], place, { proposed: true })
    })
    if (!proposed.includes(true)) {
      desk.relate('MENTIONS', { key: partAt(at) }, whole.end, ['Work', 'Concept'], place, { proposed: true })
    }
    for (const [i, part] of parts.entries()) {
      const key = desk.put({
        key: `Concept/${concept.name}/${i + 1}/${part.name}`.slice(0, 500), kind: 'Concept', identifiers: [], covers: ['description'], proposed: true,
        names: [{ text: part.name.slice(0, 1_000), language: 'zh-Hant', sort: 'official' }], fields: part.text === part.name ? {} : { description: part.text.slice(0, 2_000) },
      })
      desk.relate('PART_OF', { key }, whole.end, ['Concept', 'Concept'], desk.place(part, { words: part.name, confidence: SURE.enumeration }), { proposed: true, qualifiers: { order: i + 1 } })
    }
    if (mismatch !== undefined) desk.note('enumeration-count', `「${concept.name}」說有 ${mismatch.said} 項，找到 ${mismatch.found} 項 (another number than announced)`, at)
  }
  for (const { concept, by, byKind, words, start, end } of definitions) {
    const defined = names.end('Concept', concept, [], true)!
    const place = desk.place({ start, end }, { words, confidence: SURE.definition })
    const definer = by === undefined ? undefined : endOf(names, by, byKind)
    if (definer === undefined || !desk.relate('DEFINES', definer.end, defined.end, [definer.kind, 'Concept'], place, { proposed: true })) {
      desk.relate('DEFINES', { key: partAt({ start, end }) }, defined.end, ['Work', 'Concept'], place, { proposed: true })
    }
  }
}

const endOf = (names: Names, name: string, kind: Kind | undefined): NonNullable<ReturnType<Names['end']>> => names.end(kind ?? kindOf(name), name, [], true)!
