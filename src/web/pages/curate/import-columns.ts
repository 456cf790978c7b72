import { guessed, kindIn, mappingOf, MOST_RELATIONS, readingOf, ROLES, type Answers } from '../../../archive/imports/answers.ts'
import { importOf, isUnderWay, sayImport } from '../../../archive/imports/desk.ts'
import { beginning, type Beginning } from '../../../archive/imports/look.ts'
import { formatOf, type Format } from '../../../archive/table.ts'
import { markup as html, Markup } from '../../../exchange/markup.ts'
import { readForm } from '../../../http/uploads.ts'
import type { KeptImport } from '../../../kept/imports.ts'
import { ArchiveError } from '../../../model/errors.ts'
import { KINDS, type Kind } from '../../../model/records.ts'
import type { Call } from '../../call.ts'
import { attempted, choice, field, idOf, mistakesList, NONE, type FieldOptions, type Mistakes, type Option } from '../../form.ts'
import type { Page, Redirect } from '../../page.ts'
import { kindLabel, own } from '../../parts/entity.ts'
import type { Handler } from '../../route.ts'
import { wrongIn } from '../../words.ts'
import { steps } from './import.ts'

/** What the columns of a table that was sent are: by a form, or by a mapping that somebody wrote. */
export const columnsPage: { readonly get: Handler; readonly post: Handler; readonly files: true } = {
  files: true,
  get: async (call) => {
    const { said, run } = await importOf({ imports: call.context.imports() }, call.actor, call.params['id']!)
    if (isUnderWay(run)) return { to: call.href(`/import/${said.id}`) }
    return page(call, said, NONE)
  },
  post: sent,
}

/** Bytes of a mapping that is sent as a file. */
const LONGEST = 200_000

async function sent(call: Call): Promise<Page | Redirect> {
  const { actor, context, asking, href, request, params } = call
  const ports = { imports: context.imports() }
  const { said } = await importOf(ports, actor, params['id']!)
  let written: string | undefined
  const form = !request.isMultipart() ? call.form : await readForm(request, async (name, _file, content) => {
    if (name !== 'mapping') return
    const parts: Buffer[] = []
    let bytes = 0
    for await (const part of content) if ((bytes += part.length) <= LONGEST) parts.push(Buffer.from(part))
    written = Buffer.concat(parts).toString('utf8')
  })
  const act = form.get('act') ?? 'map'
  const typed = [...form].filter(([name]) => name !== 'act' && name !== 'yaml')
  const kept = typed.length === 0 ? said : { ...said, answers: typed }
  // what was typed is kept before it is looked at: nothing is lost, whatever is wrong with it
  const found = await attempted(call, async () => {
    await sayImport(ports, actor, asking.vocabulary, said.id, { answers: kept.answers })
    if (act === 'read' || act === 'more') return
    if (act === 'yaml') return void await sayImport(ports, actor, asking.vocabulary, said.id, { mapping: written ?? form.get('yaml') ?? '' })
    const [answers, format] = [answersOf(kept), formatOf(said.name)!]
    const { columns } = await beginning(fileOf(call, said), readingOf(answers, format))
    await sayImport(ports, actor, asking.vocabulary, said.id, { mapping: mappingOf(answers, columns, asking.vocabulary, format) })
  }, { mapping: act === 'yaml' ? 'yaml' : '' })
  if ('mistakes' in found) return page(call, kept, found.mistakes, act === 'yaml' ? written ?? form.get('yaml') ?? '' : undefined)
  if (act === 'more') return { to: href(`/import/${said.id}/columns`, { more: String(relationsIn(answersOf(kept)) + 1) }).concat('#relations') }
  return { to: act === 'read' ? href(`/import/${said.id}/columns`) : href(`/import/${said.id}`) }
}

export const answersOf = ({ answers }: KeptImport): Answers => new URLSearchParams(answers.map(([name, value]): [string, string] => [name, value]))

export const fileOf = ({ context }: Pick<Call, 'context'>, { id, name }: KeptImport): { path: string; name: string } => ({ path: context.imports().tableOf(id), name })

const relationsIn = (answers: Answers): number => Array.from({ length: MOST_RELATIONS }, (_, i) => i + 1).filter((i) => (answers.get(`relation.${i - 1}.type`) ?? '') !== '').at(-1) ?? 0

