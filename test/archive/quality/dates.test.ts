import t from 'tap'
import { doubtsOfEntity, doubtsOfRelation } from '../../../src/archive/quality/dates.ts'
import { boundsOf, parseDate } from '../../../src/model/dates.ts'
import { vocabulary } from '../../fixture.ts'

const TODAY = parseDate('2026-11-26').earliest
const relation = (start: string | undefined, end: string | undefined, ...ends: Record<string, string>[]): string[] =>
  doubtsOfRelation(boundsOf(start, end), { ...(start === undefined ? {} : { start }), ...(end === undefined ? {} : { end }) }, ends, TODAY)
const entity = (fields: Record<string, string>): string[] => doubtsOfEntity(fields, vocabulary, TODAY)

t.test('dates of relations that can hardly be', async (t) => {
  t.same(relation('2012', '2015'), [])
  t.same(relation(undefined, undefined), [])
  t.same(relation('..', '..'), [], 'what is open is no date')
  t.same(relation('2027', undefined), ['future'])
  t.same(relation('2026', '2029'), [], 'this year has begun, and contracts end later')
  t.same(relation('2020', '2090'), ['farFuture'])
  t.same(relation('0101', '0105'), ['tooEarly'], '民國 101 written as a year of the common era')
  t.same(relation(undefined, '3923'), ['tooLate'], '西元 2012 read as 民國 2012')
  t.same(relation('民國101年', undefined), [])
})

t.test('what was there before there was anything, or after it had gone', async (t) => {
  t.same(relation('2005', undefined, { foundedOn: '2006' }), ['beforeFounding'])
  t.same(relation('2006', undefined, { foundedOn: '2006-05-01' }), [], 'the same year may be later')
  t.same(relation('2005~', undefined, { bornOn: '1960' }, { foundedOn: '不詳' }), [])
  t.same(relation('2012', undefined, { dissolvedOn: '2010' }), ['afterEnd'])
  t.same(relation('2010', '2012', { dissolvedOn: '2010' }), [])
})

t.test('dates of entities', async (t) => {
  t.same(entity({ foundedOn: '2001', dissolvedOn: '2010' }), [])
  t.same(entity({ foundedOn: '2010', dissolvedOn: '2001' }), ['reversed'])
  t.same(entity({ bornOn: '2027' }), ['future'])
  t.same(entity({ foundedOn: '約於光復後' }), ['unreadable'])
  t.same(entity({ foundedOn: '0099' }), ['tooEarly'])
  t.same(entity({ note: '0099', foundedOn: '民國99年' }), [], 'only what is a date')
})
