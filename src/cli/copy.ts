import { openEmbedded, openNeo4jArchive } from '../app.ts'
import { readConfig } from '../config.ts'
import { copyArchive } from '../exchange/copy.ts'
import { badInput } from '../model/errors.ts'
import { loadVocabulary } from '../vocabulary.ts'
import type { Command } from './command.ts'
import { flag } from './options.ts'
import { progressLine } from './progress.ts'

export const copy: Command = {
  usage: '[--back]',
  summary: '複製 The embedded archive (DATA_DIR) into Neo4j (NEO4J_URI), history and all; --back: the other way',
  options: { back: { type: 'boolean' } },
  words: [0, 0],
  acts: 'whole',
  run: async ({ options, note }) => {
    const config = readConfig(process.env)
    if (config.NEO4J_URI === undefined) throw badInput('NEO4J_URI', 'copy needs to know where to: set NEO4J_URI (and NEO4J_USER, NEO4J_PASSWORD)')
    const vocabulary = loadVocabulary()
    const embedded = await openEmbedded(config, vocabulary)
    try {
      const neo4j = await openNeo4jArchive(config, vocabulary)
      try {
        const [from, to] = flag(options, 'back') ? [neo4j, embedded] : [embedded, neo4j]
        const { copied, sequence } = await copyArchive(from, to, progressLine(note, '複製'))
        note(copied === 0 ? `沒有要複製的：兩邊都到第 ${sequence} 次變更。` : `複製了 ${copied} 次變更；兩邊一樣。`)
      } finally {
        await neo4j.close()
      }
    } finally {
      await embedded.close()
    }
  },
}
