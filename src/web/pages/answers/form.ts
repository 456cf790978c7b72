import { Markup, markup as html } from '../../../exchange/markup.ts'
import { isId } from '../../../model/ids.ts'
import { nameKey } from '../../../model/names.ts'
import { KINDS } from '../../../model/records.ts'
import type { QuestionKind } from '../../../questions/kind.ts'
import { namesSeen } from '../../../questions/resolve-index.ts'
import type { Call } from '../../call.ts'
import { boxes, choice, field, hidden, idOf, NONE, type Mistakes, type Option } from '../../form.ts'
import { kindLabel, own } from '../../parts/entity.ts'
import { suggesting } from '../../parts/suggest.ts'
import { typeLabel } from '../../parts/relation.ts'
import { partsOf, type Part } from './parts.ts'

/** What is filled in: as an address gives it, each argument as texts. */
export type Given = Readonly<Record<string, readonly string[]>>

/** How an entity stands in a box. */
interface Written {
  /** What one may send: its name, or its id where others are called so. */
  readonly value: string
  readonly id?: string
  readonly name?: string
}

/** What is needed to write a form, read beforehand. */
export interface FormWords {
  readonly written: ReadonlyMap<string, Written>
  /** Types of relations that this archive has. */
  readonly types: readonly string[]
}

/** @param given values that may be ids */
export async function wordsFor({ asking }: Pick<Call, 'asking'>, given: Given): Promise<FormWords> {
  const ids = [...new Set(Object.values(given).flat().filter(isId))]
  const [views, { relations }] = [await asking.graph.entities(ids, asking.viewer), await asking.graph.statistics(asking.viewer)]
  const lookup = views.size === 0 ? undefined : await namesSeen(asking)
  const written = new Map([...views].map(([id, { name }]): [string, Written] => [id, { value: lookup!.bearersOf(nameKey(name)).length === 1 ? name : id, id, name }]))
  return { written, types: [...asking.vocabulary.relations.keys()].filter((type) => (relations[type] ?? 0) > 0) }
}

/** A question with its parts to be changed: a plain form that leads to the address of the question it makes. */
export function questionForm(call: Call, one: QuestionKind, given: Given, words: FormWords, { mistakes = NONE, open = false }: { readonly mistakes?: Mistakes; readonly open?: boolean } = {}): Markup {
  const { t, href } = call
  const parts = partsOf(one)
  const shown = (part: Part): Markup => SHOWN[part.sort](call, part, given[part.field] ?? [], words, mistakes)
  const [main, more] = [parts.filter(({ isMain, sort }) => isMain || sort === 'hidden'), parts.filter(({ isMain, sort }) => !isMain && sort !== 'hidden')]
  const isChanged = more.some((part) => (given[part.field] ?? []).length > 0 || mistakes.has(part.field))
  return html`<form class="parts" action="${href(`/answers/${one.name}`)}" method="get">
${main.map(shown)}${more.length === 0 ? '' : html`<details${open && isChanged ? new Markup(' open') : ''}><summary>${t('更多條件', 'More conditions')}</summary>
${more.map(shown)}</details>
`}<p class="buttons"><button>${t('這樣問', 'Ask')}</button></p>
</form>`
}

type Show = (call: Call, part: Part, values: readonly string[], words: FormWords, mistakes: Mistakes) => Markup

/** One box of several for one argument. */
function box(call: Call, { field: name, label, hint, required }: Part, value: string, { written }: FormWords, { i = 0, of = 1, mistakes, isName }: { i?: number; of?: number; mistakes: Mistakes; isName: boolean }): Markup {
  const { language, t } = call
  const known = written.get(value)
  const id = i === 0 ? idOf(name) : `${idOf(name)}-${i}`
  const text = i === 0 ? label[language] : html`<span class="unseen">${label[language]} ${i + 1}</span>`
  const mistake = i === 0 ? mistakes.get(name) : undefined
  const described = [hint === undefined || i > 0 ? '' : `${id}-hint`, mistake === undefined ? '' : `${id}-mistake`].filter((one) => one !== '').join(' ')
  const input = html`<input type="text" id="${id}" name="${name}" value="${known?.value ?? value}"${known?.id === undefined ? '' : html` data-id="${known.id}"`}${required && i === 0 ? new Markup(' required') : ''}${described === '' ? '' : html` aria-describedby="${described}"`}${mistake === undefined ? '' : new Markup(' aria-invalid="true"')}${value === '' || !isName ? '' : own(call)}${isName ? new Markup(' autocomplete="off"') : ''}>`
  return html`<div class="field${mistake === undefined ? '' : ' wrong'}${i > 0 ? ' another' : ''}"><label for="${id}">${text}</label>
${hint === undefined || i > 0 ? '' : html`<p class="hint" id="${id}-hint">${hint[language]}${of > 1 ? t('（一格一個）', ' (one to a box)') : ''}</p>\n`}${mistake === undefined ? '' : html`<p class="mistake" id="${id}-mistake">${mistake}</p>\n`}${isName ? suggesting(call, input) : input}</div>
`
}

