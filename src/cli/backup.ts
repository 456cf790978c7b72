import { join, resolve } from 'node:path'
import { readConfig } from '../config.ts'
import { backup as write, restore as read } from '../exchange/backup.ts'
import { noteBackup } from '../exchange/backup-list.ts'
import type { Command } from './command.ts'
import { withWhole } from './open.ts'
import { textOption } from './options.ts'
import { progressLine } from './progress.ts'

export const backup: Command = {
  usage: 'FILE.jsonl.gz',
  summary: '備份 The whole log and the originals in one file (readable by nobody who may not read everything)',
  words: [1, 1],
  acts: 'whole',
  run: ({ words, note }) => withWhole(async (archive) => {
    const { changesets, blobs, absent } = await write(archive, words[0]!, progressLine(note, '備份'))
    await noteBackup(join(readConfig(process.env).DATA_DIR, 'backups.jsonl'), { at: new Date().toISOString(), file: resolve(words[0]!) })
    note(`整個檔案（${changesets} 次變更，${blobs} 份原件，含不公開的內容）→ ${words[0]}。這個檔案請像原件一樣保管。`)
    if (absent.length > 0) note(`注意：${absent.length} 份原件不在了或已損壞，備份裡沒有：${absent.slice(0, 5).join('、')}${absent.length > 5 ? '…' : ''}`)
  }),
}

export const restore: Command = {
  usage: 'FILE.jsonl.gz [--redactions FILE]',
  summary: '還原 A backup into an empty archive, later redactions honoured',
  options: { redactions: { type: 'string' } },
  words: [1, 1],
  acts: 'whole',
  run: ({ words, options, note }) => withWhole(async (archive) => {
    const redactions = textOption(options, 'redactions') ?? join(readConfig(process.env).DATA_DIR, 'redactions')
    const done = await read(archive, words[0]!, redactions, progressLine(note, '還原'))
    note(`還原了 ${done.changesets} 次變更，${done.blobs} 份原件，補行塗除 ${done.redacted} 筆。`)
    if (done.warned) note(`注意：沒有找到 ${redactions}，備份之後才塗除的內容可能又回來了。請用 --redactions 指出原來 DATA_DIR 裡的 redactions 檔。`)
  }, { create: true }),
}
