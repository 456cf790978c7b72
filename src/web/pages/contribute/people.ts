import { markup as html, type Markup } from '../../../exchange/markup.ts'
import type { Call } from '../../call.ts'
import { choice, field } from '../../form.ts'
import { placesOf, said } from './posted.ts'
import { meant, type Wrong } from './wrong.ts'

/** 誰說的 and 誰記的: somebody each, in words, as somebody new, or as one of the archive; and what whoever told it agreed to. */
export function somebodies(call: Call, form: URLSearchParams, list: 'toldBy' | 'writtenDownBy', wrong: Pick<Wrong, 'mistakes' | 'candidates'>, more: boolean, to: string): Markup {
  const { t, href } = call
  const places = placesOf(form, list).filter((place) => said(form, `${list}[${place}].who`) !== '' || said(form, `${list}[${place}].consent.scope`) !== '')
  const shown = places.length === 0 ? [0] : more ? [...places, places.at(-1)! + 1] : places
  return html`${shown.map((place) => one(call, form, list, place, wrong))}<p><button class="quiet" name="action" value="more-${list}" formnovalidate formaction="${href(to)}#people">${list === 'toldBy' ? t('還有別人也說了', 'Somebody else told it, too') : t('還有別人一起記', 'Somebody else wrote it down, too')}</button></p>
`
}

function one(call: Call, form: URLSearchParams, list: 'toldBy' | 'writtenDownBy', place: number, { mistakes, candidates }: Pick<Wrong, 'mistakes' | 'candidates'>): Markup {
  const { t } = call
  const at = `${list}[${place}]`
  const label = list === 'toldBy' ? t('誰說的？', 'Who told it?') : t('誰記的？', 'Who wrote it down?')
  const numbered = place === 0 ? label : `${label}（${place + 1}）`
  return html`<div class="somebody">
${field({ name: `${at}.who`, label: numbered, hint: list === 'toldBy' ? t('名字，或「一位老住戶」。', 'A name, or “an old resident”.') : t('名字，或「社區大學的學員」。', 'A name, or “students of the community college”.'), value: said(form, `${at}.who`), mistakes, most: 300 })}
${meant(call, `${at}.person`, candidates.get(`${at}.who`) ?? [], said(form, `${at}.person`), t('是哪一位？', 'Who is it?'))}${apart(call, form, list, at, numbered, { mistakes, candidates })}</div>
`
}

/** What is seldom needed: whether this is a person of the archive, and what they agreed to. */
function apart({ t }: Pick<Call, 't'>, form: URLSearchParams, list: 'toldBy' | 'writtenDownBy', at: string, numbered: string, { mistakes, candidates }: Pick<Wrong, 'mistakes' | 'candidates'>): Markup {
  const parts = list === 'toldBy' ? ['scope', 'on', 'by', 'means'].map((part) => `${at}.consent.${part}`) : []
  const open = candidates.has(`${at}.who`) || !['', 'words'].includes(said(form, `${at}.as`)) || parts.some((name) => said(form, name) !== '' || mistakes.has(name))
  const question = (part: string, label: string, hint: string): Markup => field({ name: `${at}.consent.${part}`, label, hint, value: said(form, `${at}.consent.${part}`), mistakes, most: 500 })
  return html`<details${open ? html` open` : ''}><summary>${list === 'toldBy' ? t('同意紀錄，或連到這個人的頁面', 'Consent, or a page for this person') : t('連到這個人的頁面', 'A page for this person')}</summary>
${choice({
    name: `${at}.as`, label: t(`${numbered}要怎麼記`, `${numbered} How to keep this`), value: said(form, `${at}.as`), options: [
      { value: 'words', label: t('只記成文字', 'in words only') },
      { value: 'person', label: t('是資料庫裡已經有的人', 'somebody of the archive') },
      { value: 'name', label: t('為這個人建立新的一頁', 'a new page for this person') },
    ],
  })}${parts.length === 0 ? '' : html`${question('scope', t('說的人同意了什麼？', 'What did they agree to?'), t('例如：可以公開，不要放照片', 'For example: may be public, no photographs'))}${question('on', t('哪一天同意的？', 'On which day?'), t('例如：民國110年3月1日', 'For example: 2021-03-01'))}${question('by', t('如果是別人代為同意，是誰？', 'Who agreed, if it was somebody else?'), t('例如：女兒王小姐', 'For example: the daughter, Ms Wang'))}${question('means', t('怎麼同意的？', 'How?'), t('例如：書面、口頭、錄音裡', 'In writing, by word of mouth, on the recording'))}`}</details>
`
}
