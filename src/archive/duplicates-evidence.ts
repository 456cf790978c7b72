import type { EntityView } from '../graph/port.ts'
import { ArchiveError } from '../model/errors.ts'
import { parseDate } from '../model/dates.ts'
import { nameKey } from '../model/names.ts'
import { DATASET, DOCUMENT, FACTS, ROW } from './identity.ts'
import { UNIT } from './unit.ts'

/** What besides names speaks for or against two records being one. */
export interface Evidence {
  readonly for: readonly string[]
  readonly against: readonly string[]
  /** Added to the score of the names. */
  readonly weight: number
}

/** A comparison of two records in one respect: the values that both have, equal or not. */
interface Respect {
  readonly label: string
  readonly same: number
  readonly differs: number
  read(view: EntityView): readonly string[]
}

const texts = (view: EntityView, code: string): string[] => [view.fields[code] ?? []].flat().map(String)
const field = (code: string, label: string, same: number, differs: number, key: (text: string) => string = nameKey): Respect =>
  ({ label, same, differs, read: (view) => texts(view, code).map(key).filter((text) => text !== '') })

/** A date as far as it can be read: the same day in any writing. */
function day(text: string): string {
  try {
    const { earliest, latest } = parseDate(text)
    return `${earliest}–${latest}`
  } catch (error) {
    // registers hold what is no date; then the words count
    if (error instanceof ArchiveError) return text
    throw error
  }
}

const digits = (text: string): string => text.normalize('NFKC').replace(/\D/g, '')

/** Weights say how much each is worth beside the names: an equal code nearly settles it, an equal district hardly counts. */
const RESPECTS: readonly Respect[] = [
  field('address', '地址 (address)', 0.2, -0.05),
  field('district', '行政區 (district)', 0, -0.2),
  field('foundedOn', '成立日期 (founded on)', 0.2, -0.15, day),
  field('dissolvedOn', '解散日期 (dissolved on)', 0.15, -0.1, day),
  field('bornOn', '生日 (born on)', 0.25, -0.4, day),
  field('diedOn', '逝世日期 (died on)', 0.25, -0.4, day),
  field('issued', '出版日期 (published on)', 0.1, -0.3, day),
  field('registrationNumber', '立案字號 (registration number)', 0.25, -0.25),
  field('telephone', '電話 (telephone)', 0.2, -0.05, digits),
  field('website', '網址 (website)', 0.2, -0.05),
]

/** Schemes that say where a record was read, not what it is. */
const NO_PROOF = new Set([ROW, DATASET, UNIT])

/**
 * The registers a record was read from: 「taipei-hakka」 of 「taipei-hakka/Organization/…」. A document is none, nor what
 * was written down of one: it prints one name in its contents, its chapters and its table of authors, and misprints it in one.
 */
const registers = (view: EntityView): string[] =>
  view.identifiers.filter(({ scheme, value }) => scheme === ROW && ![DOCUMENT, FACTS].some((no) => value.startsWith(no))).map(({ value }) => value.split('/')[0]!)

export function evidenceOn(a: EntityView, b: EntityView): Evidence {
  const [speaksFor, against]: [string[], string[]] = [[], []]
  let weight = 0
  const count = (label: string, same: number, differs: number, x: readonly string[], y: readonly string[]): void => {
    if (x.length === 0 || y.length === 0) return
    const isSame = x.some((value) => y.includes(value))
    weight += isSame ? same : differs
    if (isSame) speaksFor.push(`${label}相同`)
    else against.push(`${label}不同`)
  }
  for (const { label, same, differs, read } of RESPECTS) count(label, same, differs, read(a), read(b))
  for (const scheme of new Set(a.identifiers.map((one) => one.scheme))) {
    if (NO_PROOF.has(scheme)) continue
    const values = (view: EntityView): string[] => view.identifiers.filter((one) => one.scheme === scheme).map(({ value }) => value)
    count(scheme, 0.3, -0.35, values(a), values(b))
  }
  const shared = registers(a).filter((register) => registers(b).includes(register))
  if (shared.length > 0) {
    weight -= 0.2
    against.push(`同一名冊分開列出 (one register lists both): ${shared[0]}`)
  }
  return { for: speaksFor, against, weight }
}
