import fc from 'fast-check'
import t from 'tap'
import { BatchWriter } from '../../src/archive/batch.ts'
import type { EntityDraft, Reading } from '../../src/archive/draft.ts'
import { identitiesOf, ROW } from '../../src/archive/identity.ts'
import { Importing } from '../../src/archive/importing.ts'
import { newReport, type ImportReport } from '../../src/archive/report.ts'
import type { GraphStore } from '../../src/graph/port.ts'
import { EVERYONE, WHOLE } from '../../src/model/audience.ts'
import { conflict } from '../../src/model/errors.ts'
import { newId, type Id } from '../../src/model/ids.ts'
import { emptyStore } from '../fixture.ts'

interface Row { readonly body: number; readonly office: number; readonly field: string; readonly more: boolean }

const SOURCE = '019b0000-0000-7000-8000-00000000aaaa' as Id

/** Bodies of few names (so that they meet, join and part), registered with offices; a field that is blank now and then. */
function readingOf({ body, office, field, more }: Row, row: number): Reading {
  const draft = (key: string, name: string, fields: EntityDraft['fields'], covers: readonly string[]): EntityDraft => ({
    key, role: 'body', kind: 'Organization', names: [{ text: name, language: 'zh-Hant', sort: 'official' }], identifiers: [{ scheme: ROW, value: `r/${key}` }], fields, covers, proposed: false, row,
  })
  const entities = [draft(`Organization#${body}`, `安平市第${body % 7}${more ? '' : '協'}會`, field === '' ? {} : { website: field }, ['website']), draft(`Organization#o${office}`, `安平市政府第${office}局`, {}, [])]
  return {
    row, warnings: [], entities,
    relations: [{ key: `R|${body}|${office}`, type: 'REGISTERED_WITH', from: entities[0]!.key, to: entities[1]!.key, qualifiers: field === '' ? {} : { about: field }, proposed: false, row, evidence: [{ key: '', locator: { row }, method: 'register', quote: `第${row}列` }] }],
  }
}

async function run(graph: GraphStore, parts: readonly (readonly Reading[])[], pipelined: boolean): Promise<ImportReport> {
  const writer = new BatchWriter(graph, { title: 't', actor: 't', origin: 'import', input: String(pipelined) })
  const report = newReport({ key: 'r', title: 'r', work: SOURCE }, false, false)
  const importing = new Importing({ graph, writer, identity: identitiesOf(SOURCE), source: SOURCE, virgin: true, audience: EVERYONE, report, dry: false, progress: () => ({}), lists: false, city: '安平市' })
  let first: Parameters<Importing['begin']>[1] = [{ op: 'put', base: null, record: { id: SOURCE, type: 'entity', state: 'published', audience: EVERYONE, kind: 'Work', names: [{ text: '名冊', language: 'zh-Hant', sort: 'official' }], identifiers: [], fields: {} } }]
  for (const part of parts) {
    if (pipelined) await importing.begin(part, first)
    else await importing.part(part, first)
    first = []
  }
  await importing.end()
  return report
}

/** All that stands, without what tells one run from another. */
async function standing(graph: GraphStore): Promise<unknown[]> {
  const all: unknown[] = []
  for (const type of ['entity', 'relation', 'evidence'] as const) {
    for (const { record, version, mergedInto } of (await graph.scan(type, WHOLE, { first: 5_000 })).items) all.push({ record, version, mergedInto })
  }
  return all
}

const lists = ({ entities, relations, joined, parted, doubts, warnings, repeats, unknownUnits }: ImportReport): unknown => ({ entities, relations, joined, parted, doubts, warnings, repeats, unknownUnits })

t.test('parts that overlap in time say what the same parts say one after another', async (t) => {
  const row = fc.record({ body: fc.nat(12), office: fc.nat(2), field: fc.constantFrom('', '', 'http://a', 'http://b'), more: fc.boolean() })
  const found = await fc.check(fc.asyncProperty(fc.array(fc.array(row, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 6 }), async (rows) => {
    let number = 1
    const parts = rows.map((part) => part.map((one) => readingOf(one, ++number)))
    const [one, other] = [await emptyStore(t), await emptyStore(t)]
    const reports = [await run(one, parts, false), await run(other, parts, true)]
    return JSON.stringify(await standing(one)) === JSON.stringify(await standing(other)) && JSON.stringify(lists(reports[0]!)) === JSON.stringify(lists(reports[1]!))
  }), { numRuns: 40 })
  t.notOk(found.failed, found.failed ? `${fc.defaultReportMessage(found)} ${String(found.errorInstance)}` : 'no run failed')
})

t.test('a part that could not be written as planned is worked out anew, and so is the one after it', async (t) => {
  const graph = await emptyStore(t)
  let commits = 0
  const once: GraphStore = { ...graph, commit: async (changeset) => {
    // somebody else was quicker, once
    if (++commits === 2) throw conflict('somebody else wrote', { id: newId() })
    return graph.commit(changeset)
  } }
  const parts = [0, 1, 2, 3].map((i) => [readingOf({ body: i, office: 0, field: 'http://a', more: false }, 2 * i + 2), readingOf({ body: i + 1, office: 1, field: '', more: true }, 2 * i + 3)])
  const report = await run(once, parts, true)
  const plain = await emptyStore(t)
  t.same(lists(report), lists(await run(plain, parts, false)))
  t.same(await standing(graph), await standing(plain))
})