async function page(call: Call, said: KeptImport, mistakes: Mistakes, yaml = said.mapping ?? ''): Promise<Page> {
  const { t, href, query } = call
  const [answers, format] = [answersOf(said), formatOf(said.name)!]
  const path = `/import/${said.id}/columns`
  let [begun, wrong]: [Beginning, string | undefined] = [{ columns: [], rows: [], unreadable: [] }, undefined]
  try {
    begun = await beginning(fileOf(call, said), readingOf(answers, format), 5)
  } catch (error) {
    if (!(error instanceof ArchiveError) || error.code !== 'BAD_USER_INPUT') throw error
    wrong = wrongIn(call, error.message)
  }
  const kind = kindIn(answers)
  const blocks = Math.min(MOST_RELATIONS, Math.max(1, relationsIn(answers), Number(query.get('more') ?? 0) || 0))
  const value = (name: string, otherwise = ''): string => answers.get(name) ?? otherwise
  const input = (name: string, label: string, more: Partial<FieldOptions> & { readonly otherwise?: string } = {}): Markup => field({ name, label, mistakes, value: value(name, more.otherwise), ...more })
  return {
    title: t('每一欄是什麼', 'What the columns are'), unlisted: true, wide: true, ...(mistakes.size === 0 ? {} : { status: 400 }),
    main: html`<h1>${t('每一欄是什麼', 'What the columns are')}</h1>
${steps(call, 2)}${mistakesList(call, mistakes)}${wrong === undefined ? '' : html`<div class="mistakes" role="alert"><h2>${t('這個檔案讀不出來', 'The file cannot be read so')}</h2><p${own(call)}>${wrong}</p></div>`}
${table(call, said, begun)}
<form method="post" action="${href(path)}">
<input type="hidden" name="kind" value="${kind}">
${reading(call, answers, format, begun, wrong)}
${begun.columns.length === 0 ? '' : html`<h2>${t('這份名冊', 'The table')}</h2>
${input('title', t('名冊的名稱', 'Its title'), { required: true, most: 300, otherwise: said.name.replace(/\.[^.]*$/, '') })}
<div class="side">${input('publisher', t('誰公布的', 'Who published it'), { required: true, most: 300 })}${licence(call, value('licence'), mistakes)}${input('edition', t('哪一天的版本', 'Date of this edition'), { hint: t('例如 2026-07；不知道可以不填。', 'Such as 2026-07; may stay empty.'), most: 40 })}${input('url', t('網址', 'Address'), { type: 'url', most: 2_000 })}</div>
<details${mistakes.has('key') ? new Markup(' open') : ''}><summary>${t('代號：同一份名冊的下一版要用同一個', 'Key: the next edition of the same table needs the same')}</summary>
${input('key', t('代號', 'Key'), { hint: t('憑這個代號認得是同一份名冊；匯入過的請填以前用的。', 'By this the register is known again; of one that was imported before, the one used then.'), otherwise: `table-${said.id.slice(-12)}`, most: 63 })}</details>
<h2>${t('每一欄', 'The columns')}</h2>
<p>${t(`每一列是一個「${kindLabel(call, kind)}」。先猜了一些，請看對不對；不用的就留「不用」。`, `Each row is one ${kindLabel(call, kind)}. Some are guessed: please see whether they are right.`)}</p>
${columnList(call, answers, begun, kind, mistakes)}
<h2 id="relations">${t('和別人的關係', 'Relations with others')}</h2>
<p>${t('欄位裡寫的是別的單位或人（主管機關、受託單位、負責人…）時，說是什麼關係。', 'Where a column names another body or person, say how they are related.')}</p>
${Array.from({ length: blocks }, (_, i) => relation(call, answers, begun.columns, kind, i, mistakes))}
<p>${blocks >= MOST_RELATIONS ? '' : html`<button class="quiet" name="act" value="more" formnovalidate>${t('再加一種關係', 'One more relation')}</button>`}</p>
<div class="buttons"><button name="act" value="map">${t('看看前幾列會變成什麼', 'See what the first rows become')}</button> <a href="${href('/import')}">${t('先不要', 'Not now')}</a></div>
`}</form>
<details${mistakes.has('yaml') ? new Markup(' open') : ''}><summary>${t('自己寫對照檔（YAML）', 'Write the mapping yourself (YAML)')}</summary>
<p>${t('表單說不了的（清理文字、略過幾列、附設單位…）可以寫在對照檔裡。上面的表單每次也會產生一份，從那裡改起最快。', 'What the form cannot say (cleaning, rows to skip, bodies within bodies) a mapping can. The form makes one, too: begin from that.')}${said.mapping === undefined ? '' : html` <a href="${href(`/import/${said.id}/mapping`)}">${t('取得目前的對照檔', 'Take the mapping as it is')}</a>`}</p>
<form method="post" enctype="multipart/form-data" action="${href(path)}">
${field({ name: 'yaml', label: t('對照檔', 'Mapping'), type: 'textarea', rows: 16, value: yaml, mistakes, more: html`spellcheck="false" class="code"` })}
<div class="field"><label for="${idOf('mapping')}">${t('或選一個檔案', 'Or choose a file')}</label><input type="file" id="${idOf('mapping')}" name="mapping" accept=".yaml,.yml"></div>
<div class="buttons"><button class="plain" name="act" value="yaml">${t('用這份對照', 'Use this mapping')}</button></div>
</form></details>`,
  }
}

