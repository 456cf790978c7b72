import fc from 'fast-check'
import t from 'tap'
import { AFTER_ALL, BEFORE_ALL, boundsOf, checkOrder, formatDate, formatPeriod, holds, parseAsOf, parseDate, parseInterval, UNKNOWN_BOUNDS, type Bounds, type Span } from '../../src/model/dates.ts'
import { dayNumber } from '../../src/model/dates-days.ts'

const DAY_MS = 86_400_000
/** The calendar of the language, as the slow and right model. */
const dayOf = (iso: string): number => Date.parse(`${iso}T00:00:00Z`) / DAY_MS
const iso = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10)
const side = (day: number): string => (day === BEFORE_ALL ? '-' : day === AFTER_ALL ? '+' : iso(day))
const span = (written: string): string => {
  const { earliest, latest } = parseDate(written)
  return `${side(earliest)} ${side(latest)}`
}

t.test('days are counted as the calendar of the language counts them', async (t) => {
  fc.assert(fc.property(fc.integer({ min: -800_000, max: 2_900_000 }), (day) => {
    const date = new Date(day * DAY_MS)
    return dayNumber(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()) === day
  }))
  t.equal(dayNumber(170_000_002, 1, 1), AFTER_ALL, 'what does not fit 32 bits is cut')
})

t.test('a date in a form of Taiwan becomes EDTF', async (t) => {
  const forms: Record<string, string> = {
    '民國101年4月': '2012-04', '101/04/01': '2012-04-01', '1010401': '2012-04-01', '370314': '1948-03-14', '0370314': '1948-03-14',
    '76.12.05': '1987-12-05', '101-04-01': '2012-04-01', '民國101': '2012', '民108': '2019', '105年5月': '2016-05', '76.12': '1987-12',
    '民國前七年': '1905', '民前7年3月': '1905-03', '民國元年': '1912', '民國一○一年四月': '2012-04', '民國一百零一年': '2012',
    '中華民國一〇一年十一月三十日': '2012-11-30', '一百零一年四月廿一日': '2012-04-21', '民國一百一十年卅日': 'error', '１０１年４月１日': '2012-04-01',
    '民國\u3000101\u3000年 4 月': '2012-04', '明治38年': '1905', '大正10年5月': '1921-05', '昭和12年7月7日': '1937-07-07', '昭和元年': '1926',
    '西元2012年4月': '2012-04', '公元前200年': '-0199', '2012/4/1': '2012-04-01', '2012.04': '2012-04', '20120401': '2012-04-01', '2012年': '2012',
    '101年度': '2012', '90年度': '2001', '89年度': '1999-07/2000-12', '76年度': '1986-07/1987-12', '1998年度': '1998', '101學年度': '2012-08/2013-07',
    '約民國76年': '1987~', '民國76年左右': '1987~', '76年？': '1987?', '約76年？': '1987%', '民國76年春': '1987-21', '1986年秋季': '1986-23',
    '民國70年代': '1981/1990', '1980年代': '198X', '2012-04-01T10:00:00Z': '2012-04-01', '2012-04-01 08:00': '2012-04-01',
  }
  for (const [written, edtf] of Object.entries(forms)) {
    if (edtf === 'error') t.throws(() => parseDate(written), written)
    else t.equal(parseDate(written).edtf, edtf, written)
  }
})

