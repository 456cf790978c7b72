import type { Actor } from '../../model/actor.ts'
import type { Quotation } from '../../model/anchor.ts'
import type { Head, Operation } from '../../model/changeset.ts'
import { ArchiveError, badInput, notFound, unauthenticated } from '../../model/errors.ts'
import { isId, type Id } from '../../model/ids.ts'
import type { ContentRecord, Kind, Locator, State } from '../../model/records.ts'
import { shownAudience, type AudienceInput } from '../access/audiences.ts'
import { chosenAudience } from '../contribute/chosen.ts'
import type { FieldInput, WriteInput } from '../contribute/input.ts'
import { send, type Written } from '../contribute/write.ts'
import type { NotePorts } from './ports.ts'
import { quotationOf, type QuotationInput } from './selector.ts'
import { checkWidth, meant } from './width.ts'

/** An end of the relation: something that the archive has, or something new of this name. */
export type EndInput = { readonly id: Id } | { readonly kind: Kind; readonly name: string }

export interface Relating {
  /** Chosen by the sender, for this sending alone. */
  readonly key: string
  /** Why, or what the passage says in other words. Default: that a passage says so. */
  readonly reason?: string | null
  readonly content: Id
  readonly passage: QuotationInput
  /** What the passage says: a relation of this type between these … */
  readonly type?: string | null
  readonly from?: EndInput | null
  readonly to?: EndInput | null
  /** When it holds: EDTF, or Taiwan's years. */
  readonly start?: string | null
  readonly end?: string | null
  readonly qualifiers?: readonly FieldInput[] | null
  /** … or what is known already, to which it is one more piece of evidence. */
  readonly relation?: Id | null
  readonly stance?: string | null
  /** Default: whoever may read the passage, as far as the sender knows of them. */
  readonly audience?: AudienceInput | null
  /** draft, proposed (default), or published by whoever may. */
  readonly state?: State | null
}

/**
 * A highlighted passage becomes a proposed relation with that passage as its evidence (SEMANTICS 8): the relation, the
 * evidence and what is new at its ends, together or not at all, for no more readers than the passage.
 * @throws BAD_USER_INPUT naming the field; NOT_FOUND, UNAUTHENTICATED, FORBIDDEN
 */
export async function relateFromPassage(ports: NotePorts, actor: Actor | undefined, { key, reason, content, passage, ...said }: Relating): Promise<Written> {
  if (actor === undefined) throw unauthenticated()
  const { graph } = ports
  try {
    return await send(ports, actor, { key, reason: reason?.trim() || '由文中的一段話提出' }, async (sending): Promise<Operation[]> => {
      const head = isId(content) ? (await graph.heads([content], actor.viewer)).get(content) : undefined
      if (head?.record?.type !== 'content' || (head.state !== 'published' && head.state !== 'proposed')) throw notFound(content)
      const quotation = quotationOf(head.record, passage, 'passage')
      const audience = await readers(ports, actor, head, said.audience)
      return sending.prepare(inputsOf(head.record, quotation, { ...said, audience }))
    })
  } catch (error) {
    throw asGiven(error, newEnds(said))
  }
}

/** Those of the passage where nothing is chosen; never more. */
async function readers({ graph, directory }: NotePorts, actor: Actor, head: Head, chosen: AudienceInput | null | undefined): Promise<AudienceInput> {
  const told = { table: await directory.table(), viewer: actor.viewer }
  const audience = chosen == null ? shownAudience(told.table, actor.viewer, head.audience) : chosenAudience(told, undefined, chosen, 'audience')
  if (audience.protocols.length === 0) throw badInput('audience', '請選誰看得到 (choose who can see it)')
  await checkWidth(graph, [head], audience, 'audience', meant)
  return audience
}

function inputsOf(record: ContentRecord, { exact, position }: Quotation, { type, from, to, start, end, qualifiers, relation, stance, audience, state }: Omit<Relating, 'key' | 'content' | 'passage'>): WriteInput[] {
  const shared = { audience, state: state ?? 'proposed' } as const
  const evidence = (of: string): WriteInput => ({ evidence: { ...shared, relation: of, source: record.entity, locator: locatorOf(record, position!), quote: exact, ...(stance == null ? {} : { stance }) } })
  if (relation != null) {
    if (type != null || from != null || to != null) throw badInput('relation', '已有的關係就不必再寫類型和兩端 (of a relation that there is, type and ends stand already)')
    return [evidence(relation)]
  }
  const ends = { from, to }
  for (const [field, one] of Object.entries({ type, ...ends })) if (one == null) throw badInput(field, '請寫哪一種關係、從誰到誰 (say which relation, from what and to what)')
  const entities = newEnds(ends).map((field): WriteInput => {
    const { kind, name } = ends[field] as Extract<EndInput, { kind: Kind }>
    return { entity: { ...shared, id: `new:${field}`, kind, names: [{ text: name }] } }
  })
  const idOf = (field: 'from' | 'to'): string => ('id' in ends[field]! ? ends[field].id : `new:${field}`)
  return [
    ...entities,
    { relation: { ...shared, id: 'new:relation', type: type!, from: idOf('from'), to: idOf('to'), ...(start == null ? {} : { start }), ...(end == null ? {} : { end }), ...(qualifiers == null ? {} : { qualifiers }) } },
    evidence('new:relation'),
  ]
}

/** Page and section of where the words begin, and their place in the text as read. */
function locatorOf({ passages }: ContentRecord, [start, end]: NonNullable<Quotation['position']>): Locator {
  const home = passages.find(({ offset }) => offset[0] <= start && start < offset[1])
  const section = home?.heading ?? home?.chapter
  return { ...(home?.page === undefined ? {} : { page: home.page }), ...(section === undefined ? {} : { section }), offset: [start, end] }
}

type Ends = Pick<Relating, 'from' | 'to'>

/** The ends that are not in the archive yet, in the order in which they are sent. */
const newEnds = (ends: Ends): ('from' | 'to')[] => (['from', 'to'] as const).filter((field) => ends[field] != null && !('id' in ends[field]))

/** What is wrong with a record that is sent is told by what was given here: `operations[1].relation.from` is `from`. */
function asGiven(error: unknown, made: readonly string[]): unknown {
  const [, place, part, rest] = error instanceof ArchiveError ? /^operations\[(\d+)\]\.(entity|relation|evidence)\.?(.*)$/.exec(error.details.field ?? '') ?? [] : []
  if (place === undefined || !(error instanceof ArchiveError)) return error
  const field = part === 'entity' ? `${made[Number(place)]}.${rest}` : rest === 'source' ? 'content' : rest!
  return new ArchiveError(error.code, error.message, { ...error.details, field })
}
