import { beginImport, importsOf, sayImport } from '../../../archive/imports/desk.ts'
import { markup as html, Markup } from '../../../exchange/markup.ts'
import { readForm } from '../../../http/uploads.ts'
import type { ImportRun, KeptImport } from '../../../kept/imports.ts'
import { badInput } from '../../../model/errors.ts'
import { KINDS } from '../../../model/records.ts'
import { demand } from '../../../model/permissions.ts'
import type { Call } from '../../call.ts'
import { attempted, choice, idOf, mistakesList, NONE, type Mistakes } from '../../form.ts'
import type { Page, Redirect } from '../../page.ts'
import { kindLabel } from '../../parts/entity.ts'
import { momentOf } from '../../parts/moment.ts'
import { workroom } from '../../parts/workroom.ts'
import type { Handler } from '../../route.ts'

/** Bringing in a table: sending the file, and what became of those that one sent. */
export const importPage: { readonly get: Handler; readonly post: Handler; readonly files: true } = { files: true, get: (call) => page(call, NONE), post: sent }

async function sent(call: Call): Promise<Page | Redirect> {
  const { actor, context, request, href, asking } = call
  demand(actor, 'import')
  if (!request.isMultipart()) return page(call, new Map([['table', call.t('請選一個檔案', 'Choose a file')]]))
  const ports = { imports: context.imports() }
  let begun: KeptImport | undefined
  const found = await attempted(call, async () => {
    const form = await readForm(request, async (field, name, content) => {
      if (field === 'table' && begun === undefined) begun = await beginImport(ports, actor, { name, content })
    })
    if (begun === undefined) throw badInput('table', '請選一個檔案 (choose a file)')
    const kind = KINDS.find((one) => one === form.get('kind')) ?? 'Organization'
    await sayImport(ports, actor, asking.vocabulary, begun.id, { answers: [['kind', kind]] })
    return begun.id
  })
  return 'mistakes' in found ? page(call, found.mistakes) : { to: href(`/import/${found.done}/columns`) }
}

async function page(call: Call, mistakes: Mistakes): Promise<Page> {
  const { t, href, actor, context } = call
  demand(actor, 'import')
  const mine = await importsOf({ imports: context.imports() }, actor)
  return {
    title: t('匯入名冊', 'Import a table'), unlisted: true, ...(mistakes.size === 0 ? {} : { status: 400 }),
    main: html`${workroom(call)}<h1>${t('匯入名冊', 'Import a table')}</h1>
<p>${t('一張表，一列一個單位、場所或人。先說每一欄是什麼，看過前幾列會變成什麼，再決定要不要寫進去；寫進去了也隨時可以整批收回。', 'A table with a row for each body, place or person. Say what its columns are, see what the first rows become, and only then decide; all of it can be taken back at any time.')}</p>
${steps(call, 1)}${mistakesList(call, mistakes)}<form method="post" enctype="multipart/form-data" action="${href('/import')}">
${fileField({ name: 'table', label: t('把檔案拖到這裡，或按一下選檔案', 'Drop a file here, or choose one'), hint: t('CSV、TSV、XLSX 或 JSON Lines；編碼（UTF-8、Big5…）會自動認出來。', 'CSV, TSV, XLSX or JSON lines; the encoding is found out.'), accept: '.csv,.tsv,.txt,.tab,.xlsx,.xlsm,.jsonl,.ndjson', mistake: mistakes.get('table') })}
${choice({ name: 'kind', label: t('每一列說的是什麼？', 'What is each row about?'), value: 'Organization', options: KINDS.filter((one) => !['Entry', 'Collection'].includes(one)).map((one) => ({ value: one, label: kindLabel(call, one) })) })}
<div class="buttons"><button>${t('送出檔案', 'Send the file')}</button></div>
</form>
${mine.length === 0 ? '' : html`<h2>${t('我送過的', 'What I sent')}</h2>
<ul class="plainlist">${mine.map(({ said, run }) => html`<li><a href="${href(said.mapping === undefined ? `/import/${said.id}/columns` : `/import/${said.id}`)}">${titleOf(said)}</a> <span class="mark">${stateOf(call, said, run)}</span> <small>${momentOf(call, said.at)}</small></li>`)}</ul>
<p class="hint">${t('沒有再動的檔案，三十天後從這裡拿掉；已經寫進檔案庫的不受影響。', 'Files that nobody goes on with are taken away after thirty days; what is in the archive stays.')}</p>`}`,
  }
}

/** A place to drop a file on; the browser's own field does it. */
export const fileField = ({ name, label, hint, accept, mistake }: { readonly name: string; readonly label: string; readonly hint: string; readonly accept: string; readonly mistake?: string | undefined }): Markup => html`<div class="field drop${mistake === undefined ? '' : ' wrong'}">
<label for="${idOf(name)}">${label}</label>
<p class="hint" id="${idOf(name)}-hint">${hint}</p>
${mistake === undefined ? '' : html`<p class="mistake" id="${idOf(name)}-mistake">${mistake}</p>`}<input type="file" id="${idOf(name)}" name="${name}" accept="${accept}" aria-describedby="${idOf(name)}-hint${mistake === undefined ? '' : ` ${idOf(name)}-mistake`}">
</div>
`

/** What comes after what. */
export function steps({ t }: Pick<Call, 't'>, now: number): Markup {
  const all = [t('1 送檔案', '1 File'), t('2 每一欄是什麼', '2 Columns'), t('3 先看，再匯入', '3 Look, then import')]
  return html`<ol class="steps" aria-label="${t('步驟', 'Steps')}">${all.map((one, i) => html`<li${i + 1 === now ? new Markup(' aria-current="step"') : ''}>${one}</li>`)}</ol>
`
}

export const titleOf = ({ answers, name }: KeptImport): string => answers.find(([key, value]) => key === 'title' && value.trim() !== '')?.[1] ?? name

export function stateOf({ t }: Pick<Call, 't'>, said: KeptImport, run: ImportRun | undefined): string {
  if (said.mapping === undefined) return t('還沒說每一欄是什麼', 'columns not said yet')
  switch (run?.state) {
    case undefined: return t('還沒匯入', 'not imported yet')
    case 'waiting': return t('排隊中', 'waiting')
    case 'running': return run.dry ? t('試算中', 'being tried') : t('匯入中', 'being imported')
    case 'stopped': return t('停下了', 'stopped')
    case 'failed': return t('沒有成功', 'failed')
    case 'done': return run.dry ? t('試算過', 'tried') : t('匯入了', 'imported')
  }
}
