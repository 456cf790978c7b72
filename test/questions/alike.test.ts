import t from 'tap'
import { PUBLIC } from '../../src/model/audience.ts'
import { FAMILY } from '../../src/questions/family.ts'
import { emptyStore, Scribe, vocabulary } from '../fixture.ts'

t.test('of a book all of whose chapters cite the same, a few are shown, all are counted, and what is left out is said', async (t) => {
  const graph = await emptyStore(t)
  const scribe = new Scribe(graph)
  const [book, common, other] = [scribe.entity('Work', '城市誌'), scribe.entity('Work', '常被引用的書'), scribe.entity('Work', '另一本書')]
  for (let i = 0; i < 14; i++) {
    const chapter = scribe.entity('Work', `第${i + 1}章`)
    scribe.relate('PART_OF', chapter, book)
    scribe.relate('CITES', chapter, common)
  }
  scribe.relate('CITES', other, common)
  await scribe.commit()
  const { rows, notes } = await FAMILY.get('coupling')!.answer({ graph, vocabulary, viewer: PUBLIC }, { of: book })
  t.match(rows, [{ cells: { work: { id: other }, number: 1 } }])
  const citing = rows[0]!.relations!.map(({ from }) => from.id)
  t.equal(citing.length, 11)
  t.ok(citing.includes(other))
  t.match(notes, [/超過 10 種著作/])
})
