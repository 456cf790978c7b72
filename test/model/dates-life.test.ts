import fc from 'fast-check'
import t from 'tap'
import { parseDate } from '../../src/model/dates.ts'
import { whenSaid } from '../../src/model/dates-life.ts'
import { often } from '../fixture.ts'

/** The first and the last year that it may lie in. */
const years = (said: string, born?: string): [number, number] | undefined => {
  const { edtf } = whenSaid(said, born)
  if (edtf === undefined) return undefined
  const { earliest, latest } = parseDate(edtf)
  return [earliest, latest].map((day) => new Date(day * 86_400_000).getUTCFullYear()) as [number, number]
}

t.test('times as people tell them', async (t) => {
  for (const [said, from, to] of [
    ['民國52年9月', 1963, 1963], ['1963-09', 1963, 1963], ['昭和十年', 1935, 1935], ['約民國40年', 1951, 1951], ['大概民國四十年', 1951, 1951], ['民國四十年左右', 1951, 1951],
    ['民國40年到45年', 1951, 1956], ['約民國40年至45年', 1951, 1956], ['1950年代', 1950, 1959], ['民國四十幾年', 1951, 1960], ['四十幾年', 1951, 1960], ['一九五幾年', 1950, 1959], ['195幾年', 1950, 1959],
    ['昭和十幾年', 1935, 1944], ['大正十幾年', 1921, 1926], ['日治時期', 1895, 1945], ['日據時代', 1895, 1945], ['日本時代', 1895, 1945], ['日治末期', 1937, 1945], ['清末', 1875, 1895], ['光復初期', 1945, 1950], ['戒嚴時期', 1949, 1987],
    ['小時候（民國45年到50年）', 1956, 1961], ['小時候(1956-1961)', 1956, 1961], ['讀公學校的時候（昭和十年）', 1935, 1935], ['阿公說的（日治時期）', 1895, 1945],
  ] as const) t.strictSame(years(said), [from, to], said)
})

t.test('words of a life are years once it is known when somebody was born', async (t) => {
  t.equal(years('小時候', '9999'), undefined, 'a slip of the pen is no reason to refuse what was said')
  for (const [said, from, to] of [['小時候', 1952, 1963], ['細漢的時候', 1952, 1963], ['國小三年級', 1955, 1964], ['當兵時', 1967, 1976], ['七歲', 1956, 1958], ['18歲那年', 1967, 1969], ['二十幾歲', 1969, 1980]] as const) {
    t.strictSame(years(said, '1950'), [from, to], said)
    t.strictSame(years(said, '民國39年5月'), [from, to], said)
    t.equal(years(said), undefined, `${said}, of nobody knows whom`)
  }
})

t.test('from memory is said to be so, and what is not understood stays in words', async (t) => {
  t.equal(whenSaid('小時候（民國45年到50年）').edtf, '1956~/1961~')
  t.strictSame(whenSaid(' 颱風那年 '), { words: '颱風那年' })
  t.strictSame(whenSaid('小時候（那年）', undefined), { words: '小時候（那年）' })
  t.strictSame(whenSaid('不詳'), { words: '不詳' })
  t.throws(() => whenSaid('  '), { code: 'BAD_USER_INPUT', details: { field: 'when' } })
  t.throws(() => whenSaid('那'.repeat(201)), { code: 'BAD_USER_INPUT' })
})

t.test('a range behind any words is that range', async (t) => {
  const words = fc.string({ unit: fc.constantFrom(...'小時候在廟口聽阿公說的那些年'), minLength: 1, maxLength: 12 })
  fc.assert(fc.property(words, fc.integer({ min: 1912, max: 2020 }), fc.nat(60), fc.constantFrom('到', '至', '～', '-'), fc.boolean(), (said, from, length, mark, roc) => {
    const year = (y: number): string => (roc ? `民國${y - 1911}年` : `${y}年`)
    const found = years(`${said}（${year(from)}${mark}${year(from + length)}）`)
    return found !== undefined && found[0] === from && found[1] === from + length
  }), { numRuns: often(300, 5_000) })
  t.pass()
})

t.test('whatever is said is kept, and what is understood is a date', async (t) => {
  const parts = fc.constantFrom('小時候', '民國', '四十', '幾', '年', '（', '）', '(', ')', '到', '約', '左右', '昭和', '1950', '-', '/', '~', '歲', '月', '日治', '時期', '..', '?', 'X', ' ')
  fc.assert(fc.property(fc.array(parts, { minLength: 1, maxLength: 9 }).map((all) => all.join('')).filter((all) => all.trim() !== ''), fc.option(fc.constantFrom('1950', '民國40年', 'x', ''), { nil: undefined }), (said, born) => {
    const { words, edtf } = whenSaid(said, born)
    return words === said.trim() && (edtf === undefined || parseDate(edtf).status === 'known')
  }), { numRuns: often(3_000, 50_000) })
  t.pass()
})
