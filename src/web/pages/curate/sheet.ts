import { beginImport, forgetImport, importOf } from '../../../archive/imports/desk.ts'
import { calledAs } from '../../../archive/imports/look.ts'
import { importSheet, type SheetReport } from '../../../archive/round-trip/import.ts'
import { fileRows } from '../../../archive/round-trip/rows.ts'
import { formatOf } from '../../../archive/table.ts'
import { markup as html, type Markup } from '../../../exchange/markup.ts'
import { readForm } from '../../../http/uploads.ts'
import { writer } from '../../../http/writing.ts'
import type { KeptImport } from '../../../kept/imports.ts'
import { badInput } from '../../../model/errors.ts'
import { grouped } from '../../../model/numbers.ts'
import { demand } from '../../../model/permissions.ts'
import type { Call } from '../../call.ts'
import { attempted, choice, field, hidden, mistakesList, NONE, onceOnly, type Mistakes } from '../../form.ts'
import type { Page, Redirect } from '../../page.ts'
import { own } from '../../parts/entity.ts'
import type { Handler } from '../../route.ts'
import { doneNote, reportList, SHOWN } from './bulk-report.ts'
import { bulkPorts } from './bulk.ts'
import { fileField } from './import.ts'
import { readerOptions } from './readers.ts'

/** Sending a sheet back that was taken from here and edited. */
export const sheetPage: { readonly get: Handler; readonly post: Handler; readonly files: true } = {
  files: true,
  get: (call) => page(call, NONE),
  post: async (call) => {
    const { actor, context, request, href } = call
    demand(actor, 'propose')
    const found = await attempted(call, async () => {
      let begun: KeptImport | undefined
      if (request.isMultipart()) {
        await readForm(request, async (name, file, content) => {
          if (name === 'table' && begun === undefined) begun = await beginImport({ imports: context.imports() }, actor, { name: file, content, purpose: 'sheet' })
        })
      }
      if (begun === undefined) throw badInput('table', '請選一個檔案 (choose a file)')
      return begun.id
    })
    return 'mistakes' in found ? page(call, found.mistakes) : { to: href(`/bulk/sheet/${found.done}`) }
  },
}

async function page(call: Call, mistakes: Mistakes): Promise<Page> {
  const { t, href, actor } = call
  demand(actor, 'propose')
  return {
    title: t('改好的試算表', 'An edited sheet'), unlisted: true, ...(mistakes.size === 0 ? {} : { status: 400 }),
    main: html`<p><a href="${href('/bulk')}">${t('一次改許多', 'Change many at once')}</a></p>
<h1>${t('改好的試算表', 'An edited sheet')}</h1>
${doneNote(call, '/bulk/sheet')}<p>${t('從「一次改許多」下載的試算表，改好了在這裡送回來。只有您改過的格子會變；別人這段時間改的不會被蓋掉。', 'A sheet that was taken from “Change many at once” comes back here. Only the cells that you edited change; what others changed meanwhile stays.')}</p>
${mistakesList(call, mistakes)}<form method="post" enctype="multipart/form-data" action="${href('/bulk/sheet')}">
${fileField({ name: 'table', label: t('把檔案拖到這裡，或按一下選檔案', 'Drop a file here, or choose one'), hint: t('CSV、TSV 或 XLSX，方括號裡的代碼請照原樣。', 'CSV, TSV or XLSX; leave the codes in brackets as they are.'), accept: '.csv,.tsv,.xlsx', mistake: mistakes.get('table') })}
<div class="buttons"><button>${t('看會改什麼', 'See what would change')}</button></div></form>`,
  }
}

/** What an edited sheet would change, and doing it. */
export const sheetPreview: { readonly get: Handler; readonly post: Handler } = {
  get: (call) => preview(call, NONE),
  post: async (call) => {
    const { form, actor, context, params, href } = call
    const { said } = await importOf({ imports: context.imports() }, actor, params['id']!, 'sheet')
    if (form.get('act') === 'look') return { to: href(`/bulk/sheet/${said.id}`, { readers: form.get('readers') }) }
    const found = await attempted(call, () => read(call, said, { dryRun: false, key: form.get('key') ?? '', reason: (form.get('reason') ?? '').trim(), token: form.get('token') ?? '', readers: form.get('readers') ?? '' }))
    if ('mistakes' in found) return preview(call, found.mistakes)
    await forgetImport({ imports: context.imports() }, actor, said.id, 'sheet')
    return { to: href('/bulk/sheet', { batch: found.done.batch ?? null, changed: String(found.done.changed) }) }
  },
}

