import fc from 'fast-check'
import t from 'tap'
import { conflict, CROWD, match } from '../../src/archive/match.ts'
import { memberOf, type Member } from '../../src/archive/member.ts'
import { EVERYONE } from '../../src/model/audience.ts'
import type { EntityRecord, Identifier, Kind, Name } from '../../src/model/records.ts'

let count = 0

function member(name: string, { kind = 'Organization' as Kind, district = '', identifiers = [] as Identifier[], sort = 'official' as Name['sort'] } = {}): Member {
  const id = String(++count).padStart(6, '0')
  const record: EntityRecord = { id, type: 'entity' as const, state: 'published' as const, audience: EVERYONE, kind, names: [{ text: name, language: 'zh-Hant', sort }], identifiers, fields: district === '' ? {} : { district } }
  return memberOf({ id, type: 'entity', version: 1, state: 'published', audience: EVERYONE, record })!
}

const clusters = (members: readonly Member[]): string[] => match(members).clusters.map((cluster) => cluster.map(({ name }) => name).sort().join(' = ')).sort()

t.test('equal keys join: variants, legal forms on one side, remarks', async (t) => {
  t.same(clusters([member('臺北市康復之友協會'), member('社團法人台北市康復之友協會'), member('台北市康復之友協會(社團法人)'), member('台北市康復之友協會（解散）')]),
    ['台北市康復之友協會(社團法人) = 台北市康復之友協會（解散） = 社團法人台北市康復之友協會 = 臺北市康復之友協會'])
})

t.test('a bare name with two legal forms joins neither, and is listed', async (t) => {
  const { clusters: found, doubts } = match([member('兆陽協會'), member('社團法人兆陽協會'), member('財團法人兆陽協會'), member('社團法人兆陽協會')])
  t.same(found.map((cluster) => cluster.map(({ name }) => name)), [['社團法人兆陽協會', '社團法人兆陽協會']])
  t.equal(doubts.length, 1)
  t.same(doubts[0]!.members.map(({ name }) => name), ['兆陽協會', '社團法人兆陽協會', '財團法人兆陽協會'])
  t.ok(doubts[0]!.against.some((reason) => reason.includes('財團法人')))
  t.equal(match([member('法人會'), member('財團法人法人會'), member('法人會(法人)')]).clusters[0]?.length, 3, '法人 alone goes with any')
})

t.test('seats, identifiers and kinds that differ forbid it', async (t) => {
  t.same(clusters([member('星星劇團', { district: '臺北市' }), member('星星劇團', { district: '高雄市' })]), [])
  t.same(clusters([member('星星劇團', { district: '台北市大安區' }), member('星星劇團', { district: '臺北市' })]), ['星星劇團 = 星星劇團'])
  t.same(clusters([member('星星劇團', { district: '臺北市大安區' }), member('星星劇團', { district: '臺北市信義區' })]), [])
  const tax = (value: string): { identifiers: Identifier[] } => ({ identifiers: [{ scheme: '統一編號', value }] })
  t.same(clusters([member('星星協會', tax('1')), member('星星協會', tax('2'))]), [])
  t.same(clusters([member('星星協會', tax('1')), member('星星協會', tax('1')), member('星星協會')]), ['星星協會 = 星星協會 = 星星協會'])
  t.same(clusters([member('星星協會', tax('1')), member('星星協會', tax('2')), member('星星協會')]), [], 'who says nothing could be either')
  const row = (value: string): { identifiers: Identifier[] } => ({ identifiers: [{ scheme: 'row', value }] })
  t.same(clusters([member('福德宮', row('temples/Organization#1')), member('福德宮', row('temples/Organization#2'))]), [], 'two numbers of one register')
  t.same(clusters([member('星星協會'), member('星星協會', { kind: 'Place' })]), [])
})

t.test('persons, places and works never join by name', async (t) => {
  for (const kind of ['Person', 'Place', 'Work', 'Programme'] as const) {
    const { clusters: found, doubts } = match([member('林振春', { kind }), member('林 振 春', { kind })])
    t.same(found, [])
    t.equal(doubts.length, 1, 'but are listed')
  }
})

