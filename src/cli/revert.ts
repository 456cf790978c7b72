import { namesOf } from '../archive/accounts/names.ts'
import type { Obstacle } from '../archive/history/obstacles.ts'
import { undo } from '../archive/history/undo.ts'
import { isId } from '../model/ids.ts'
import { SHARED, type Command } from './command.ts'
import { withAccounts, withArchive } from './open.ts'
import { flag, textOption } from './options.ts'
import { progressLine } from './progress.ts'
import { faint } from './text.ts'

/** Obstacles that the terminal lists. */
const LISTED = 20

export const revert: Command = {
  usage: 'BATCH|CHANGESET [--reason TEXT] [--dry-run] [--all-or-nothing] [--json]',
  summary: '收回 Undoes a whole import (batch) or one changeset, over later edits; ids as history and import show them',
  options: { ...SHARED.json, reason: { type: 'string' }, 'dry-run': { type: 'boolean' }, 'all-or-nothing': { type: 'boolean' } },
  words: [1, 1],
  run: (invocation) => withArchive(invocation, async ({ graph, actor }) => {
    const { words, options, out, note } = invocation
    const reason = textOption(options, 'reason')
    const dryRun = flag(options, 'dry-run')
    const report = await undo(graph, actor, words[0]!, { ...(reason === undefined ? {} : { reason }), dryRun, whole: flag(options, 'all-or-nothing'), onProgress: progressLine(note, '收回（部分）') })
    if (flag(options, 'json')) return out(JSON.stringify(report, null, 2))
    const { operations, batch, changeset, held, obstacles } = report
    if (operations === 0 && held === 0) return out('沒有要收回的：都已經收回了。')
    const did = batch ?? changeset
    out(`${dryRun ? '試算（沒有寫入）：會收回' : '收回了'} ${operations.toLocaleString('en')} 項。${dryRun || did === undefined ? '' : `這次收回也可以再收回：fangzhi revert ${did}`}`)
    if (held === 0) return
    out(`${held.toLocaleString('en')} 項整筆或部分留下，因為後來有人改過，或有別的資料連到它：`)
    const names = await actorNames(obstacles.slice(0, LISTED))
    for (const [i, { id, name, why, at, parts }] of obstacles.slice(0, LISTED).entries()) {
      out(`  「${name}」${why}${parts.length === 0 ? '' : `：${parts.join('、')}`}　${names[i]!} ${new Date(at).toISOString().slice(0, 10)}  ${faint(id)}`)
    }
    if (held > LISTED) out(`  …另有 ${(held - LISTED).toLocaleString('en')} 項`)
  }),
}

/** Accounts are opened only where one did something. */
const actorNames = async (obstacles: readonly Obstacle[]): Promise<string[]> => {
  const actors = obstacles.map(({ by }) => by)
  return actors.some(isId) ? withAccounts((accounts) => namesOf(accounts, actors)) : actors
}
