import { join } from 'node:path'
import { readConfig } from '../config.ts'
import { backup as write, restore as read } from '../exchange/backup.ts'
import type { Command } from './command.ts'
import { withArchive } from './open.ts'
import { textOption } from './options.ts'
import { progressLine } from './progress.ts'

export const backup: Command = {
  usage: 'FILE.jsonl.gz',
  summary: '備份 The whole log in one file (readable by nobody who may not read everything)',
  words: [1, 1],
  run: ({ words, note }) => withArchive(async ({ graph }) => {
    const { changesets } = await write(graph, words[0]!, progressLine(note, '備份'))
    note(`整個檔案（${changesets} 次變更，含不公開的內容）→ ${words[0]}。這個檔案請像原件一樣保管。`)
  }),
}

export const restore: Command = {
  usage: 'FILE.jsonl.gz [--redactions FILE]',
  summary: '還原 A backup into an empty archive, later redactions honoured',
  options: { redactions: { type: 'string' } },
  words: [1, 1],
  run: ({ words, options, note }) => withArchive(async ({ graph }) => {
    const redactions = textOption(options, 'redactions') ?? join(readConfig(process.env).DATA_DIR, 'redactions')
    const done = await read(graph, words[0]!, redactions, progressLine(note, '還原'))
    note(`還原了 ${done.changesets} 次變更，補行塗除 ${done.redacted} 筆。`)
    if (done.warned) note(`注意：沒有找到 ${redactions}，備份之後才塗除的內容可能又回來了。請用 --redactions 指出原來 DATA_DIR 裡的 redactions 檔。`)
  }, { create: true }),
}
