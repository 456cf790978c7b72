import fc from 'fast-check'
import t from 'tap'
import { audienceFromKey, audienceKey, canRead, checkAudience, EVERYONE, isNoNarrower, own, PUBLIC, review, viewerKey, WHOLE, type Audience, type Viewer } from '../../src/model/audience.ts'
import { clearanceKey, isCleared, keptBy } from '../../src/model/clearance.ts'
import { newId } from '../../src/model/ids.ts'
import { readersOf } from '../../src/model/readers.ts'
import { STATES, type ArchiveRecord } from '../../src/model/records.ts'
import { keepers, reads } from '../oracle/reads.ts'

const ACCOUNTS = [newId(), newId()]
const STRICT = ['elders', 'temple', 'school']
const audience: fc.Arbitrary<Audience> = fc.record({ mode: fc.constantFrom('all' as const, 'any' as const), protocols: fc.uniqueArray(fc.constantFrom('everyone', 'signed-in', ...STRICT), { maxLength: 3 }) })
  .filter((one) => { try { checkAudience(one); return true } catch { return false } })
const version = fc.record({ state: fc.constantFrom(...STATES), audience, by: fc.option(fc.constantFrom(...ACCOUNTS, '甲, 乙+100%'), { nil: undefined }), gone: fc.boolean() })
  .map(({ state, audience: of, by, gone }) => ({
    state, audience: of, record: gone ? null : { id: newId(), type: 'entity', state, audience: of, ...(by === undefined ? {} : { by }), kind: 'Work', names: [], identifiers: [], fields: {} } as ArchiveRecord,
  }))
const some = fc.subarray(STRICT).map((names) => new Set(names))
const viewer: fc.Arbitrary<Viewer> = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom(PUBLIC, WHOLE) },
  { weight: 8, arbitrary: fc.record({ protocols: some, stewards: some, announced: some, account: fc.constantFrom(...ACCOUNTS, '甲, 乙+100%', '甲'), librarian: fc.constantFrom(true as const, undefined) })
    .map(({ librarian, ...rest }) => ({ signedIn: true, ...rest, ...(librarian && { librarian }) })) },
)

t.test('readers are those whom the rules name, also from the text they are interned by', async (t) => {
  fc.assert(fc.property(version, viewer, (one, who) => {
    const readers = readersOf(one)
    return [readers, audienceFromKey(audienceKey(readers))].every((audience) => canRead(audience, who) === reads(one, who))
      && isCleared(clearanceKey([readers]), who) === reads(one, who)
  }), { numRuns: 3_000 })
  t.pass()
})

t.test('what is published, and what nobody submitted, is read as its audience says', async (t) => {
  for (const state of STATES) t.same(readersOf({ state, audience: EVERYONE, record: { type: 'entity' } as ArchiveRecord }), EVERYONE, state)
  t.same(readersOf({ state: 'published', audience: EVERYONE, record: null }), EVERYONE)
})

t.test('nobody can write an author or a reviewer into an audience', async (t) => {
  for (const protocol of [own(newId()), review('all:elders'), review('any:elders,temple')]) t.throws(() => checkAudience({ mode: 'all', protocols: [protocol] }), { code: 'BAD_USER_INPUT' })
})

t.test('evidence of which one piece is readable or announced suffices for what rests on it, and for nothing else', async (t) => {
  const group = fc.array(version, { minLength: 1, maxLength: 3 })
  fc.assert(fc.property(fc.array(version, { maxLength: 2 }), fc.array(group, { minLength: 1, maxLength: 3 }), viewer, (all, any, who) => {
    const key = clearanceKey(all.map(readersOf), any.map((pieces) => pieces.map(readersOf)))
    return isCleared(key, who) === (all.every((one) => reads(one, who)) && any.some((pieces) => pieces.every((one) => keepers(one, who) !== undefined)))
  }), { numRuns: 3_000 })
  fc.assert(fc.property(group, viewer, (pieces, who) => {
    const each = pieces.map((one) => keepers(one, who))
    const expected = pieces.every((one) => reads(one, who)) || each.includes(undefined) ? undefined : [...new Set(each.flatMap((names) => names!))].sort()
    return JSON.stringify(keptBy(clearanceKey(pieces.map(readersOf)), who)) === JSON.stringify(expected)
  }), { numRuns: 3_000 })
  t.pass()
})

t.test('no narrower holds only where no viewer reads the one and not the other, whatever they are', async (t) => {
  fc.assert(fc.property(version, version, viewer, (wide, narrow, who) =>
    !isNoNarrower(readersOf(wide), readersOf(narrow)) || !reads(narrow, who) || reads(wide, who)), { numRuns: 5_000 })
  const ann = ACCOUNTS[0]!
  const audiences = [EVERYONE, { mode: 'all', protocols: ['elders', 'temple'] }, { mode: 'any', protocols: ['elders', 'temple'] }] as const
  for (const of of audiences) {
    const proposal: Audience = { mode: 'any', protocols: [own(ann), review(audienceKey(of))] }
    t.ok(isNoNarrower(proposal, proposal), audienceKey(of))
    t.ok(isNoNarrower(proposal, { mode: 'all', protocols: [own(ann)] }))
    t.notOk(isNoNarrower({ mode: 'all', protocols: [own(ann)] }, proposal))
    t.ok(isNoNarrower(EVERYONE, proposal))
    t.notOk(isNoNarrower(proposal, of))
  }
  t.ok(isNoNarrower({ mode: 'all', protocols: [review('any:elders,temple')] }, { mode: 'all', protocols: [review('all:elders,temple')] }))
  t.notOk(isNoNarrower({ mode: 'all', protocols: [review('all:elders,temple')] }, { mode: 'all', protocols: [review('any:elders,temple')] }))
})

t.test('two viewers have one key only if they read the same', async (t) => {
  fc.assert(fc.property(viewer, viewer, version, (one, other, what) =>
    viewerKey(one) !== viewerKey(other) || (reads(what, one) === reads(what, other) && JSON.stringify(keepers(what, one)) === JSON.stringify(keepers(what, other)))), { numRuns: 3_000 })
  const plain = { signedIn: true, protocols: new Set(['elders']) }
  const different: Viewer[] = [plain, { ...plain, account: 'a' }, { ...plain, librarian: true }, { ...plain, stewards: new Set(['elders']) }, { ...plain, announced: new Set(['elders']) }, WHOLE, PUBLIC]
  t.equal(new Set(different.map(viewerKey)).size, different.length)
})
