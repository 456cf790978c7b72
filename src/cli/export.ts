import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { exportRecords } from '../exchange/jsonl.ts'
import { textLines, writeLines } from '../exchange/lines.ts'
import { PUBLIC } from '../model/audience.ts'
import type { Command } from './command.ts'
import { withArchive } from './open.ts'
import { textOption } from './options.ts'

export const exportCommand: Command = {
  usage: '[--out FILE.jsonl|FILE.jsonl.gz]',
  summary: '匯出 Everything everyone may read, as JSON lines',
  options: { out: { type: 'string' } },
  words: [0, 0],
  run: ({ options, note }) => withArchive(async ({ graph }) => {
    const path = textOption(options, 'out')
    if (path === undefined) {
      await pipeline(Readable.from(textLines(exportRecords(graph, PUBLIC))), process.stdout, { end: false })
      return
    }
    const lines = await writeLines(path, exportRecords(graph, PUBLIC))
    note(`${lines.toLocaleString('en')} 筆 → ${path}`)
  }),
}
