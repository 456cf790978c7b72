import type { Actor } from '../../model/actor.ts'
import type { Head, Operation } from '../../model/changeset.ts'
import { badInput, notFound, unauthenticated } from '../../model/errors.ts'
import { isId, newId, type Id } from '../../model/ids.ts'
import type { CollectionRecord, EntityRecord, State } from '../../model/records.ts'
import type { AudienceInput } from '../access/audiences.ts'
import { authorOf } from '../access/commit.ts'
import { checkQuestions } from '../contribute/asked.ts'
import { chosenAudience } from '../contribute/chosen.ts'
import { demandPut } from '../contribute/rights.ts'
import type { Sending } from '../contribute/sending.ts'
import type { Told } from '../contribute/versions.ts'
import { send, type Written } from '../contribute/write.ts'
import { checkReaders, held, type Contents } from './change.ts'
import type { ShelfPorts } from './ports.ts'
import { recordsOf } from './records-of.ts'

export interface Creating extends Omit<Contents, 'remove' | 'move' | 'before' | 'noCover'> {
  readonly key: string
  readonly reason?: string | null
  readonly manner: CollectionRecord['manner']
  /** What it is called … */
  readonly name?: string | null
  readonly description?: string | null
  /** … or the Collection that there is by this id, which holds nothing yet. */
  readonly entity?: Id | null
  /** Default: its author alone. */
  readonly audience?: AudienceInput | null
  /** Default: draft. */
  readonly state?: State | null
}

/**
 * Begins a collection: its name (an entity, as others are) and what it holds.
 * @throws BAD_USER_INPUT naming the field; NOT_FOUND, UNAUTHENTICATED, FORBIDDEN
 */
export async function createCollection(ports: ShelfPorts, actor: Actor | undefined, { key, reason, manner, name, description, entity, audience, state, ...contents }: Creating): Promise<Written> {
  if (actor === undefined) throw unauthenticated()
  if (manner === 'question' && contents.question == null) throw badInput('question', '請寫問題 (a question is needed)')
  return send(ports, actor, { key, reason: reason?.trim() || '建立專題' }, async (sending) => {
    const told = { table: await ports.directory.table(), viewer: actor.viewer }
    const readers = { audience: chosenAudience(told, undefined, audience, 'audience'), state: state ?? 'draft' } as const
    demandPut(actor, { head: undefined, ...readers, field: 'collection' })
    const named = entity == null ? await nameOf(sending, { name, description, audience, state: readers.state }) : []
    const bearer = entity == null ? idOf(named) : await free(ports, told, entity)
    const empty: CollectionRecord = { id: newId(), type: 'collection', ...authorOf(actor), ...readers, entity: bearer, manner, ...(manner === 'manual' ? { members: [] } : manner === 'exhibit' ? { blocks: [] } : {}) }
    const record = await held(ports, actor, told, { seen: empty, whole: empty }, contents)
    await checkReaders(ports, record, named)
    await checkQuestions(ports.graph, actor.viewer, [{ record, field: 'question' }])
    return [...named, { op: 'put', base: null, record }]
  })
}

async function nameOf(sending: Sending, { name, description, audience, state }: Pick<Creating, 'name' | 'description' | 'audience' | 'state'>): Promise<Operation[]> {
  if (name == null || name.trim() === '') throw badInput('name', '請給專題一個名稱 (give it a name)')
  return sending.prepare([{ entity: {
    kind: 'Collection', names: [{ text: name.trim() }], ...(audience == null ? {} : { audience }), ...(state == null ? {} : { state }),
    ...(description == null || description.trim() === '' ? {} : { fields: [{ code: 'description', values: [description] }] }),
  } }])
}

const idOf = ([put]: readonly Operation[]): Id => (put as Extract<Operation, { op: 'put' }>).record.id

/** A Collection that nobody has put anything into yet, as far as the actor sees. */
async function free({ graph }: ShelfPorts, { viewer }: Told, id: Id): Promise<Id> {
  const head: Head | undefined = isId(id) ? (await graph.heads([id], viewer)).get(id) : undefined
  if (head?.record?.type !== 'entity' || (head.record as EntityRecord).kind !== 'Collection' || head.state === 'withdrawn') throw notFound(id)
  if ((await recordsOf(graph, viewer, [id])).length > 0) throw badInput('entity', '這個專題已經有內容了，請改它 (it holds something already: change that)')
  return id
}
