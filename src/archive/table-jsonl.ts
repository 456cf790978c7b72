import { badInput } from '../model/errors.ts'
import type { Row, Unreadable } from './row.ts'

/** A line longer than this is no line. */
const LONGEST = 1_000_000

/** One object a line. */
export async function* jsonLines(text: AsyncIterable<string>): AsyncGenerator<(Row | Unreadable)[]> {
  let number = 0
  let rest = ''
  const read = (line: string): (Row | Unreadable)[] => {
    number++
    const trimmed = line.replace(/^\uFEFF/, '').trim()
    if (trimmed === '') return []
    try {
      return [{ number, cells: flattened(JSON.parse(trimmed)) }]
    } catch (error) {
      return [{ number, reason: `不是 JSON 物件 (not a JSON object): ${(error as Error).message}`, text: trimmed.slice(0, 200) }]
    }
  }
  for await (const part of text) {
    const lines = (rest + part).split('\n')
    rest = lines.pop()!
    if (rest.length > LONGEST) throw badInput('file', `line ${number + lines.length + 1} is longer than ${LONGEST} characters`)
    yield lines.flatMap(read)
  }
  yield read(rest)
}

/** `{"a": {"b": 1}}` has the column `a.b`; a list of simple values is one cell, joined by `;`. */
function flattened(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('the line is not an object')
  const cells: Record<string, string> = {}
  const put = (name: string, inner: unknown): void => {
    if (inner === null || inner === undefined) return
    if (Array.isArray(inner) && inner.every((one) => typeof one !== 'object')) cells[name] = inner.join(';')
    else if (typeof inner === 'object') for (const [key, deeper] of Object.entries(inner)) put(`${name}.${key}`, deeper)
    else cells[name] = String(inner as string | number | boolean)
  }
  for (const [key, inner] of Object.entries(value)) put(key, inner)
  return cells
}
