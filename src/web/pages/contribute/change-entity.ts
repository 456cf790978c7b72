import type { EntityInput } from '../../../archive/contribute/input.ts'
import { markup as html, type Markup } from '../../../exchange/markup.ts'
import { NAME_SORTS, type EntityRecord, type Name } from '../../../model/records.ts'
import type { Call } from '../../call.ts'
import { choice, field, hidden, type Mistakes } from '../../form.ts'
import { given, placesOf, said } from './posted.ts'
import type { Wrong } from './wrong.ts'
import { fillValues, ofKind, valuesChanged, valuesQuestions } from './values.ts'

const SORTS: Readonly<Record<(typeof NAME_SORTS)[number], readonly [zhHant: string, en: string]>> = {
  official: ['正式名稱', 'official'], short: ['簡稱', 'short'], former: ['舊名', 'former'], translated: ['譯名', 'translated'], romanised: ['羅馬字', 'romanised'], variant: ['別的寫法', 'variant'],
}

export function fillEntity(form: URLSearchParams, { names, identifiers, fields }: EntityRecord): void {
  for (const [i, { text, sort, language, from, to }] of names.entries()) {
    for (const [part, value] of Object.entries({ text, sort, language, from: from ?? '', to: to ?? '' })) form.set(`names[${i}].${part}`, value)
  }
  for (const [i, { scheme, value }] of identifiers.entries()) {
    form.set(`identifiers[${i}].scheme`, scheme)
    form.set(`identifiers[${i}].value`, value)
  }
  fillValues(form, 'fields', fields)
}

/** Names, fields and numbers, with a place for one more of each. */
export function entityQuestions(call: Pick<Call, 't' | 'href' | 'language' | 'asking'>, form: URLSearchParams, { kind }: EntityRecord, mistakes: Mistakes): Markup {
  const { t } = call
  const [names, numbers] = [places(form, 'names', 'text'), places(form, 'identifiers', 'value')]
  return html`<fieldset class="group"><legend>${t('名稱', 'Names')}</legend>
${names.map((i) => folded(i === names.at(-1) && said(form, `names[${i}].text`) === '', t('再加一個名稱', 'Another name'), html`<div class="somebody">
${hidden(`names[${i}].language`, said(form, `names[${i}].language`))}${field({ name: `names[${i}].text`, label: t(`名稱（${i + 1}）`, `Name (${i + 1})`), hint: t('清空就是不要這個名稱', 'Empty: this name goes'), value: said(form, `names[${i}].text`), mistakes, most: 1_000 })}${choice({
    name: `names[${i}].sort`, label: t(`是哪一種名稱？（${i + 1}）`, `Which sort? (${i + 1})`), value: said(form, `names[${i}].sort`), mistakes, options: NAME_SORTS.map((sort) => ({ value: sort, label: t(...SORTS[sort]) })),
  })}<details${said(form, `names[${i}].from`) + said(form, `names[${i}].to`) !== '' || mistakes.has(`names[${i}].from`) || mistakes.has(`names[${i}].to`) ? html` open` : ''}><summary>${t('什麼時候這樣叫？', 'When was it called so?')}</summary>
${field({ name: `names[${i}].from`, label: t(`從（${i + 1}）`, `From (${i + 1})`), value: said(form, `names[${i}].from`), mistakes, most: 200 })}${field({ name: `names[${i}].to`, label: t(`到（${i + 1}）`, `To (${i + 1})`), value: said(form, `names[${i}].to`), mistakes, most: 200 })}</details>
</div>
`))}</fieldset>
<fieldset class="group"><legend>${t('資料', 'Data')}</legend>
${valuesQuestions(call, form, 'fields', ofKind(kind), mistakes)}</fieldset>
<details${numbers.some((i) => mistakes.has(`identifiers[${i}].value`)) ? html` open` : ''}><summary>${t('編號（統一編號、ISBN、權威檔…）', 'Identifiers (ISBN, authority files …)')}</summary>
${numbers.map((i) => html`${field({ name: `identifiers[${i}].scheme`, label: t(`是什麼編號？（${i + 1}）`, `Which scheme? (${i + 1})`), value: said(form, `identifiers[${i}].scheme`), mistakes, most: 64 })}${field({ name: `identifiers[${i}].value`, label: t(`編號（${i + 1}）`, `Value (${i + 1})`), value: said(form, `identifiers[${i}].value`), mistakes, most: 1_000 })}`)}</details>
`
}

