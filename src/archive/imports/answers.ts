import { stringify } from 'yaml'
import { badInput } from '../../model/errors.ts'
import { KINDS, NAME_SORTS, type Kind } from '../../model/records.ts'
import type { Vocabulary } from '../../model/vocabulary.ts'
import type { Format } from '../table.ts'

/**
 * What somebody says of a table in a form, made into a mapping (docs/import.md). A row speaks of one thing, its subject;
 * columns are its names, identifiers and fields, or name somebody else with whom it has a relation.
 *
 * `kind`; `title`, `publisher`, `licence`, `edition`, `url`, `key` of the dataset; `encoding`, `heading`, `sheet`;
 * `column.N` what the column N is; `relation.N.type` (`OPERATES>`: from the subject, `OPERATES<`: to it), `.column` or
 * `.text` the other, `.kind`, `.within` its government, `.start`, `.end`, `.interval`, `.note` columns.
 */
export type Answers = URLSearchParams

/** What a column may be, besides a field of the vocabulary (`field:CODE`). */
export const ROLES = ['name', ...NAME_SORTS.filter((sort) => sort !== 'official').map((sort) => `names:${sort}` as const), 'key', 'identifier', 'district'] as const

/** What a cell with several values is cut at. */
const MARKS = ['、', '；', ';']
/** Relations that a form may say. */
export const MOST_RELATIONS = 12

export const kindIn = (answers: Answers): Kind => KINDS.find((kind) => kind === answers.get('kind')) ?? 'Organization'

/** How the file is read, as far as somebody said. */
export function readingOf(answers: Answers, format: Format): { format: Format; encoding?: string; heading?: number; sheet?: number | string } {
  const [encoding, heading, sheet] = [said(answers, 'encoding'), said(answers, 'heading'), said(answers, 'sheet')]
  return {
    format, ...(encoding === '' ? {} : { encoding }),
    ...(/^[1-9]\d{0,2}$/.test(heading) ? { heading: Number(heading) } : {}),
    ...(sheet === '' ? {} : { sheet: /^[1-9]\d{0,2}$/.test(sheet) ? Number(sheet) : sheet }),
  }
}

/**
 * The mapping as YAML, to be read by `readMapping`.
 * @throws BAD_USER_INPUT naming the answer at fault
 */
export function mappingOf(answers: Answers, columns: readonly string[], vocabulary: Vocabulary, format: Format): string {
  for (const name of ['title', 'publisher', 'licence']) if (said(answers, name) === '') throw badInput(name, `請填${{ title: '名稱', publisher: '公布的單位', licence: '授權' }[name]} (please fill this in)`)
  if (!/^[a-z0-9][a-z0-9-]{1,62}$/.test(said(answers, 'key'))) throw badInput('key', '代號請用小寫英文字母、數字和 - (small letters, digits and -)')
  const optional = (name: string): Record<string, string> => (said(answers, name) === '' ? {} : { [name]: said(answers, name) })
  const { entities, relations } = related(answers, columns, vocabulary)
  return stringify({
    dataset: { key: said(answers, 'key'), title: said(answers, 'title'), publisher: said(answers, 'publisher'), licence: said(answers, 'licence'), ...optional('edition'), ...optional('url') },
    table: readingOf(answers, format),
    entities: { subject: subject(answers, columns, vocabulary), ...entities },
    relations,
  }, { lineWidth: 0 })
}

const said = (answers: Answers, name: string): string => (answers.get(name) ?? '').trim()

function subject(answers: Answers, columns: readonly string[], vocabulary: Vocabulary): object {
  const roles = columns.map((column, i) => ({ column, role: said(answers, `column.${i}`) }))
  const of = (role: string): string[] => roles.filter((one) => one.role === role).map(({ column }) => column)
  const [name, ...more] = of('name')
  if (name === undefined) throw badInput(columns.length === 0 ? '' : 'column.0', '請說哪一欄是名稱 (say which column is the name)')
  if (more.length > 0) throw badInput(`column.${columns.indexOf(more[0]!)}`, `名稱只能有一欄；「${more[0]}」可以是別名 (only one column is the name)`)
  const sorts = roles.flatMap(({ column, role }) => (role.startsWith('names:') ? [{ column, clean: ['spaces'], sort: role.slice('names:'.length) }] : []))
  const fields = roles.flatMap(({ column, role }) => (role.startsWith('field:') ? [[role.slice('field:'.length), column] as const] : []))
  const twice = fields.find(([code], i) => fields.findIndex(([other]) => other === code) !== i)
  if (twice !== undefined) throw badInput(`column.${columns.indexOf(twice[1])}`, `「${vocabulary.fields.get(twice[0])?.label['zh-Hant'] ?? twice[0]}」有兩欄，請只選一欄 (two columns are the same field)`)
  const [district] = of('district')
  const keys = of('key')
  return {
    kind: kindIn(answers), name: { column: name, clean: ['spaces'] },
    ...(sorts.length === 0 ? {} : { names: sorts }),
    ...(keys.length === 0 ? {} : { key: keys }),
    ...(keys.length + of('identifier').length === 0 ? {} : { identifiers: Object.fromEntries([...keys, ...of('identifier')].map((column) => [schemeOf(column), column])) }),
    ...(fields.length === 0 ? {} : { fields: Object.fromEntries(fields.map(([code, column]) => [code, vocabulary.fields.get(code)?.value === 'list' ? { column, clean: [{ split: MARKS }] } : column])) }),
    ...(district === undefined ? {} : { district }),
  }
}

