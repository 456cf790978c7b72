import type { Turns } from '../graph/turns.ts'

/** Lists are written item by item down to this depth: `{ data { answer { rows [ … ] } } }`. */
const DEPTH = 4
/** A list that is shorter is written in a moment. */
const LONG = 50

/** Whether an answer to a GraphQL request has a long list, as the rows of an answer are. */
export function isLong(execution: unknown): boolean {
  const within = (value: unknown): unknown[] => (typeof value === 'object' && value !== null ? Object.values(value) : [])
  return within((execution as { data?: unknown } | null)?.data).some((field) => within(field).some((list) => Array.isArray(list) && list.length >= LONG))
}

/** As `JSON.stringify` of plain data, in turns with others' requests: a long answer has megabytes. */
export async function jsonInTurns(value: unknown, turns: Turns, depth = DEPTH): Promise<string> {
  if (depth === 0 || typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (turns.isOver) await turns.next()
  const parts: string[] = []
  if (Array.isArray(value)) {
    for (const item of value) parts.push(await jsonInTurns(item, turns, depth - 1))
    return `[${parts.join(',')}]`
  }
  for (const [key, one] of Object.entries(value)) if (one !== undefined) parts.push(`${JSON.stringify(key)}:${await jsonInTurns(one, turns, depth - 1)}`)
  return `{${parts.join(',')}}`
}

/** Characters encoded at a time: a millisecond. */
const PART = 256 * 1024

/** A long text as it is sent, in turns with others' requests. */
export async function bytesInTurns(text: string, turns: Turns): Promise<Buffer> {
  const parts: Buffer[] = []
  for (let from = 0, to; from < text.length; from = to) {
    to = from + PART
    // the two halves of a character stay together
    if (text.charCodeAt(to) >> 10 === 0xdc00 >> 10) to++
    parts.push(Buffer.from(text.slice(from, to)))
    if (turns.isOver) await turns.next()
  }
  return Buffer.concat(parts)
}
