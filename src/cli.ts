#!/usr/bin/env node
import { run } from './cli/run.ts'

// an archive, its backups and exports may hold what not everyone may read
process.umask(0o077)
// whoever reads us has seen enough: `fangzhi export | head`
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))

process.exitCode = await run(process.argv.slice(2))
