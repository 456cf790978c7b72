import { createHash } from 'node:crypto'

/** A checksum of what stands above it, where the form has a place for remarks behind its end. */
export const sealed = (text: string, remark: (checksum: string) => string): string => `${text}${remark(`sha256 of all above: ${createHash('sha256').update(text).digest('hex')}`)}\n`

/** A remark in XML, HTML and Markdown. */
export const comment = (text: string): string => `<!-- ${text} -->`
