import { strFromU8, unzipSync } from 'fflate'
import { refuse, type Source } from './source.ts'

/** The parts of a zip file, by name. */
export type Parts = ReadonlyMap<string, Uint8Array>

/** More entries than any book has. */
const ENTRIES = 50_000

/**
 * Inflates the wanted parts. Sizes come from the directory of the file, and no part is let grow beyond what it
 * says there: a bomb is refused before it goes off.
 * @throws BAD_USER_INPUT when the file is broken, or its parts together would take more than `source.limit` bytes
 */
export function unzipped({ bytes, name, limit }: Source, wanted: (part: string) => boolean): Parts {
  let total = 0
  let entries = 0
  const tooLarge = refuse(name, `解開後超過 ${megabytes(limit)} MB，不收`, `its parts take more than ${megabytes(limit)} MB when inflated; take out what is not text, or split it`)
  try {
    const parts = unzipSync(bytes, {
      filter: (part) => {
        if (++entries > ENTRIES) throw tooLarge
        if (part.name.endsWith('/') || !wanted(part.name)) return false
        total += Math.max(part.originalSize, part.size)
        if (total > limit) throw tooLarge
        return true
      },
    })
    return new Map(Object.entries(parts))
  } catch (error) {
    if (error === tooLarge) throw error
    throw refuse(name, '檔案不完整或已損壞，請重新下載或另存', `the file is broken or cut short: ${(error as Error).message}`)
  }
}

const megabytes = (bytes: number): number => Math.round(bytes / 1e6)

/** @throws BAD_USER_INPUT when there is no such part */
export function partText(parts: Parts, part: string, name: string): string {
  const bytes = parts.get(part)
  if (bytes === undefined) throw refuse(name, `缺少 ${part}，檔案不完整`, `the file is broken: it has no ${part}`)
  return xmlText(bytes)
}

/** XML is UTF-8 unless a mark says that it is UTF-16. */
export function xmlText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  return strFromU8(bytes[0] === 0xef && bytes[1] === 0xbb ? bytes.subarray(3) : bytes)
}
