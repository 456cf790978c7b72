import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { inLanguage } from '../../src/web/words.ts'

/**
 * What is said to people is said in both languages, 「中文 (English)」, so that each page can tell its half. Looked for in
 * the source: every refusal written out there, with anything put in for what is filled in.
 */
const ROOMS = ['annotations', 'bulk', 'collections', 'entries', 'history', 'merge', 'review', 'vocabulary', 'watching']
const FILES = ['../../src/model/commit.ts', '../../src/archive/contribute/draft.ts', '../../src/archive/contribute/rights.ts', '../../src/archive/contribute/sending.ts', '../../src/archive/contribute/values.ts']

/** A refusal with its text written out: the second argument of `badInput`, the first of the others. */
const REFUSALS = /\b(?:badInput\((?:'[^']*'|`[^`]*`|[\w.]+),\s*|(?:conflict|forbidden)\()('(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`)/g

async function files(): Promise<string[]> {
  const rooms = await Promise.all(ROOMS.map(async (room) => {
    const folder = new URL(`../../src/archive/${room}/`, import.meta.url).pathname
    return (await readdir(folder)).map((name) => join(folder, name))
  }))
  return [...rooms.flat(), ...FILES.map((file) => new URL(file, import.meta.url).pathname)]
}

t.test('refusals are said in Chinese and in English', async (t) => {
  let found = 0
  for (const file of await files()) {
    for (const [, text] of (await readFile(file, 'utf8')).matchAll(REFUSALS)) {
      const said = text!.slice(1, -1).replace(/\$\{(?:[^{}]|\{[^{}]*\}|`[^`]*`)*\}/g, '1')
      // one with a text within a text is not read whole by the pattern
      if (said.includes('${')) continue
      const [han, english] = (['zh-Hant', 'en'] as const).map((language) => inLanguage({ language }, said))
      found++
      t.ok(han !== english && /\p{Script=Han}/u.test(han!) && !/\p{Script=Han}/u.test(english!), `${file.split('/src/')[1]!}: ${said}`)
    }
  }
  t.ok(found > 150, `${found} refusals were found`)
})
