import { every } from '../../graph/every.ts'
import type { GraphStore } from '../../graph/port.ts'
import type { Actor } from '../../model/actor.ts'
import { isNoNarrower, WHOLE } from '../../model/audience.ts'
import type { Head } from '../../model/changeset.ts'
import { badInput, notFound, unauthenticated } from '../../model/errors.ts'
import { isId, type Id } from '../../model/ids.ts'
import { allowed, demand } from '../../model/permissions.ts'
import type { ArchiveRecord, EntityRecord, Kind } from '../../model/records.ts'
import { audienceOf, type AudienceInput } from '../access/audiences.ts'
import { concernOf } from '../access/concern.ts'
import type { RedactOptions } from '../redact.ts'
import type { WritePorts } from './ports.ts'
import { send, type Written } from './write.ts'

export interface BlurPorts extends WritePorts {
  readonly graph: WritePorts['graph'] & Pick<GraphStore, 'history' | 'relations'>
  /** As `redact`: keeps what a restore of an older backup must do again. */
  readonly note: RedactOptions['note']
}

export interface Blurring {
  readonly id: Id
  readonly version: string
  /** Who is to know it exactly. */
  readonly audience: AudienceInput
  readonly key: string
  readonly reason: string
}

export interface Blurred extends Written {
  /** Records that say it still, as far as whoever blurred it can see: what was merged with it, other fields, evidence that quotes the address. */
  readonly still: readonly Id[]
}

/** Where something is, exactly; its district stays. */
const EXACT = ['address', 'coordinates'] as const
const BLURRED: readonly Kind[] = ['Place', 'Organization', 'Event', 'Entry']

const exactOf = (record: ArchiveRecord | null | undefined): Partial<Record<(typeof EXACT)[number], string>> =>
  (record?.type !== 'entity' ? {} : Object.fromEntries(EXACT.flatMap((code) => (record.fields[code] === undefined ? [] : [[code, String(record.fields[code])]]))))

/**
 * Moves where something is into a content for fewer readers, and destroys the versions that told it to all: history,
 * index and later backups no longer have it. Of what these versions said besides, only the newest stays.
 * @throws NOT_FOUND, CONFLICT, FORBIDDEN, BAD_USER_INPUT
 */
export async function blurPlace(ports: BlurPorts, actor: Actor | undefined, { id, version, audience, key, reason }: Blurring): Promise<Blurred> {
  if (actor === undefined) throw unauthenticated()
  const { graph } = ports
  let told: Partial<Record<(typeof EXACT)[number], string>> = {}
  const written = await send(ports, actor, { key, reason }, async (sending) => {
    const head = isId(id) ? (await graph.heads([id], actor.viewer)).get(id) : undefined
    if (head?.record?.type !== 'entity') throw notFound(id)
    const narrow = await narrower(ports, actor, head, audience)
    demand(actor, 'redact', concernOf(head.audience))
    told = exactOf(head.record)
    if (Object.keys(told).length === 0) throw badInput('id', '這筆資料沒有地址或座標 (it has neither address nor coordinates)')
    const operations = await sending.prepare([
      { entity: { id, version, fields: Object.keys(told).map((code) => ({ code, values: [] })) } },
      { content: { entity: id, place: told, audience: narrow, state: allowed(actor, 'publish', concernOf({ mode: narrow.mode, protocols: narrow.protocols })) ? 'published' : 'proposed' } },
    ])
    const versions: number[] = []
    for await (const { version, record } of every((page) => graph.history(id, WHOLE, page), 200)) if (Object.keys(exactOf(record)).length > 0) versions.push(version)
    return [...operations, { op: 'redact', id, versions, reason }]
  })
  // also of one that was sent before: whoever sends it again may do so because this was not reached
  const logged = await graph.changeset({ id: written.changeset })
  for (const operation of logged!.operations) if (operation.op === 'redact') await ports.note({ id, versions: [...operation.versions!], reason })
  return { ...written, still: await still(graph, actor, id, told.address) }
}

/** @throws BAD_USER_INPUT for what cannot be blurred, and for readers who are no fewer */
async function narrower({ directory }: BlurPorts, actor: Actor, { record, state, audience: wide }: Head, input: AudienceInput): Promise<ReturnType<typeof audienceOf>> {
  const { kind } = record as EntityRecord
  if (!BLURRED.includes(kind)) throw badInput('id', `只有地方、組織、活動、地方紀錄可以模糊位置 (only ${BLURRED.join(', ')} are blurred)`)
  if (state !== 'published') throw badInput('id', '還沒公開的，直接改就好 (what is not published is simply changed)')
  const narrow = audienceOf(await directory.table(), actor.viewer, input)
  if (narrow.protocols.length === 0 || isNoNarrower(narrow, wide)) throw badInput('audience', '請選比原來少的人：哪個社群可以看到確切位置 (choose fewer readers than it has)')
  return narrow
}

/** Relations whose evidence is looked through. */
const MOST_RELATIONS = 1_000

async function still(graph: BlurPorts['graph'], { viewer }: Actor, id: Id, address: string | undefined): Promise<Id[]> {
  const view = (await graph.entities([id], viewer)).get(id)
  const together = [...new Set([id, ...(view === undefined ? [] : [view.id, ...view.merged.map((one) => one.id)])])]
  const saying = [...(await graph.heads(together, viewer)).values()].filter(({ record }) =>
    Object.keys(exactOf(record)).length > 0 || (address !== undefined && record?.type === 'entity' && JSON.stringify(record.fields).includes(address)))
  const quoting = address === undefined || view === undefined ? [] : (await graph.relations(id, { includeProposed: true, includeDeprecated: true }, viewer, { first: MOST_RELATIONS })).items
    .flatMap(({ evidence }) => evidence.filter(({ quote }) => quote?.includes(address)).map((one) => one.id))
  return [...saying.map((head) => head.id), ...quoting]
}
