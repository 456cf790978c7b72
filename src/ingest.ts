import { readFile } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import { ingest, type IngestReport } from './archive/ingest.ts'
import { ROW } from './archive/identity.ts'
import type { Archive } from './app.ts'
import { readDocument } from './exchange/documents/index.ts'
import { readForArchive } from './literature/reading/index.ts'
import { loadPatterns, rulesOf, type KnownName } from './literature/statements/index.ts'
import { PUBLIC, type Audience, type Viewer } from './model/audience.ts'
import { badInput } from './model/errors.ts'
import type { DocumentFormat } from './model/document.ts'
import { pages } from './graph/every.ts'

export interface IngestFile {
  readonly file: string
  /** Default: the file's name without its ending. */
  readonly key?: string
  readonly encoding?: string
  readonly format?: DocumentFormat
  readonly dryRun?: boolean
  readonly audience?: Audience
  /** In whose name; default: maintenance. */
  readonly viewer?: Viewer
  readonly actor?: string
}

const MEDIA: Readonly<Record<DocumentFormat, string>> = {
  markdown: 'text/markdown', text: 'text/plain', html: 'text/html', epub: 'application/epub+zip', pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
}

/**
 * Takes a file into the archive: the original and its text as read are kept as blobs, what it says becomes
 * records and proposals.
 * @throws BAD_USER_INPUT when the file cannot be read or holds no text
 */
export async function ingestFile({ graph, vocabulary, blobs }: Archive, options: IngestFile): Promise<IngestReport> {
  const name = basename(options.file)
  const bytes = await readFile(options.file).catch((error: NodeJS.ErrnoException) => { throw badInput('file', `${options.file} 讀不到 (cannot be read: ${error.code === 'EISDIR' ? 'it is a folder' : error.message})`) })
  const document = await readDocument(bytes, name, { ...(options.encoding === undefined ? {} : { encoding: options.encoding }), ...(options.format === undefined ? {} : { format: options.format }) })
  const title = name.slice(0, name.length - extname(name).length)
  const key = options.key ?? title
  const reading = readForArchive(document, { known: await knownOf(graph, key), rules: rulesOf(loadPatterns(vocabulary), vocabulary), vocabulary, fallback: title })
  const dry = options.dryRun === true
  const text = new TextEncoder().encode(document.text)
  // before the records that name them: a file nobody names does no harm
  const [original, words] = dry ? [{ sha256: '0'.repeat(64), bytes: bytes.length }, { sha256: '0'.repeat(64) }] : [await blobs.put(bytes), await blobs.put(text)]
  return ingest(graph, {
    reading, key, dryRun: dry, textSha256: words.sha256,
    original: { sha256: original.sha256, name, mediaType: MEDIA[document.format], bytes: bytes.length },
    ...(options.viewer === undefined ? {} : { viewer: options.viewer }), ...(options.audience === undefined ? {} : { audience: options.audience }), ...(options.actor === undefined ? {} : { actor: options.actor }),
  })
}

/** Names the archive has, but for what it has from this document alone: reading it again must find the same. */
async function knownOf(graph: Archive['graph'], key: string): Promise<KnownName[]> {
  const own = `document:${key}/`
  const known: KnownName[] = []
  for await (const views of pages((page) => graph.find({}, PUBLIC, page), 1_000)) {
    for (const { id, kind, names, identifiers } of views) {
      const rows = identifiers.filter(({ scheme }) => scheme === ROW)
      if (rows.length > 0 && rows.every(({ value }) => value.startsWith(own))) continue
      known.push({ id, kind, names: names.map(({ text }) => text) })
    }
  }
  return known
}