/** The first rows as they stand. */
function table(call: Call, said: KeptImport, { columns, rows }: Beginning): Markup | string {
  const { t } = call
  if (columns.length === 0) return ''
  return html`<section class="scroll" tabindex="0" aria-label="${t('前幾列', 'The first rows')}"><table><caption class="unseen">${said.name}</caption><thead><tr><th scope="col">${t('列', 'Row')}</th>${columns.map((one) => html`<th scope="col"${own(call)}>${one}</th>`)}</tr></thead>
<tbody${own(call)}>${rows.map(({ number, cells }) => html`<tr><td class="number">${number}</td>${columns.map((one) => html`<td>${[...(cells[one] ?? '')].slice(0, 80).join('')}</td>`)}</tr>\n`)}</tbody></table></section>
`
}

/** How it is read; folded away where it reads well. */
function reading({ t }: Call, answers: Answers, format: Format, { guessed: encoding }: Beginning, wrong: string | undefined): Markup {
  const text = format === 'csv' || format === 'tsv' || format === 'jsonl'
  const now = answers.get('encoding') ?? ''
  return html`<details${wrong === undefined ? '' : new Markup(' open')}><summary>${t('字是亂碼，或標題不在第一列？', 'Wrong letters, or a heading that is not in row 1?')}${encoding === undefined ? '' : t(`（當作 ${encoding.toUpperCase()} 讀）`, ` (read as ${encoding.toUpperCase()})`)}</summary>
<div class="side">${text ? choice({ name: 'encoding', label: t('編碼', 'Encoding'), value: now, options: [{ value: '', label: t('自動', 'find out') }, ...ENCODINGS] }) : field({ name: 'sheet', label: t('哪一張工作表', 'Which sheet'), hint: t('名稱，或第幾張。', 'Its name or place.'), value: answers.get('sheet') ?? '', most: 100 })}${format === 'jsonl' ? '' : field({ name: 'heading', label: t('標題在第幾列', 'The row of the heading'), value: answers.get('heading') ?? '', more: html`inputmode="numeric"`, most: 3 })}</div>
<p><button class="quiet" name="act" value="read" formnovalidate>${t('這樣再讀一次', 'Read it so')}</button></p></details>
`
}

const ENCODINGS: readonly Option[] = [{ value: 'utf-8', label: 'UTF-8' }, { value: 'big5', label: 'Big5' }, { value: 'gb18030', label: 'GB 18030' }, { value: 'utf-16le', label: 'UTF-16' }]

function licence(call: Call, value: string, mistakes: Mistakes): Markup {
  const { t, asking, language } = call
  const listed = [...asking.vocabulary.licences.values()].map(({ label }) => ({ value: label['zh-Hant'], label: label[language] }))
  return choice({ name: 'licence', label: t('授權', 'Licence'), value, mistakes, options: [{ value: '', label: t('請選', 'choose') }, ...(value === '' || listed.some((one) => one.value === value) ? [] : [{ value, label: value }]), ...listed] })
}

function columnList(call: Call, answers: Answers, { columns, rows }: Beginning, kind: Kind, mistakes: Mistakes): Markup {
  const { t, asking, language } = call
  const { vocabulary } = asking
  const fields = [...vocabulary.fields.values()].filter(({ kinds, retired, codes }) => retired !== true && codes === undefined && kinds.includes(kind))
  let isNamed = false
  return html`<ul class="columns">${columns.map((column, i) => {
    const name = `column.${i}`
    const guess = guessed(column, kind, vocabulary, isNamed)
    const value = answers.get(name) ?? guess
    if (value === 'name') isNamed = true
    const mistake = mistakes.get(name)
    const sample = [...new Set(rows.map(({ cells }) => (cells[column] ?? '').trim()).filter((cell) => cell !== ''))].slice(0, 2).join('、')
    const option = (one: string, label: string): Markup => html`<option value="${one}"${one === value ? new Markup(' selected') : ''}>${label}</option>`
    return html`<li>${mistake === undefined ? '' : html`<p class="mistake" id="${idOf(name)}-mistake">${mistake}</p>`}<label for="${idOf(name)}"${own(call)}><b>${column}</b> <small>${[...sample].slice(0, 60).join('')}</small></label>
<select id="${idOf(name)}" name="${name}"${mistake === undefined ? '' : html` aria-invalid="true" aria-describedby="${idOf(name)}-mistake"`}>${option('', t('不用', 'not used'))}<optgroup label="${t('名稱和編號', 'Names and numbers')}">${ROLES.map((one) => option(one, roleLabel(call, one)))}</optgroup><optgroup label="${t('內容', 'What it says')}">${fields.map(({ code, label }) => option(`field:${code}`, label[language]))}</optgroup></select></li>
`
  })}</ul>`
}

