import { relationsOf, type AnswerRow, type CitedPassage } from '../../graph/answer.ts'
import type { CitedAnswer } from '../../graph/cited.ts'
import type { EntityRef, EvidenceView, RelationView } from '../../graph/port.ts'
import { evidenceMarks, keptText } from '../../graph/wording.ts'
import type { Locator } from '../../model/records.ts'
import { citation, distinguished } from '../citations/apa.ts'
import type { CslItem } from '../citations/csl.ts'
import { cslOf } from '../citations/from-source.ts'

/** What an answer rests on, numbered from 1 in the order in which the rows first do: the list that pictures and texts refer to. */
export interface Grounds {
  readonly relations: readonly RelationView[]
  readonly passages: readonly CitedPassage[]
  /** @returns the number of a relation or a passage of the answer */
  numberOf(ground: RelationView | CitedPassage): number
  /** By the id of the source. */
  readonly items: ReadonlyMap<string, CslItem>
}

export function groundsOf({ answer: { rows }, sources }: CitedAnswer): Grounds {
  const relations = [...new Map(rows.flatMap((row) => relationsOf(row).map((relation) => [relation.id, relation] as const))).values()]
  const passages = [...new Map(rows.flatMap(({ passages: said = [] }) => said.map((passage) => [passageKey(passage), passage] as const))).values()]
  const ids = [...sources.keys()]
  const numbers = new Map([...relations.map(({ id }) => id), ...passages.map(passageKey)].map((key, i) => [key, i + 1]))
  return {
    relations, passages,
    numberOf: (ground) => numbers.get('id' in ground ? ground.id : passageKey(ground))!,
    items: new Map(distinguished([...sources.values()].map(cslOf)).map((item, i) => [ids[i]!, item])),
  }
}

const passageKey = ({ work, locator, text }: CitedPassage): string => JSON.stringify([work.id, locator, text])

/** 「臺北市政府社會局，2025，第 12 列」; a source that is not shown itself has its name. */
export function citationOf(source: EntityRef, locator: Locator | undefined, { items }: Grounds): string {
  const item = items.get(source.id)
  return citation(item ?? { id: source.id, type: 'document', title: source.name }, locator ?? {})
}

/** 「（臺北市政府社會局，2025，第 12 列）：「臺北市愛鄉協會」〔反證〕」 */
export const evidenceText = ({ source, locator, quote, ...rest }: EvidenceView, grounds: Grounds): string =>
  `（${citationOf(source, locator, grounds)}）${quote === undefined ? '' : `：「${quote}」`}${evidenceMarks({ source, locator, ...rest })}`

/** What is to be known of a statement before one relies on it, in sentences; none for most. */
export function contested({ state, disputed, standing, standingReason, evidence, keptBy }: RelationView): string[] {
  return [
    ...(state === 'proposed' ? ['待審：還沒有人核可。'] : []),
    ...(disputed ? ['有異議：有來源不同意。'] : []),
    ...(standing === 'deprecated' ? [`已不採用${standingReason === undefined ? '' : `：${standingReason}`}。`.replace('。。', '。')] : []),
    ...(keptBy.length > 0 ? [`${keptText()}，這裡不顯示。`] : []),
    ...(evidence.some(({ unchecked }) => unchecked) ? ['待覆核：關係改動之後，還沒有人再核對過憑據。'] : []),
  ]
}

/** Ways through the graph of a row as texts: 「社會局 ─ 愛鄉協會 ─ 文化局」. */
export const waysOf = ({ routes = [] }: AnswerRow): string[] => routes.map(({ steps }) => [steps[0]!.from.name, ...steps.map(({ to }) => to.name)].join(' ─ '))
