import t from 'tap'
import { searchedText, valueText } from '../../src/graph/wording.ts'
import { dayText, parseSpan, yearOfDay } from '../../src/model/dates.ts'
import { vocabulary } from '../fixture.ts'

t.test('what was looked through is said for every span that can be asked about', async (t) => {
  const said = (asOf: string): string => searchedText({ types: ['OPERATES'], includeProposed: false, relations: 3, asOf: parseSpan(asOf) }, vocabulary)
  for (const [asOf, when] of [
    ['2016', '2016-01-01 至 2016-12-31'], ['2015/2018-06', '2015-01-01 至 2018-06-30'], ['../2016', '2016-12-31 以前'], ['2016/..', '2016-01-01 以後'],
  ] as const) t.equal(said(asOf), `查了 3 筆關係（經營），時間：${when}。`)
})

t.test('days that no calendar reaches are open', async (t) => {
  for (const { from, to } of [parseSpan('2016/..'), parseSpan('../2016')]) t.same([dayText(from), dayText(to)].filter((text) => text === '..').length, 1)
  t.equal(dayText(0), '1970-01-01')
  t.equal(yearOfDay(-1), 1969)
  t.ok(Number.isNaN(yearOfDay(parseSpan('2016/..').to)))
})

t.test('a part of a record in words: names by their texts, no hashes', async (t) => {
  t.equal(valueText(undefined), '—')
  t.equal(valueText([{ text: '愛鄉協會', sort: 'short' }, { text: '愛鄉協進會' }]), '愛鄉協會、愛鄉協進會')
  t.equal(valueText([12, true, null]), '12、是、—')
  t.equal(valueText({ name: '照片.jpg', sha256: '00ff', sent: 'phone', pages: ['1', '2'] }), 'name：照片.jpg；pages：1、2')
})
