import t from 'tap'
import { listNumeral, NUMERALS } from '../../../src/exchange/documents/numerals.ts'

t.test('numbers as Chinese documents count', async (t) => {
  const count = (format: string, ...numbers: readonly number[]): string[] => numbers.map((number) => NUMERALS[format]!(number))
  t.same(count('taiwaneseCountingThousand', 1, 10, 11, 20, 21, 105, 110, 1000, 1010), ['一', '十', '十一', '二十', '二十一', '一百〇五', '一百一十', '一千', '一千〇一十'])
  t.same(count('ideographLegalTraditional', 1, 10, 12, 20), ['壹', '壹拾', '壹拾貳', '貳拾'])
  t.same(count('ideographTraditional', 1, 10, 11), ['甲', '癸', '甲'])
  t.same(count('decimalEnclosedCircle', 1, 20, 21), ['①', '⑳', '(21)'])
  t.same([listNumeral(4, 'i'), listNumeral(9, 'I'), listNumeral(27, 'a'), listNumeral(3, undefined)], ['iv', 'IX', 'aa', '3'])
})
