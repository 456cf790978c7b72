import type { RelationInput } from '../../../archive/contribute/input.ts'
import { markup as html, type Markup } from '../../../exchange/markup.ts'
import type { EntityRef } from '../../../graph/port.ts'
import { isId } from '../../../model/ids.ts'
import type { Kind, RelationRecord } from '../../../model/records.ts'
import { entityNamed } from '../../../questions/resolve.ts'
import type { Call } from '../../call.ts'
import { choice, field, hidden, type Mistakes, type Option } from '../../form.ts'
import { given, said } from './posted.ts'
import { fillValues, valuesChanged, valuesQuestions } from './values.ts'
import { meant, type Wrong } from './wrong.ts'

type Ends = ReadonlyMap<string, EntityRef>

export function fillRelation(form: URLSearchParams, record: RelationRecord, ends: Ends): void {
  form.set('type', record.relation)
  for (const end of ['from', 'to'] as const) {
    form.set(`${end}.id`, record[end])
    form.set(`${end}.was`, ends.get(record[end])?.name ?? record[end])
    form.set(`${end}.name`, ends.get(record[end])?.name ?? record[end])
  }
  form.set('start', record.start ?? '')
  form.set('end', record.end ?? '')
  fillValues(form, 'qualifiers', record.qualifiers)
}

/** Relation types by how they read: 「A 主管 B」; those that fit these kinds first. */
export function typesOf({ language, asking: { vocabulary } }: Pick<Call, 'language' | 'asking'>, standing: string, from?: Kind, to?: Kind): Option[] {
  const fits = (one: { readonly from: readonly Kind[]; readonly to: readonly Kind[] }): boolean => (from === undefined || one.from.includes(from)) && (to === undefined || one.to.includes(to))
  return [...vocabulary.relations.values()].filter((one) => one.code === standing || (one.retired !== true && fits(one))).map(({ code, forward }) => ({ value: code, label: language === 'en' ? `A ${forward.en} B` : `甲 ${forward['zh-Hant']} 乙` }))
}

/** Type, ends, when it holds, and what else is said of it. */
export function relationQuestions(call: Call, form: URLSearchParams, { mistakes, candidates }: Pick<Wrong, 'mistakes' | 'candidates'>): Markup {
  const { t } = call
  return html`${choice({ name: 'type', label: t('哪一種關係？', 'Which relation?'), value: said(form, 'type'), mistakes, options: typesOf(call, said(form, 'type')) })}${(['from', 'to'] as const).map((end) => html`${hidden(`${end}.id`, said(form, `${end}.id`))}${hidden(`${end}.was`, said(form, `${end}.was`))}${field({ name: `${end}.name`, label: end === 'from' ? t('甲是誰？', 'A is') : t('乙是誰？', 'B is'), hint: t('寫資料庫裡的名稱', 'A name of the archive'), value: said(form, `${end}.name`), mistakes, most: 300 })}${meant(call, `${end}.chosen`, candidates.get(`${end}.name`) ?? [], said(form, `${end}.chosen`), t('是哪一個？', 'Which one is it?'))}`)}
${periodQuestions(call, form, mistakes)}<fieldset class="group"><legend>${t('補充', 'More of it')}</legend>
${valuesQuestions(call, form, 'qualifiers', ({ codes }) => codes === undefined, mistakes)}</fieldset>
`
}

export const periodQuestions = ({ t }: Pick<Call, 't'>, form: URLSearchParams, mistakes: Mistakes, [start, end]: readonly [string, string] = ['start', 'end']): Markup => html`${field({ name: start, label: t('從什麼時候？', 'Since when?'), hint: t('例如：民國99年、2010-03。不知道就空著。', 'For example: 2010-03. Leave it empty where it is not known.'), value: said(form, start), mistakes, most: 200 })}${field({ name: end, label: t('到什麼時候？', 'Until when?'), hint: t('到現在還是這樣，寫「..」', 'Still so: write “..”'), value: said(form, end), mistakes, most: 200 })}`

/** An end as it was, as it was chosen among several, or by its name. */
export async function endIn({ asking }: Pick<Call, 'asking'>, form: URLSearchParams, end: string, wrong: Wrong): Promise<string | undefined> {
  const chosen = said(form, `${end}.chosen`)
  if (isId(chosen)) return chosen
  const name = said(form, `${end}.name`)
  if (name !== '' && name === said(form, `${end}.was`) && isId(said(form, `${end}.id`))) return said(form, `${end}.id`)
  return (await wrong.tried(() => entityNamed(asking, name, `${end}.name`), () => `${end}.name`))?.id
}

/** What was changed; undefined where nothing was. */
export async function relationChanged(call: Call, form: URLSearchParams, before: RelationRecord, wrong: Wrong): Promise<{ readonly input: RelationInput; readonly fieldOf: (field: string) => string } | undefined> {
  const [from, to] = [await endIn(call, form, 'from', wrong), await endIn(call, form, 'to', wrong)]
  const qualifiers = valuesChanged(call, form, 'qualifiers', before.qualifiers, wrong)
  const type = given(form, 'type') ?? before.relation
  const input: RelationInput = {
    ...(type === before.relation ? {} : { type }), ...(from === undefined || from === before.from ? {} : { from }), ...(to === undefined || to === before.to ? {} : { to }),
    ...(said(form, 'start') === (before.start ?? '') ? {} : { start: said(form, 'start') }), ...(said(form, 'end') === (before.end ?? '') ? {} : { end: said(form, 'end') }),
    ...(qualifiers.length === 0 ? {} : { qualifiers }),
  }
  if (Object.keys(input).length === 0) return undefined
  return { input, fieldOf: (field) => relationField(field, qualifiers.map(({ code }) => code)) }
}

export function relationField(field: string, codes: readonly string[]): string {
  const part = field.replace(/^operations\[\d+\]\.(?:relation|entity|evidence)\.?/, '')
  const number = /^qualifiers\[(\d+)\]/.exec(part)?.[1]
  if (number !== undefined) return `qualifiers.${codes[Number(number)] ?? ''}`
  if (/^qualifiers\.\w+/.test(part)) return /^qualifiers\.\w+/.exec(part)![0]
  if (part.startsWith('from') || part.startsWith('to')) return `${part.startsWith('from') ? 'from' : 'to'}.name`
  return ['type', 'start', 'end'].find((name) => part.startsWith(name)) ?? ''
}
