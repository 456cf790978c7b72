import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Converter } from 'opencc-js'
import { EVERYONE, PUBLIC } from '../src/model/audience.ts'
import { clearanceKey } from '../src/model/clearance.ts'
import type { SearchDocument, SearchStore } from '../src/search/port.ts'
import { openSqliteSearch } from '../src/search/sqlite/index.ts'
import { fold, WEIGHTS } from '../src/search/text/index.ts'
import { withoutAsking } from '../src/search/text/asking.ts'
import { median, p95, type Bench, type Context, type Part, type Result, type Row } from './bench.ts'

// Question: does the right paragraph come first, for whole questions and for key words, in whatever script they are
// typed, and how long does an answer take among 100,000 passages? Method: the 1,000 paragraphs of DRCD's development
// part as passages of the entities they are titled after, each paragraph a group of its own; all 3,524 questions.

const DATA = join(process.env['FANGZHI_DATA'] ?? fileURLToPath(new URL('../../shared/data', import.meta.url)), 'drcd')
const RANKS = 10
const clearance = clearanceKey([EVERYONE])

export interface Paragraph { readonly id: string; readonly title: string; readonly text: string }
export interface Asked { readonly q: string; readonly doc: string }

const lines = async <T>(file: string): Promise<T[]> => (await readFile(join(DATA, file), 'utf8')).trim().split('\n').map((line) => JSON.parse(line) as T)

export const passage = ({ id, title, text }: Paragraph): SearchDocument =>
  ({ id: `${id}:0`, entity: id, kind: 'Work', name: title, names: [], text, clearance, facets: {} })

const segmenter = new Intl.Segmenter('zh-Hant', { granularity: 'word' })
const plain = (text: string): string => text.normalize('NFKC').replaceAll('臺', '台')
const wordsOf = (text: string): string[] => [...segmenter.segment(text)].filter(({ isWordLike }) => isWordLike === true).map(({ segment }) => segment)

/** The three rarest words of each question that some paragraph has: what somebody types who does not write sentences. */
export function keywords(paragraphs: readonly Paragraph[], asked: readonly Asked[]): string[] {
  const frequency = new Map<string, number>()
  for (const { title, text } of paragraphs) for (const word of new Set(wordsOf(plain(`${title}\n${text}`)))) frequency.set(word, (frequency.get(word) ?? 0) + 1)
  return asked.map(({ q }) => {
    const text = plain(q)
    const rest = withoutAsking(fold(text, 'typed').text)
    const naming = rest.length === text.length ? Array.from({ length: text.length }, (_, i) => (rest[i] === ' ' ? ' ' : text[i])).join('') : text
    return [...new Set(wordsOf(naming))].filter((word) => frequency.has(word)).sort((x, y) => frequency.get(x)! - frequency.get(y)!).slice(0, 3).join(' ')
  })
}

interface Measured { readonly mrr: number; readonly first: number; readonly ten: number; readonly ms: number[] }

/** @param which share of the questions: those with an even place were tuned on, those with an odd one not */
async function measure(store: SearchStore, texts: readonly string[], asked: readonly Asked[], which: (i: number) => boolean = () => true): Promise<Measured> {
  let [sum, first, ten, count] = [0, 0, 0, 0]
  const ms: number[] = []
  for (const [i, text] of texts.entries()) {
    if (!which(i)) continue
    count++
    const start = performance.now()
    const { hits } = await store.search({ text, first: RANKS, passages: 1 }, PUBLIC)
    ms.push(performance.now() - start)
    const place = hits.findIndex(({ entity }) => entity.id === asked[i]!.doc)
    if (place < 0) continue
    sum += 1 / (place + 1)
    ten++
    if (place === 0) first++
  }
  return { mrr: sum / count, first: first / count, ten: ten / count, ms }
}

const exchanged = (text: string): string => text.replace(/[臺台]/g, (char) => (char === '臺' ? '台' : '臺'))

const row = (what: string, { mrr, first, ten, ms }: Measured, limit?: number, than?: Measured): Row => ({
  what,
  cells: { 'MRR@10': mrr, 'Recall@1': first, 'Recall@10': ten, 'median ms': median(ms), 'p95 ms': p95(ms) },
  ...(limit === undefined ? {} : { limit: than === undefined ? `≥ ${limit}` : `at most ${limit} less`, met: than === undefined ? mrr >= limit : than.mrr - mrr <= limit }),
})

