import { hash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { parse } from 'yaml'
import type { z } from 'zod'
import type { GraphStore } from '../graph/port.ts'
import { audienceKey, EVERYONE, type Audience } from '../model/audience.ts'
import { MAX_OPERATIONS, type Origin } from '../model/changeset.ts'
import { badInput } from '../model/errors.ts'
import { displayName } from '../model/records.ts'
import type { Vocabulary } from '../model/vocabulary.ts'
import { BatchWriter } from './batch.ts'
import { findAnchor } from './dataset.ts'
import type { EntityDraft, Reading, RelationDraft } from './draft.ts'
import { factsSchema, partSchema, type Facts } from './facts-schema.ts'
import { FACTS, DATASET, identitiesOf, ROW } from './identity.ts'
import { Importing } from './importing.ts'
import { newReport, type ImportReport } from './report.ts'
import { ConceptRows, readerOfAll } from './vocabulary/imported.ts'

export interface FactsOptions {
  readonly file: string
  readonly dryRun?: boolean
  readonly audience?: Audience
  readonly actor?: string
  readonly origin?: Origin
}

/**
 * Takes the facts of a file into the archive, like an import: known by their keys, written once, changed
 * where the file has changed, joined with what the registers call the same.
 * @throws BAD_USER_INPUT naming the place in the file, also for more than one changeset holds
 */
export async function loadFacts({ graph, vocabulary }: { graph: GraphStore; vocabulary: Vocabulary }, options: FactsOptions): Promise<ImportReport> {
  const started = performance.now()
  const { facts, text } = await readWhole(options.file, vocabulary)
  const key = `${FACTS}${basename(options.file).replace(/\.ya?ml$/, '')}`
  const source = facts.entities.find((entity) => entity.key === facts.source)!
  const title = displayName(source.names)
  const audience = options.audience ?? EVERYONE
  const dry = options.dryRun === true
  const anchor = await findAnchor(graph, key)
  const writer = new BatchWriter(graph, { title: `載入《${title}》所記的事實`, actor: options.actor ?? 'import', origin: options.origin ?? 'import', input: hash('sha256', [key, text, audienceKey(audience)].join('\n'), 'hex') })
  const report = newReport({ key, title, work: anchor.id }, dry, false)
  const made = identitiesOf(anchor.id)
  const own = `${source.kind}/${source.key}`
  const identity = (what: string): string => (what === own ? anchor.id : made(what))
  const run = new Importing({
    graph, writer, identity, source: anchor.id, virgin: anchor.head === undefined, audience, report, dry, lists: true,
    progress: () => ({ dataset: key, work: anchor.id }), last: true,
  })
  const reading = readingOf(facts, key)
  report.rows.read = facts.entities.length + facts.relations.length
  if (2 * reading.entities.length + 3 * reading.relations.length > MAX_OPERATIONS) throw badInput('file', `${options.file}: more than one changeset holds; divide the file`)
  const { refused: [circle] } = await new ConceptRows(graph, readerOfAll(audience), identity).parted([reading])
  if (circle !== undefined) throw badInput('facts', `${options.file}：${circle.reason}`)
  await run.part([reading])
  if (writer.id !== undefined) report.batch = writer.id
  report.parts = writer.parts
  report.seconds = (performance.now() - started) / 1000
  return report
}

/** The file with its parts; `text` is that of all, to tell whether anything has changed. */
async function readWhole(path: string, vocabulary: Vocabulary): Promise<{ facts: Facts; text: string }> {
  const read = (file: string): Promise<string> => readFile(file, 'utf8').catch((error: Error) => { throw badInput('file', `${file} cannot be read: ${error.message}`) })
  const text = await read(path)
  const { parts } = parsed(factsSchema, text, path)
  const more = await Promise.all(parts.map(async (part) => ({ path: join(dirname(path), part), text: await read(join(dirname(path), part)) })))
  return { facts: readFacts(text, vocabulary, path, more), text: [text, ...more.map((part) => part.text)].join('\n') }
}

/** @param parts the files that it names as its parts, already read */
export function readFacts(text: string, vocabulary: Vocabulary, path = 'facts', parts: readonly { readonly path: string; readonly text: string }[] = []): Facts {
  const main = parsed(factsSchema, text, path)
  const more = parts.map((part) => parsed(partSchema, part.text, part.path))
  const facts = { ...main, entities: [main, ...more].flatMap(({ entities }) => entities), relations: [main, ...more].flatMap(({ relations }) => relations) }
  const wrong = wrongWith(facts, vocabulary)
  if (wrong !== undefined) throw badInput('facts', `${path}: ${wrong}`)
  return facts
}

function parsed<T extends z.ZodType>(schema: T, text: string, path: string): z.output<T> {
  let input: unknown
  try {
    input = parse(text)
  } catch (error) {
    throw badInput('facts', `${path}: ${(error as Error).message}`)
  }
  const result = schema.safeParse(input)
  if (!result.success) {
    const { path: place, message } = result.error.issues[0]!
    throw badInput('facts', `${path}: ${place.join('.') || 'the file'} ${message}`)
  }
  return result.data
}

function wrongWith({ source, entities, relations }: Facts, vocabulary: Vocabulary): string | undefined {
  const keys = new Set<string>()
  for (const [i, entity] of entities.entries()) {
    if (keys.has(entity.key)) return `entities.${i}.key 「${entity.key}」 is there twice`
    keys.add(entity.key)
    const unknown = Object.keys(entity.fields).find((code) => vocabulary.fields.get(code)?.kinds.includes(entity.kind) !== true)
    if (unknown !== undefined) return `entities.${i}.fields.${unknown} is not a field of ${entity.kind}`
  }
  if (!keys.has(source)) return `source 「${source}」 is not an entity of the file`
  for (const [i, { type, from, to, evidence }] of relations.entries()) {
    if (!vocabulary.relations.has(type)) return `relations.${i}.type 「${type}」 is not a relation type of the vocabulary`
    const unknown = [from, to, ...evidence.flatMap((one) => one.source ?? [])].find((key) => !keys.has(key))
    if (unknown !== undefined) return `relations.${i} names 「${unknown}」, which is not an entity of the file`
  }
  return undefined
}

function readingOf({ source, entities, relations }: Facts, file: string): Reading {
  const kinds = new Map(entities.map(({ key, kind }) => [key, kind]))
  const keyOf = (key: string): string => `${kinds.get(key)!}/${key}`
  const times = new Map<string, number>()
  return {
    row: 0, warnings: [],
    entities: entities.map((entity): EntityDraft => ({
      key: keyOf(entity.key), role: 'fact', kind: entity.kind, names: entity.names, fields: entity.fields, covers: Object.keys(entity.fields), proposed: entity.state === 'proposed', row: 0,
      identifiers: [{ scheme: ROW, value: `${file}/${keyOf(entity.key)}` }, ...(entity.key === source ? [{ scheme: DATASET, value: file }] : []), ...entity.identifiers],
    })),
    relations: relations.map(({ type, from, to, start, end, qualifiers, state, evidence }): RelationDraft => {
      // two of one type between the same two (posts one after the other) are told apart by their order
      const same = [type, keyOf(from), keyOf(to)].join('|')
      const time = (times.get(same) ?? 0) + 1
      times.set(same, time)
      return {
        key: time === 1 ? same : `${same}|${time}`, type, from: keyOf(from), to: keyOf(to), qualifiers, proposed: state === 'proposed', row: 0,
        ...(start === undefined ? {} : { start }), ...(end === undefined ? {} : { end }),
        evidence: evidence.map(({ source: other, quote, stance, method, attested, ...locator }, i) => ({
          key: i === 0 ? '' : String(i + 1), locator, stance, method,
          ...(other === undefined || other === source ? {} : { source: keyOf(other) }), ...(quote === undefined ? {} : { quote }), ...(attested === undefined ? {} : { attested }),
        })),
      }
    }),
  }
}
