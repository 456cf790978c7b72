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
export const MEASURES = '(?:大|個|項|種|點|類|層)'
/** What parts of a concept are called; lists of partners, cities or countries are none. */
export const PART_NOUNS = '(?:關鍵(?:因素)?|階段|時期|世代|年代|面向|向度|層面|構面|要項|要素|要件|要點|重點|特徵|特質|特性|原則|步驟|策略|指標|目標|功能|因素|類型|類別|取向|模式|支柱|能力|素養|價值|條件|途徑|任務|範疇|領域|概念|角色|方法|做法|作法|方向|主題|核心|意涵|內涵|部分|層次|元素|準則|信念|理念|定義|意義|啟示|結論|建議|項目|工作項目|挑戰|問題|優點|缺點|限制|趨勢|課題|議題|使命|宗旨)'
/** What parts of a model are called; parts of a text or of an argument (部分, 主題, 建議, 問題) are none. */
export const MODEL_NOUNS = '(?:關鍵(?:因素)?|階段|時期|世代|年代|面向|向度|層面|構面|要項|要素|要件|要點|重點|特徵|特質|特性|原則|步驟|策略|指標|目標|功能|因素|類型|取向|模式|支柱|能力|素養|價值|條件|途徑|任務|範疇|領域|概念|角色|方法|做法|作法|方向|核心|意涵|內涵|層次|元素|準則|信念|理念|工作項目|優點|使命|宗旨|主張|願景)'
