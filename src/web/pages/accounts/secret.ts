import { markup as html, type Markup } from '../../../exchange/markup.ts'
import type { Call } from '../../call.ts'
import { field, type Mistakes } from '../../form.ts'

/** The secret of a link stands behind its #, which a browser keeps to itself: a script puts it here, or whoever opened the link does. */
export const secretField = ({ t, form }: Pick<Call, 't' | 'form'>, mistakes: Mistakes): Markup =>
  html`<link-secret>${field({ name: 'secret', label: t('收到的連結', 'The link you were given'), hint: t('請把整個網址貼在這裡。', 'Paste the whole address here.'), value: form.get('secret') ?? '', mistakes, required: true, autocomplete: 'off' })}</link-secret>`

/** The whole address, or its secret alone. */
export const secretIn = (form: URLSearchParams): string => (form.get('secret') ?? '').trim().replace(/^.*#/s, '')
