import { markup as html, type Markup } from '../../../exchange/markup.ts'
import { ACCEPTED } from '../../../archive/files/kinds.ts'
import type { Call } from '../../call.ts'
import { field, hidden, idOf, type Mistakes } from '../../form.ts'
import { given, placesOf, said } from './posted.ts'

/** Places for files in a form without scripts. */
const EMPTY = 3
const MOST = 30

const ENDINGS = [...ACCEPTED].flatMap(([type, { endings }]) => [type, ...endings.map((one) => `.${one}`)]).join(',')

/** 照片、錄音、文件: what has arrived, with its words, and places for more. */
export function filesQuestion({ t, href }: Pick<Call, 't' | 'href'>, form: URLSearchParams, mistakes: Mistakes, more: boolean, to: string): Markup {
  const arrived = placesOf(form, 'files').filter((place) => given(form, `files[${place}].receipt`) !== undefined)
  const places = placesOf(form, 'files')
  const unfilled = places.filter((place) => !arrived.includes(place))
  const next = (places.at(-1) ?? -1) + 1
  const free = [...unfilled, ...Array.from({ length: Math.max(0, Math.min(more ? 2 * EMPTY : EMPTY, MOST - arrived.length) - unfilled.length) }, (_, i) => next + i)]
  const wrong = [...mistakes].filter(([name]) => /^files(?:\[\d+\](?:\.(?:file|receipt))?)?$/.test(name) && !free.some((place) => name === `files[${place}].file`))
  return html`<fieldset class="field${wrong.length > 0 ? ' wrong' : ''}" id="f-files" tabindex="-1">
<legend>${t('照片、錄音、文件', 'Pictures, recordings, documents')}</legend>
<p class="hint">${t('可以放幾個。照片會自動拿掉拍攝的地點，除非您要留著。', 'Several, if you like. The place where a picture was taken is taken out of it, unless you keep it.')}</p>
${wrong.map(([name, message]) => html`<p class="mistake" id="${idOf(name)}">${message}</p>
`)}<label class="box"><input type="checkbox" id="f-keepPosition" name="keepPosition" value="true"${form.get('keepPosition') === 'true' ? html` checked` : ''}> <span>${t('照片裡的拍攝地點要留著', 'Keep the place that a camera wrote into a picture')}<small>${t('看得到照片的人，就看得到在哪裡拍的。', 'Whoever sees the picture can see where it was taken.')}</small></span></label>
<ol class="files">
${arrived.map((place) => {
    const name = said(form, `files[${place}].name`)
    return html`<li class="file" data-place="${place}">
<p><strong>${name}</strong> <span class="mark">${t('已經收到', 'has arrived')}</span></p>
${hidden(`files[${place}].receipt`, said(form, `files[${place}].receipt`))}${hidden(`files[${place}].name`, name)}
${words(t, form, mistakes, place, name)}<label class="box"><input type="checkbox" id="f-files-${place}--drop" name="files[${place}].drop" value="true"${form.get(`files[${place}].drop`) === 'true' ? html` checked` : ''}> <span>${t('不要這一個', 'Leave it out')}</span></label>
</li>
`
  })}${free.map((place, i) => html`<li class="file free">
${field({ name: `files[${place}].file`, label: t(`選一個檔案（${i + 1}）`, `Choose a file (${i + 1})`), type: 'file', mistakes, more: html`accept="${ENDINGS}"` })}${words(t, form, mistakes, place, String(i + 1))}</li>
`)}</ol>
<p class="noscript"><button class="quiet" name="action" value="more-files" formnovalidate formaction="${href(to)}#f-files">${t('還有更多檔案', 'More files')}</button></p>
</fieldset>
`
}

const words = (t: Call['t'], form: URLSearchParams, mistakes: Mistakes, place: number, of: string): Markup => html`${field({
  name: `files[${place}].caption`, label: t(`說明：${of}`, `Caption: ${of}`), hint: t('誰、哪裡、什麼時候拍的', 'Who, where, when'), value: said(form, `files[${place}].caption`), mistakes, most: 1_000,
})}${field({
  name: `files[${place}].alternative`, label: t(`給看不見的人：照片裡有什麼？（${of}）`, `For who cannot see it: what does it show? (${of})`), value: said(form, `files[${place}].alternative`), mistakes, most: 1_000,
})}`
