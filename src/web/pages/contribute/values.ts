import type { FieldInput } from '../../../archive/contribute/input.ts'
import { markup as html, type Markup } from '../../../exchange/markup.ts'
import { dateOrNone } from '../../../model/dates-parse.ts'
import type { FieldValue, Kind } from '../../../model/records.ts'
import type { Field } from '../../../model/vocabulary.ts'
import type { Call } from '../../call.ts'
import { choice, field, type Mistakes } from '../../form.ts'
import { mapPoint } from './map.ts'
import { said } from './posted.ts'
import type { Wrong } from './wrong.ts'

/** How many fields can be added at once. */
const ADDED = 2

type Values = Readonly<Record<string, FieldValue>>

/** A value as it stands in a form: several one a line. */
const textOf = (value: FieldValue | undefined): string => (value === undefined ? '' : [value].flat().map(String).join('\n'))

const isList = (vocabulary: Call['asking']['vocabulary'], code: string, value?: FieldValue): boolean => (vocabulary.fields.get(code)?.value ?? (Array.isArray(value) ? 'list' : 'text')) === 'list'

/** Writes the values that stand into a form that begins. */
export function fillValues(form: URLSearchParams, group: string, values: Values): void {
  for (const [code, value] of Object.entries(values)) form.set(`${group}.${code}`, textOf(value))
}

/** Fields with their values, and two more to be chosen. */
export function valuesQuestions({ t, href, language, asking: { vocabulary } }: Pick<Call, 't' | 'href' | 'language' | 'asking'>, form: URLSearchParams, group: string, fits: (one: Field) => boolean, mistakes: Mistakes): Markup {
  const codes = [...new Set([...form.keys()].filter((name) => name.startsWith(`${group}.`)).map((name) => name.slice(group.length + 1)))]
  const rest = [...vocabulary.fields.values()].filter((one) => one.retired !== true && fits(one) && !codes.includes(one.code))
  return html`${codes.map((code) => {
    const [value, type] = [form.get(`${group}.${code}`) ?? '', vocabulary.fields.get(code)?.value]
    const long = type === 'list' || value.length > 50 || value.includes('\n')
    return html`${field({
      name: `${group}.${code}`, label: vocabulary.fields.get(code)?.label[language] ?? code, value, mistakes, most: 20_000,
      ...(type === 'list' ? { hint: t('一行一個', 'One a line') } : type === 'date' ? { hint: t('例如：民國108年9月、2019-09', 'For example: 2019-09') } : type === 'url' ? { hint: t('http:// 或 https:// 開頭', 'Begins with http:// or https://') } : {}), ...(long ? { type: 'textarea' as const, rows: 3 } : {}),
    })}${code === 'coordinates' ? mapPoint({ href, language }, `f-${group}-${code}`, `f-${group}-district`, `f-${group}-address`) : ''}`
  })}<details${Array.from({ length: ADDED }, (_, i) => i).some((i) => said(form, `add-${group}[${i}].value`) !== '' || mistakes.has(`add-${group}[${i}].value`)) ? html` open` : ''}><summary>${t('再加一項', 'Add something')}</summary>
${Array.from({ length: ADDED }, (_, i) => html`${choice({ name: `add-${group}[${i}].code`, label: t(`要加什麼？（${i + 1}）`, `What? (${i + 1})`), value: said(form, `add-${group}[${i}].code`), options: [{ value: '', label: '—' }, ...rest.map(({ code, label }) => ({ value: code, label: label[language] }))] })}${field({ name: `add-${group}[${i}].value`, label: t(`內容（${i + 1}）`, `Its value (${i + 1})`), value: said(form, `add-${group}[${i}].value`), mistakes, most: 20_000 })}`)}</details>
`
}

/** Only what differs from what stands; what is empty is taken away. */
export function valuesChanged({ t, asking: { vocabulary } }: Pick<Call, 't' | 'asking'>, form: URLSearchParams, group: string, before: Values, wrong: Wrong): FieldInput[] {
  const typed = new Map([...form].flatMap(([name, value]): [string, string][] => (name.startsWith(`${group}.`) ? [[name.slice(group.length + 1), value]] : [])))
  for (let i = 0; i < ADDED; i++) {
    const [code, value] = [said(form, `add-${group}[${i}].code`), said(form, `add-${group}[${i}].value`)]
    if (code !== '' && value !== '') typed.set(code, typed.has(code) && isList(vocabulary, code) ? `${typed.get(code)!}\n${value}` : value)
  }
  // from now on it is one of those that stand
  for (const [code, value] of typed) form.set(`${group}.${code}`, value)
  for (let i = 0; i < ADDED; i++) for (const part of ['code', 'value']) if (said(form, `add-${group}[${i}].code`) !== '') form.delete(`add-${group}[${i}].${part}`)
  return [...typed].flatMap(([code, value]) => {
    const written = (isList(vocabulary, code, before[code]) ? value.split(/\r?\n/) : [value]).map((one) => one.trim().replaceAll('\r\n', '\n')).filter((one) => one !== '')
    if (written.join('\n') === textOf(before[code]).trim()) return []
    if (vocabulary.fields.get(code)?.value === 'date' && written.some((one) => dateOrNone(one)?.status !== 'known')) wrong.add(`${group}.${code}`, t(`看不懂時間「${written[0]!}」，請寫像「民國108年9月」或「2019-09」`, `“${written[0]!}” is not understood: write 2019-09, or 2019`))
    return [{ code, values: written }]
  })
}

/** Fields of a kind of entity, but those that have questions of their own. */
export const ofKind = (kind: Kind) => ({ kinds, codes }: Field): boolean => kinds.includes(kind) && codes === undefined
