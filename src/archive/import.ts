import { hash } from 'node:crypto'
import { resolve } from 'node:path'
import type { GraphStore } from '../graph/port.ts'
import { Turns } from '../graph/turns.ts'
import { audienceKey, EVERYONE, type Audience, type Viewer } from '../model/audience.ts'
import type { Operation, Origin } from '../model/changeset.ts'
import { dateOrNone } from '../model/dates-parse.ts'
import { badInput, conflict } from '../model/errors.ts'
import type { Vocabulary } from '../model/vocabulary.ts'
import { BatchWriter } from './batch.ts'
import { checkReadable, inNameOf } from './in-name.ts'
import { datasetSaid, findAnchor, type Anchor } from './dataset.ts'
import type { Reading, Remark } from './draft.ts'
import { finish } from './finish.ts'
import { identitiesOf } from './identity.ts'
import { Importing } from './importing.ts'
import { columnsOf, type Mapping } from './mapping.ts'
import { readerOf } from './read.ts'
import { RejectFile } from './rejects.ts'
import { newReport, type ImportReport, type Progress } from './report.ts'
import { newEntity } from './settle-entity.ts'
import type { Row } from './row.ts'
import { formatOf, measure, readTable } from './table.ts'
import { ConceptRows, readerOfAll } from './vocabulary/imported.ts'

export interface ImportOptions {
  readonly file: string
  readonly mapping: Mapping
  /** Overrides the mapping's. */
  readonly edition?: string
  /** Tells what would happen; writes nothing. */
  readonly dryRun?: boolean
  /** Ends what the last edition had and this one has not. */
  readonly prune?: boolean
  /** Default: everyone. */
  readonly audience?: Audience
  /** In whose name: nothing is matched with what is hidden from them, nor named in the report. Default: maintenance. */
  readonly viewer?: Viewer
  readonly actor?: string
  readonly origin?: Origin
  /** Where rejected rows go, as CSV. */
  readonly rejects?: string
  /** Told after every part; waited for before the next. */
  readonly onProgress?: (progress: Progress) => void | Promise<void>
  /** Operations a part is filled up to, before joins: they need room too. Default: 7,500. */
  readonly partSize?: number
  /** Stops between two rows; what was begun is written, and taken up when it is run again. */
  readonly signal?: AbortSignal
}

/**
 * Reads a table by its mapping into the archive, in constant memory but for some 25 bytes a statement. Running
 * it again with the same file changes nothing; with the next edition, what changed. Cut short, it goes on
 * where it stopped when run again.
 * @throws BAD_USER_INPUT when the file cannot be read or lacks a column; CONFLICT when others keep writing the same records
 */
