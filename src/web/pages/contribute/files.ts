import { markup as html, type Markup } from '../../../exchange/markup.ts'
import { ACCEPTED } from '../../../archive/files/kinds.ts'
import type { Call } from '../../call.ts'
import { field, hidden, idOf, type Mistakes } from '../../form.ts'
import { given, placesOf, said } from './posted.ts'

/** Places for files in a form without scripts. */
const EMPTY = 3
const MOST = 30

const ENDINGS = [...ACCEPTED].flatMap(([type, { endings }]) => [type, ...endings.map((one) => `.${one}`)]).join(',')

export interface FilesQuestion {
  readonly form: URLSearchParams
  readonly mistakes: Mistakes
  /** Its name in the form; default `files`. */
  readonly list?: string
  readonly legend?: string
  /** Places for more than at first. */
  readonly more: boolean
  /** Where the form is sent, from the root. */
  readonly to: string
  /** It may be said that the place where a picture was taken stays: once in a form, before the first file; default yes. */
  readonly position?: boolean
  /** Of what was sent before (`of` in the form): what it looks like. Where given, the order can be changed. */
  readonly standing?: (of: string) => Markup
}

/** Places of the list with a file: one that has just arrived, or one that was sent before. */
export const filled = (form: URLSearchParams, list: string): number[] => placesOf(form, list).filter((place) => given(form, `${list}[${place}].receipt`) !== undefined || given(form, `${list}[${place}].of`) !== undefined)

/** 照片、錄音、文件: what has arrived, with its words, and places for more. */
export function filesQuestion({ t, href }: Pick<Call, 't' | 'href'>, { form, mistakes, list = 'files', legend, more, to, position = true, standing }: FilesQuestion): Markup {
  const arrived = filled(form, list)
  const places = placesOf(form, list)
  const unfilled = places.filter((place) => !arrived.includes(place))
  const next = (places.at(-1) ?? -1) + 1
  const free = [...unfilled, ...Array.from({ length: Math.max(0, Math.min(more ? 2 * EMPTY : EMPTY, MOST - arrived.length) - unfilled.length) }, (_, i) => next + i)]
  const wrong = [...mistakes].filter(([name]) => name.startsWith(list) && /^(?:\[\d+\](?:\.(?:file|receipt))?)?$/.test(name.slice(list.length)) && !free.some((place) => name === `${list}[${place}].file`))
  return html`<fieldset class="field${wrong.length > 0 ? ' wrong' : ''}" id="${idOf(list)}" tabindex="-1">
<legend>${legend ?? t('照片、錄音、文件', 'Pictures, recordings, documents')}</legend>
<p class="hint">${t('可以放幾個。照片會自動拿掉拍攝的地點，除非您要留著。', 'Several, if you like. The place where a picture was taken is taken out of it, unless you keep it.')}</p>
${wrong.map(([name, message]) => html`<p class="mistake" id="${idOf(name)}">${message}</p>
`)}${position ? html`<label class="box"><input type="checkbox" id="f-keepPosition" name="keepPosition" value="true"${form.get('keepPosition') === 'true' ? html` checked` : ''}> <span>${t('照片裡的拍攝地點要留著', 'Keep the place that a camera wrote into a picture')}<small>${t('看得到照片的人，就看得到在哪裡拍的。', 'Whoever sees the picture can see where it was taken.')}</small></span></label>
` : ''}<ol class="files">
${arrived.map((place, i) => {
    const at = `${list}[${place}]`
    const [name, of] = [said(form, `${at}.name`), given(form, `${at}.of`)]
    return html`<li class="file" data-place="${place}">
${of === undefined ? '' : standing?.(of) ?? ''}<p><strong>${name}</strong>${of === undefined ? html` <span class="mark">${t('已經收到', 'has arrived')}</span>` : ''}</p>
${of === undefined ? hidden(`${at}.receipt`, said(form, `${at}.receipt`)) : hidden(`${at}.of`, of)}${hidden(`${at}.name`, name)}
${words(t, form, mistakes, at, name)}<label class="box"><input type="checkbox" id="${idOf(`${at}.drop`)}" name="${at}.drop" value="true"${form.get(`${at}.drop`) === 'true' ? html` checked` : ''}> <span>${t('不要這一個', 'Leave it out')}</span></label>
${standing === undefined || i === 0 ? '' : html`<p><button class="quiet" name="action" value="up-${at}" formnovalidate formaction="${href(to)}#${idOf(list)}">${t('往前一個', 'Move it forward')}<span class="unseen">：${name}</span></button></p>
`}</li>
`
  })}${free.map((place, i) => html`<li class="file free">
${field({ name: `${list}[${place}].file`, label: t(`選一個檔案（${i + 1}）`, `Choose a file (${i + 1})`), type: 'file', mistakes, more: html`accept="${ENDINGS}"` })}${words(t, form, mistakes, `${list}[${place}]`, String(i + 1))}</li>
`)}</ol>
<p class="noscript"><button class="quiet" name="action" value="more-${list}" formnovalidate formaction="${href(to)}#${idOf(list)}">${t('還有更多檔案', 'More files')}</button></p>
</fieldset>
`
}

/** What the form says of a file and of the one before it change places. @param at `files[2]` */
export function movedUp(form: URLSearchParams, at: string): void {
  const [, list = '', number = ''] = /^(.+)\[(\d{1,3})\]$/.exec(at) ?? []
  const places = filled(form, list)
  const before = places[places.indexOf(Number(number)) - 1]
  if (before === undefined) return
  const other = `${list}[${before}]`
  const taken = [...form].flatMap(([name, value]): [string, string][] => {
    const of = [at, other].find((one) => name.startsWith(`${one}.`))
    return of === undefined ? [] : [[`${of === at ? other : at}${name.slice(of.length)}`, value]]
  })
  for (const name of new Set([...form.keys()])) if (name.startsWith(`${at}.`) || name.startsWith(`${other}.`)) form.delete(name)
  for (const [name, value] of taken) form.append(name, value)
}

const words = (t: Call['t'], form: URLSearchParams, mistakes: Mistakes, at: string, of: string): Markup => html`${field({
  name: `${at}.caption`, label: t(`說明：${of}`, `Caption: ${of}`), hint: t('誰、哪裡、什麼時候拍的', 'Who, where, when'), value: said(form, `${at}.caption`), mistakes, most: 1_000,
})}${field({
  name: `${at}.alternative`, label: t(`給看不見的人：照片裡有什麼？（${of}）`, `For who cannot see it: what does it show? (${of})`), value: said(form, `${at}.alternative`), mistakes, most: 1_000,
})}`
