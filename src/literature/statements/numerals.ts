const DIGITS = '零一二三四五六七八九'

/** 六, 十二, 兩, 14 as a number; undefined for what is none. Up to ninety-nine. */
export function countOf(words: string): number | undefined {
  if (/^\d{1,2}$/.test(words)) return Number(words)
  const plain = words.replaceAll('兩', '二').replaceAll('〇', '零')
  const match = /^([一二三四五六七八九])?(十)?([一二三四五六七八九])?$/.exec(plain)
  if (match === null || plain === '') return undefined
  const [, tens, ten, ones] = match
  if (ten === undefined) return plain.length === 1 ? DIGITS.indexOf(plain) : undefined
  return 10 * (tens === undefined ? 1 : DIGITS.indexOf(tens)) + (ones === undefined ? 0 : DIGITS.indexOf(ones))
}

export const COUNT = '(?:\\d{1,2}|[一二兩三四五六七八九十]{1,3})'
/** What is counted so: 六大關鍵, 三個世代, 十項特徵. Not 名, 人, 年, 次, 元. */
export const MEASURES = '(?:大|個|項|種|點|類|層|方面的|階段的)'
