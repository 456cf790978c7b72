import type { Invocation } from './command.ts'

/**
 * One line on the terminal that says how far it is, how fast, and how long it will take; written at
 * most four times a second. Where standard error is not a terminal, a line every ten seconds.
 */
export function progressLine(note: Invocation['note'], what: string): (done: number, total?: number) => void {
  const live = process.stderr.isTTY === true
  const pause = live ? 250 : 10_000
  const started = Date.now()
  let last = live ? 0 : started
  return (done, total) => {
    const now = Date.now()
    const finished = total !== undefined && done >= total
    if (now - last < pause && !(live && finished)) return
    last = now
    const seconds = Math.max(0.001, (now - started) / 1000)
    const rate = done / seconds
    const left = total === undefined || rate === 0 ? '' : `，還要約 ${Math.ceil((total - done) / rate)} 秒`
    const line = `${what} ${done.toLocaleString('en')}${total === undefined ? '' : ` / ${total.toLocaleString('en')}`}，每秒 ${Math.round(rate).toLocaleString('en')}${left}`
    if (live) process.stderr.write(`\r\u001B[K${line}${finished ? '\n' : ''}`)
    else note(line)
  }
}
