import { accessSync, constants, statSync } from 'node:fs'
import { checkBlobs } from '../blobs/references.ts'
import { openSearch } from '../app.ts'
import { readConfig, type Config } from '../config.ts'
import { WHOLE } from '../model/audience.ts'
import { ArchiveError } from '../model/errors.ts'
import type { Command } from './command.ts'
import { withWhole } from './open.ts'
import { flag } from './options.ts'
import { strong } from './text.ts'

export const doctor: Command = {
  usage: '[--repair]',
  summary: '檢查 Whether settings, store and projections are well; --repair rebuilds the projections from the log',
  options: { repair: { type: 'boolean' } },
  words: [0, 0],
  acts: 'whole',
  run: async ({ options, out }) => {
    const config = readConfig(process.env)
    out(`Node ${process.version}，${config.NEO4J_URI === undefined ? `SQLite ${process.versions['sqlite'] ?? ''}：${config.archiveFile}` : `Neo4j：${config.NEO4J_URI}`}`)
    if (config.NEO4J_URI === undefined) {
      try {
        accessSync(config.archiveFile, constants.R_OK | constants.W_OK)
        out(`檔案 ${(statSync(config.archiveFile).size / 1e6).toFixed(1)} MB，可讀寫`)
      } catch {
        out(`${config.archiveFile} 還不存在：npm start 會建立它`)
      }
    }
    return withWhole(async ({ graph, vocabulary, blobs }) => {
      await graph.health()
      const { entities, relations, evidence, contents } = await graph.statistics(WHOLE)
      const sum = (counts: Readonly<Record<string, number | undefined>>): number => Object.values(counts).reduce<number>((total, n) => total + (n ?? 0), 0)
      out(`第 ${await graph.sequence()} 次變更；實體 ${sum(entities)}，關係 ${sum(relations)}，憑據 ${evidence}，全文 ${contents}；詞彙：${vocabulary.relations.size} 種關係`)
      const { records, differences } = await graph.reproject({ check: !flag(options, 'repair') })
      out(`由紀錄重算了 ${records} 筆`)
      for (const difference of differences) out(`  ✗ ${difference}`)
      const { named, absent, damaged, unnamed } = await checkBlobs(blobs, graph.replay())
      out(`原件 ${named} 份${unnamed.length === 0 ? '' : `，另有 ${unnamed.length} 份沒有紀錄提到（匯入未完成，或正在進行）`}`)
      // told and no more: the texts are in the log, and nothing can bring an original back but a backup
      for (const sha256 of absent) out(`  ! 原件 ${sha256} 不在了`)
      for (const sha256 of damaged) out(`  ! 原件 ${sha256} 已損壞`)
      out(await indexSaid(config, await graph.sequence()))
      out(strong(differences.length === 0 ? '一切正常。' : flag(options, 'repair') ? '已依紀錄修正。' : '投影與紀錄不符：用 --repair 修正。'))
      return differences.length === 0 || flag(options, 'repair') ? 0 : 1
    })
  },
}

/** The index is a view and catches up by itself: that it lags or is away is told, and is no failure. */
async function indexSaid(config: Config, newest: number): Promise<string> {
  const where = config.MEILI_URL === undefined ? '內建' : `Meilisearch：${config.MEILI_URL}`
  try {
    const search = await openSearch(config)
    try {
      const { documents, sequence } = await search.status()
      return `全文索引（${where}）${documents.toLocaleString('en')} 份文件，${sequence >= newest ? '已跟上' : `落後 ${newest - sequence} 次變更，服務執行時會自己跟上（或 fangzhi reindex）`}`
    } finally {
      await search.close()
    }
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error
    return `全文索引（${where}）暫時連不上：${error.message}`
  }
}
