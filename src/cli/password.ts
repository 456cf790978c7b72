import { text } from 'node:stream/consumers'
import { badInput } from '../model/errors.ts'

const [ENTER, RUBBED_OUT, STOPPED] = ['\r\n', '\u0008\u007f', '\u0003\u0004']

/**
 * A password that no list of processes and no history of a shell holds: typed unseen, twice, where somebody sits at
 * the terminal; else the first line of standard input.
 * @param fromStdin also at a terminal
 * @throws BAD_USER_INPUT where two differ, or none is given
 */
export async function readPassword(note: (text: string) => void, fromStdin: boolean): Promise<string> {
  if (fromStdin || process.stdin.isTTY !== true) {
    const [line = ''] = (await text(process.stdin)).split(/\r?\n/)
    if (line === '') throw badInput('password', '標準輸入裡沒有密碼 (there is no password on standard input)')
    return line
  }
  note('密碼（打字時看不見）Password (not shown)：')
  const once = await typed()
  note('再打一次 Once more：')
  if (await typed() !== once) throw badInput('password', '兩次打的不一樣 (the two are not the same)')
  return once
}

/** One line, character by character, without showing it. */
async function typed(): Promise<string> {
  const { stdin } = process
  stdin.setRawMode(true).setEncoding('utf8').resume()
  try {
    const characters: string[] = []
    for (;;) {
      const chunk = await new Promise<string>((resolve) => { stdin.once('data', (data) => { resolve(String(data)) }) })
      for (const character of chunk) {
        if (STOPPED.includes(character)) throw badInput('password', '停止了 (stopped)')
        if (ENTER.includes(character)) return characters.join('')
        if (RUBBED_OUT.includes(character)) characters.pop()
        else characters.push(character)
      }
    }
  } finally {
    stdin.setRawMode(false).pause()
  }
}
