import { forgetImport, importOf, isUnderWay, startImport, stopImport } from '../../../archive/imports/desk.ts'
import { beginning, looked, type LookedRow } from '../../../archive/imports/look.ts'
import { readMapping, type Mapping } from '../../../archive/mapping.ts'
import { formatOf } from '../../../archive/table.ts'
import { markup as html, Markup } from '../../../exchange/markup.ts'
import { valueText } from '../../../graph/wording.ts'
import type { ImportRun, ImportTold, KeptImport, Remarked } from '../../../kept/imports.ts'
import { formatPeriod } from '../../../model/dates.ts'
import { ArchiveError } from '../../../model/errors.ts'
import { grouped } from '../../../model/numbers.ts'
import type { Call } from '../../call.ts'
import { attempted, boxes, choice, mistakesList, NONE, type Mistakes } from '../../form.ts'
import type { Page, Redirect } from '../../page.ts'
import { kindLabel, own } from '../../parts/entity.ts'
import { typeLabel } from '../../parts/relation.ts'
import type { Handler } from '../../route.ts'
import { inLanguage, wrongIn } from '../../words.ts'
import { fileOf } from './import-columns.ts'
import { stateOf, steps, titleOf } from './import.ts'
import { readerOptions } from './readers.ts'

/** One table: what its first rows become, trying it, bringing it in, how far that is, and what came of it. */
export const runPage: { readonly get: Handler; readonly post: Handler } = {
  get: (call) => page(call, NONE),
  post: async (call) => {
    const { form, context, actor, params, href } = call
    const [id, act] = [params['id']!, form.get('act')]
    const ports = { imports: context.imports(), jobs: context.jobs(), directory: context.people().directory }
    const found = await attempted(call, async () => {
      if (act === 'stop') return stopImport(ports, actor, id)
      if (act === 'forget') return forgetImport(ports, actor, id)
      return startImport(ports, actor, id, { dry: act !== 'import', readers: [form.get('readers') ?? 'everyone'], prune: form.get('prune') === 'yes' })
    })
    if ('mistakes' in found) return page(call, found.mistakes)
    return { to: href(act === 'forget' ? '/import' : `/import/${id}`) }
  },
}

async function page(call: Call, mistakes: Mistakes): Promise<Page | Redirect> {
  const { href, context, actor, params } = call
  const { said, run } = await importOf({ imports: context.imports() }, actor, params['id']!)
  if (said.mapping === undefined) return { to: href(`/import/${said.id}/columns`) }
  const underWay = isUnderWay(run)
  return {
    title: titleOf(said), unlisted: true, ...(mistakes.size === 0 ? {} : { status: 400 }), ...(underWay ? { islands: ['import-progress'] } : {}),
    main: html`<h1${own(call)}>${titleOf(said)}</h1>
${steps(call, 3)}${mistakesList(call, mistakes)}${underWay ? progress(call, said, run!) : html`${run === undefined ? '' : outcome(call, said, run)}${await preview(call, { ...said, mapping: said.mapping }, run, mistakes)}`}`,
  }
}

/** While it is being done: reloaded by hand, or kept up to date by a script. */
function progress(call: Call, said: KeptImport, run: ImportRun): Markup {
  const { t, href } = call
  return html`<import-progress data-href="${href(`/import/${said.id}/progress`)}">
<p role="status">${progressText(call, said, run)}</p>
<progress max="100" value="${percentOf(run)}" aria-label="${t('進度', 'Progress')}">${percentOf(run)} %</progress>
</import-progress>
<p>${t('可以離開這一頁，它會自己做完；回來這裡就看得到。', 'You may leave this page: it goes on by itself.')} <a href="${href(`/import/${said.id}`)}">${t('再看一次', 'Look again')}</a></p>
<form method="post" action="${href(`/import/${said.id}`)}"><div class="buttons"><button class="plain" name="act" value="stop">${t('停下', 'Stop')}</button></div></form>
${run.dry ? '' : html`<p class="hint">${t('停下時，已經寫進去的會留著；可以接著匯入，也可以整批收回。', 'What is written by then stays: go on later, or take all of it back.')}</p>`}`
}

export const percentOf = ({ progress: at }: ImportRun): number => (at === undefined || at.totalBytes === 0 ? 0 : Math.min(100, Math.round((at.bytes / at.totalBytes) * 100)))

export function progressText(call: Pick<Call, 't' | 'language'>, said: KeptImport, run: ImportRun): string {
  const { t } = call
  const at = run.progress
  return `${stateOf(call, said, run)}${at === undefined ? '' : t(`：讀到第 ${grouped(at.rows)} 列，${grouped(at.relations)} 筆關係${at.secondsLeft > 0 ? `，大約還要 ${grouped(at.secondsLeft)} 秒` : ''}`, `: row ${grouped(at.rows)}, ${grouped(at.relations)} relations${at.secondsLeft > 0 ? `, some ${grouped(at.secondsLeft)} seconds left` : ''}`)}`
}

