import type { EntityRef, GraphStore } from '../../graph/port.ts'
import type { Viewer } from '../../model/audience.ts'
import { formatPeriod } from '../../model/dates.ts'
import type { Id } from '../../model/ids.ts'
import { displayName, type ArchiveRecord, type RelationRecord } from '../../model/records.ts'
import type { Vocabulary } from '../../model/vocabulary.ts'

interface Ports {
  readonly graph: Pick<GraphStore, 'heads' | 'entities'>
  readonly vocabulary: Vocabulary
}

/** How records are called, as somebody may see them; looked up once for each. */
export class Titles {
  readonly #ports: Ports
  readonly #viewer: Viewer
  readonly #known = new Map<Id, Promise<Titled | undefined>>()

  constructor(ports: Ports, viewer: Viewer) {
    this.#ports = ports
    this.#viewer = viewer
  }

  /** Of a record as it stands. Undefined for what they may not see. */
  of(id: Id): Promise<Titled | undefined> {
    let known = this.#known.get(id)
    if (known === undefined) this.#known.set(id, (known = this.#look(id)))
    return known
  }

  /** Of a record as it stood: a relation with its ends, anything else by what it belongs to. */
  async in(record: ArchiveRecord): Promise<Titled | undefined> {
    switch (record.type) {
      case 'entity': return { text: `「${displayName(record.names)}」`, entities: [{ id: record.id, name: displayName(record.names), kind: record.kind }] }
      case 'relation': return this.#relation(record)
      case 'evidence': return this.of(record.relation)
      case 'content': case 'collection': return this.of(record.entity)
      case 'annotation': case 'proposal': return this.of(record.target)
      case 'community': case 'protocol': return { text: `「${record.label['zh-Hant']}」`, entities: [] }
      case 'distinction': {
        const [one, other] = [await this.of(record.one), await this.of(record.other)]
        return one && other && { text: `${one.text}和${other.text}`, entities: [...one.entities, ...other.entities] }
      }
      case 'term': return { text: `「${record.code}」`, entities: [] }
    }
  }

  async #look(id: Id): Promise<Titled | undefined> {
    const [head, view] = [(await this.#ports.graph.heads([id], this.#viewer)).get(id), (await this.#ports.graph.entities([id], this.#viewer)).get(id)]
    // an entity that was merged is called as it was recorded, and found under its survivor
    if (head?.record?.type === 'entity') {
      const name = displayName(head.record.names)
      return { text: `「${name}」`, entities: [view === undefined ? { id, name, kind: head.record.kind } : { id: view.id, name: view.name, kind: view.kind }] }
    }
    return head?.record == null ? undefined : this.in(head.record)
  }

  async #relation({ relation, from, to, start, end }: RelationRecord): Promise<Titled | undefined> {
    const [one, other] = [await this.of(from), await this.of(to)]
    if (one === undefined || other === undefined) return undefined
    const label = this.#ports.vocabulary.relations.get(relation)?.forward['zh-Hant'] ?? relation
    const period = start === undefined && end === undefined ? '' : `（${formatPeriod(start, end, 'zh-Hant')}）`
    return { text: `${one.text}${label}${other.text}${period}`, entities: [...one.entities, ...other.entities] }
  }
}

export interface Titled {
  /** 「社會局」委託「伊甸基金會」. */
  readonly text: string
  /** The entities it is about, first the one it is rather about. */
  readonly entities: readonly EntityRef[]
}