t.test('names that say too little join nothing', async (t) => {
  for (const name of ['文化局', '圖書館', '客家事務委員會', '人事室', '?音集', '對?面劇坊', '聯合醫院']) t.same(clusters([member(name), member(name)]), [], name)
  for (const name of ['臺北市政府文化局', '臺北市立圖書館', '故事工廠', '開心會', '中央選舉委員會']) t.equal(clusters([member(name), member(name)]).length, 1, name)
  t.same(clusters([member('海馬'), member('海馬有限公司')]), [])
  t.equal(clusters([member('景澤創意'), member('景澤創意有限公司')]).length, 1)
  t.same(clusters([member('文化局', { sort: 'short' }), member('文化局', { sort: 'short' })]), [], 'a short name is no key')
  t.same(clusters(Array.from({ length: CROWD + 1 }, () => member('福德宮'))), [], 'a name that a crowd bears')
})

t.test('units are one by their government, and only there', async (t) => {
  const unit = (name: string, ...values: string[]): Member => member(name, { identifiers: values.map((value) => ({ scheme: 'unit', value })), sort: name.startsWith('臺') ? 'official' : 'short' })
  t.same(clusters([unit('文化局', '臺北市政府/文化局'), unit('臺北市政府文化局', '臺北市政府/文化局'), unit('文化局', '高雄市政府/文化局')]), ['文化局 = 臺北市政府文化局'])
  const planning = [unit('臺北市政府教育局綜合企劃科', '臺北市政府/教育局綜合企劃科', '臺北市政府/綜合企劃科'), unit('臺北市政府環境保護局綜合企劃科', '臺北市政府/環境保護局綜合企劃科', '臺北市政府/綜合企劃科')]
  t.same(match(planning), { clusters: [], doubts: [] }, 'two full names are two units, and nobody needs to ask')
  const both = match([...planning, unit('綜合企劃科', '臺北市政府/綜合企劃科')])
  t.same(both.clusters, [], 'which of the two is not said')
  t.equal(both.doubts.length, 1)
  t.equal(clusters([planning[0]!, unit('綜合企劃科', '臺北市政府/綜合企劃科')]).length, 1)
})

const arbitrary = fc.record({
  form: fc.constantFrom('', '', '社團法人', '財團法人'), name: fc.constantFrom('甲山協會', '台北乙水學會', '臺北乙水學會'),
  district: fc.constantFrom('', '', '臺北市', '臺北市大安區', '高雄市'), tax: fc.constantFrom('', '', '', '1', '2'),
})

t.test('the partition is a function of the set, forbids what is forbidden, and never grows by a doubt', async () => {
  fc.assert(fc.property(fc.array(arbitrary, { maxLength: 8 }), fc.infiniteStream(fc.nat()), (bodies, order) => {
    const members = bodies.map(({ form, name, district, tax }) => member(form + name, { district, identifiers: tax === '' ? [] : [{ scheme: '統一編號', value: tax }] }))
    const shuffled = [...members].map((one) => [order.next().value, one] as const).sort((a, b) => a[0] - b[0]).map(([, one]) => one)
    const ids = (found: readonly (readonly Member[])[]): string[] => found.map((cluster) => cluster.map(({ id }) => id).sort().join()).sort()
    const whole = match(members).clusters
    if (String(ids(whole)) !== String(ids(match(shuffled).clusters))) return false
    if (whole.some((cluster) => cluster.some((a) => cluster.some((b) => a !== b && conflict(a, b) !== undefined)))) return false
    // one more can only part what was together, among those that were there
    const fewer = match(members.slice(1)).clusters
    return whole.every((cluster) => {
      const rest = cluster.filter(({ id }) => id !== members[0]!.id)
      return rest.length < 2 || fewer.some((other) => rest.every((one) => other.includes(one)))
    })
  }), { numRuns: 500 })
})
