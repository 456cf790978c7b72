import type { IngestReport } from '../archive/ingest.ts'
import { ingestFile } from '../ingest.ts'
import { readTable } from '../archive/access/read-table.ts'
import { loggedAs } from '../model/actor.ts'
import { DOCUMENT_FORMATS, type DocumentFormat } from '../model/document.ts'
import { ArchiveError, badInput } from '../model/errors.ts'
import { demand } from '../model/permissions.ts'
import { readAudience } from './audience.ts'
import { SHARED, type Command } from './command.ts'
import { withArchive } from './open.ts'
import { flag, textOption } from './options.ts'
import { faint, strong } from './text.ts'

/** Of each list the terminal shows this many; --json has all. */
const SHOWN = 10

export const ingest: Command = {
  usage: 'FILE … [--key KEY] [--format markdown|text|html|docx|epub|pdf] [--encoding big5] [--dry-run] [--audience everyone] [--json]',
  summary: '收錄文獻 Takes documents apart: record, authors, chapters, text, citations, names, proposals; docs/literature.md',
  options: { ...SHARED.json, key: { type: 'string' }, format: { type: 'string' }, encoding: { type: 'string' }, 'dry-run': { type: 'boolean' }, audience: { type: 'string' } },
  words: [1, 1_000],
  run: (invocation) => withArchive(invocation, async (archive) => {
    const { words, options, out, note } = invocation
    demand(archive.actor, 'import')
    const [key, format, encoding, audience] = ['key', 'format', 'encoding', 'audience'].map((name) => textOption(options, name))
    if (key !== undefined && words.length > 1) throw badInput('--key', '--key names one document: give one file (一次一個檔案)')
    if (format !== undefined && !(DOCUMENT_FORMATS as readonly string[]).includes(format)) throw badInput('--format', `--format is one of ${DOCUMENT_FORMATS.join(', ')}, not 「${format}」`)
    const reports: IngestReport[] = []
    let failed = 0
    for (const file of words) {
      try {
        const report = await ingestFile(archive, {
          file, actor: loggedAs(archive.actor), viewer: archive.actor.viewer, dryRun: flag(options, 'dry-run'), ...(key && { key }), ...(encoding && { encoding }), ...(format && { format: format as DocumentFormat }),
          ...(audience === undefined ? {} : { audience: readAudience(await readTable(archive.graph), archive.actor, audience) }),
        })
        reports.push(report)
        if (!flag(options, 'json')) for (const line of lines(report)) out(line)
      } catch (error) {
        // one file that cannot be read does not keep the others out
        if (!(error instanceof ArchiveError) || words.length === 1) throw error
        failed++
        note(`${file}：${error.message}`)
      }
    }
    if (flag(options, 'json')) out(JSON.stringify(reports, null, 2))
    return failed === 0 ? 0 : 1
  }, { create: true }),
}

function lines({ dataset, dry, entities, relations, passages, proposals, findings, doubts, joined, kept, batch, seconds }: IngestReport): string[] {
  const waiting = Object.entries(proposals)
  return [
    strong(`${dry ? '試算（沒有寫入）：' : ''}《${dataset.title}》  ${faint(dataset.work)}`),
    `  實體：新 ${entities.new}，改 ${entities.changed}，不變 ${entities.unchanged}`,
    `  關係：新 ${relations.new}，改 ${relations.changed}，不變 ${relations.unchanged}`,
    `  段落：新 ${passages.new}，改 ${passages.changed}，不變 ${passages.unchanged}${passages.gone > 0 ? `，撤下 ${passages.gone}` : ''}`,
    ...(waiting.length === 0 ? [] : [`  待審：${waiting.map(([type, count]) => `${type} ${count}`).join('、')}（fangzhi review --work ${dataset.work}）`]),
    ...list('併為一個', joined.count, joined.list.map(({ name, intoName }) => `${name} ＝ ${intoName}`)),
    ...list('可能重複，請人判斷', doubts.count, doubts.list.map(({ members }) => members.map(({ name }) => name).join(' ？ '))),
    ...list('保留了人的修改', kept.count, kept.list.map(({ id, field }) => `${id} ${field}`)),
    ...list('請看一看', findings.length, findings.map(({ text, at }) => `${at?.page === undefined ? '' : `頁 ${at.page}：`}${text}`)),
    batch === undefined ? (dry ? '' : '  和檔案庫裡的一樣，沒有要改的。') : `  批次 ${batch}（要整批收回：fangzhi revert ${batch}）`,
    `  ${seconds.toFixed(1)} 秒`,
  ].filter((line) => line !== '')
}

function list(title: string, count: number, items: readonly string[]): string[] {
  if (count === 0) return []
  return [`  ${title} ${count}`, ...items.slice(0, SHOWN).map((item) => `    ${item}`), ...(count > SHOWN ? [`    … 其餘 ${count - SHOWN} 筆（--json 有全部）`] : [])]
}