async function read(call: Call, said: KeptImport, { readers, ...options }: { readonly dryRun: boolean; readonly key: string; readonly reason: string; readonly token?: string; readonly readers: string }): Promise<SheetReport> {
  const { context } = call
  const path = context.imports().tableOf(said.id)
  try {
    return await importSheet(bulkPorts(call), writer(context), fileRows(path, { format: formatOf(said.name)! }), { ...options, shown: SHOWN, origin: 'web', ...(readers === '' ? {} : { added: { audience: { protocols: [readers] } } }) })
  } catch (error) {
    throw calledAs(error, path, said.name)
  }
}

async function preview(call: Call, mistakes: Mistakes): Promise<Page | Redirect> {
  const { t, href, actor, context, params, form, query } = call
  const { said } = await importOf({ imports: context.imports() }, actor, params['id']!, 'sheet')
  const readers = form.get('readers') ?? query.get('readers') ?? ''
  const found = await attempted(call, () => read(call, said, { dryRun: true, key: 'preview-', reason: '', readers }))
  const wrong = 'mistakes' in found ? new Map([...mistakes, ...[...found.mistakes].map(([, message]) => ['', message] as const)]) : mistakes
  const path = `/bulk/sheet/${said.id}`
  return {
    title: said.name, unlisted: true, wide: true, ...(wrong.size === 0 ? {} : { status: wrong.has('reason') ? 400 : 409 }),
    main: html`<p><a href="${href('/bulk/sheet')}">${t('改好的試算表', 'An edited sheet')}</a></p>
<h1${own(call)}>${said.name}</h1>
${mistakesList(call, wrong)}${'mistakes' in found ? html`<p><a href="${href('/bulk/sheet')}">${t('換一個檔案', 'Send another file')}</a></p>` : html`${reportList(call, found.done)}${conflicts(call, found.done)}
<form method="post" action="${href(path)}">${onceOnly()}${hidden('token', found.done.token)}
${choice({ name: 'readers', label: t('沒有編號的列', 'Rows without an id'), value: readers, options: [{ value: '', label: t('不要加進來', 'are not taken in') }, ...(await readerOptions(call)).map(({ value, label }) => ({ value, label: t(`是新的，給${label}看`, `are new, for: ${label}`) }))] })}<p><button class="quiet" name="act" value="look" formnovalidate>${t('這樣再看一次', 'Look so again')}</button></p>
${found.done.changed === 0 ? html`<p>${t('沒有要改的。', 'Nothing changes.')}</p>` : html`${field({ name: 'reason', label: t('為什麼要改', 'Why'), value: form.get('reason') ?? '', mistakes, most: 500 })}<div class="buttons"><button name="act" value="do">${t(`就這樣改（${grouped(found.done.changed)} 筆）`, `Change them (${grouped(found.done.changed)})`)}</button></div>`}</form>`}`,
  }
}

/** Cells that were changed here and there, and what a spreadsheet did by itself. */
function conflicts(call: Call, { conflicts: count, conflicting, mangled, passedOver }: SheetReport): Markup {
  const { t } = call
  return html`${count === 0 ? '' : html`<h2>${t(`兩邊都改過的格子（${grouped(count)}），留著不動`, `Changed on both sides (${grouped(count)}): left as they are`)}</h2>
<section class="scroll" tabindex="0" aria-label="${t('兩邊都改過的格子', 'Changed on both sides')}"><table><thead><tr><th scope="col">${t('列', 'Row')}</th><th scope="col">${t('欄', 'Column')}</th><th scope="col">${t('下載時', 'When taken')}</th><th scope="col">${t('您改成', 'Yours')}</th><th scope="col">${t('現在', 'Now')}</th></tr></thead><tbody${own(call)}>
${conflicting.map(({ row, name, heading, base, theirs, now }) => html`<tr><td>${row} ${name}</td><td>${heading.replace(/［.*$/u, '')}</td><td>${base ?? '—'}</td><td><ins>${theirs}</ins></td><td><b>${now}</b></td></tr>\n`)}</tbody></table></section>`}
${mangled === 0 ? '' : html`<p class="hint">${t(`有 ${mangled} 格只是試算表自己換了寫法（開頭的零、日期），當作沒有改。`, `${mangled} cells were only written otherwise by the spreadsheet: they count as unchanged.`)}</p>`}${passedOver.length === 0 ? '' : html`<p class="hint">${t('這些欄不是從這裡匯出的，沒有讀', 'Columns that are not of an export were passed over')}：<span${own(call)}>${passedOver.join('、')}</span></p>`}`
}
