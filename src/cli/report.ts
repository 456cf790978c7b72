import { reports, settleReport } from '../archive/contribute/reports.ts'
import { badInput } from '../model/errors.ts'
import { SHARED, type Command } from './command.ts'
import { withAccounts, withArchive } from './open.ts'
import { flag, numberOption, textOption } from './options.ts'
import { faint, strong } from './text.ts'

const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

export const report: Command = {
  usage: '[list|settle] [ID] [--settled] [--note TEXT] [--first 20] [--json]\n'
    + '  list                   what people ask to be looked at, or taken away\n'
    + '  settle ID --note TEXT  done otherwise, or not; to take it away: fangzhi redact RECORD --reason TEXT',
  summary: '通報 What people report of records: look, settle',
  options: { ...SHARED.json, settled: { type: 'boolean' }, note: { type: 'string' }, first: { type: 'string' } },
  words: [0, 2],
  run: (invocation) => withArchive(invocation, ({ graph, actor }) => withAccounts(async (accounts) => {
    const { words: [verb = 'list', id], options, out } = invocation
    if (verb === 'settle') {
      if (id === undefined) throw badInput('report', 'settle takes the id of a report')
      await settleReport({ graph, accounts }, actor, id, textOption(options, 'note') ?? '')
      return out('處理好了。')
    }
    if (verb !== 'list' || id !== undefined) throw badInput('report', `「${verb}」 is neither list nor settle ID`)
    const found = await reports({ graph, accounts }, actor, { settled: flag(options, 'settled'), first: numberOption(options, 'first') ?? 20 })
    if (flag(options, 'json')) return out(JSON.stringify(found, null, 2))
    if (found.length === 0) return out('沒有通報。')
    const names = await accounts.accountsById(found.flatMap(({ by }) => by ?? []))
    for (const { id: each, record, type, title, reason, by, contact, createdAt, settled } of found) {
      out(`${strong(title ?? type)}  ${faint(`${record}  通報 ${each}  ${day(createdAt)}`)}`)
      out(`    ${reason}`)
      const who = [by === undefined ? '沒有帳號' : names.get(by)?.name ?? '（已刪除的帳號）', ...(contact === undefined ? [] : [contact])].join('，')
      out(faint(`    通報人：${who}`))
      if (settled !== undefined) out(faint(`    ${day(settled.at)} ${settled.outcome === 'redacted' ? '塗除' : '處理'}：${settled.note}`))
    }
  })),
}
