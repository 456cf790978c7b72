import { badInput, type ArchiveError } from '../../model/errors.ts'
import { decodeText } from '../../model/encoding.ts'
import type { Document } from '../../model/document.ts'

/** A file as it came. */
export interface Source {
  readonly bytes: Uint8Array
  /** Its name, for the format and for messages. */
  readonly name: string
  /** A label of the WHATWG Encoding Standard, where whoever brings the file knows it. */
  readonly encoding?: string
  /** Bytes that its parts may take when inflated, together. */
  readonly limit: number
}

/** One format. @throws BAD_USER_INPUT, field `file`, when the file is not of the format, or broken */
export type Reader = (source: Source) => Promise<Document>

/** More undecodable characters than this, of those beyond ASCII, and the text is in another encoding. */
const UNDECODABLE = 0.05

export const refuse = (name: string, chinese: string, english: string): ArchiveError => badInput('file', `${name}：${chinese} (${english})`)

/**
 * The text of a file whose bytes are text, and what could not be decoded.
 * @param declared what the file itself says (HTML's meta charset)
 * @throws BAD_USER_INPUT when the encoding is unknown, or plainly another one
 */
export function textOf({ bytes, name, encoding }: Source, declared?: string): { text: string; warnings: string[] } {
  let decoded
  try {
    decoded = decodeText(bytes, encoding ?? declared)
  } catch {
    if (encoding === undefined) decoded = decodeText(bytes)
    else throw badInput('encoding', `「${encoding}」不是編碼的名稱 (not the name of an encoding; for instance utf-8, big5, gb18030)`)
  }
  const { text, undecodable } = decoded
  if (text.includes('\0')) throw refuse(name, '不是文字檔', 'this is no text: it holds zero bytes')
  if (undecodable === 0) return { text, warnings: [] }
  const beyond = text.length - (text.match(/\p{ASCII}/gu)?.length ?? 0)
  if (undecodable > beyond * UNDECODABLE) throw refuse(name, `不是 ${decoded.encoding} 編碼，請指明編碼`, `this is not ${decoded.encoding}: ${undecodable} characters cannot be decoded; say the encoding, for instance big5 or utf-8`)
  return { text, warnings: [`有 ${undecodable} 個字無法依 ${decoded.encoding} 解讀 (${undecodable} characters could not be decoded)`] }
}
