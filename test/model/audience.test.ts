import fc from 'fast-check'
import t from 'tap'
import { audienceFromKey, audienceKey, canRead, checkAudience, EVERYONE, isNoNarrower, PUBLIC, WHOLE, type Audience, type Viewer } from '../../src/model/audience.ts'
import { clearanceKey, isCleared, NOBODY } from '../../src/model/clearance.ts'

const PROTOCOLS = ['everyone', 'signed-in', 'elders', 'temple', 'school']
const audience = fc.record({ mode: fc.constantFrom('all' as const, 'any' as const), protocols: fc.uniqueArray(fc.constantFrom(...PROTOCOLS), { maxLength: 4 }) })
  .filter((a) => { try { checkAudience(a); return true } catch { return false } })
/** Every viewer there can be over these protocols: members of strict ones are signed in. */
const VIEWERS: Viewer[] = [PUBLIC, ...Array.from({ length: 8 }, (_, bits) => ({ signedIn: true, protocols: new Set(PROTOCOLS.slice(2).filter((_, i) => bits & (1 << i))) }))]

t.test('a mode any that mixes open and strict protocols is refused, for it would be public', async (t) => {
  t.throws(() => checkAudience({ mode: 'any', protocols: ['everyone', 'elders'] }), { code: 'BAD_USER_INPUT', details: { field: 'audience' } })
  t.doesNotThrow(() => checkAudience({ mode: 'all', protocols: ['signed-in', 'elders'] }))
  t.throws(() => checkAudience({ mode: 'all', protocols: ['Elders!'] }), { code: 'BAD_USER_INPUT' })
})

t.test('under all, every protocol must be satisfied; under any, one; without protocols nobody reads', async (t) => {
  const elders: Viewer = { signedIn: true, protocols: new Set(['elders']) }
  t.equal(canRead({ mode: 'all', protocols: ['elders', 'temple'] }, elders), false)
  t.equal(canRead({ mode: 'any', protocols: ['elders', 'temple'] }, elders), true)
  t.equal(canRead({ mode: 'all', protocols: [] }, elders), false)
  t.equal(canRead({ mode: 'all', protocols: ['signed-in'] }, PUBLIC), false)
  t.equal(canRead(EVERYONE, PUBLIC), true)
  t.equal(canRead({ mode: 'all', protocols: [] }, WHOLE), true)
})

t.test('one audience has one key', async (t) => {
  fc.assert(fc.property(audience, (a) => {
    const back = audienceFromKey(audienceKey({ ...a, protocols: [...a.protocols].reverse() }))
    return audienceKey(back) === audienceKey(a) && VIEWERS.every((viewer) => canRead(back, viewer) === canRead(a, viewer))
  }))
  t.pass()
})

t.test('no narrower means: nobody who reads the one is kept from the other', async (t) => {
  fc.assert(fc.property(audience, audience, (wide, narrow) =>
    isNoNarrower(wide, narrow) === VIEWERS.every((viewer) => !canRead(narrow, viewer) || canRead(wide, viewer))))
  t.pass()
})

t.test('an interned clearance means what its audiences mean together', async (t) => {
  const group = fc.array(audience, { minLength: 1, maxLength: 3 })
  fc.assert(fc.property(fc.array(audience, { maxLength: 3 }), fc.option(fc.array(group, { maxLength: 4 }), { nil: undefined }), (all, any) => {
    const key = clearanceKey(all, any)
    const reads = (a: Audience, viewer: Viewer): boolean => canRead(a, viewer)
    return VIEWERS.every((viewer) =>
      isCleared(key, viewer) === (all.every((a) => reads(a, viewer)) && (any === undefined || any.some((g) => g.every((a) => reads(a, viewer))))))
  }), { numRuns: 1_000 })
  t.equal(clearanceKey([EVERYONE], []), NOBODY, 'without any evidence, nobody')
})

t.test('the order in which evidence is listed does not make another clearance', async (t) => {
  fc.assert(fc.property(fc.array(audience, { maxLength: 2 }), fc.array(fc.array(audience, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 4 }), (all, any) =>
    clearanceKey(all, any) === clearanceKey([...all].reverse(), [...any].reverse().map((g) => [...g].reverse()))))
  t.pass()
})
