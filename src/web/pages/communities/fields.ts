import { markup as html, type Markup } from '../../../exchange/markup.ts'
import type { Call } from '../../call.ts'
import { field, type Mistakes } from '../../form.ts'

/** What communities and protocols are called, what they are about, and how one reaches them. */
export const namingFields = ({ t, form }: Pick<Call, 't' | 'form'>, mistakes: Mistakes, kept: { readonly name?: string; readonly english?: string | undefined; readonly description?: string | undefined; readonly contact?: string | undefined } = {}): Markup => html`
${field({ name: 'name', label: t('名稱', 'Name'), value: form.get('name') ?? kept.name ?? '', mistakes, required: true, most: 200 })}${field({ name: 'english', label: t('英文名稱（可以不填）', 'Name in English (optional)'), value: form.get('english') ?? kept.english ?? '', mistakes, most: 200 })}${field({ name: 'description', label: t('說明', 'What it is about'), type: 'textarea', rows: 4, value: form.get('description') ?? kept.description ?? '', mistakes })}${field({ name: 'contact', label: t('怎麼聯絡', 'How to reach it'), hint: t('別人遇到由您們保管的東西時看得到。', 'Shown to whoever meets something that you keep.'), value: form.get('contact') ?? kept.contact ?? '', mistakes })}`

/** Errors name fields of the record; the form has others. */
export const AS_FIELDS = { label: 'name', 'label.zh-Hant': 'name', 'label.en': 'english' }
