import { createReadStream, createWriteStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { rename } from 'node:fs/promises'
import { badInput } from '../model/errors.ts'

/**
 * Writes values as JSON lines. A file ending in .gz is compressed. The file appears under its name only
 * when it is whole.
 * @returns how many lines
 */
export async function writeLines(path: string, values: AsyncIterable<unknown>): Promise<number> {
  let lines = 0
  const partial = `${path}.partial`
  const counted = async function* (): AsyncGenerator<unknown> {
    for await (const value of values) {
      lines++
      yield value
    }
  }
  const file = createWriteStream(partial, { flush: true })
  if (path.endsWith('.gz')) await pipeline(Readable.from(textLines(counted())), createGzip(), file)
  else await pipeline(Readable.from(textLines(counted())), file)
  await rename(partial, path)
  return lines
}

export async function* textLines(values: AsyncIterable<unknown>): AsyncGenerator<string> {
  for await (const value of values) yield `${JSON.stringify(value)}\n`
}

/** @throws BAD_USER_INPUT naming the line that is not JSON */
export async function* readLines(path: string): AsyncGenerator<unknown> {
  const file = createReadStream(path)
  const input = path.endsWith('.gz') ? file.pipe(createGunzip()) : file.pipe(new Transform({ transform: (chunk, _, done) => done(null, chunk) }))
  file.on('error', (error) => input.destroy(error))
  let number = 0
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    number++
    if (line === '') continue
    try {
      yield JSON.parse(line)
    } catch {
      throw badInput('file', `${path}, line ${number} is not JSON: the file is cut short or not what this command writes`)
    }
  }
}
