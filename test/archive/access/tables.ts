import fc from 'fast-check'
import type { Known } from '../../../src/archive/access/viewer.ts'
import type { Protocol, Table } from '../../../src/archive/access/table.ts'
import { MEMBER_ROLES, ROLES } from '../../../src/model/actor.ts'
import { EVERYONE } from '../../../src/model/audience.ts'

export const COMMUNITIES = ['north', 'river', 'harbour'] as const
export const PROTOCOLS = ['p0', 'p1', 'p2', 'p3', 'p4'] as const

const oneOf = <T>(values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values)

/** With the readers that the use cases give its record. */
export const known = (one: Omit<Protocol, 'readers'>): Protocol =>
  ({ ...one, readers: one.kind === 'strict' && one.shown === 'silent' ? { mode: 'all', protocols: [one.id] } : EVERYONE })

const protocol = (id: string): fc.Arbitrary<Protocol> => fc.record({
  id: fc.constant(id), label: fc.constant(`守則${id}`), owners: fc.uniqueArray(oneOf(COMMUNITIES), { minLength: 1, maxLength: 2 }),
  kind: oneOf(['open', 'strict', 'strict'] as const), signedIn: fc.boolean(), shown: oneOf(['announced', 'silent'] as const), members: oneOf(['community', 'listed'] as const),
}).map(known)

/** Three communities and some of the protocols that audiences name; those that are missing were withdrawn. */
export const tables: fc.Arbitrary<Table> = fc.tuple(fc.subarray([...PROTOCOLS]).chain((ids) => fc.tuple(...ids.map(protocol))), fc.subarray([...COMMUNITIES], { minLength: 2 })).map(([protocols, communities]) => ({
  communities: new Map(communities.map((id) => [id, { id, label: `社群${id}` }])),
  protocols: new Map((protocols as Protocol[]).map((one) => [one.id, one])),
}))

/** Somebody, with memberships in communities and lists. */
export const people: fc.Arbitrary<Known> = fc.record({
  id: oneOf(['amei', 'bao', 'chun']), role: oneOf(ROLES),
  memberships: fc.uniqueArray(fc.tuple(oneOf([...COMMUNITIES, ...PROTOCOLS]), oneOf(MEMBER_ROLES)), { selector: ([group]) => group, maxLength: 5 }).map((pairs) => new Map(pairs)),
})

/** What is written in a form: any mix, also of what is not there. */
export const inputs = fc.record({ mode: oneOf(['all', 'any'] as const), protocols: fc.uniqueArray(oneOf([...PROTOCOLS, 'everyone', 'signed-in']), { maxLength: 4 }) })
