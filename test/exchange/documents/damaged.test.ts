import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { ArchiveError } from '../../../src/model/errors.ts'
import { docx, epub, lines, pdf, word } from './make.ts'
import { misplaced, read } from './read.ts'

const FILES: Readonly<Record<string, Uint8Array>> = {
  'a.docx': docx(word('第一章', '1') + word('內文。')),
  'a.epub': epub({ chapters: { 'a.xhtml': '<h1>甲</h1><p>乙<a href="#n">1</a></p><p id="n">丙</p>' }, nav: '<nav epub:type="toc"><ol><li><a href="text/a.xhtml">甲</a></li></ol></nav>' }),
  'a.pdf': pdf([lines(['第一頁的內文。'], 700), lines(['第二頁的內文。'], 700)], { outline: [['第一頁', 0]] }),
  'a.html': new TextEncoder().encode('<html><body><table><tr><td>甲<td>乙</table><ol><li>丙</ol>'),
  'a.md': new TextEncoder().encode('---\ntitle: 甲\n---\n# 乙\n\n[^1]: 丙\n'),
  'a.txt': new TextEncoder().encode('第一章　甲\n\n乙\f丙\n'),
}

t.test('a damaged file is read, or refused in words; nothing else happens', async () => {
  const damage = fc.array(fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), byte: fc.integer({ min: 0, max: 255 }) }), { minLength: 1, maxLength: 6 })
  await fc.assert(fc.asyncProperty(fc.constantFrom(...Object.keys(FILES)), damage, fc.double({ min: 0.3, max: 1, noNaN: true }), async (name, flips, share) => {
    const file = FILES[name]!.slice(0, Math.ceil(FILES[name]!.length * share))
    for (const { at, byte } of flips) file[Math.floor(at * (file.length - 1))] = byte
    try {
      assert.deepEqual(misplaced(await read(file, name)), [])
    } catch (error) {
      if (!(error instanceof ArchiveError)) throw error
      assert.equal(error.code, 'BAD_USER_INPUT')
    }
  }), { numRuns: 150 })
})
