import t from 'tap'
import { EVERYONE } from '../../src/model/audience.ts'
import { mentionedIds, prepare, survivor, type Prepared } from '../../src/model/commit.ts'
import type { Changeset, Head, Operation } from '../../src/model/changeset.ts'
import { newId } from '../../src/model/ids.ts'
import type { RecordInput } from '../../src/model/records.ts'
import { readVocabulary } from '../../src/model/vocabulary.ts'

const label = { 'zh-Hant': '字', en: 'word' }
const vocabulary = readVocabulary({
  kinds: [],
  relations: [
    { code: 'SUPERVISES', role: 'connecting', forward: label, backward: label, from: ['Organization'], to: ['Organization'] },
    { code: 'CITES', role: 'documentary', forward: label, backward: label, from: ['Work'], to: ['Work'] },
  ],
  fields: [{ code: 'address', label, kinds: ['Organization'], value: 'text' }],
})

type Kind = 'Organization' | 'Work' | 'Person'
const body = { state: 'published', audience: EVERYONE } as const
const entity = (kind: Kind, text: string, more: object = {}): RecordInput & { type: 'entity' } => ({ ...body, id: newId(), type: 'entity', kind, names: [{ text }], ...more })
const relation = (from: string, to: string, more: object = {}): RecordInput & { type: 'relation' } => ({ ...body, id: newId(), type: 'relation', relation: 'SUPERVISES', from, to, ...more })
const evidence = (about: string, source: string, more: object = {}): RecordInput & { type: 'evidence' } => ({ ...body, id: newId(), type: 'evidence', relation: about, source, ...more })
const put = (record: RecordInput, base: number | null = null): Operation => ({ op: 'put', record, base })

/** The plainest archive: heads in a map, nothing else. */
class Shelf {
  readonly heads = new Map<string, Head>()
  commit(operations: Operation[], more: Partial<Changeset> = {}): Prepared {
    const prepared = prepare({ id: newId(), actor: 't', reason: 't', origin: 'cli', operations, ...more }, {
      head: (id) => this.heads.get(id),
      evidenceOn: (id) => [...this.heads.values()].filter((head) => head.record?.type === 'evidence' && head.record.relation === id),
    }, vocabulary, (payload) => ({ hash: String(payload.length), salt: '' }))
    for (const [id, head] of prepared.heads) this.heads.set(id, head)
    return prepared
  }
}

function shelf(): { shelf: Shelf; a: string; b: string; work: string; link: string; proof: string } {
  const s = new Shelf()
  const [a, b, work] = [entity('Organization', '甲局'), entity('Organization', '乙會'), entity('Work', '名冊')]
  const link = relation(a.id, b.id)
  const proof = evidence(link.id, work.id)
  s.commit([a, b, work, link, proof].map((record) => put(record)))
  return { shelf: s, a: a.id, b: b.id, work: work.id, link: link.id, proof: proof.id }
}

t.test('a changeset against a version its author did not see is refused with the version that stands', async (t) => {
  const { shelf: s, a } = shelf()
  const again = { ...(s.heads.get(a)!.record as RecordInput), names: [{ text: '甲局改' }] } as RecordInput
  s.commit([put(again, 1)])
  t.throws(() => s.commit([put(again, 1)]), { code: 'CONFLICT', details: { current: { id: a, version: 2 } } })
  t.throws(() => s.commit([put(again, null)]), { code: 'CONFLICT' })
})

t.test('a published relation needs evidence, its own ends, and kinds that its type allows', async (t) => {
  const { shelf: s, a, b, work } = shelf()
  t.throws(() => s.commit([put(relation(a, b))]), { code: 'BAD_USER_INPUT', details: { field: 'evidence' } })
  t.doesNotThrow(() => s.commit([put(relation(a, b, { state: 'proposed' }))]), 'a proposed one may still look for it')
  t.throws(() => s.commit([put(relation(a, newId(), { state: 'proposed' }))]), { code: 'BAD_USER_INPUT', details: { field: 'to' } })
  t.throws(() => s.commit([put(relation(a, work, { state: 'proposed' }))]), { code: 'BAD_USER_INPUT', details: { field: 'to' } })
  t.throws(() => s.commit([put(relation(a, a, { state: 'proposed' }))]), { code: 'BAD_USER_INPUT', details: { field: 'to' } })
  t.throws(() => s.commit([put(relation(a, b, { state: 'proposed', relation: 'LIKES' }))]), { code: 'BAD_USER_INPUT', details: { field: 'relation' } })
  t.throws(() => s.commit([put(relation(a, b, { state: 'proposed', start: '2012-13' }))]), { code: 'BAD_USER_INPUT', details: { field: 'start' } })
  t.throws(() => s.commit([put(relation(a, b, { state: 'proposed', start: '2012', end: '2010' }))]), { code: 'BAD_USER_INPUT', details: { field: 'end' } })
})

