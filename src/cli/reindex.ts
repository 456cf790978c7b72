import { reindexAlone } from '../archive/indexing.ts'
import { openArchive, openJobs, openSearch } from '../app.ts'
import { readConfig } from '../config.ts'
import type { Command } from './command.ts'
import { progressLine } from './progress.ts'

export const reindex: Command = {
  usage: '',
  summary: '重建索引 Builds the index of the full text anew beside the live one, and swaps them',
  words: [0, 0],
  acts: 'whole',
  run: async ({ out, note }) => {
    const config = readConfig(process.env)
    const { graph } = await openArchive(config, { create: false })
    try {
      const [search, jobs] = [await openSearch(config), await openJobs(config)]
      try {
        const started = performance.now()
        const line = progressLine(note, '重建索引（紀錄）')
        await reindexAlone({ graph, search }, jobs, line)
        const { documents, sequence } = await search.status()
        out(`索引有 ${documents.toLocaleString('en')} 份文件，跟到第 ${sequence} 次變更；${((performance.now() - started) / 1000).toFixed(1)} 秒`)
      } finally {
        await Promise.all([search.close(), jobs.close()])
      }
    } finally {
      await graph.close()
    }
  },
}
