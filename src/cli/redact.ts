import { join } from 'node:path'
import { redact as destroy } from '../archive/redact.ts'
import { readConfig } from '../config.ts'
import { noteRedaction } from '../exchange/backup.ts'
import { demandFor } from '../archive/access/concern.ts'
import { loggedAs } from '../model/actor.ts'
import { badInput } from '../model/errors.ts'
import type { Command } from './command.ts'
import { letIndexFollow, withArchive } from './open.ts'
import { textOption } from './options.ts'

export const redact: Command = {
  usage: 'ID --reason TEXT',
  summary: '塗除 Destroys a record\'s words for good, in every version; only the reason stays. Cannot be undone',
  options: { reason: { type: 'string' } },
  words: [1, 1],
  run: async (invocation) => {
    const { words, options, out, note } = invocation
    const reason = textOption(options, 'reason')
    if (reason === undefined) throw badInput('--reason', 'redact needs --reason TEXT: it is all that stays')
    return withArchive(invocation, async (archive) => {
      const { actor } = archive
      await demandFor(archive.graph, actor, 'redact', [words[0]!])
      const kept = join(readConfig(process.env).DATA_DIR, 'redactions')
      const { redacted, originals } = await destroy(archive, {
        id: words[0]!, reason, actor: loggedAs(actor),
        note: (entry) => noteRedaction(kept, { ...entry, at: new Date().toISOString() }),
      })
      out(`塗除了 ${redacted.length} 筆${redacted.length > 1 ? `（其中 ${redacted.length - 1} 筆是它的全文和引文裡有這個名稱的憑據）` : ''}${originals.length > 0 ? `，刪去了 ${originals.length} 份原件` : ''}。`)
      note(`從前的備份裡還有：還原時請帶著 ${kept}，會再塗除一次。匯出過的檔案請自行刪除。`)
      await letIndexFollow(archive).catch((error: unknown) => {
        note(`全文索引裡還有：${error instanceof Error ? error.message : String(error)}。服務執行時會自己補上，或請執行 fangzhi reindex。`)
      })
    })
  },
}
