#!/usr/bin/env node
import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'

// what Node makes of two thousand files is kept, which halves the time of a start; where it may not be written, nothing is.
// In the environment, since threads look there
process.env['NODE_COMPILE_CACHE'] ??= fileURLToPath(new URL('../node_modules/.cache/fangzhi', import.meta.url))
enableCompileCache()
const { run } = await import('./cli/run.ts')

// an archive, its backups and exports may hold what not everyone may read
process.umask(0o077)
// whoever reads us has seen enough: `fangzhi export | head`
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))

process.exitCode = await run(process.argv.slice(2))