export async function importTable({ graph, vocabulary }: { graph: GraphStore; vocabulary: Vocabulary }, options: ImportOptions): Promise<ImportReport> {
  const started = performance.now()
  if (options.edition !== undefined && dateOrNone(options.edition)?.status !== 'known') throw badInput('--edition', `「${options.edition}」 不是日期，或沒有這個日期 (--edition is no date, such as 2026-07)`)
  const mapping: Mapping = options.edition === undefined ? options.mapping : { ...options.mapping, dataset: { ...options.mapping.dataset, edition: options.edition } }
  const { dataset, table } = mapping
  const format = table.format ?? formatOf(options.file)
  if (format === undefined) throw badInput('format', `${options.file}: say the format in the mapping (table.format)`)
  if (options.rejects !== undefined && resolve(options.rejects) === resolve(options.file)) throw badInput('rejects', `${options.rejects} is the table itself; give another file for the rejected rows`)
  const { bytes, sha256 } = await measure(options.file)
  const audience = options.audience ?? EVERYONE
  checkReadable(audience, options.viewer)
  const dry = options.dryRun === true
  const { partSize = 7_500 } = options
  const anchor = await findAnchor(graph, dataset.key, options.viewer)
  const input = hash('sha256', [sha256, mapping.digest, dataset.edition ?? '', audienceKey(audience), String(options.prune === true), ...inNameOf(options)].join('\n'), 'hex')
  const title = `匯入${dataset.title}${dataset.edition === undefined ? '' : `（${dataset.edition}）`}`
  const writer = new BatchWriter(graph, { title, actor: options.actor ?? 'import', origin: options.origin ?? 'import', input })
  const resumed = !dry && await writer.resume()
  const report = newReport({ key: dataset.key, title: dataset.title, work: anchor.id }, dry, resumed)
  const identity = identitiesOf(anchor.id)
  /** How far the parts are that were begun. */
  let begun = { row: 0, bytes: 0 }
  const progress = (): Record<string, unknown> => ({ dataset: dataset.key, work: anchor.id, ...begun, entities: report.entities.new, relations: report.relations.new })
  const units = Object.values(mapping.entities).flatMap(({ unit }) => unit ?? [])
  const city = units[0]?.within.replace(/政府$/, '')
  const rejects = new RejectFile(options.rejects)
  const refuse = async (remark: Remark): Promise<void> => {
    report.rejected.add(remark)
    await rejects.add([remark])
  }
  const run = new Importing({ refuse, graph, writer, identity, source: anchor.id, virgin: anchor.head === undefined, audience, report, dry, progress, lists: units.some(({ lists }) => lists), ...(city === undefined ? {} : { city }) })
  const read = readerOf(mapping, vocabulary)
  const concepts = new ConceptRows(graph, options.viewer ?? readerOfAll(audience), identity)
  const columns = columnsOf(mapping)
  if (anchor.head !== undefined) run.lookup.apply(anchor.head)
  let opening = await openingOf(run, anchor, mapping, audience)
  let readings: Reading[] = []
  /** What the part comes to: entities by key, relations with their evidence. */
  const named = new Set<string>()
  let statements = 0
  let position = begun
  const flush = async (): Promise<void> => {
    const { taken: part, refused } = await concepts.parted(readings)
    for (const remark of refused) await refuse(remark)
    readings = []
    named.clear()
    statements = 0
    if (part.length === 0) return
    const first = opening
    opening = []
    begun = position
    await run.begin(part, first)
    await tell()
  }
  const tell = async (): Promise<void> => {
    const seconds = (performance.now() - started) / 1000
    const relations = report.relations.new + report.relations.changed + report.relations.unchanged
    await options.onProgress?.({ ...(writer.id === undefined ? {} : { batch: writer.id }), bytes: begun.bytes, totalBytes: bytes, rows: begun.row, relations, rate: Math.round(relations / seconds), secondsLeft: begun.bytes === 0 ? 0 : Math.round((seconds * (bytes - begun.bytes)) / begun.bytes) })
  }
  const turns = new Turns(options.signal)
  try {
    for await (const chunk of readTable(options.file, { format, ...(table.encoding === undefined ? {} : { encoding: table.encoding }), ...(table.columns === undefined ? {} : { columns: table.columns }), ...(table.sheet === undefined ? {} : { sheet: table.sheet }), ...(table.heading === undefined ? {} : { heading: table.heading }) })) {
      if (report.rows.read === 0 && chunk.rows[0] !== undefined && format !== 'jsonl') checkColumns(columns, chunk.rows[0])
      if (chunk.guessed !== undefined && position.row === 0) report.warnings.add({ row: 1, column: '', reason: `沒有註明編碼，當作 ${chunk.guessed} 讀；若不對，請在對照檔寫明 (no encoding is given, it is read as ${chunk.guessed}; if wrong, say it in the mapping: table: {encoding: …})`, cell: '' })
      for (const { number, reason, text, rest } of chunk.unreadable) {
        if (rest) report.broken = number
        await refuse({ row: number, column: '', reason, cell: text })
      }
      for (const row of chunk.rows) {
        await turns.next()
        report.rows.read++
        const reading = read(row)
        if (reading === undefined) report.rows.passedOver++
        else {
          report.warnings.add(...reading.warnings)
          if (reading.rejected !== undefined) await refuse(reading.rejected)
          else readings.push(reading)
          // a department stands in every row and is written once
          for (const { key } of reading.entities) named.add(key)
          statements += 2 * reading.relations.length
        }
        position = { row: row.number, bytes: chunk.bytes }
        if (named.size + statements > partSize) await flush()
      }
    }
    await flush()
    if (report.rows.read === 0 && report.rejected.count === 0) report.warnings.add({ row: 1, column: '', reason: '讀不到任何一列，請看看是不是這個檔案 (there is no row in it; is it the right file?)', cell: '' })
  } finally {
    // also when reading fails: what was begun is taken in, and the store is not closed under it
    await run.end().finally(() => rejects.close())
    await tell()
  }
  await finish(graph, run, { mapping, anchor, opening, input: { rows: report.rows.read, checksum: sha256 }, report, writer, audience, prune: options.prune === true })
  report.unknownUnits.push(...run.unknownUnits)
  const rejectFile = await rejects.close()
  if (rejectFile !== undefined) report.rejects = rejectFile
  if (writer.id !== undefined) report.batch = writer.id
  report.parts = writer.parts
  report.seconds = (performance.now() - started) / 1000
  return report
}

function checkColumns(columns: ReadonlySet<string>, row: Row): void {
  const missing = [...columns].filter((column) => !(column in row.cells))
  if (missing.length > 0) throw badInput('file', `沒有欄位「${missing.join('」「')}」；有的是「${Object.keys(row.cells).join('」「')}」 (the table lacks columns the mapping reads)`)
}

/** Brings the dataset itself in, where it is not: new, or withdrawn when an earlier import was undone. */
async function openingOf(run: Importing, { id, head }: Anchor, mapping: Mapping, audience: Audience): Promise<Operation[]> {
  if (head !== undefined && head.state !== 'withdrawn') return []
  if (head !== undefined && (head.record === null || !(await run.past.before(id)).undone)) throw conflict(`資料集「${mapping.dataset.title}」已由人撤下，不能再匯入 (the dataset was withdrawn by a person)`, { id })
  return [{ op: 'put', record: newEntity(datasetSaid(id, mapping), audience), base: head?.version ?? null }]
}
