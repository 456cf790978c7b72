import type { Head } from '../model/changeset.ts'
import type { Id } from '../model/ids.ts'
import type { EntityRecord } from '../model/records.ts'
import type { Gathered } from './gather.ts'
import { many } from './many.ts'
import type { Past } from './past.ts'
import { changedEntity, isAsSaid, newEntity, type EntitySaid } from './settle-entity.ts'
import { StatementSettling } from './settle-statements.ts'
import { isRaised, OPEN, Sheet, stateOf, type Settled, type SettlingOptions } from './sheet.ts'
import { same } from './three-way.ts'

/** Turns what rows say into the operations that make the archive say it too; nothing, where it does. */
export async function settle(gathered: Gathered, options: SettlingOptions): Promise<Settled> {
  const sheet = new Sheet(options.audience)
  // where nothing was imported before, nothing that this run has not written can be there
  const heads = await options.lookup.heads([...gathered.entities.keys()].filter(options.known))
  const entities = new EntitySettling(sheet, options.past, heads)
  await many(gathered.entities.values(), (said) => entities.settle(said))
  await new StatementSettling(sheet, options).settle(gathered)
  return sheet
}

class EntitySettling {
  readonly #sheet
  readonly #past
  readonly #heads

  constructor(sheet: Sheet, past: Past, heads: ReadonlyMap<Id, Head>) {
    this.#sheet = sheet
    this.#past = past
    this.#heads = heads
  }

  settle(said: EntitySaid): Promise<void> | undefined {
    const head = this.#heads.get(said.id)
    if (head === undefined) {
      this.#sheet.put(newEntity(said, this.#sheet.audience), undefined)
      this.#sheet.entities.new++
      return undefined
    }
    const record = head.record as EntityRecord | null
    if (record !== null && OPEN.has(head.state) && isAsSaid(record, said) && !isRaised(record, said.draft)) {
      this.#sheet.entities.unchanged++
      return undefined
    }
    return this.#standing(said, head, record)
  }

  async #standing(said: EntitySaid, head: Head, record: EntityRecord | null): Promise<void> {
    const before = record === null ? undefined : await this.#past.before(said.id)
    if (record === null || before === undefined || (!OPEN.has(head.state) && !before.undone)) {
      this.#sheet.dead.add(said.id)
      this.#sheet.left.push({ id: said.id, row: said.draft.row })
      return
    }
    const standing: EntityRecord = { ...record, state: stateOf(head, said.draft, before) }
    for (const [code, value] of said.fills) {
      if (standing.fields[code] !== undefined && !same(standing.fields[code], value)) this.#sheet.warnings.push({ row: said.draft.row, column: code, reason: '與前面的列不同，以前面的為準 (an earlier row says otherwise)', cell: String(value) })
    }
    const outcome = changedEntity(standing, said, before.said as EntityRecord | undefined)
    if (outcome.kept.length > 0) this.#sheet.kept.push({ id: said.id, row: said.draft.row, kept: outcome.kept })
    for (const code of outcome.blank) this.#sheet.blanks.push([said.id, code])
    if (same(outcome.record, record)) this.#sheet.entities.unchanged++
    else {
      this.#sheet.put(outcome.record, head)
      this.#sheet.entities.changed++
    }
  }
}
