import { writeFile } from 'node:fs/promises'
import { MOST_BY_HAND } from '../archive/bulk/bulk.ts'
import { csvOf, exportSheet, xlsxOf } from '../archive/round-trip/export.ts'
import { importSheet } from '../archive/round-trip/import.ts'
import { fileRows } from '../archive/round-trip/rows.ts'
import { formatOf } from '../archive/table.ts'
import { badInput } from '../model/errors.ts'
import { newId } from '../model/ids.ts'
import { readAudience } from './audience.ts'
import { CHOICE, CHOICE_USAGE, choiceOf, told, withBulk } from './choice.ts'
import { SHARED, type Command } from './command.ts'
import { flag, numberOption, textOption } from './options.ts'
import { strong } from './text.ts'

export const sheet: Command = {
  usage: 'export --out FILE.csv|FILE.xlsx [--format csv|xlsx] [哪些] | import FILE.csv|FILE.xlsx --reason TEXT [--new --audience AUDIENCE] [--dry-run] [--shown 20] [--key WORD] [--json]\n'
    + `${CHOICE_USAGE}\n  沒有動過的格子不會改；兩邊都改過的格子列出來、不動；刪掉的列和欄什麼都不改。`,
  summary: '試算表來回 Takes a set out as a spreadsheet and reads it again: only edited cells change',
  options: { ...SHARED.json, ...CHOICE, out: { type: 'string' }, format: { type: 'string' }, reason: { type: 'string' }, 'dry-run': { type: 'boolean' }, new: { type: 'boolean' }, audience: { type: 'string' }, shown: { type: 'string' }, key: { type: 'string' } },
  words: [1, 2],
  run: (invocation) => withBulk(invocation, async (at) => {
    const { words: [verb, path], options, out, note } = invocation
    const { archive: { asking }, ports, actor } = at
    if (verb === 'export' && path === undefined) {
      const file = textOption(options, 'out')
      const format = formatWanted(textOption(options, 'format'), file)
      const sheet = await exportSheet(ports, asking.viewer, await choiceOf(at.archive, options), MOST_BY_HAND)
      if (file === undefined) return out(await csvOf(sheet))
      await writeFile(file, format === 'xlsx' ? await xlsxOf(sheet) : await csvOf(sheet))
      return note(`${sheet.rows.toLocaleString('en')} 筆、${sheet.columns.length} 欄 → ${file}`)
    }
    if (verb !== 'import' || path === undefined) throw badInput('sheet', '用法：fangzhi sheet export --out FILE.csv|FILE.xlsx … 或 fangzhi sheet import FILE')
    const format = formatOf(path)
    if (format === undefined || format === 'jsonl') throw badInput('FILE', `${path}：請給 CSV、TSV 或 XLSX (a CSV, a TSV or an XLSX)`)
    const audience = textOption(options, 'audience')
    if (flag(options, 'new') && audience === undefined) throw badInput('--audience', '新增的列要說誰看得到：--audience everyone (say who reads what is new)')
    const report = await importSheet(ports, actor, fileRows(path, { format, heading: 1 }), {
      most: MOST_BY_HAND, dryRun: flag(options, 'dry-run'), origin: 'cli', key: textOption(options, 'key') ?? newId(), reason: textOption(options, 'reason') ?? '', shown: numberOption(options, 'shown') ?? 20,
      ...(flag(options, 'new') ? { added: { audience: readAudience(await ports.directory.table(), actor, audience!) } } : {}),
    })
    await told(at, report, invocation)
    if (flag(options, 'json')) return
    if (report.conflicts > 0) out(strong(`兩邊都改過的格子有 ${report.conflicts} 個，沒有動：`))
    for (const { row, name, heading, base, theirs, now } of report.conflicting) out(`  第 ${row} 列 ${name} ${heading}：匯出時 ${base === undefined ? '（已經沒有那個版本）' : JSON.stringify(base)}，表裡 ${JSON.stringify(theirs)}，現在 ${JSON.stringify(now)}`)
    if (report.mangled > 0) out(`有 ${report.mangled} 格看起來是試算表自己改寫的（前面的零、日期、長號碼），當作沒改。`)
    if (report.passedOver.length > 0) out(`這些欄不是匯出的，沒有讀：${report.passedOver.join('、')}`)
  }),
}

/** As `--format` says, else as the file is called. @throws BAD_USER_INPUT */
function formatWanted(format: string | undefined, file: string | undefined): 'csv' | 'xlsx' {
  const wanted = format ?? (file !== undefined && formatOf(file) === 'xlsx' ? 'xlsx' : 'csv')
  if (wanted !== 'csv' && wanted !== 'xlsx') throw badInput('--format', `--format 是 csv 或 xlsx，不是「${wanted}」 (csv or xlsx)`)
  if (wanted === 'xlsx' && file === undefined) throw badInput('--out', 'XLSX 要寫進檔案：--out FILE.xlsx (an XLSX goes into a file)')
  return wanted
}
