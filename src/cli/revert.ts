import { demandUndo } from '../archive/access/concern.ts'
import { revertBatch, revertChangeset } from '../archive/revert.ts'
import { loggedAs } from '../model/actor.ts'
import { SHARED, type Command } from './command.ts'
import { withArchive } from './open.ts'
import { flag, textOption } from './options.ts'
import { progressLine } from './progress.ts'

export const revert: Command = {
  usage: 'BATCH|CHANGESET [--reason TEXT] [--json]',
  summary: '收回 Undoes a whole import (batch) or one changeset; ids as history and import show them',
  options: { ...SHARED.json, reason: { type: 'string' } },
  words: [1, 1],
  run: (invocation) => withArchive(invocation, async ({ graph, actor }) => {
    const { words, options, out, note } = invocation
    const id = words[0]!
    await demandUndo(graph, actor, id)
    const reason = textOption(options, 'reason')
    const line = progressLine(note, '收回（部分）')
    const settings = { actor: loggedAs(actor), viewer: actor.viewer, ...(reason === undefined ? {} : { reason }), onProgress: line }
    const isBatch = (await graph.batches({ id })).length > 0
    const report = isBatch ? await revertBatch(graph, id, settings) : await revertChangeset(graph, id, settings)
    if (flag(options, 'json')) return out(JSON.stringify(report, null, 2))
    if (report.operations === 0) return out('沒有要收回的：都已經收回了。')
    out(`收回了 ${report.operations.toLocaleString('en')} 項。${report.batch === undefined ? '' : `這次收回也是一批，可以再收回：fangzhi revert ${report.batch}`}`)
  }),
}
