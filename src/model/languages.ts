/** A language that people in Taiwan tell things in. */
export interface Language {
  /** BCP 47. */
  readonly code: string
  readonly label: { readonly 'zh-Hant': string; readonly en: string }
  /** Other ways in which it is called or was written; a region or `Hant` behind a code is passed over. */
  readonly also?: readonly string[]
}

const language = (code: string, zh: string, en: string, ...also: readonly string[]): Language => ({ code, label: { 'zh-Hant': zh, en }, ...(also.length === 0 ? {} : { also }) })

/**
 * Languages as an entry says them. `zh-Hant` is what an archive in Taiwan writes in; the national languages besides
 * (國家語言發展法) are Taiwanese, Hakka by its tones, Matsu's, sign language and those of the sixteen recognised peoples, by
 * their codes of ISO 639-3 (Taroko, Seediq and the two of Kavalan and Sakizaya are apart, as the peoples are).
 */
export const LANGUAGES: readonly Language[] = [
  language('zh-Hant', '國語', 'Mandarin (Taiwan)', 'zh-TW', 'zh', 'cmn', '華語', '中文'),
  language('nan-Hant', '臺語', 'Taiwanese (Taigi)', 'nan', '閩南語', '台語', '臺灣台語'),
  language('nan-Latn', '臺語（羅馬字）', 'Taiwanese in Latin letters', '白話字', '臺羅'),
  language('hak-Hant', '客語', 'Hakka', 'hak', '客家話', '臺灣客語'),
  language('hak-Latn', '客語（羅馬字）', 'Hakka in Latin letters'),
  language('cdo-Hant', '馬祖語', 'Matsu (Eastern Min)', 'cdo', '閩東語'),
  language('tss', '臺灣手語', 'Taiwan Sign Language', '手語'),
  language('ami', '阿美語', 'Amis', '阿美族語', 'Pangcah'),
  language('tay', '泰雅語', 'Atayal', '泰雅族語'),
  language('pwn', '排灣語', 'Paiwan', '排灣族語'),
  language('bnn', '布農語', 'Bunun', '布農族語'),
  language('pyu', '卑南語', 'Puyuma', '卑南族語'),
  language('dru', '魯凱語', 'Rukai', '魯凱族語'),
  language('tsu', '鄒語', 'Tsou', '鄒族語'),
  language('xsy', '賽夏語', 'Saisiyat', '賽夏族語'),
  language('tao', '雅美語', 'Yami (Tao)', '達悟語', '雅美族語'),
  language('ssf', '邵語', 'Thao', '邵族語'),
  language('ckv', '噶瑪蘭語', 'Kavalan', '噶瑪蘭族語'),
  language('trv-x-truku', '太魯閣語', 'Truku', '太魯閣族語'),
  language('szy', '撒奇萊雅語', 'Sakizaya', '撒奇萊雅族語'),
  language('trv', '賽德克語', 'Seediq', '賽德克族語'),
  language('sxr', '拉阿魯哇語', 'Saaroa', '拉阿魯哇族語'),
  language('xnb', '卡那卡那富語', 'Kanakanavu', '卡那卡那富族語'),
  language('ja', '日語', 'Japanese', '日文'),
  language('en', '英語', 'English', '英文'),
  language('vi', '越南語', 'Vietnamese'),
  language('id', '印尼語', 'Indonesian'),
  language('th', '泰語', 'Thai'),
  language('fil', '菲律賓語', 'Filipino', 'tl'),
]

const plain = (text: string): string => text.trim().toLowerCase().replace(/^台/, '臺')
/** Without script and region: `nan-Hant-TW` is `nan`. */
const primary = (text: string): string => plain(text).replace(/-.*$/, '')

const BY_NAME = new Map(LANGUAGES.flatMap((one) => [one.code, one.label['zh-Hant'], one.label.en, ...(one.also ?? [])].map((name): [string, Language] => [plain(name), one])).toReversed())

/** The language that somebody means by a code or a name; undefined for what is none of these. */
export function languageNamed(text: string): Language | undefined {
  const exact = BY_NAME.get(plain(text))
  if (exact !== undefined) return exact
  // nan-Latn-TW is Taiwanese in Latin letters, nan-TW Taiwanese
  const tag = /^([a-z]{2,3})(?:-(hant|latn))?-tw$/.exec(plain(text))
  return tag === null ? undefined : BY_NAME.get(tag[2] === undefined ? tag[1]! : `${tag[1]}-${tag[2]}`) ?? BY_NAME.get(primary(text))
}