t.test('EDTF stays as it is, with the first and the last day it may mean', async (t) => {
  const spans: Record<string, string> = {
    '2012': '2012-01-01 2012-12-31', '2012-02': '2012-02-01 2012-02-29', '2012-02-29': '2012-02-29 2012-02-29', '0044': '0044-01-01 0044-12-31',
    '1984~': '1984-01-01 1984-12-31', '1984?': '1984-01-01 1984-12-31', '2004-06?-11': '2004-06-11 2004-06-11',
    '201X': '2010-01-01 2019-12-31', '2004-XX': '2004-01-01 2004-12-31', '2004-02-XX': '2004-02-01 2004-02-29', '2001-XX-31': '2001-01-31 2001-12-31',
    '2001-02-X9': '2001-02-09 2001-02-19', '19XX-02-29': '1904-02-29 1996-02-29', '1950S2': '1900-01-01 1999-12-31',
    '[1667,1668,1670..1672]': '1667-01-01 1672-12-31', '{1960,1961-12}': '1960-01-01 1961-12-31', '[..1984]': '- 1984-12-31', '[1984-10..]': '1984-10-01 +',
    '2001/2005': '2001-01-01 2005-12-31', '2001/..': '2001-01-01 +', '/2001-06': '- 2001-06-30', '2010-24/2011': '2010-11-01 2011-12-31',
    '2001-21': '2001-02-01 2001-05-31', '2001-24': '2001-11-01 2002-02-28', '2001-33': '2001-01-01 2001-03-31', '2001-38': '2001-05-01 2001-08-31', '2001-41': '2001-07-01 2001-12-31',
  }
  for (const [written, expected] of Object.entries(spans)) {
    t.equal(span(written), expected, written)
    t.equal(parseDate(written).edtf, written, written)
  }
  t.equal(parseDate('-0XXX').earliest, dayNumber(-999, 1, 1))
  t.match(parseDate('Y-17E7'), { earliest: BEFORE_ALL, latest: BEFORE_ALL })
  t.match(parseDate('Y-17E3S2'), { earliest: dayNumber(-17_999, 1, 1), latest: dayNumber(-17_000, 12, 31) })
})

t.test('what is no date, or no day of the calendar, is refused with what was written', async (t) => {
  for (const written of ['1010231', '2012-13', '1011301', '民國101年21月', '2012-02-30', '2011-02-29', '2001-02-3X', '2005/2001', '-0000', '0990230']) {
    t.throws(() => parseDate(written), { code: 'BAD_USER_INPUT', details: { field: 'date' }, message: new RegExp(written) }, written)
  }
  for (const written of ['2', '14', '105', '198', '10104', '7年', '12.05', '80年代', '民國0年', '民國2012年', '昭和65年', '明治5年', '民國一百一年', '一百零年', '196~', '前七年',
    '北市社商字第0167號', ' Vietnam', '2012 04 01', '大正前3年', '民國75年代', '[1984', '[1984,14]', '/', 'Y1X', '2012-XX-XX-XX', '1'.repeat(300)]) {
    t.throws(() => parseDate(written), { code: 'BAD_USER_INPUT', details: { field: 'date' } }, written)
  }
  t.throws(() => parseDate('1010231'), { message: /2012-02-31/ }, 'and how it was read')
})

const rocDay = fc.integer({ min: dayOf('1912-01-01'), max: dayOf('2111-12-31') })
const han = (n: number): string => {
  const unit = (d: number, name: string, lower: number): string => (d === 0 ? (lower > 0 ? '零' : '') : '零一二三四五六七八九'[d]! + name)
  const [h, d, u] = [Math.floor(n / 100), Math.floor(n / 10) % 10, n % 10]
  const tail = u === 0 ? '' : '零一二三四五六七八九'[u]!
  return h === 0 ? (d === 0 ? tail : (d === 1 ? '' : '零一二三四五六七八九'[d]!) + '十' + tail) : `${unit(h, '百', 0)}${unit(d, '十', u)}${tail}`
}

t.test('every day of 民國 1 to 200 is understood in every 民國 form', async (t) => {
  fc.assert(fc.property(rocDay, (day) => {
    const [y, m, d] = iso(day).split('-').map(Number) as [number, number, number]
    const [roc, mm, dd] = [y - 1911, String(m).padStart(2, '0'), String(d).padStart(2, '0')]
    const positional = [...String(roc)].map((digit) => '○一二三四五六七八九'[Number(digit)]).join('')
    const wide = (text: string): string => text.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)))
    const forms = [
      `民國${roc}年${m}月${d}日`, `中華民國 ${roc} 年 ${mm} 月 ${dd} 日`, wide(`民國${roc}年${m}月${d}日`), `民國${roc}/${m}/${d}`, `民國${roc}.${mm}.${dd}`,
      `民國${positional}年${han(m)}月${han(d)}日`, `民國${han(roc)}年${han(m)}月${han(d)}日`, String(roc).padStart(3, '0') + mm + dd, `${y}年${m}月${d}日`,
      // Without an era one figure is no year.
      ...(roc > 9 ? [`${roc}/${mm}/${dd}`, `${roc}.${m}.${d}`, `${roc}-${mm}-${dd}`, `${roc}年${m}月${d}日`, `${roc}${mm}${dd}`] : []),
    ]
    for (const form of forms) {
      const { edtf, earliest, latest, status } = parseDate(form)
      if (edtf !== iso(day) || earliest !== day || latest !== day || status !== 'known') throw new Error(form)
    }
  }), { numRuns: 500 })
  t.pass()
})