const folded = (isFolded: boolean, label: string, inside: Markup): Markup => (isFolded ? html`<details><summary>${label}</summary>
${inside}</details>
` : inside)

/** Those of a list that say something, and one more. */
function places(form: URLSearchParams, list: string, part: string): number[] {
  const standing = placesOf(form, list).filter((place) => said(form, `${list}[${place}].${part}`) !== '' || form.has(`${list}[${place}].sort`))
  const [last] = standing.slice(-1)
  const open = last !== undefined && said(form, `${list}[${last}].${part}`) === ''
  return open ? standing : [...standing, (last ?? -1) + 1]
}

/** What was changed, and for each name that is sent its place in the form; undefined where nothing was. */
export function entityChanged(call: Pick<Call, 't' | 'asking'>, form: URLSearchParams, before: EntityRecord, wrong: Wrong): { readonly input: Pick<EntityInput, 'names' | 'identifiers' | 'fields'>; readonly fieldOf: (field: string) => string } | undefined {
  const kept = placesOf(form, 'names').filter((place) => said(form, `names[${place}].text`) !== '')
  const names = kept.map((place) => ({
    text: said(form, `names[${place}].text`), sort: given(form, `names[${place}].sort`) ?? 'official', language: given(form, `names[${place}].language`) ?? 'zh-Hant',
    ...Object.fromEntries((['from', 'to'] as const).flatMap((part) => (given(form, `names[${place}].${part}`) === undefined ? [] : [[part, said(form, `names[${place}].${part}`)]]))),
  }))
  const numbered = placesOf(form, 'identifiers').filter((place) => said(form, `identifiers[${place}].value`) !== '' || said(form, `identifiers[${place}].scheme`) !== '')
  const identifiers = numbered.map((place) => ({ scheme: said(form, `identifiers[${place}].scheme`), value: said(form, `identifiers[${place}].value`) }))
  const fields = valuesChanged(call, form, 'fields', before.fields, wrong)
  const input = {
    ...(JSON.stringify(names) === JSON.stringify(before.names.map(plain)) ? {} : { names }),
    ...(JSON.stringify(identifiers) === JSON.stringify(before.identifiers.map(({ scheme, value }) => ({ scheme, value }))) ? {} : { identifiers }),
    ...(fields.length === 0 ? {} : { fields }),
  }
  if (Object.keys(input).length === 0) return undefined
  return { input, fieldOf: (field) => placeOf(field, { names: kept, identifiers: numbered, codes: fields.map(({ code }) => code) }) }
}

const plain = ({ text, sort, language, from, to }: Name): object => ({ text, sort, language, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) })

/** Which question an error is about: `operations[0].entity.names[1].text`, `….fields[2].values`, `….fields.foundedOn`. */
function placeOf(field: string, { names, identifiers, codes }: { readonly names: readonly number[]; readonly identifiers: readonly number[]; readonly codes: readonly string[] }): string {
  const [, list, number, part = ''] = /\.(names|identifiers|fields)\[(\d+)\](?:\.(\w+))?/.exec(field) ?? []
  if (list === 'fields') return `fields.${codes[Number(number)] ?? ''}`
  if (list !== undefined) return `${list}[${(list === 'names' ? names : identifiers)[Number(number)] ?? 0}].${part === '' ? (list === 'names' ? 'text' : 'value') : part}`
  const code = /\.fields\.(\w+)/.exec(field)?.[1]
  return code !== undefined ? `fields.${code}` : /\.names\b/.test(field) ? 'names[0].text' : /\.identifiers\b/.test(field) ? `identifiers[${identifiers[0] ?? 0}].value` : ''
}
