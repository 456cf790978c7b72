import fc from 'fast-check'
import t from 'tap'
import { audienceOf, audienceText, knows, savedAudience, shownAudience } from '../../../src/archive/access/audiences.ts'
import type { Table } from '../../../src/archive/access/table.ts'
import { viewerOf } from '../../../src/archive/access/viewer.ts'
import { canRead, WHOLE, type Audience, type Viewer } from '../../../src/model/audience.ts'
import { known, inputs, people, tables } from './tables.ts'

const tried = (what: () => unknown): unknown => {
  try {
    return what()
  } catch (error) {
    return (error as Error).message
  }
}
const built = (id: string): boolean => id === 'everyone' || id === 'signed-in'
const strict = (table: Table, { protocols }: Audience): string[] => protocols.filter((id) => !built(id) && table.protocols.get(id)?.kind !== 'open')
const same = (one: readonly string[], other: readonly string[]): boolean => [...one].sort().join() === [...other].sort().join()

t.test('no mix is public by accident: who reads it is in every strict protocol of it, or under any in one', async () => {
  fc.assert(fc.property(tables, people, fc.option(people, { nil: undefined }), inputs, (table, editor, reader, input) => {
    const audience = tried(() => audienceOf(table, viewerOf(table, editor), input))
    if (typeof audience === 'string') return true
    const [viewer, guards] = [viewerOf(table, reader), strict(table, audience as Audience)]
    if (guards.length === 0 || !canRead(audience as Audience, viewer)) return true
    return input.mode === 'any' ? guards.some((id) => viewer.protocols.has(id)) : guards.every((id) => viewer.protocols.has(id))
  }), { numRuns: 1_000 })
})

t.test('what is hidden from the editor is answered as what is not there', async () => {
  fc.assert(fc.property(tables, people, inputs, (table, editor, input) => {
    const viewer = viewerOf(table, editor)
    const without = { ...table, protocols: new Map([...table.protocols].filter(([, protocol]) => knows(viewer, protocol))) }
    return JSON.stringify(tried(() => audienceOf(table, viewer, input))) === JSON.stringify(tried(() => audienceOf(without, viewer, input)))
  }), { numRuns: 500 })
})

const saves = fc.tuple(tables, people, inputs, inputs, people).filter(([table, , before]) => before.mode === 'all' || strict(table, before).length === before.protocols.length)

t.test('a save never changes protocols that its editor cannot see', async () => {
  fc.assert(fc.property(saves, ([table, editor, before, chosen]) => {
    const viewer = viewerOf(table, editor)
    const after = tried(() => savedAudience(table, viewer, before, tried(() => audienceOf(table, viewer, chosen)) as Audience))
    if (typeof after === 'string' || after === undefined) return true
    const hidden = (audience: Audience): string[] => audience.protocols.filter((id) => !built(id) && !(table.protocols.has(id) && knows(viewer, table.protocols.get(id)!)))
    return same(hidden(before), hidden(after as Audience)) && same(shownAudience(table, viewer, after as Audience).protocols, chosen.protocols)
  }), { numRuns: 1_000 })
})

t.test('nobody gains sight by a save but by what its editor chose, nor loses it who read by what they cannot see', async () => {
  fc.assert(fc.property(saves, ([table, editor, before, input, somebody]) => {
    const [viewer, reader] = [viewerOf(table, editor), viewerOf(table, somebody)]
    const chosen = tried(() => audienceOf(table, viewer, input)) as Audience
    if (typeof chosen === 'string') return true
    const after = tried(() => savedAudience(table, viewer, before, chosen)) as Audience
    if (typeof after === 'string') return true
    const hidden = { mode: 'any', protocols: before.protocols.filter((id) => !shownAudience(table, viewer, before).protocols.includes(id)) } as const
    const gains = canRead(after, reader) && !canRead(before, reader)
    const loses = before.mode === 'any' && canRead(hidden, reader) && !canRead(after, reader)
    return (!gains || canRead(chosen, reader)) && !loses
  }), { numRuns: 1_000 })
})

t.test('whether others have a say too cannot be told by saving', async () => {
  fc.assert(fc.property(saves, ([table, editor, before, input]) => {
    const viewer: Viewer = viewerOf(table, editor)
    // whoever reads it under `all` is in all of it: nothing is hidden from them
    fc.pre(before.mode === 'any')
    const said = (audience: Audience): string => JSON.stringify(tried(() => {
      const { mode, protocols } = shownAudience(table, viewer, savedAudience(table, viewer, audience, audienceOf(table, viewer, input)))
      return [mode, [...protocols].sort()]
    }))
    return said(before) === said(shownAudience(table, viewer, before))
  }), { numRuns: 1_000 })
})

t.test('labels, ids, and what they may not be', async (t) => {
  const protocol = { owners: ['north'], signedIn: false, members: 'community' } as const
  const table: Table = {
    communities: new Map([['north', { id: 'north', label: '北' }]]),
    protocols: new Map([
      { ...protocol, id: 'p0', label: '耆老', kind: 'strict', shown: 'announced' } as const, { ...protocol, id: 'p1', label: '耆老', kind: 'strict', shown: 'silent' } as const,
      { ...protocol, id: 'p2', label: '讀書會', kind: 'open', shown: 'silent' } as const,
    ].map((one) => [one.id, known(one)])),
  }
  const [stranger, member] = [viewerOf(table), viewerOf(table, { id: 'amei', role: 'reader', memberships: new Map([['north', 'member']]) })]
  t.same(audienceOf(table, stranger, { protocols: ['耆老'] }), { mode: 'all', protocols: ['p0'] }, 'there is one, as far as they know')
  t.throws(() => audienceOf(table, member, { protocols: ['耆老'] }), { code: 'AMBIGUOUS_NAME', details: { field: 'audience' } })
  t.same(audienceOf(table, member, { mode: 'any', protocols: ['p1', 'p0', ' p1 '] }), { mode: 'any', protocols: ['p1', 'p0'] })
  const [hidden, absent] = ['p1', 'p9'].map((id) => tried(() => audienceOf(table, stranger, { protocols: [id] })) as string)
  t.equal(hidden!.replace('p1', ''), absent!.replace('p9', ''))
  t.throws(() => audienceOf(table, member, { mode: 'any', protocols: ['p0', '讀書會'] }), { code: 'BAD_USER_INPUT' }, 'an open protocol of a community opens as everyone does')
  t.throws(() => audienceOf(table, member, { mode: 'any', protocols: ['p0', 'everyone'] }), { code: 'BAD_USER_INPUT' })
  t.same(audienceOf(table, member, { protocols: [] }), { mode: 'all', protocols: [] })
  t.same(savedAudience(table, WHOLE, { mode: 'any', protocols: ['p0', 'p9'] }, { mode: 'all', protocols: ['everyone'] }), { mode: 'all', protocols: ['everyone'] }, 'maintenance sees all')

  t.equal(audienceText(table, member, { mode: 'all', protocols: [] }), '只有您自己')
  t.equal(audienceText(table, member, { mode: 'all', protocols: ['everyone'] }), '所有人')
  t.equal(audienceText(table, member, { mode: 'any', protocols: ['p0', 'p1'] }), '守則「耆老」的成員，或者是守則「耆老」的成員')
  t.equal(audienceText(table, stranger, { mode: 'any', protocols: ['p0', 'p1'] }), '守則「耆老」的成員')
})