/** EDTF with masks, doubts and sets, valid more often than not. */
const part = fc.stringMatching(/^(19|20)[0-9X][0-9X](-(0[1-9]|1[0-2]|XX|0X|1X)(-([0-2][0-9]|3[01]|XX|[0-3]X))?)?[?~%]?$/)
const anyEdtf = fc.oneof(part, fc.tuple(part, part).map(([a, b]) => `${a}/${b}`), fc.array(part, { minLength: 1, maxLength: 3 }).map((all) => `[${all.join(',')}]`), part.map((a) => `${a}/..`))

t.test('bounds are ordered, what comes back reads as the same date, and reading never fails but as it says', async (t) => {
  fc.assert(fc.property(fc.oneof(anyEdtf, fc.string(), fc.string({ unit: fc.constantFrom(...'民國前年月日度一十百零0123456789/.-~?X至') })), (written) => {
    try {
      const { edtf, earliest, latest, status } = parseDate(written)
      const again = parseDate(edtf)
      return earliest <= latest && again.earliest === earliest && again.latest === latest && again.status === status && again.edtf === edtf
        && formatDate(edtf, 'zh-Hant') !== '' && formatDate(edtf, 'en') !== ''
    } catch (error) {
      return (error as { code?: string }).code === 'BAD_USER_INPUT'
    }
  }), { numRuns: 2_000 })
  t.pass()
})

t.test('a mask allows exactly the days that fit it, from the first to the last', async (t) => {
  fc.assert(fc.property(fc.stringMatching(/^20[0-2][0-9X]-(0[1-9]|1[0-2]|XX|0X|1X)-([0-2][0-9]|3[01]|XX|[0-2]X)$/), (mask) => {
    const pattern = new RegExp(`^${mask.replaceAll('X', '\\d')}$`)
    const fitting: number[] = []
    for (let day = dayOf('2000-01-01'); day <= dayOf('2029-12-31'); day++) if (pattern.test(iso(day))) fitting.push(day)
    try {
      const { earliest, latest } = parseDate(mask)
      return earliest === fitting[0] && latest === fitting.at(-1)
    } catch {
      return fitting.length === 0
    }
  }))
  t.pass()
})

t.test('a period gives its two dates', async (t) => {
  const periods: Record<string, object> = {
    '108/09/30至117/12/31': { start: '2019-09-30', end: '2028-12-31' },
    '108/09/30\n至\r\n117/12/31': { start: '2019-09-30', end: '2028-12-31' },
    '１０８/09/30－117/12/31': { start: '2019-09-30', end: '2028-12-31' },
    '自108年1月1日起至110年12月31日止': { start: '2019-01-01', end: '2021-12-31' },
    '起108/1/1迄109/1/1': { start: '2019-01-01', end: '2020-01-01' },
    '2001/2005': { start: '2001', end: '2005' }, '1996-2000': { start: '1996', end: '2000' }, '1996 – 2000': { start: '1996', end: '2000' },
    '民國76年～77年': { start: '1987', end: '1988' }, '民國76年〜77年': { start: '1987', end: '1988' }, '民國76-77年': { start: '1987', end: '1988' }, '101-105年': { start: '2012', end: '2016' },
    '76.12.05-77.01.01': { start: '1987-12-05', end: '1988-01-01' }, '1010401-1020331': { start: '2012-04-01', end: '2013-03-31' }, '2012-04-2013-03': { start: '2012-04', end: '2013-03' },
    '108年9月至12月': { start: '2019-09', end: '2019-12' }, '108年9月1日至30日': { start: '2019-09-01', end: '2019-09-30' },
    '昭和5年至10年': { start: '1930', end: '1935' }, '民國前7年至5年': { start: '1905', end: '1907' }, '民國前3年到民國3年': { start: '1909', end: '1914' },
    '101學年度': { start: '2012-08', end: '2013-07' }, '101-103學年度': { start: '2012-08', end: '2015-07' }, '95年度至97年度': { start: '2006', end: '2008' },
    '2004-06/..': { start: '2004-06', end: '..' }, '../2001': { start: '..', end: '2001' }, '2001/': { start: '2001' }, '/2001': { end: '2001' }, '1984~/2004?': { start: '1984~', end: '2004?' },
    '108/1/1迄今': { start: '2019-01-01', end: '..' }, '108/9/30 起迄今': { start: '2019-09-30', end: '..' }, '2001-現在': { start: '2001', end: '..' }, '迄今': { end: '..' },
    '108/1/1~': { start: '2019-01-01' }, '108/1/1起': { start: '2019-01-01' }, '至117/12/31止': { end: '2028-12-31' }, '117/12/31止': { end: '2028-12-31' }, '不詳至2001': { end: '2001' },
    '2004-06': { start: '2004-06' }, '1984~': { start: '1984~' }, '': {}, '不詳': {},
  }
  for (const [written, expected] of Object.entries(periods)) t.same(parseInterval(written), expected, written)
})

