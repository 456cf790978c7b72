import t from 'tap'
import { languageNamed, LANGUAGES } from '../../src/model/languages.ts'

t.test('a language is found by its code, its name, or what people call it', async (t) => {
  for (const [said, code] of [['zh-TW', 'zh-Hant'], ['國語', 'zh-Hant'], ['臺語', 'nan-Hant'], ['台語', 'nan-Hant'], ['nan-TW', 'nan-Hant'], ['nan-Latn-TW', 'nan-Latn'], ['NAN', 'nan-Hant'], ['客家話', 'hak-Hant'], ['hak-Hant-TW', 'hak-Hant'], ['阿美族語', 'ami'], ['ami-TW', 'ami'], ['太魯閣語', 'trv-x-truku'], ['trv', 'trv'], ['達悟語', 'tao'], ['Truku', 'trv-x-truku']] as const) {
    t.equal(languageNamed(said)?.code, code, said)
  }
  for (const said of ['', 'xx', '火星語', 'zh-Hans-CN']) t.equal(languageNamed(said), undefined, said)
})

t.test('codes are of BCP 47, once each, and the languages of all sixteen peoples are there', async (t) => {
  t.equal(new Set(LANGUAGES.map(({ code }) => code)).size, LANGUAGES.length)
  for (const { code } of LANGUAGES) t.equal(Intl.getCanonicalLocales(code)[0], code, code)
  const peoples = ['阿美', '泰雅', '排灣', '布農', '卑南', '魯凱', '鄒', '賽夏', '雅美', '邵', '噶瑪蘭', '太魯閣', '撒奇萊雅', '賽德克', '拉阿魯哇', '卡那卡那富']
  for (const people of peoples) t.ok(languageNamed(`${people}族語`) ?? languageNamed(`${people}語`), people)
})
