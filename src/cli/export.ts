import { exportRecords } from '../exchange/jsonl.ts'
import { writeLines } from '../exchange/lines.ts'
import { PUBLIC } from '../model/audience.ts'
import type { Command } from './command.ts'
import { withArchive } from './open.ts'
import { textOption } from './options.ts'

export const exportCommand: Command = {
  usage: '[--out FILE.jsonl|FILE.jsonl.gz]',
  summary: '匯出 Everything everyone may read, as JSON lines',
  options: { out: { type: 'string' } },
  words: [0, 0],
  run: ({ options, out, note }) => withArchive(async ({ graph }) => {
    const path = textOption(options, 'out')
    if (path === undefined) {
      for await (const record of exportRecords(graph, PUBLIC)) out(JSON.stringify(record))
      return
    }
    const lines = await writeLines(path, exportRecords(graph, PUBLIC))
    note(`${lines.toLocaleString('en')} 筆 → ${path}`)
  }),
}
