import t from 'tap'
import { PUBLIC } from '../../src/model/audience.ts'
import { timelineKind } from '../../src/questions/timeline.ts'
import { smallCity, vocabulary } from '../fixture.ts'

t.test('a count by year holds what began before the years that are listed, however long before', async (t) => {
  const { store, scribe } = await smallCity(t)
  const [abbey, hall] = ['古寺', '講堂'].map((name) => scribe.entity('Organization', name)) as [string, string]
  const owner = scribe.entity('Organization', '管理委員會')
  scribe.relate('OWNS', owner as never, abbey as never, { start: '0900', end: '..' })
  scribe.relate('OWNS', owner as never, abbey as never, { start: '0950', end: '1000' })
  scribe.relate('OWNS', owner as never, hall as never, { start: '2010', end: '2015' })
  await scribe.commit()
  const { rows, notes } = await timelineKind.answer({ graph: store, vocabulary, viewer: PUBLIC }, { type: 'OWNS', first: 200 })
  const possible = new Map(rows.map(({ cells }) => [cells['year'], cells['possible']]))
  t.equal(rows.length, 200)
  t.same(['2009', '2010', '2015'].map((year) => possible.get(year)), [1, 2, 2])
  t.ok(notes.some((note) => note.includes('200')), 'that years were left out is said')
})
