import { createHash } from 'node:crypto'
import { Transform, type Readable } from 'node:stream'
import { ArchiveError, unavailable } from '../../model/errors.ts'

/** The same bytes, and an error at their end where they are not those of the hash. */
export function checked(file: Readable, sha256: string): Readable {
  const digest = createHash('sha256')
  const check = new Transform({
    transform(chunk: Buffer, _, done) {
      digest.update(chunk)
      done(null, chunk)
    },
    flush(done) {
      done(digest.digest('hex') === sha256 ? null : new ArchiveError('INTERNAL', `the original ${sha256} is damaged: what is kept has another hash; bring it back from a backup`))
    },
  })
  file.on('error', (error) => check.destroy(unavailable('the folder of originals', error)))
  // whoever stops reading lets the file go
  check.on('close', () => file.destroy())
  return file.pipe(check)
}