function roleLabel({ t }: Pick<Call, 't'>, role: (typeof ROLES)[number]): string {
  switch (role) {
    case 'name': return t('名稱', 'Name')
    case 'names:short': return t('簡稱', 'Short name')
    case 'names:former': return t('舊名', 'Former name')
    case 'names:translated': return t('譯名', 'Translated name')
    case 'names:romanised': return t('拼音', 'Romanised name')
    case 'names:variant': return t('別名', 'Variant name')
    case 'key': return t('編號（改了名也憑它認得）', 'Its number (known by it also under another name)')
    case 'identifier': return t('其他識別碼', 'Another identifier')
    case 'district': return t('所在縣市或行政區（同名的憑它分辨）', 'Its city or district (tells namesakes apart)')
  }
}

/** One relation of each row with somebody else. */
function relation(call: Call, answers: Answers, columns: readonly string[], kind: Kind, i: number, mistakes: Mistakes): Markup {
  const { t } = call
  const name = (part: string): string => `relation.${i}.${part}`
  const value = (part: string, otherwise = ''): string => answers.get(name(part)) ?? otherwise
  const chosen = (part: string, label: string, first: string, hint?: string): Markup => choice({ name: name(part), label, value: value(part), mistakes, ...(hint === undefined ? {} : { hint }), options: [{ value: '', label: first }, ...columns.map((one) => ({ value: one, label: one }))] })
  return html`<fieldset class="part"><legend>${t(`第 ${i + 1} 種`, `Relation ${i + 1}`)}</legend>
${choice({ name: name('type'), label: t('這一列的', 'What the row is about'), value: value('type'), mistakes, options: [{ value: '', label: t('（沒有）', '(none)') }, ...relationOptions(call, kind)] })}
<div class="side">${chosen('column', t('和誰：哪一欄', 'With whom: the column'), t('不在欄位裡', 'not in a column'))}${field({ name: name('text'), label: t('或每一列都是', 'Or in every row'), value: value('text'), most: 300, mistakes, hint: t('例如 社會局', 'Such as 社會局') })}</div>
<div class="side">${choice({ name: name('kind'), label: t('那是', 'That is'), value: value('kind', 'Organization'), options: KINDS.map((one) => ({ value: one, label: kindLabel(call, one) })) })}${field({ name: name('within'), label: t('是哪個政府的單位（可以不填）', 'A unit of which government (optional)'), value: value('within'), most: 100, hint: t('例如 臺北市政府：社會局就是它的社會局。', 'Such as 臺北市政府: then 社會局 is that of Taipei.') })}</div>
<details${['start', 'end', 'interval', 'note'].some((part) => value(part) !== '') ? new Markup(' open') : ''}><summary>${t('什麼時候、附註', 'When, and notes')}</summary>
<div class="side">${chosen('start', t('開始', 'Start'), t('沒有', 'none'))}${chosen('end', t('結束', 'End'), t('沒有', 'none'))}${chosen('interval', t('期間（一欄裡有起迄）', 'Period (both in one column)'), t('沒有', 'none'))}${chosen('note', t('附註', 'Note'), t('沒有', 'none'))}</div></details>
</fieldset>
`
}

/** Relation types in which something of this kind may stand, read from it. */
export function relationOptions({ asking, language }: Pick<Call, 'asking' | 'language'>, kind: Kind): Option[] {
  const found: Option[] = []
  for (const { code, from, to, forward, backward, symmetric, retired } of asking.vocabulary.relations.values()) {
    if (retired === true) continue
    if (from.includes(kind) || (symmetric && to.includes(kind))) found.push({ value: `${code}>`, label: `${forward[language]} …` })
    if (!symmetric && to.includes(kind)) found.push({ value: `${code}<`, label: `${backward[language]} …` })
  }
  return found
}
