import { join } from 'node:path'
import { takeDown } from '../archive/contribute/takedown.ts'
import { openDerived } from '../blobs/derived.ts'
import { readConfig } from '../config.ts'
import { noteRedaction } from '../exchange/backup.ts'
import { readBackups } from '../exchange/backup-list.ts'
import { badInput } from '../model/errors.ts'
import type { Command } from './command.ts'
import { letIndexFollow, withAccounts, withArchive } from './open.ts'
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
    return withArchive(invocation, (archive) => withAccounts(async (accounts) => {
      const { DATA_DIR } = readConfig(process.env)
      const kept = join(DATA_DIR, 'redactions')
      const { redacted, originals, backups } = await takeDown({
        ...archive, accounts, derived: openDerived(join(DATA_DIR, 'derived')),
        note: (entry) => noteRedaction(kept, { ...entry, at: new Date().toISOString() }),
        backups: () => readBackups(join(DATA_DIR, 'backups.jsonl')),
      }, archive.actor, { id: words[0]!, reason })
      out(`塗除了 ${redacted.length} 筆${redacted.length > 1 ? `（其中 ${redacted.length - 1} 筆是它的全文和引文裡有這個名稱的憑據）` : ''}${originals > 0 ? `，刪去了 ${originals} 份原件` : ''}。`)
      if (backups.length > 0) note(`這些備份是塗除以前寫的，裡面還有：\n${backups.map(({ at, file }) => `  ${at.slice(0, 10)}  ${file}`).join('\n')}`)
      note(`還原從前的備份時請帶著 ${kept}，裡面的會再塗除一次。匯出過的檔案請自行刪除。`)
      await letIndexFollow(archive).catch((error: unknown) => {
        note(`全文索引裡還有：${error instanceof Error ? error.message : String(error)}。服務執行時會自己補上，或請執行 fangzhi reindex。`)
      })
    }))
  },
}
