import { getNamedType, type GraphQLObjectType } from 'graphql'
import type { FastifyInstance } from 'fastify'
import type { Id } from '../../src/model/ids.ts'
import { RECORD_TYPES, type RecordType } from '../../src/model/records.ts'
import { AUTHORS, PROTOCOL_IDS } from '../generate/viewers.ts'
import { vocabulary } from '../generate/vocabulary.ts'
import { patiently } from '../patient.ts'
import { schema, selection } from './selections.ts'
import type { Subjects } from './subjects.ts'
import type { Surface } from './surfaces.ts'

type Arguments = Readonly<Record<string, unknown>>

/** Stands for the version of the record that is named first, as the archive that is asked tells it. */
const VERSION = 'VERSION'

export const mutationFields = schema.getMutationType()!.getFields()

const REASON = '洩漏測試'
const key = ({ random }: Subjects): string => `leak-test-${random.below(2 ** 31)}`

/** What readers choose of: protocols by record, seen or not. */
const audience = (s: Subjects): object => ({
  mode: s.random.pick(['all', 'all', 'any']),
  protocols: s.random.pick([['everyone'], ['everyone'], ['signed-in'], [s.of('protocol')], [s.random.pick(PROTOCOL_IDS)], [s.random.pick(PROTOCOL_IDS), s.of('protocol')], []]),
})
const state = (s: Subjects): object => (s.random.chance(0.2) ? {} : { state: s.random.pick(['draft', 'proposed', 'published']) })
const changed = (s: Subjects, id: Id): object => ({ id, version: VERSION, ...(s.random.chance(0.4) ? { audience: audience(s) } : {}), ...(s.random.chance(0.3) ? state(s) : {}) })
const made = (s: Subjects): object => ({ audience: audience(s), ...state(s) })
const name = (s: Subjects): object => ({ text: `新名${s.random.below(100)}`, ...(s.random.chance(0.3) ? { source: s.id() } : {}) })
const identifier = (s: Subjects): object => ({ scheme: 'code', value: String(s.random.below(20)) })

/** Operations of `write`. */
const WRITES: readonly ((s: Subjects) => object)[] = [
  (s) => ({ entity: { kind: 'Organization', names: [name(s)], ...(s.random.chance(0.6) ? { identifiers: [identifier(s)] } : {}), ...made(s) } }),
  (s) => ({ relation: { type: s.random.pick([...vocabulary.relations.keys()]), from: s.id(), to: s.id(), ...made(s) } }),
  (s) => ({ evidence: { relation: s.of('relation'), source: s.id(), quote: '原文', ...made(s) } }),
  (s) => ({ content: { entity: s.bearer(), text: '一段話。', ...made(s) } }),
  (s) => edit(s, 'entity', s.id(), s.random.pick([{ names: [name(s)] }, { identifiers: [identifier(s)] }, {}])),
  (s) => edit(s, 'relation', s.of('relation'), s.random.pick([{ from: s.id() }, { start: '2010' }, {}])),
  (s) => edit(s, 'evidence', s.of('evidence'), s.random.pick([{ source: s.id() }, { quote: '改過的原文' }])),
  (s) => edit(s, 'content', s.of('content'), s.random.pick([{ licence: 'CC-BY' }, { entity: s.id() }])),
  (s) => ({ withdraw: { id: any(s), version: VERSION, reason: REASON } }),
  (s) => ({ merge: { id: s.id(), into: s.id(), version: VERSION } }),
  (s) => ({ unmerge: { id: s.id(), version: VERSION } }),
]

const any = (s: Subjects): Id => (s.random.chance(0.5) ? s.id() : s.of(s.random.pick(RECORD_TYPES)))
const group = (s: Subjects): Id => s.of(s.random.pick(['community', 'protocol']))
const edit = (s: Subjects, type: RecordType, id: Id, more: object): object => ({ [type]: { ...changed(s, id), ...more } })

