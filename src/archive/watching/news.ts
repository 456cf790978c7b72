import type { Notice, Watch } from '../../accounts/port.ts'
import type { EntityRef } from '../../graph/port.ts'
import { Turns } from '../../graph/turns.ts'
import type { Actor } from '../../model/actor.ts'
import type { FieldDifference } from '../../model/difference.ts'
import type { Id } from '../../model/ids.ts'
import type { RecordType } from '../../model/records.ts'
import { changesOf, entryAt, whatOf, type What } from './entry.ts'
import { Links } from './links.ts'
import type { Found, WatchPorts } from './ports.ts'
import { Titles } from './titles.ts'
import { sentence } from './wording.ts'

/** One thing that happened, as somebody who watches may be told of it at this moment. */
export interface News {
  readonly id: Id
  /** Milliseconds since 1970. */
  readonly at: number
  readonly what: What
  /** In a sentence of Chinese. */
  readonly text: string
  /** The watches it is told for. */
  readonly watches: readonly Id[]
  /** What changed; of a question, none. */
  readonly record?: { readonly id: Id; readonly type: RecordType }
  /** What it is about. */
  readonly entities: readonly EntityRef[]
  readonly changes: readonly FieldDifference[]
  /** Who did it, as the log has it, and why; of a question, nobody. */
  readonly actor?: string
  readonly reason?: string
  readonly found?: FoundShown
}

/** Rows of an answer, as far as they may be shown; each by the entities it is about. */
export type FoundShown = { readonly [K in keyof Found]: readonly (readonly EntityRef[])[] }

type Ports = Pick<WatchPorts, 'graph' | 'directory' | 'vocabulary'>

/** Several notices of one thing: for each watch that it concerns. */
export const sameThing = (one: Notice, other: Notice): boolean => one.record === other.record && one.changeset === other.changeset

/**
 * Puts into words what somebody may be told of: what they may look at now and could look at then, by the rights of this
 * moment. What is not theirs to know gives nothing, and nothing in its place; so does what they did themselves.
 */
export class Teller {
  readonly #ports: Ports
  readonly #actor: Actor
  readonly #watches: ReadonlyMap<Id, Watch>
  readonly #titles: Titles
  readonly #links: Links
  readonly #types = new Map<Id, RecordType>()

  constructor(ports: Ports, actor: Actor, watches: readonly Watch[]) {
    this.#ports = ports
    this.#actor = actor
    this.#watches = new Map(watches.map((watch) => [watch.id, watch]))
    this.#titles = new Titles(ports, actor.viewer)
    this.#links = new Links(ports, actor.viewer)
  }

  /** Those of these notices that are of records which are not hidden: most of what may not be told costs nothing more. */
  async mayBeTold(notices: readonly Notice[]): Promise<Notice[]> {
    const heads = await this.#ports.graph.heads([...new Set(notices.filter(({ found }) => found === undefined).map(({ record }) => record))], this.#actor.viewer)
    for (const { id, type } of heads.values()) this.#types.set(id, type)
    return notices.filter(({ record, found }) => found !== undefined || heads.has(record))
  }