t.test('evidence comes from a work or an entry and is about a relation', async (t) => {
  const { shelf: s, a, link, work } = shelf()
  t.throws(() => s.commit([put(evidence(link, a))]), { code: 'BAD_USER_INPUT', details: { field: 'source' } })
  t.throws(() => s.commit([put(evidence(a, work))]), { code: 'BAD_USER_INPUT', details: { field: 'relation' } })
})

t.test('a field outside of the vocabulary, or of another kind, is refused by name', async (t) => {
  const s = new Shelf()
  t.throws(() => s.commit([put(entity('Organization', '甲', { fields: { colour: 'red' } }))]), { code: 'BAD_USER_INPUT', details: { field: 'fields.colour' } })
  t.throws(() => s.commit([put(entity('Person', '甲', { fields: { address: '某路' } }))]), { code: 'BAD_USER_INPUT', details: { field: 'fields.address' } })
})

t.test('a merge keeps the record, follows to the survivor, and refuses circles, other kinds and narrower audiences', async (t) => {
  const { shelf: s, a, b } = shelf()
  const c = entity('Organization', '丙')
  const person = entity('Person', '丁')
  const narrow = entity('Organization', '戊', { audience: { mode: 'all', protocols: ['elders'] } })
  s.commit([put(c), put(person), put(narrow)])
  s.commit([{ op: 'merge', id: a, into: b, base: 1 }])
  s.commit([{ op: 'merge', id: b, into: c.id, base: 1, rule: 'name-key' }])
  t.equal(survivor(a, (id) => s.heads.get(id)), c.id, 'chains collapse')
  t.equal(s.heads.get(b)?.mergeRule, 'name-key')
  t.throws(() => s.commit([{ op: 'merge', id: c.id, into: a, base: 1 }]), { code: 'BAD_USER_INPUT', details: { field: 'into' } }, 'a circle')
  t.throws(() => s.commit([{ op: 'merge', id: c.id, into: person.id, base: 1 }]), { code: 'BAD_USER_INPUT' }, 'another kind')
  t.throws(() => s.commit([{ op: 'merge', id: c.id, into: narrow.id, base: 1 }]), { code: 'BAD_USER_INPUT' }, 'a narrower audience')
  t.throws(() => s.commit([{ op: 'merge', id: a, into: c.id, base: 2 }]), { code: 'CONFLICT' }, 'merged already')
  s.commit([{ op: 'unmerge', id: a, base: 2 }])
  t.equal(survivor(a, (id) => s.heads.get(id)), a)
  t.throws(() => s.commit([{ op: 'unmerge', id: a, base: 3 }]), { code: 'BAD_USER_INPUT' })
})

t.test('an edit of a merged record leaves it merged', async (t) => {
  const { shelf: s, a, b } = shelf()
  s.commit([{ op: 'merge', id: a, into: b, base: 1 }])
  s.commit([put({ ...(s.heads.get(a)!.record as RecordInput), names: [{ text: '甲局二' }] } as RecordInput, 2)])
  t.equal(s.heads.get(a)?.mergedInto, b)
})

t.test('editing the ends, type or dates of a relation leaves its evidence unchecked; other edits do not', async (t) => {
  const { shelf: s, link, proof } = shelf()
  const was = s.heads.get(link)!.record as RecordInput & { type: 'relation' }
  s.commit([put({ ...was, qualifiers: { about: '館舍' } }, 1)])
  t.equal(s.heads.get(proof)?.version, 1)
  s.commit([put({ ...was, start: '2012' }, 2)])
  t.match(s.heads.get(proof), { version: 2, record: { unchecked: true } })
})

