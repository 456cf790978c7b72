import { readConfig } from '../config.ts'
import { serve as start } from '../main.ts'
import type { Command } from './command.ts'

export const serve: Command = {
  usage: '',
  summary: '啟動服務 The service; settings are in the environment (HOST, PORT, DATA_DIR, SEED, NEO4J_URI …)',
  words: [0, 0],
  acts: 'service',
  run: async ({ out }) => { await start(readConfig(process.env), out) },
}
