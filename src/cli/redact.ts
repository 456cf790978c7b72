import { join } from 'node:path'
import { redact as destroy } from '../archive/redact.ts'
import { readConfig } from '../config.ts'
import { noteRedaction } from '../exchange/backup.ts'
import { badInput } from '../model/errors.ts'
import type { Command } from './command.ts'
import { letIndexFollow, withArchive } from './open.ts'
import { textOption } from './options.ts'

export const redact: Command = {
  usage: 'ID --reason TEXT',
  summary: '塗除 Destroys a record\'s words for good, in every version; only the reason stays. Cannot be undone',
  options: { reason: { type: 'string' } },
  words: [1, 1],
  run: async ({ words, options, out, note }) => {
    const reason = textOption(options, 'reason')
    if (reason === undefined) throw badInput('--reason', 'redact needs --reason TEXT: it is all that stays')
    return withArchive(async (archive) => {
      const kept = join(readConfig(process.env).DATA_DIR, 'redactions')
      const { redacted, originals } = await destroy(archive, {
        id: words[0]!, reason, actor: '命令列',
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
