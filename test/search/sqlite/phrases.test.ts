import { join } from 'node:path'
import t, { type Test } from 'tap'
import { PUBLIC } from '../../../src/model/audience.ts'
import { seen } from '../../../src/search/sqlite/seeing.ts'
import { Columns } from '../../../src/search/sqlite/columns.ts'
import { Connection } from '../../../src/search/sqlite/connection.ts'
import { find, READ } from '../../../src/search/sqlite/finding.ts'
import { Postings } from '../../../src/search/sqlite/postings.ts'
import { Writer } from '../../../src/search/sqlite/writer.ts'
import { question } from '../../../src/search/text/index.ts'
import { entity } from '../../conformance/search/documents.ts'
import { folder } from '../../fixture.ts'

class Counting extends Connection {
  texts = 0

  override row<R extends readonly (string | number | null)[]>(sql: string, ...values: (string | number | null)[]): R | undefined {
    if (sql.includes('names, text')) this.texts++
    return super.row<R>(sql, ...values)
  }
}

/** All hold the pairs of 文化局, in which it does not stand; one holds it. */
const APART = Array.from({ length: READ + 500 }, (_, i) => entity(i + 10, `第${i}號`, `文化與化局之別${i}`))
const TRUE = entity(1, '某處', '文化局養貓頭鷹，長長的一段文字說了許多別的事情')

async function asked(t: Test, text: string): Promise<{ readonly found: number; readonly texts: number }> {
  const path = join(await folder(t), 'search.sqlite')
  const writer = new Writer(path)
  writer.apply({ put: [...APART, TRUE], drop: [] }, 1)
  const db = new Counting(path)
  t.teardown(() => {
    db.close()
    writer.close()
  })
  const columns = new Columns(1)
  columns.refresh(db)
  const postings = new Postings(db, columns)
  const statistics = { documents: columns.publicDocuments, averageLength: columns.averageLength, frequency: (token: string) => postings.frequency(token) }
  const { numbers } = find(question(text), statistics, columns, postings, seen(columns, PUBLIC), undefined)
  return { found: numbers.length, texts: db.texts }
}

t.test('a phrase is looked for in the texts of so many documents and no more', async (t) => {
  const { texts } = await asked(t, '「文化局」')
  t.ok(texts > 0 && texts <= READ, `${texts}`)
})

t.test('where other words say which are best, those are looked at first', async (t) => {
  t.match(await asked(t, '「文化局」 貓頭鷹'), { found: 1 })
})

t.test('what might be excluded is not found unread', async (t) => {
  const { found, texts } = await asked(t, '文化 -文化局')
  t.equal(found, READ - Number(texts > READ))
  t.ok(texts <= READ)
})
