import { importTable } from '../archive/import.ts'
import type { Join } from '../archive/join.ts'
import { loadMapping } from '../archive/mapping.ts'
import type { ImportReport, Listed } from '../archive/report.ts'
import { readTable } from '../archive/access/read-table.ts'
import { loggedAs } from '../model/actor.ts'
import { badInput } from '../model/errors.ts'
import { demand } from '../model/permissions.ts'
import { readAudience } from './audience.ts'
import { SHARED, type Command } from './command.ts'
import { withArchive } from './open.ts'
import { flag, textOption } from './options.ts'
import { progressLine } from './progress.ts'
import { strong } from './text.ts'

/** Of each list the terminal shows this many; --json has all. */
const SHOWN = 10

export const importCommand: Command = {
  usage: 'TABLE --mapping FILE.yaml [--dry-run] [--prune] [--edition DATE] [--rejects FILE.csv] [--audience everyone] [--json]',
  summary: '匯入 A table (CSV, TSV, XLSX, JSON lines) by a mapping; docs/import.md',
  options: {
    ...SHARED.json, mapping: { type: 'string', short: 'm' }, 'dry-run': { type: 'boolean' }, prune: { type: 'boolean' },
    edition: { type: 'string' }, rejects: { type: 'string' }, audience: { type: 'string' },
  },
  words: [1, 1],
  run: (invocation) => withArchive(invocation, async ({ graph, vocabulary, actor }) => {
    const { words, options, out, note } = invocation
    demand(actor, 'import')
    const path = textOption(options, 'mapping')
    if (path === undefined) throw badInput('--mapping', 'import needs --mapping FILE.yaml, which says what the columns mean (docs/import.md)')
    const file = words[0]!
    const [edition, audience] = [textOption(options, 'edition'), textOption(options, 'audience')]
    const dryRun = flag(options, 'dry-run')
    const line = progressLine(note, '匯入（關係）')
    const report = await importTable({ graph, vocabulary }, {
      file, mapping: await loadMapping(path, vocabulary), dryRun, prune: flag(options, 'prune'), origin: 'import', actor: loggedAs(actor), viewer: actor.viewer,
      ...(edition === undefined ? {} : { edition }), ...(audience === undefined ? {} : { audience: readAudience(await readTable(graph), actor, audience) }),
      ...(dryRun ? {} : { rejects: textOption(options, 'rejects') ?? `${file}.rejects.csv` }),
      onProgress: ({ relations, bytes, totalBytes }) => line(relations, bytes === 0 ? undefined : Math.round((relations * totalBytes) / bytes)),
    })
    if (flag(options, 'json')) out(JSON.stringify(report, null, 2))
    else for (const text of reportLines(report)) out(text)
    if (report.broken === undefined) return 0
    note(`檔案從第 ${report.broken} 列起讀不下去，後面的都沒有匯入：多半是有一個引號沒有關上。改正後再匯入一次，已匯入的不會重複。`)
    return 1
  }, { create: true }),
}

function reportLines(report: ImportReport): string[] {
  const { rows, entities, relations, dry } = report
  const lines = [
    strong(`${dry ? '試算（沒有寫入）：' : ''}《${report.dataset.title}》 ${rows.read} 列${rows.passedOver > 0 ? `，略過 ${rows.passedOver} 列` : ''}${report.resumed ? '（接續上次中斷處）' : ''}`),
    `  實體：新 ${entities.new}，改 ${entities.changed}，不變 ${entities.unchanged}`,
    `  關係：新 ${relations.new}，改 ${relations.changed}，不變 ${relations.unchanged}${relations.ended > 0 ? `，結束 ${relations.ended}` : ''}`,
  ]
  const list = <T>(title: string, { count, list: items }: Listed<T>, say: (item: T) => string): void => {
    if (count === 0) return
    lines.push(`  ${title} ${count}`)
    for (const item of items.slice(0, SHOWN)) lines.push(`    ${say(item)}`)
    if (count > SHOWN) lines.push(`    … 其餘 ${count - SHOWN} 筆（--json 有全部）`)
  }
  list('併為一個', report.joined, joinText)
  list('先前的合併變得不確定而分開', report.parted, joinText)
  list('可能重複，請人判斷', report.doubts, (doubt) => `${doubt.members.map(({ name }) => name).join(' ？ ')}（同：${doubt.for.join('、')}${doubt.against.length === 0 ? '' : `；異：${doubt.against.join('、')}`}）`)
  list('退回的列', report.rejected, remarkText)
  list('提醒', report.warnings, remarkText)
  list('重複的列', report.repeats, ({ row, first }) => `第 ${row} 列說的，第 ${first} 列已經說過`)
  list('保留了人的修改', report.kept, ({ row, field, why }) => `第 ${row} 列 ${field}${why === 'clash' ? '（兩邊都改了）' : ''}`)
  list('人已撤下，不再帶回', report.left, ({ row, id }) => `第 ${row} 列 ${id}`)
  if (report.unknownUnits.length > 0) lines.push(`  單位名單裡沒有的單位：${report.unknownUnits.slice(0, SHOWN).join('、')}`)
  if (report.rejects !== undefined) lines.push(`  退回的列在 ${report.rejects}`)
  if (report.batch !== undefined) lines.push(`  批次 ${report.batch}（要整批收回：fangzhi revert ${report.batch}）`)
  else if (!dry) lines.push('  和檔案裡的一樣，沒有要改的。')
  lines.push(`  ${report.seconds.toFixed(1)} 秒`)
  return lines
}

const joinText = ({ name, intoName, rule }: Join): string => `${name} ＝ ${intoName}（${rule}）`
const remarkText = ({ row, column, reason, cell }: { row: number; column: string; reason: string; cell: string }): string =>
  `第 ${row} 列${column === '' ? '' : ` ${column}`}「${cell}」：${reason}`
