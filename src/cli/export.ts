import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { exportRecords } from '../exchange/jsonl.ts'
import { textLines, writeLines } from '../exchange/lines.ts'
import { WHOLE } from '../model/audience.ts'
import { badInput } from '../model/errors.ts'
import { WHOLE_NOTE, type Command } from './command.ts'
import { withArchive } from './open.ts'
import { flag, textOption } from './options.ts'

export const exportCommand: Command = {
  usage: '[--all] [--out FILE.jsonl|FILE.jsonl.gz]',
  summary: '匯出 Everything one may read, as JSON lines; --all: also what not everyone may read',
  options: { all: { type: 'boolean' }, out: { type: 'string' } },
  words: [0, 0],
  run: (invocation) => withArchive(invocation, async ({ graph, asking }) => {
    const { options, note, as } = invocation
    const [path, all] = [textOption(options, 'out'), flag(options, 'all')]
    if (all && as !== undefined) throw badInput('--all', '--all 是整個檔案庫，不能同時用 --as (--all is the whole archive, --as one reader\'s part of it)')
    if (all) note(WHOLE_NOTE)
    const records = exportRecords(graph, all ? WHOLE : asking.viewer)
    if (path === undefined) {
      await pipeline(Readable.from(textLines(records)), process.stdout, { end: false })
      return
    }
    const lines = await writeLines(path, records)
    note(`${lines.toLocaleString('en')} 筆 → ${path}`)
  }),
}