const one = (isName: boolean): Show => (call, part, [value = ''], words, mistakes) => box(call, part, value, words, { mistakes, isName })

/** One box more than there are values. */
const several = (isName: boolean): Show => (call, part, values, words, mistakes) => {
  const all = [...values, '']
  return html`${all.map((value, i) => box(call, part, value, words, { i, of: all.length, mistakes, isName }))}`
}

const labelled = ({ language }: Pick<Call, 'language'>, { field: name, label, hint }: Part): { name: string; label: string; hint?: string } =>
  ({ name, label: label[language], ...(hint === undefined ? {} : { hint: hint[language] }) })

const typeOptions = (call: Call, { types }: FormWords, values: readonly string[]): Option[] =>
  [...new Set([...types, ...values])].map((type) => ({ value: type, label: typeLabel(call, type) }))

/** Each type from both its sides, and what is asked for in another way as it is. */
function wayOptions(call: Call, { types }: FormWords, values: readonly string[]): Option[] {
  const ways = types.flatMap((type): Option[] => {
    const forward = { value: `${type}:out`, label: typeLabel(call, type) }
    return call.asking.vocabulary.relations.get(type)?.symmetric === true ? [{ ...forward, value: type }] : [forward, { value: `${type}:in`, label: typeLabel(call, type, 'backward') }]
  })
  const other = values.filter((value) => !ways.some((way) => way.value === value)).map((value): Option => ({ value, label: value.split('|').map((way) => typeLabel(call, way.split(':')[0]!)).join('、') }))
  return [...other, ...ways]
}

const SHOWN: Readonly<Record<Part['sort'], Show>> = {
  name: one(true), text: one(false), date: one(false), names: several(true), texts: several(false),
  number: (call, part, [value], _, mistakes) => field({ ...labelled(call, part), value, mistakes, type: 'number', required: part.required }),
  boolean: ({ language }, { field: name, label }, [value]) => html`<div class="field"><label class="box"><input type="checkbox" id="${idOf(name)}" name="${name}" value="true"${value === 'true' ? new Markup(' checked') : ''}> <span>${label[language]}</span></label></div>\n`,
  kinds: (call, part, values, _, mistakes) => boxes({ ...labelled(call, part), values, mistakes, options: KINDS.map((kind) => ({ value: kind, label: kindLabel(call, kind) })) }),
  types: (call, part, values, words, mistakes) => folded(call, part, values, boxes({ ...labelled(call, part), values, mistakes, options: typeOptions(call, words, values) })),
  ways: (call, part, values, words, mistakes) => folded(call, part, values, boxes({ ...labelled(call, part), values, mistakes, options: wayOptions(call, words, values) })),
  type: (call, part, [value = ''], words, mistakes) => choice({ ...labelled(call, part), value, mistakes, options: [{ value: '', label: call.t('都可以', 'any') }, ...typeOptions(call, words, value === '' ? [] : [value])] }),
  options: (call, part, [value = ''], _, mistakes) => choice({ ...labelled(call, part), value, mistakes, options: [{ value: '', label: call.t('照平常', 'as usual') }, ...(part.options ?? []).map((option) => ({ value: option.value, label: option[call.language] }))] }),
  boxes: (call, part, values, _, mistakes) => boxes({ ...labelled(call, part), values, mistakes, options: (part.options ?? []).map((option) => ({ value: option.value, label: option[call.language] })) }),
  hidden: (_, { field: name }, [value = '']) => hidden(name, value),
}

/** A long list is opened by whoever wants it. */
const folded = ({ language, t }: Pick<Call, 'language' | 't'>, { label }: Part, values: readonly string[], list: Markup): Markup =>
  html`<details class="choices"${values.length > 0 ? new Markup(' open') : ''}><summary>${label[language]}${t('：從清單選', ': choose from a list')}</summary>
${list}</details>
`