  /** @param notices of one thing (`sameThing`) */
  async tell(notices: readonly Notice[]): Promise<News | undefined> {
    const [{ id, at, record, changeset, found }] = notices as [Notice]
    const watches = notices.flatMap(({ watch }) => this.#watches.get(watch) ?? [])
    if (watches.length === 0) return undefined
    if (found !== undefined) return this.#found(watches[0]!, { id, at }, JSON.parse(found) as Found)
    const entry = await entryAt(this.#ports.graph, this.#actor.viewer, record, changeset)
    if (entry === undefined || entry.entry.actor === this.#actor.account) return undefined
    const [what, changes] = [whatOf(entry), changesOf(entry)]
    const linked = await this.#links.linked(watches, record, entry, what)
    // a version in which they see nothing new
    if (linked.length === 0 || (what === 'changed' && changes.length === 0)) return undefined
    const type = entry.entry.record?.type ?? this.#types.get(record)!
    const titled = entry.entry.record === null ? await this.#titles.of(record) : await this.#titles.in(entry.entry.record)
    if (titled === undefined) return undefined
    const { into, actor, reason } = entry.entry
    const other = into === undefined ? undefined : await this.#titles.of(into)
    const source = entry.entry.record?.type === 'evidence' ? (await this.#titles.of(entry.entry.record.source))?.text : undefined
    return {
      id, at, what, changes, actor, reason, watches: linked.map((watch) => watch.id), record: { id: record, type }, entities: unique([...titled.entities, ...other?.entities ?? []]),
      text: sentence(entry, what, { title: titled.text, other: other?.text, source: source?.replace(/^「(.*)」$/s, '《$1》'), changes, vocabulary: this.#ports.vocabulary }),
    }
  }

  async #found({ id: watch, subject, name }: Watch, { id, at }: Pick<Notice, 'id' | 'at'>, found: Found): Promise<News | undefined> {
    const saved = subject === undefined ? undefined : await this.#titles.of(subject)
    if (subject !== undefined && saved === undefined) return undefined
    const ids = [...found.gained, ...found.changed, ...found.lost].flat()
    const views = await this.#ports.graph.entities([...new Set(ids)], this.#actor.viewer)
    const rows = (all: Found[keyof Found]): EntityRef[][] => all.flatMap((row) => {
      const shown = row.flatMap((one) => views.get(one) ?? [])
      return shown.length < row.length ? [] : [shown.map(({ id: entity, name: called, kind }) => ({ id: entity, name: called, kind }))]
    })
    const shown = { gained: rows(found.gained), changed: rows(found.changed), lost: rows(found.lost) }
    const counts = [['多了', shown.gained], ['變了', shown.changed], ['少了', shown.lost]] as const
    const said = counts.filter(([, some]) => some.length > 0)
    if (said.length === 0) return undefined
    const names = [...new Set(shown.gained.flat().map((entity) => entity.name))]
    const text = `${name === undefined ? saved?.text ?? '您的問題' : `「${name}」`}的答案${said.map(([verb, some]) => `${verb} ${some.length} 筆`).join('、')}${names.length === 0 ? '' : `：${names.slice(0, MOST_NAMES).join('、')}${names.length > MOST_NAMES ? '……' : ''}`}`
    return { id, at, what: 'found', text, watches: [watch], entities: unique([...saved?.entities ?? [], ...shown.gained.flat()]), changes: [], found: shown }
  }
}

/** Names of what was found that stand in the sentence. */
const MOST_NAMES = 5

const unique = (entities: readonly EntityRef[]): EntityRef[] => [...new Map(entities.map((entity) => [entity.id, entity])).values()]

/** Something that may be told, and the last notice of it. */
export interface Told {
  readonly news: News
  readonly last: Notice
}

/**
 * What may be told of notices, in their order.
 * @param read the next of them, after this one; none: that was all
 */
export async function* told(teller: Teller, read: (after: Notice | undefined) => Promise<readonly Notice[]>, signal?: AbortSignal): AsyncGenerator<Told> {
  const turns = new Turns(signal)
  let same: Notice[] = []
  for (let last: Notice | undefined; ;) {
    const page = await read(last)
    for (const notice of await teller.mayBeTold(page)) {
      if (same.length > 0 && !sameThing(same[0]!, notice)) {
        const news = await teller.tell(same)
        if (news !== undefined) yield { news, last: same.at(-1)! }
        same = []
        await turns.next()
      }
      same.push(notice)
    }
    if (page.length === 0) break
    last = page.at(-1)
  }
  const news = same.length === 0 ? undefined : await teller.tell(same)
  if (news !== undefined) yield { news, last: same.at(-1)! }
}