/** What the last run did. */
function outcome(call: Call, said: KeptImport, run: ImportRun): Markup {
  const { t, href } = call
  const back = run.batch === undefined ? '' : html`<a class="button quiet" href="${href(`/undo/${run.batch}`)}">${t('整批收回', 'Take all of it back')}</a>`
  if (run.state === 'failed') return html`<div class="mistakes" role="alert"><h2>${run.dry ? t('試算沒有成功', 'Trying it failed') : t('匯入沒有成功', 'The import failed')}</h2><p${own(call)}>${run.error ?? ''}</p></div>${back === '' ? '' : html`<div class="buttons">${back}</div>`}`
  if (run.state === 'stopped' || run.told === undefined) return html`<div class="done" role="status"><p>${t('停下了。', 'Stopped.')}${run.batch === undefined ? '' : t('已經寫進去的留著；再按「開始匯入」會從停下的地方接著做。', ' What was written stays; start again, and it goes on from there.')}</p></div>${back === '' ? '' : html`<div class="buttons">${back}</div>`}`
  const { told, dry } = run
  return html`<div class="done" role="status"><p>${dry ? t('試算完了，什麼都還沒有寫進去。', 'Tried: nothing is written yet.') : run.batch === undefined ? t('和檔案庫裡的一樣，沒有要改的。', 'The archive says all of it already.') : t('匯入了。', 'Imported.')}</p></div>
${figures(call, told, dry)}${told.broken === undefined ? '' : html`<p class="mistake">${t(`檔案從第 ${told.broken} 列起讀不下去，後面的都沒有匯入：多半是有一個引號沒有關上。`, `Nothing could be read from row ${told.broken} on: mostly a quotation mark that is not closed.`)}</p>`}
${told.rejected.count === 0 ? '' : html`<h2>${t(`沒有進去的列（${grouped(told.rejected.count)}）`, `Rows that did not go in (${grouped(told.rejected.count)})`)}</h2>
${remarks(call, told.rejected.list)}<p><a class="button quiet" href="${href(`/import/${said.id}/rejects`)}">${t('下載這些列和原因（CSV）', 'Download them with the reasons (CSV)')}</a></p>`}
${told.warnings.count === 0 ? '' : html`<details><summary>${t(`提醒 ${grouped(told.warnings.count)} 則`, `${grouped(told.warnings.count)} remarks`)}</summary>${remarks(call, told.warnings.list)}</details>`}
${lines(call, t('認出是同一個，併在一起', 'Found to be one'), told.joined)}${lines(call, t('可能重複，請人看', 'Possible duplicates'), told.doubts)}${told.unknownUnits.length === 0 ? '' : html`<details><summary>${t(`單位名單裡沒有的單位 ${grouped(told.unknownUnits.length)} 個`, `${told.unknownUnits.length} units that no list has`)}</summary><p${own(call)}>${told.unknownUnits.join('、')}</p></details>`}
${dry || back === '' ? '' : html`<div class="buttons">${told.doubts.count === 0 ? '' : html`<a class="button plain" href="${href('/duplicates')}">${t('看可能重複的', 'See possible duplicates')}</a>`}${back}</div>`}`
}

function figures({ t }: Call, { rows, passedOver, entities, relations, kept }: ImportTold, dry: boolean): Markup {
  const all = [
    [t('列', 'rows'), rows], [dry ? t('會新增的條目', 'new entities') : t('新增的條目', 'new entities'), entities.new], [t('改了的條目', 'changed'), entities.changed], [t('已經有的條目', 'there already'), entities.unchanged],
    [dry ? t('會新增的關係', 'new relations') : t('新增的關係', 'new relations'), relations.new], [t('改了的關係', 'changed relations'), relations.changed], [t('結束的關係', 'ended'), relations.ended], [t('略過的列', 'rows passed over'), passedOver], [t('保留了人的修改', 'kept as edited by people'), kept],
  ] as const
  return html`<dl class="figures">${all.filter(([, count], i) => count > 0 || i < 2).map(([label, count]) => html`<div><dt>${label}</dt><dd>${grouped(count)}</dd></div>`)}</dl>
`
}

const remarks = (call: Call, all: readonly Remarked[]): Markup => html`<ul${own(call)}>${all.map(({ row, column, cell, reason }) => html`<li>${call.t(`第 ${row} 列`, `Row ${row}`)}${column === '' ? '' : ` ${column}`}${cell === '' ? '' : html`「${[...cell].slice(0, 80).join('')}」`}：${inLanguage(call, reason)}</li>`)}</ul>
`

const lines = (call: Call, label: string, { count, list }: { readonly count: number; readonly list: readonly string[] }): Markup | string =>
  (count === 0 ? '' : html`<details><summary>${label}（${grouped(count)}）</summary><ul${own(call)}>${list.map((one) => html`<li>${one}</li>`)}</ul>${count > list.length ? html`<p class="hint">${call.t(`其餘 ${grouped(count - list.length)} 筆沒有列出。`, `${grouped(count - list.length)} more.`)}</p>` : ''}</details>
`)

/** Rows that are looked at. */
const LOOKED = 6