t.test('a period that is none, is not one, or runs backwards is refused with what was written', async (t) => {
  for (const written of ['117/12/31至108/09/30', '2005/2001', '108/02/30至109年', '96-97', '3年', 'abc', '2001至2003至2005', '1910年至15年', '1996-97', '至', '108年至abc', '-'.repeat(300)]) {
    t.throws(() => parseInterval(written), { code: 'BAD_USER_INPUT', details: { field: 'date' }, message: new RegExp(written.slice(0, 20)) }, written)
  }
})

t.test('an absent or unknown side is unknown, an open one has no bound', async (t) => {
  t.same(boundsOf(), UNKNOWN_BOUNDS)
  t.same(boundsOf('不詳', 'unknown'), UNKNOWN_BOUNDS)
  t.same(boundsOf('2001', '..'), { startEarliest: dayOf('2001-01-01'), startLatest: dayOf('2001-12-31'), endEarliest: AFTER_ALL, endLatest: AFTER_ALL })
  t.same(boundsOf('..', '2001-05-01'), { startEarliest: BEFORE_ALL, startLatest: BEFORE_ALL, endEarliest: dayOf('2001-05-01'), endLatest: dayOf('2001-05-01') })
  t.throws(() => boundsOf('2001', 'soon'), { code: 'BAD_USER_INPUT' })
})

t.test('a start that certainly lies after the end is refused, one that may is not', async (t) => {
  t.throws(() => checkOrder('2005', '2001'), { code: 'BAD_USER_INPUT', details: { field: 'end' } })
  t.throws(() => checkOrder('民國101年4月2日', '101/04/01'), { code: 'BAD_USER_INPUT' })
  for (const [start, end] of [['2005', '2005-01-01'], ['2005', undefined], [undefined, '2001'], ['2005', '..'], ['..', '1900'], [undefined, undefined]]) t.doesNotThrow(() => checkOrder(start, end))
})

t.test('asOf takes a year, a month or a day and nothing else', async (t) => {
  t.same(parseAsOf('2016'), { from: dayOf('2016-01-01'), to: dayOf('2016-12-31') })
  t.same(parseAsOf('2016-02'), { from: dayOf('2016-02-01'), to: dayOf('2016-02-29') })
  t.same(parseAsOf('2016-05-01'), { from: dayOf('2016-05-01'), to: dayOf('2016-05-01') })
  t.same(parseAsOf('民國105年'), parseAsOf('2016'))
  t.same(parseAsOf('105年5月'), parseAsOf('2016-05'))
  for (const text of ['', '..', '2016-21', '2001/2002', '1984~', '105', '2016-02-30', 'x'.repeat(500)]) t.throws(() => parseAsOf(text), { code: 'BAD_USER_INPUT', details: { field: 'asOf' } }, text)
})

t.test('an unknown end makes holding possible, never certain', async (t) => {
  const at = (bounds: Bounds, text: string): string => holds(bounds, parseAsOf(text))
  t.equal(at(boundsOf('2001', undefined), '2016'), 'possible')
  t.equal(at(boundsOf('2001', '..'), '2016'), 'certain')
  t.equal(at(boundsOf('2001', undefined), '2000'), 'no')
  t.equal(at(boundsOf(undefined, '2001'), '2000'), 'possible')
  t.equal(at(boundsOf('..', '2001'), '2000'), 'certain')
  t.equal(at(boundsOf('2001-05', '2005'), '2001-05-10'), 'possible', 'it may begin later in that month')
  t.equal(at(boundsOf('2001-05', '2005'), '2001-05'), 'certain')
  t.equal(at(boundsOf('2001-05', '2005'), '2006-01-01'), 'no')
})

