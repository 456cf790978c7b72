import { markup as html, type Markup } from '../../../exchange/markup.ts'
import type { Call } from '../../call.ts'
import { boxes, choice, type Mistakes } from '../../form.ts'
import { said } from './posted.ts'

/** Those that people choose among, with what each means in a sentence. */
const PLAIN: readonly (readonly [code: string, zhHant: string, en: string])[] = [
  ['CC-BY-4.0', '大家都可以轉載、改寫，也可以拿去賣；只要寫明是您說的。', 'Anybody may copy, change and sell it, and says that it is yours.'],
  ['CC-BY-SA-4.0', '大家都可以轉載、改寫；改寫的也要讓別人一樣可以用。', 'Anybody may copy and change it; what is made of it is shared alike.'],
  ['CC-BY-NC-4.0', '可以轉載、改寫，但不可以拿去賺錢。', 'Anybody may copy and change it, not for money.'],
  ['CC-BY-NC-ND-4.0', '只可以原樣轉載，不能改寫，也不可以拿去賺錢。', 'It may be copied as it is, not changed and not for money.'],
  ['CC0-1.0', '完全放棄權利，不必提到您。', 'Anybody may do anything with it, without naming you.'],
  ['all-rights-reserved', '放在這裡給人看；別人要用，請先問您。', 'To be read here; who wants to use it asks you first.'],
]

/** 授權：創用 CC, each with a plain sentence; the others of the archive in a list. */
export function licenceChooser({ t, language, asking: { vocabulary } }: Pick<Call, 't' | 'language' | 'asking'>, form: URLSearchParams, mistakes: Mistakes): Markup {
  const chosen = said(form, 'licence')
  const others = [...vocabulary.licences.values()].filter(({ code }) => !PLAIN.some(([plain]) => plain === code))
  return html`${boxes({
    name: 'licence', label: t('別人可以怎麼用？（授權）', 'How may others use it? (licence)'), hint: t('誰可以看是另一題；這裡說的是看到的人可以怎麼用。', 'Who may read it is another question: this is what readers may do with it.'), single: true, mistakes, values: [chosen],
    options: [
      ...PLAIN.flatMap(([code, zhHant, en]) => (vocabulary.licences.has(code) ? [{ value: code, label: vocabulary.licences.get(code)!.label[language], hint: t(zhHant, en) }] : [])),
      { value: '', label: t('還沒決定', 'Not decided yet') },
      { value: 'other', label: t('別的授權', 'Another one') },
    ],
  })}<details${chosen === 'other' ? html` open` : ''}><summary>${t('別的授權是哪一種？', 'Which other licence?')}</summary>
${choice({ name: 'licenceOther', label: t('別的授權', 'Another licence'), value: said(form, 'licenceOther'), mistakes, options: [{ value: '', label: '—' }, ...others.map(({ code, label }) => ({ value: code, label: label[language] }))] })}</details>`
}