t.test('evidence given anew with the edit stays as given; an undo that says nothing of it leaves it unchecked', async (t) => {
  const { shelf: s, link, proof } = shelf()
  const was = s.heads.get(link)!.record as RecordInput & { type: 'relation' }
  s.commit([put({ ...was, start: '2012' }, 1), put({ ...(s.heads.get(proof)!.record as RecordInput), quote: '新' } as RecordInput, 1)])
  t.notMatch(s.heads.get(proof)?.record, { unchecked: true })
  s.commit([put(was, 2), put(s.heads.get(proof)!.record as RecordInput, 2)], { reverts: newId() })
  t.notMatch(s.heads.get(proof)?.record, { unchecked: true })
  s.commit([put({ ...was, start: '2012' }, 3)], { reverts: newId() })
  t.match(s.heads.get(proof)?.record, { unchecked: true, quote: '新' })
})

t.test('a redaction takes the payload of the head with it and stays in the log as envelope and reason', async (t) => {
  const { shelf: s, a } = shelf()
  const { operations } = s.commit([{ op: 'redact', id: a, reason: '本人要求' }])
  t.match(operations, [{ op: 'redact', versions: [1], reason: '本人要求', state: 'withdrawn' }])
  t.match(s.heads.get(a), { record: null, state: 'withdrawn', version: 2 })
  t.throws(() => s.commit([{ op: 'redact', id: a, versions: [7], reason: 'x' }]), { code: 'BAD_USER_INPUT', details: { field: 'versions' } })
})

t.test('withdrawing needs words and happens once', async (t) => {
  const { shelf: s, a } = shelf()
  t.throws(() => s.commit([{ op: 'withdraw', id: a, base: 1, reason: ' ' }]), { code: 'BAD_USER_INPUT', details: { field: 'reason' } })
  s.commit([{ op: 'withdraw', id: a, base: 1, reason: '誤植' }])
  t.throws(() => s.commit([{ op: 'withdraw', id: a, base: 2, reason: '誤植' }]), { code: 'CONFLICT' })
})

t.test('states follow the table: what was declined comes back only as a proposal', async (t) => {
  const { shelf: s, a, b } = shelf()
  const link = relation(a, b, { state: 'proposed' })
  s.commit([put(link)])
  s.commit([put({ ...link, state: 'declined' }, 1)])
  t.throws(() => s.commit([put({ ...link, state: 'published' }, 2)]), { code: 'BAD_USER_INPUT', details: { field: 'state' } })
  t.doesNotThrow(() => s.commit([put(link, 2)]))
})

t.test('a store knows beforehand which records a changeset needs', async (t) => {
  const { a, b, work, link } = shelf()
  const [r, e] = [relation(a, b), evidence(link, work)]
  const rule = { ...body, id: newId(), type: 'protocol', label, owners: [a, b], kind: 'open' } as const
  t.same(mentionedIds([put(rule)]), new Set([rule.id, a, b]))
  t.same(mentionedIds([put(r), put(e), { op: 'merge', id: a, into: b, base: 1 }]), new Set([r.id, a, b, e.id, link, work]))
})

t.test('what was not checked may be anything, and is refused as such', async (t) => {
  const { shelf: s } = shelf()
  for (const record of [{ type: 'protocol' }, { type: 'protocol', owners: 'x' }, { type: 'x' }, {}]) {
    const operation = put({ ...body, id: newId(), ...record } as never)
    t.doesNotThrow(() => mentionedIds([operation]))
    t.throws(() => s.commit([operation]), { code: 'BAD_USER_INPUT' })
  }
})

t.test('an owner must be a community that stands, at the latest when the protocol does', async (t) => {
  const { shelf: s, a } = shelf()
  const community = { ...body, id: newId(), type: 'community', label } as const
  const rule = { ...body, id: newId(), type: 'protocol', label, owners: [community.id], kind: 'strict' } as const
  const refused = { code: 'BAD_USER_INPUT', details: { field: 'owners' } }
  t.throws(() => s.commit([put(rule)]), refused)
  s.commit([put({ ...rule, state: 'draft' })])
  t.throws(() => s.commit([put(rule, 1)]), refused)
  s.commit([put({ ...rule, state: 'proposed' }, 1), put({ ...community, state: 'proposed' })])
  t.throws(() => s.commit([put({ ...rule, owners: [a] }, 2)]), refused)
  s.commit([{ op: 'redact', id: community.id, reason: '依請求' }])
  t.throws(() => s.commit([put(rule, 2)]), refused)
})
