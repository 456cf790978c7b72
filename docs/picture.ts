/**
 * Draws docs/picture.svg, the picture in the README: what the terminal says to one question, as it is
 * now. Run after the demonstration was loaded: `node docs/picture.ts`.
 */
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import stringWidth from 'string-width'

const WORDS = ['connect', '社會局', '文化局']
const [COLUMN, LINE, MARGIN] = [8.4, 24, 20]
const root = new URL('../', import.meta.url).pathname

const answer = execFileSync(`${root}bin/fangzhi`, WORDS, { encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } })
const lines = [`$ npx fangzhi ${WORDS.join(' ')}`, ...answer.trimEnd().split('\n')].flatMap((line) => wrap(line, 108))
const escape = (text: string): string => text.replace(/[&<>]/g, (mark) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[mark]!)
const colour = (line: string): string => (line.startsWith('$') ? '#8fbcbb' : line.includes('《') && line.startsWith('          ') ? '#9aa5b8' : /^ *\d+\./.test(line) ? '#ebcb8b' : '#e5e9f0')

const width = Math.ceil(110 * COLUMN + 2 * MARGIN)
const height = lines.length * LINE + 2 * MARGIN
const text = lines.map((line, i) => `<text x="${MARGIN + (line.length - line.trimStart().length) * COLUMN}" y="${MARGIN + (i + 0.7) * LINE}" fill="${colour(line)}">${escape(line.trimStart())}</text>`)
writeFileSync(new URL('picture.svg', import.meta.url), `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>${escape(lines[0]!)}</title>
<rect width="100%" height="100%" rx="8" fill="#2e3440"/>
<g font-family="'Noto Sans Mono CJK TC','Noto Sans Mono',Menlo,Consolas,monospace" font-size="14">
${text.join('\n')}
</g></svg>
`)

/** Breaks a line at this many columns; the rest is indented as the line was, and two more. */
function wrap(line: string, columns: number): string[] {
  if (stringWidth(line) <= columns) return [line]
  let head = ''
  for (const character of line) {
    if (stringWidth(head + character) > columns) break
    head += character
  }
  const indent = ' '.repeat(line.length - line.trimStart().length + 2)
  return [head, ...wrap(indent + line.slice(head.length), columns)]
}