/** By what several registers call differently, bodies are known in all of them. */
const schemeOf = (column: string): string => (/^(?:統編|[^（(]*統一編號)$/.test(column.replace(/\s/g, '')) ? '統一編號' : column)

/** The relations, and whom they are with. */
function related(answers: Answers, columns: readonly string[], vocabulary: Vocabulary): { entities: Record<string, object>; relations: object[] } {
  const [entities, relations]: [Record<string, object>, object[]] = [{}, []]
  for (let i = 0; i < MOST_RELATIONS; i++) {
    const part = (name: string): string => said(answers, `relation.${i}.${name}`)
    const [, code = '', way] = /^([A-Z][A-Z0-9_]*)([<>])$/.exec(part('type')) ?? []
    if (code === '') continue
    if (!vocabulary.relations.has(code)) throw badInput(`relation.${i}.type`, `沒有「${code}」這種關係 (there is no such relation)`)
    const [column, text, within] = [part('column'), part('text'), part('within')]
    if ((column === '') === (text === '')) throw badInput(`relation.${i}.column`, '請說和誰的關係：選一欄，或寫一個名稱 (say with whom: choose a column or write a name)')
    const other = `other${i + 1}`
    const isColumn = columns.includes(column)
    entities[other] = {
      kind: KINDS.find((kind) => kind === part('kind')) ?? 'Organization',
      name: isColumn ? { column, clean: ['spaces'] } : { text: text === '' ? column : text },
      ...(isColumn ? { optional: true } : {}), ...(within === '' ? {} : { unit: { within } }),
    }
    const when = part('interval') === '' ? Object.fromEntries((['start', 'end'] as const).flatMap((name) => (part(name) === '' ? [] : [[name, part(name)]]))) : { interval: part('interval') }
    relations.push({ type: code, ...(way === '>' ? { from: 'subject', to: other } : { from: other, to: 'subject' }), ...when, ...(part('note') === '' ? {} : { qualifiers: { note: part('note') } }) })
  }
  return { entities, relations }
}

/** What a column may well be, by its heading. */
export function guessed(column: string, kind: Kind, { fields }: Vocabulary, isNamed: boolean): string {
  const heading = column.replace(/\s/g, '')
  if (!isNamed && /名稱$|名稱[（(]|^(?:名|姓名|機構|團體|單位|館名|社團)$|name$/i.test(heading)) return 'name'
  if (/簡稱/.test(heading)) return 'names:short'
  if (/舊名|原名/.test(heading)) return 'names:former'
  if (/英文/.test(heading) && /名/.test(heading)) return 'names:translated'
  if (/統編|統一編號|ISBN|ISSN/i.test(heading)) return 'identifier'
  if (/字號|編號|代碼|代號/.test(heading) && !/機關|電話|行政區|序號/.test(heading)) return 'key'
  const field = [...fields.values()].find(({ code, label, kinds, retired }) => retired !== true && kinds.includes(kind) && (label['zh-Hant'] === heading || label.en.toLowerCase() === heading.toLowerCase() || code.toLowerCase() === heading.toLowerCase()))
  if (field !== undefined) return `field:${field.code}`
  const near = ALIKE.find(([pattern]) => pattern.test(heading))?.[1]
  return near !== undefined && fields.get(near)?.kinds.includes(kind) === true ? `field:${near}` : ''
}

/** How registers call what the vocabulary calls otherwise. */
const ALIKE: readonly (readonly [RegExp, string])[] = [[/電話/, 'telephone'], [/地址|會址|住址/, 'address'], [/網址|網站/, 'website'], [/行政區|鄉鎮/, 'district'], [/成立|設立日/, 'foundedOn'], [/備註|備考/, 'note'], [/說明|簡介/, 'description']]
