import type { Actor } from '../../model/actor.ts'
import { formatDate } from '../../model/dates.ts'
import { notUnderstood } from '../../model/dates-life.ts'
import { ArchiveError, notFound, unauthenticated } from '../../model/errors.ts'
import type { Id } from '../../model/ids.ts'
import type { WritePorts } from '../contribute/ports.ts'
import { send, type Written } from '../contribute/write.ts'
import type { EntryInput } from './input.ts'
import { entryOperations } from './operations.ts'

export interface Entered extends Written {
  readonly entry: Id
  /** How the time was understood, in words. */
  readonly when?: string
  /** What whoever entered it may wish to know. */
  readonly notes: readonly string[]
}

/** What stands in the log for good says nothing of the entry, which may be redacted. */
const REASON = '寫下一則口述'

/**
 * Writes an entry in one go, whole or not at all, once for this key: as somebody, so that their rights decide whether it
 * is a draft, proposed or published.
 * @param first what is asked before anything is written, the first time it is sent
 * @throws as `write`, with `field` naming the question of the form
 */
export async function enter(ports: WritePorts, actor: Actor | undefined, key: string, input: EntryInput, first?: () => Promise<void>): Promise<Entered> {
  if (actor === undefined) throw unauthenticated()
  const { operations, places, when } = entryOperations(input)
  const written = await send(ports, actor, { key, reason: REASON }, async (sending) => {
    await first?.()
    return sending.prepare(operations)
  }).catch((error: unknown) => { throw asked(error, places) })
  const entry = written.records.find(({ type }) => type === 'entity')?.id
  // sent again after it was taken away
  if (entry === undefined) throw notFound(input.title)
  return {
    ...written, entry,
    ...(when?.edtf === undefined ? {} : { when: formatDate(when.edtf, 'zh-Hant') }),
    notes: when !== undefined && when.edtf === undefined ? [notUnderstood(when.words)] : [],
  }
}

/** `operations[3].relation.to` is the fourth record's; whoever filled the form knows only its questions. */
function asked(error: unknown, places: readonly string[]): unknown {
  if (!(error instanceof ArchiveError)) return error
  const { number, part }: Record<string, string | undefined> = /^operations\[(?<number>\d+)\](?:\.\w+)?(?<part>.*)$/.exec(error.details.field ?? '')?.groups ?? {}
  const at = places[Number(number)]
  if (at === undefined) return error
  return new ArchiveError(error.code, error.message, { ...error.details, field: fieldOf(at, part!) })
}

/** The place within a question: files and parts have places of their own, others are one answer. */
function fieldOf(at: string, part: string): string {
  if (at === 'title') return OF_ENTRY.find(([code]) => part.startsWith(`.fields.${code}`) || part.startsWith(`.${code}`))?.[1] ?? at
  if (at === 'files') return part.startsWith('.files') ? part.slice(1) : at
  return at.startsWith('parts') || at.startsWith('said') ? `${at}${part}` : at
}

/** Fields of the entry that answer a question of another name. */
const OF_ENTRY: readonly (readonly [code: string, question: string])[] = [
  ['happenedOn', 'when'], ['district', 'where.district'], ['address', 'where.address'], ['coordinates', 'where.coordinates'], ['licence', 'licence'],
  ['labels', 'labels'], ['contentWarning', 'contentWarning'], ['subjects', 'keywords'], ['audience', 'audience'], ['state', 'state'],
]