/** What each field of `Mutation` that concerns records is asked with, by its name. Every other is in `APART`, or a test fails. */
export const CHANGES: Readonly<Record<string, (s: Subjects) => Arguments>> = {
  write: (s) => ({ key: key(s), reason: REASON, operations: [s.random.pick(WRITES)(s)] }),
  blurPlace: (s) => ({ id: s.id(), version: VERSION, audience: audience(s), key: key(s), reason: REASON }),
  // few may be sent, so of these more are of what may be hidden
  report: (s) => ({ id: s.random.chance(0.5) ? s.of('entity') : any(s), reason: REASON }),
  redact: (s) => {
    const id = any(s)
    return { id, reason: REASON, confirm: id }
  },
  changeCommunity: (s) => ({ id: s.of('community'), version: VERSION, description: '改過' }),
  setMember: (s) => ({ group: group(s), who: s.random.pick(AUTHORS), role: 'member' }),
  removeMember: (s) => ({ group: group(s), who: s.random.pick(AUTHORS) }),
  leave: (s) => ({ group: group(s) }),
  invite: (s) => ({ joins: [{ group: group(s), role: 'member' }] }),
  makeProtocol: (s) => ({ protocol: { name: '新的守則', owners: [s.of('community')], kind: 'strict' } }),
  changeProtocol: (s) => ({ id: s.of('protocol'), version: VERSION, change: { contact: '改過' } }),
  consent: (s) => ({ id: s.of('protocol'), version: VERSION }),
  refuse: (s) => ({ id: s.of('protocol'), reason: REASON }),
  endProtocol: (s) => ({ id: s.of('protocol'), reason: REASON }),
  propose: (s) => ({ key: key(s), words: REASON, operations: [s.random.pick(WRITES)(s)] }),
  settle: (s) => ({ key: key(s), ids: [any(s)], decision: s.random.pick(['accept', 'return', 'decline']), words: REASON }),
  enter: (s) => ({ key: key(s), entry: { title: '新的記事', story: '一段話。', mentions: [{ id: s.id(), quote: '一段' }], ...made(s) } }),
  capture: (s) => ({ evidence: s.of('evidence') }),
  annotate: (s) => ({ key: key(s), target: any(s), text: '一句話', ...(s.random.chance(0.5) ? { audience: audience(s) } : {}) }),
  changeAnnotation: (s) => ({ key: key(s), id: s.of('annotation'), version: VERSION, text: '改過' }),
  withdrawAnnotation: (s) => ({ key: key(s), id: s.of('annotation'), version: VERSION, reason: REASON }),
  relateFromPassage: (s) => ({ key: key(s), content: s.of('content'), passage: { start: 0, end: 2 }, type: s.random.pick([...vocabulary.relations.keys()]), from: { name: s.id() }, to: { name: s.id() } }),
  createCollection: (s) => ({ key: key(s), manner: 'manual', name: '新的專題', add: [{ item: s.id() }], audience: audience(s) }),
  changeCollection: (s) => ({ key: key(s), id: s.of('collection'), version: VERSION, add: [{ item: s.id() }] }),
  freezeCollection: (s) => ({ key: key(s), id: s.of('collection'), version: VERSION }),
  unfreezeCollection: (s) => ({ key: key(s), id: s.of('collection'), version: VERSION }),
  withdrawCollection: (s) => ({ key: key(s), id: s.of('collection'), version: VERSION, reason: REASON }),
  merge: (s) => ({ id: s.id(), into: s.id(), version: VERSION, reason: REASON, key: key(s) }),
  unmerge: (s) => ({ id: s.merged(), version: VERSION, reason: REASON, key: key(s), apart: s.random.chance(0.5) }),
  distinguish: (s) => ({ one: s.id(), other: s.id(), reason: REASON, key: key(s) }),
  undistinguish: (s) => ({ id: s.of('distinction'), reason: REASON, key: key(s) }),
  restore: (s) => ({ id: any(s), version: VERSION, current: VERSION, reason: REASON, key: key(s) }),
  confirmEvidence: (s) => ({ key: key(s), evidence: [s.of('evidence')] }),
  bulk: (s) => ({ key: key(s), reason: REASON, choice: { entities: { ids: [s.id(), s.id()] } }, change: { fields: [{ code: 'note', values: ['查過'] }] } }),
  watch: (s) => ({ record: s.id() }),
}