/** Asked before anything is measured: a server that was just filled is busy yet. */
const WARMING = 300

/**
 * Quality of one store, which is filled here.
 * @param within milliseconds that the median of whole questions is to stay under
 */
export async function quality(name: string, store: SearchStore, wanted: number, within?: number): Promise<Part> {
  const [paragraphs, asked] = [await lines<Paragraph>('dev.docs.jsonl'), await lines<Asked>('dev.queries.jsonl')]
  await store.apply({ put: paragraphs.map(passage), drop: [] }, 1)
  const whole = asked.map(({ q }) => q)
  const simplified = Converter({ from: 'tw', to: 'cn' })
  await measure(store, whole.slice(0, WARMING), asked)
  const all = await measure(store, whole, asked)
  const first = row('3,524 questions', all, wanted)
  const inTime = within === undefined || median(all.ms) < within
  const held = await measure(store, whole, asked, (i) => i % 2 === 1)
  const key = keywords(paragraphs, asked)
  const keys = await measure(store, key, asked)
  const keysHeld = await measure(store, key, asked, (i) => i % 2 === 1)
  return {
    name: `quality-${name}`, title: `Where the right one of 1,000 paragraphs stands (${name})`,
    rows: [
      within === undefined ? first : { ...first, limit: `${first.limit}, median < ${within} ms`, met: first.met === true && inTime },
      row('… the half not tuned on', held),
      row('… in Simplified characters', await measure(store, whole.map(simplified), asked), 0.005, all),
      row('… 臺 and 台 exchanged', await measure(store, whole.map(exchanged), asked), 0.005, all),
      row('three rarest words of each', keys, 0.9),
      row('… the half not tuned on', keysHeld),
      row('… in Simplified characters', await measure(store, key.map(simplified), asked), 0.005, keys),
    ],
    notes: [`Weights: ${Object.entries(WEIGHTS).map(([name, value]) => `${name} ${value}`).join(', ')}. DRCD, development part, CC BY-SA 3.0.`],
  }
}

/** So many passages, cut and mixed from the paragraphs, so that they are as long and as varied as real ones. */
export function* passages(paragraphs: readonly Paragraph[], count: number): Generator<SearchDocument> {
  const sentences = paragraphs.map(({ text }) => text.match(/[^。！？]+[。！？]?/g) ?? [text])
  for (let i = 0; i < count; i++) {
    const at = (i * 7_919) % paragraphs.length
    const own = sentences[at]!
    // one sentence of its own, the others of paragraphs far apart
    const text = [own[i % own.length]!, ...[17, 101, 503, 997].map((step) => { const other = sentences[(at + step * (i + 1)) % sentences.length]!; return other[(i + step) % other.length]! })].join('')
    yield { id: `p${i}:0`, entity: `e${i >> 3}`, kind: 'Work', name: paragraphs[at]!.title, names: [], text, clearance, facets: { year: 1900 + (i % 120) } }
  }
}

async function* slowly(documents: Iterable<SearchDocument>): AsyncGenerator<SearchDocument> {
  yield* documents
}

/**
 * How long answers take among many passages.
 * @param within milliseconds that 95 of 100 are to stay under
 */
