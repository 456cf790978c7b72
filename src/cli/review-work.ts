import { createInterface } from 'node:readline/promises'
import { queue, textsOn, type QueueItem } from '../archive/review/queue.ts'
import { settle } from '../archive/review/settle.ts'
import { partText } from '../archive/review/titles.ts'
import type { WaitingQuery } from '../graph/port.ts'
import { ArchiveError } from '../model/errors.ts'
import type { Id } from '../model/ids.ts'
import type { Invocation } from './command.ts'
import type { Opened } from './open.ts'
import { itemLines, settledLine, valuesOf } from './review-text.ts'
import { strong } from './text.ts'

/** Things on one screen: each is called by one key. */
const SCREEN = 9
const HELP = 'a 1 3-5 採納　r 2 原因 退回　d 4 原因 不採納　s 2 細看　n 下一頁　q 結束'
const LETTERS = { a: 'accept', r: 'return', d: 'decline' } as const

/** The queue screen by screen, decided on by numbers, one line from the keyboard at a time. */
export async function workThrough({ graph, asking, actor, vocabulary }: Opened, { out }: Invocation, query: WaitingQuery): Promise<void> {
  const input = createInterface({ input: process.stdin, terminal: false })
  // from here on: what is typed, or piped, before the first screen is there must not be lost
  const lines = input[Symbol.asyncIterator]()
  let after: string | undefined
  let shown: readonly QueueItem[] = []
  let left = new Set<Id>()
  const screen = async (): Promise<boolean> => {
    const page = await queue(asking, actor, query, { first: SCREEN, ...(after === undefined ? {} : { after }) })
    shown = page.items
    left = new Set(shown.map(({ id }) => id))
    after = page.hasNextPage ? page.endCursor : undefined
    shown.forEach((item, i) => { for (const line of itemLines(item, vocabulary, i + 1)) out(line) })
    out(shown.length === 0 ? '沒有待審的。' : strong(HELP))
    return shown.length > 0
  }
  try {
    if (!(await screen())) return
    for (;;) {
      const { value: line, done } = await lines.next() as IteratorResult<string, undefined>
      if (done === true) return

      const [, letter = '', numbers = '', words = ''] = /^\s*([a-z])((?:[\s,]+[1-9](?:-[1-9])?(?=[\s,]|$))*)(.*)$/i.exec(line) ?? []
      if (letter === 'q') return
      if (letter === 'n') {
        if (after === undefined) return out('沒有下一頁了。')
        await screen()
        continue
      }
      const chosen = numbersIn(numbers).flatMap((number) => shown[number - 1] ?? []).filter(({ id }) => left.has(id))
      if (letter === 's') for (const item of chosen) await tell(item)
      else if (letter in LETTERS && chosen.length > 0) await decide(LETTERS[letter as keyof typeof LETTERS], chosen, words.trim())
      else out(HELP)
      if (left.size === 0 && (after === undefined || !(await screen()))) return out('這一頁都決定了。')
    }
  } finally {
    input.close()
  }

  async function tell(item: QueueItem): Promise<void> {
    for (const line of itemLines(item, vocabulary, shown.indexOf(item) + 1)) out(line)
    const valueIn = await valuesOf(asking)
    for (const { part, base, theirs, now, conflict } of await textsOn(asking, item)) out(`    ${partText(part, vocabulary)}：${valueIn(part, base)} → ${valueIn(part, theirs)}${conflict ? `　※ 現在是 ${valueIn(part, now)}` : ''}`)
  }

  async function decide(decision: 'accept' | 'return' | 'decline', items: readonly QueueItem[], words: string): Promise<void> {
    try {
      const settled = await settle(graph, actor, { ids: items.map(({ id }) => id), decision, origin: 'cli', partly: true, ...(words === '' ? {} : { words }) })
      for (const { id, left: why } of settled.outcomes) {
        if (why === undefined) left.delete(id)
        else out(`  留下 ${id}：${why.message}`)
      }
      out(settledLine(decision, settled))
    } catch (error) {
      if (!(error instanceof ArchiveError)) throw error
      out(error.message)
    }
  }
}

/** 「1 3-5」 → 1, 3, 4, 5 */
function numbersIn(text: string): number[] {
  return text.split(/[\s,]+/).flatMap((part) => {
    const [from = 0, to = from] = part.split('-').map(Number)
    return from > 0 && to >= from && to <= SCREEN ? Array.from({ length: to - from + 1 }, (_, i) => from + i) : []
  })
}