/** What the first rows become, and the buttons. */
async function preview(call: Call, said: KeptImport & { readonly mapping: string }, run: ImportRun | undefined, mistakes: Mistakes): Promise<Markup> {
  const { t, href, asking } = call
  const format = formatOf(said.name)!
  let [rows, missing, wrong]: [readonly LookedRow[], readonly string[], string | undefined] = [[], [], undefined]
  let mapping: Mapping | undefined
  try {
    mapping = readMapping(said.mapping, asking.vocabulary, '對照')
    const { table } = mapping
    const read = { format: table.format ?? format, ...(table.encoding === undefined ? {} : { encoding: table.encoding }), ...(table.columns === undefined ? {} : { columns: table.columns }), ...(table.sheet === undefined ? {} : { sheet: table.sheet }), ...(table.heading === undefined ? {} : { heading: table.heading }) }
    const found = looked(mapping, asking.vocabulary, await beginning(fileOf(call, said), read, LOOKED), read.format)
    ;[rows, missing] = [found.rows, found.missing]
  } catch (error) {
    if (!(error instanceof ArchiveError) || error.code !== 'BAD_USER_INPUT') throw error
    wrong = wrongIn(call, error.message)
  }
  const isFine = wrong === undefined && missing.length === 0
  const isDone = run?.state === 'done' && !run.dry
  return html`${wrong === undefined ? '' : html`<div class="mistakes"><h2>${t('照這份對照讀不出來', 'It cannot be read by this mapping')}</h2><p${own(call)}>${wrong}</p></div>`}${missing.length === 0 ? '' : html`<div class="mistakes"><h2>${t('表裡沒有這些欄', 'The table lacks these columns')}</h2><p${own(call)}>${missing.join('、')}</p></div>`}
${rows.length === 0 ? '' : isDone ? html`<details><summary>${t('前幾列是這樣讀的', 'How the first rows are read')}</summary>${rows.map((row) => saying(call, row))}</details>` : html`<h2>${t('前幾列會變成這樣', 'What the first rows become')}</h2>
${rows.map((row) => saying(call, row))}`}
<form method="post" action="${href(`/import/${said.id}`)}">
${!isFine ? '' : html`${choice({ name: 'readers', label: t('誰看得到？', 'Who can see it?'), value: said.readers[0] ?? 'everyone', mistakes, options: await readerOptions(call) })}
${mapping?.dataset.edition === undefined ? '' : boxes({ name: 'prune', label: t('上一版有、這一版沒有的', 'What the last edition had and this one has not'), values: said.prune ? ['yes'] : [], options: [{ value: 'yes', label: t('當作已經結束', 'has ended') }] })}`}
<div class="buttons">${!isFine ? '' : html`<button${isDone ? new Markup(' class="quiet"') : ''} name="act" value="import">${isDone ? t('再匯入一次', 'Import again') : t('開始匯入', 'Import')}</button> <button class="${isDone ? 'quiet' : 'plain'}" name="act" value="try">${t('先試算整份（不寫入）', 'Try all of it first (nothing is written)')}</button>`} <a class="button quiet" href="${href(`/import/${said.id}/columns`)}">${t('改每一欄是什麼', 'Change what the columns are')}</a> <button class="quiet" name="act" value="forget">${t('拿掉這個檔案', 'Take this file away')}</button></div>
</form>
<p class="hint"><a href="${href(`/import/${said.id}/mapping`)}">${t('取得對照檔（YAML）', 'Take the mapping (YAML)')}</a>：${t('下一版可以再用。', 'for the next edition.')}</p>`
}

/** What one row says. */
function saying(call: Call, { row, entities, relations, remarks: all, isRejected }: LookedRow): Markup {
  const { t, asking, language } = call
  const label = (code: string): string => asking.vocabulary.fields.get(code)?.label[language] ?? code
  return html`<div class="saying${isRejected ? ' refused' : ''}"><p class="hint">${t(`第 ${row} 列`, `Row ${row}`)}${isRejected ? html` <span class="mark disputed">${t('不會進去', 'will not go in')}</span>` : ''}</p>
${entities.map(({ kind, names, identifiers, fields }) => html`<p><b${own(call)}>${names.map(({ text }) => text).join('／')}</b> <span class="mark">${kindLabel(call, kind)}</span>${identifiers.length + Object.keys(fields).length === 0 ? '' : html` <small${own(call)}>${[...identifiers.map(({ scheme, value }) => `${scheme} ${value}`), ...Object.entries(fields).map(([code, value]) => `${label(code)}：${valueText(value)}`)].join('；')}</small>`}</p>
`)}${relations.map(({ type, from, to, start, end, about }) => html`<p class="relation"><span${own(call)}>${from}</span> <span class="verb">${typeLabel(call, type)}</span> <span${own(call)}>${to}</span>${start === undefined && end === undefined && about === '' ? '' : html` <span class="about"${own(call)}>${[about, start === undefined && end === undefined ? '' : formatPeriod(start, end, language)].filter((part) => part !== '').join('，')}</span>`}</p>
`)}${all.map(({ column, cell, reason }) => html`<p class="mistake"${own(call)}>${column}${cell === '' ? '' : `「${[...cell].slice(0, 80).join('')}」`}：${inLanguage(call, reason)}</p>
`)}</div>
`
}