export async function speed(name: string, store: SearchStore, count: number, say: (line: string) => void, within?: number): Promise<Part> {
  const [paragraphs, asked] = [await lines<Paragraph>('dev.docs.jsonl'), await lines<Asked>('dev.queries.jsonl')]
  const start = performance.now()
  await store.rebuild(slowly(passages(paragraphs, count)), 1)
  const built = (performance.now() - start) / 1_000
  say(`  ${count} passages indexed in ${built.toFixed(1)} s`)
  const key = keywords(paragraphs, asked)
  const time = async (texts: readonly string[]): Promise<number[]> => {
    const ms: number[] = []
    for (const text of texts) {
      const begun = performance.now()
      await store.search({ text }, PUBLIC)
      ms.push(performance.now() - begun)
    }
    return ms
  }
  const some = (texts: readonly string[], of: number): string[] => texts.filter((_, i) => i % 8 === of)
  const cold = await time(some(asked.map(({ q }) => q), 0).slice(0, 100))
  const whole = await time(some(asked.map(({ q }) => q), 1))
  const words = await time(some(key, 2))
  const cells = (ms: readonly number[]): Row['cells'] => ({ 'median ms': median(ms), 'p95 ms': p95(ms), 'longest ms': Math.max(...ms) })
  const limited = (ms: readonly number[]): Pick<Row, 'limit' | 'met'> => (within === undefined ? {} : { limit: `p95 < ${within} ms`, met: p95(ms) < within })
  return {
    name: `speed-${name}`, title: `Answers among ${count} passages (${name})`,
    rows: [
      { what: 'the first 100 questions after opening', cells: cells(cold) },
      { what: `${whole.length} other questions`, cells: cells(whole), ...limited(whole) },
      { what: `three rarest words of ${words.length} questions`, cells: cells(words), ...limited(words) },
      { what: 'rebuild', cells: { 'passages a second': count / built } },
    ],
    notes: [`Passages of five sentences out of as many paragraphs, ${(fold([...passages(paragraphs, 1)][0]!.text).text.length)} characters the first; eight make a work. Twenty hits with three passages each, facets included.`],
  }
}

/** The same on a Meilisearch server, in indexes of their own. @param most parts: the first is of quality, the second of speed */
async function inMeilisearch(url: string, key: string, context: Context, most = 2): Promise<Part[]> {
  const { openMeilisearch } = await import('../src/search/meilisearch/index.ts')
  const { wipe } = await import('../test/search/meilisearch/wipe.ts')
  const parts: Part[] = []
  const measures: readonly ((store: SearchStore) => Promise<Part>)[] = [
    (store) => quality('meilisearch', store, 0.972, 12),
    (store) => speed('meilisearch', store, Math.round(100_000 * context.scale), context.say),
  ]
  for (const measure of measures.slice(0, most)) {
    const index = `bench-${randomUUID().slice(0, 8)}`
    const store = openMeilisearch({ url, key, index })
    try {
      parts.push(await measure(store))
    } finally {
      await store.close()
      await wipe(url, key, index)
    }
  }
  return parts
}

async function run(context: Context): Promise<Result> {
  if (!existsSync(DATA)) {
    const lacks = `${DATA} is not there (FANGZHI_DATA)`
    return { parts: ['quality-sqlite', 'speed-sqlite'].map((name) => ({ name, title: name, rows: [], lacks })) }
  }
  const folder = await mkdtemp(join(tmpdir(), 'fangzhi-drcd-'))
  try {
    const parts: Part[] = []
    if (process.env['BENCH_ONLY'] === 'quality-meilisearch') return { parts: await inMeilisearch(process.env['MEILI_URL']!, process.env['MEILI_KEY'] ?? '', context, 1) }
    const small = await openSqliteSearch({ path: join(folder, 'small.sqlite') })
    try {
      parts.push(await quality('sqlite', small, 0.975))
      context.say('  quality measured')
    } finally {
      await small.close()
    }
    const large = await openSqliteSearch({ path: join(folder, 'large.sqlite') })
    try {
      parts.push(await speed('sqlite', large, Math.round(100_000 * context.scale), context.say, 30))
    } finally {
      await large.close()
    }
    const { MEILI_URL: url, MEILI_KEY: key = '' } = process.env
    if (url === undefined || url === '') parts.push(...['quality', 'speed'].map((part) => ({ name: `${part}-meilisearch`, title: `${part} (meilisearch)`, rows: [], lacks: 'MEILI_URL is not set' })))
    else parts.push(...await inMeilisearch(url, key, context))
    return { parts }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const bench: Bench = {
  name: 'drcd', title: 'Finding the right passage',
  question: 'Does the right paragraph come first, for whole questions and for key words, in whatever script they are typed, and how long does an answer take among 100,000 passages?',
  method: 'The 1,000 paragraphs of DRCD\'s development part, each an entity of its own, and its 3,524 questions; ranking tuned on every second of them. For speed, passages mixed of its sentences.',
  run,
}
export default bench