t.test('holding is no when no start and end allow it, and certain only when all do', async (t) => {
  const two = fc.tuple(fc.nat(6), fc.nat(6)).map((pair) => pair.sort((a, b) => a - b) as [number, number])
  fc.assert(fc.property(two, two, two, ([startEarliest, startLatest], [endEarliest, endLatest], [from, to]) => {
    const lives: boolean[] = []
    for (let s = startEarliest; s <= startLatest; s++) for (let e = Math.max(s, endEarliest); e <= endLatest; e++) lives.push(s <= to && e >= from)
    fc.pre(lives.length > 0)
    const found = holds({ startEarliest, startLatest, endEarliest, endLatest }, { from, to } satisfies Span)
    return (found === 'no') === lives.every((alive) => !alive) && (found !== 'certain' || lives.every((alive) => alive))
  }), { numRuns: 2_000 })
  t.pass()
})

t.test('a date is said as people in Taiwan read it, and in English', async (t) => {
  const said: Record<string, [string, string]> = {
    '2012': ['民國101年（2012）', '2012'], '2012-04': ['民國101年4月（2012年4月）', 'April 2012'], '2012-04-01': ['民國101年4月1日（2012年4月1日）', '1 April 2012'],
    '1912': ['民國元年（1912）', '1912'], '1905': ['1905年', '1905'], '-0199': ['西元前200年', '200 BC'],
    '1984~': ['約民國73年（1984）', 'about 1984'], '1984?': ['民國73年（1984）？', '1984 (?)'], '1984%': ['約民國73年（1984）？', 'about 1984 (?)'],
    '': ['不詳', 'unknown'], '..': ['迄今', 'present'], '2001/2005': ['民國90年（2001）至民國94年（2005）', '2001 to 2005'], '2001/..': ['民國90年（2001）迄今', '2001 to present'],
    '../1900': ['1900年以前', 'until 1900'], '../..': ['不限', 'at any time'], '2001/': ['民國90年（2001）至不詳', '2001 to unknown'], '[1667,1670..1672]': ['1667年或1670年至1672年', '1667 or 1670 to 1672'], '{1667,1668}': ['1667年、1668年', '1667, 1668'],
    '201X': ['2010年代', '2010s'], '20XX': ['20XX年', '20XX'], '2004-XX': ['民國93年某月（2004年某月）', 'some month of 2004'], '2004-06-XX': ['民國93年6月某日（2004年6月某日）', 'some day of June 2004'], '2004-1X': ['民國93年1X月（2004年1X月）', 'month 1X of 2004'],
    '2001-21': ['民國90年春季（2001年春季）', 'spring 2001'], '2001-34': ['民國90年第2季（2001年第2季）', 'quarter 2 of 2001'], '2001-41': ['民國90年下半年（2001年下半年）', 'second half of 2001'], '2001-40': ['民國90年上半年（2001年上半年）', 'first half of 2001'],
    '2001-38': ['民國90年第2期（四個月）（2001年第2期（四個月））', 'third 2 of 2001'], '1950S2': ['1950S2', '1950S2'],
  }
  for (const [edtf, [chinese, english]] of Object.entries(said)) {
    t.equal(formatDate(edtf, 'zh-Hant'), chinese, edtf)
    t.equal(formatDate(edtf, 'en'), english, edtf)
  }
  t.equal(formatPeriod('2012-04', '2025-12/2026-07', 'zh-Hant'), '民國101年4月（2012年4月）至民國114年12月（2025年12月）與民國115年7月（2026年7月）之間', 'an end within an interval is no third end')
  t.equal(formatPeriod(undefined, '2025/2026', 'en'), 'unknown to between 2025 and 2026')
  t.equal(formatPeriod('2012', '..', 'en'), '2012 to present')
  t.equal(formatPeriod('2012', '..', 'zh-Hant'), '民國101年（2012）迄今', 'as it is said: not 至迄今')
  t.throws(() => formatDate('soon', 'en'), { code: 'BAD_USER_INPUT' })
})
