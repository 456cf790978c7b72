import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'

/** One way to put a question, with what is expected of it: see questions.yaml. */
export interface Asked {
  readonly text: string
  readonly unseen: boolean
  readonly declined: boolean
  readonly is?: Reading
  readonly also?: Reading
  readonly rows?: readonly string[]
  readonly has?: readonly string[]
  readonly total?: number
  readonly seed?: SeedRows
}

export interface Reading {
  readonly name: string
  readonly arguments: Readonly<Record<string, unknown>>
}

export interface SeedRows {
  readonly type: string
  readonly from?: string
  readonly to?: string
  /** Either end. */
  readonly of?: string
  readonly at?: number
}

type Written = { ask: string[]; declined?: boolean; is?: Record<string, Record<string, unknown>>; also?: Record<string, Record<string, unknown>> } & Omit<Asked, 'text' | 'is' | 'also'>

const readingOf = (written: Record<string, Record<string, unknown>>): Reading => {
  const [[name, given]] = Object.entries(written) as [[string, Record<string, unknown>]]
  return { name, arguments: given }
}

/** Of every so many questions so many, by the hash of the text: nobody looked at how they fare while the grammar was made. */
const KEPT: Readonly<Record<string, readonly [part: number, of: number]>> = { 'questions.yaml': [1, 3], 'questions-voices.yaml': [2, 5] }
const isKept = (text: string, [part, of]: readonly [number, number]): boolean => createHash('sha256').update(`方志 2026 ${text}`).digest().readUInt32BE() % of < part

/** The questions of one file. */
export function askedIn(file: string): Asked[] {
  const written = parse(readFileSync(new URL(file, import.meta.url), 'utf8')) as Written[]
  return written.flatMap(({ ask, is, also, declined = false, ...rest }) => ask.map((text) => ({
    ...rest, text, declined, unseen: isKept(text, KEPT[file] ?? [0, 1]), ...(is && { is: readingOf(is) }), ...(also && { also: readingOf(also) }),
  })))
}

export const asked = (): Asked[] => askedIn('questions.yaml')
