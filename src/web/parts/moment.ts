import { markup as html, type Markup } from '../../exchange/markup.ts'
import type { Call } from '../call.ts'

const FORMATS = {
  'zh-Hant': new Intl.DateTimeFormat('zh-TW', { dateStyle: 'long', timeZone: 'Asia/Taipei' }),
  en: new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'Asia/Taipei' }),
}

/** 2026-11-26 */
const DAY = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Taipei' })

/** A day in Taipei. A time of day would tell when hidden things changed. @param at milliseconds, or ISO 8601 */
export function momentOf({ language }: Pick<Call, 'language'>, at: number | string): Markup {
  const date = new Date(at)
  return html`<time datetime="${DAY.format(date)}">${FORMATS[language].format(date)}</time>`
}