/** Concern accounts, and name no record. */
export const APART: readonly string[] = [
  'signIn', 'signOut', 'acceptInvitation', 'register', 'askRecovery', 'recover', 'changePassword', 'updateMe', 'askMailProof', 'proveMail', 'endSession', 'endOtherSessions', 'makeToken', 'deleteToken', 'deleteMe', 'recoveryLink', 'changeAccount',
  'foundCommunity', 'settleReport', 'makeWorkshop', 'endWorkshop', 'contribute', 'saveDraft', 'dropDraft', 'unwatch', 'markRead', 'openFeed', 'closeFeed', 'digest', 'addWebhook', 'removeWebhook', 'enableWebhook', 'testWebhook',
  // of changesets, words and sheets: compared where they are made (`test/archive/history`, `vocabulary`, `round-trip`)
  'revert', 'addWord', 'changeWord', 'retireWord', 'importSheet',
]

/** Changed on the page of a community or a protocol, whose version is another. */
const PAGES: ReadonlySet<string> = new Set(['changeCommunity', 'changeProtocol', 'consent'])

function mutationOf(field: string): string {
  const { args, type } = mutationFields[field]!
  const below = getNamedType(type)
  const fields = 'getFields' in below ? ` { ${selection(below as GraphQLObjectType)} }` : ''
  return `mutation (${args.map((one) => `$${one.name}: ${String(one.type)}`).join(', ')}) { ${field}(${args.map((one) => `${one.name}: $${one.name}`).join(', ')})${fields} }`
}

async function ask(app: FastifyInstance, query: string, variables: object): Promise<any> {
  const { statusCode, body } = await patiently(app, { method: 'POST', url: '/graphql', headers: { 'x-requested-with': 'test' }, payload: { query, variables } })
  return { statusCode, body: JSON.parse(body) }
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g
/** Secrets of links, and the moments in which something was made and will end. */
const SECRET = /"(?:secret|address|createdAt|since|expiresAt|expires|until)":"[^"]*"/g

/** With the ids that were made meanwhile told apart by when they are first named alone; and with no version of what has such an id. */
function masked(answer: unknown, isOld: (id: Id) => boolean): unknown {
  const fresh = new Map<string, string>()
  const text = JSON.stringify(answer, (_, value: unknown) => {
    const { id, version } = (value ?? {}) as { id?: string; version?: string }
    return typeof id === 'string' && version !== undefined && !isOld(id) ? { ...value as object, version: 'of something new' } : value
  })
  return JSON.parse(text.replace(SECRET, '"secret":"…"').replace(UUID, (id) => {
    if (isOld(id)) return id
    if (!fresh.has(id)) fresh.set(id, `new ${fresh.size + 1}`)
    return fresh.get(id)!
  }))
}

/** How a record is told; of the pages on which communities and protocols are changed the versions are their own. */
const SEEN = ['record(id: $id) { state version audience { text } record }', 'community(id: $id) { version }', 'protocol(id: $id) { version }'].map((field) => `query ($id: ID!) { ${field} }`)

/**
 * Changes as a reader asks for them: what comes of them, and how the records that they name are told before and
 * afterwards. They are done, so both archives go on alike; but what is made has an id of its own in each of them.
 * @param isOld whether a record was there before
 * @param options.alone only what comes of them; default false
 */
export const changes = (isOld: (id: Id) => boolean, { alone = false }: { readonly alone?: boolean } = {}): readonly Surface[] => Object.entries(CHANGES).map(([field, make]) => {
  const mutation = mutationOf(field)
  return {
    name: `mutation.${field}`,
    put: (subjects) => {
      const given = JSON.stringify(make(subjects))
      const named = [...new Set(given.match(UUID))]
      return async (app) => {
        const seen = async (): Promise<any[]> => {
          const all: any[] = []
          for (const id of named) for (const query of SEEN) all.push(await ask(app, query, { id }))
          return all
        }
        const before = await seen()
        const [record, community, protocol] = before.map(({ body }) => Object.values(body.data ?? {})[0] as { version: string | null } | null | undefined)
        const version = (PAGES.has(field) ? community ?? protocol : record)?.version ?? 'none'
        const told = await ask(app, mutation, JSON.parse(given.replaceAll(`"${VERSION}"`, JSON.stringify(version))))
        return masked(alone ? { mutation: field, told } : { mutation: field, given, before, told, after: await seen() }, isOld)
      }
    },
  }
})
