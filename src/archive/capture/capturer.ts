import type { BlobStore } from '../../blobs/port.ts'
import type { GraphStore } from '../../graph/port.ts'
import type { Handler } from '../../jobs/worker.ts'
import { WHOLE } from '../../model/audience.ts'
import { ArchiveError, badInput, unavailable } from '../../model/errors.ts'
import { newId, type Id } from '../../model/ids.ts'
import type { EvidenceRecord } from '../../model/records.ts'
import type { Fetched } from '../../net/outside.ts'
import type { Directory } from '../access/directory.ts'
import { evidenceOf, type Asked } from './capture.ts'

export interface CapturerPorts {
  readonly graph: Pick<GraphStore, 'heads' | 'commit'>
  readonly blobs: Pick<BlobStore, 'put'>
  readonly directory: Pick<Directory, 'actor'>
  /** As `net/outside.ts`. */
  readonly fetch: (url: string, limits: { readonly mostBytes: number; readonly mostMilliseconds: number; readonly headers: Readonly<Record<string, string>>; readonly signal: AbortSignal }) => Promise<Fetched>
}

/** Bytes and milliseconds of a page. */
const LIMITS = { mostBytes: 20_000_000, mostMilliseconds: 30_000 }
/** How often it is looked again at evidence that moves meanwhile. */
const TURNS = 5

/** Keeps what stands at the address of a piece of evidence, with the rights of whoever asked: those they have now. */
export function capturer({ graph, blobs, directory, fetch }: CapturerPorts, clock = Date.now): Handler {
  return async ({ key, payload }, signal) => {
    const { account } = payload as Asked
    const url = (await standing({ graph, directory }, account, key))?.evidence.locator.url
    if (url === undefined) return
    const fetched = await fetch(url, { ...LIMITS, headers: { accept: 'text/html,application/xhtml+xml,application/pdf,*/*;q=0.5', 'accept-language': 'zh-TW,zh;q=0.9,en;q=0.5' }, signal })
    checkAnswer(fetched)
    const { sha256, bytes } = await blobs.put(fetched.body)
    const captured = { sha256, bytes, mediaType: mediaTypeOf(fetched), at: new Date(clock()).toISOString(), url }
    for (let turn = 1; ; turn++) {
      const now = await standing({ graph, directory }, account, key)
      // it went, or is of another address by now: the sweep takes the copy away
      if (now === undefined || now.evidence.locator.url !== url) return
      try {
        await graph.commit({ id: newId(), actor: account, reason: '保存網頁', origin: 'api', operations: [{ op: 'put', base: now.version, record: { ...now.evidence, captured } }] })
        return
      } catch (error) {
        if (!(error instanceof ArchiveError) || error.code !== 'CONFLICT' || turn === TURNS) throw error
      }
    }
  }
}

/** The evidence, as long as whoever asked may change it. */
async function standing({ graph, directory }: Pick<CapturerPorts, 'directory'> & { readonly graph: Pick<GraphStore, 'heads'> }, account: Id, id: Id): Promise<{ readonly version: number; readonly evidence: EvidenceRecord } | undefined> {
  const actor = await directory.actor(account)
  const head = actor === undefined ? undefined : (await graph.heads([id], actor.viewer)).get(id)
  if (actor === undefined || evidenceOf(head, actor) === undefined) return undefined
  // whole: a save changes only what its editor can see
  const whole = (await graph.heads([id], WHOLE)).get(id)
  return whole?.record?.type === 'evidence' ? { version: whole.version, evidence: whole.record } : undefined
}

/** @throws BAD_USER_INPUT where trying again does not help, UNAVAILABLE where it may */
function checkAnswer({ status, headers, url }: Fetched): void {
  if (status === 429 || status >= 500) throw unavailable(new URL(url).host)
  if (status < 200 || status > 299 || status === 204) throw badInput('url', `這個網址回答 ${status}，沒有內容可以保存 (the address answers ${status})`)
  const { 'content-encoding': encoding = 'identity' } = headers
  if (encoding.trim().toLowerCase() !== 'identity') throw badInput('url', '這個網址只給壓縮過的內容 (the address gives nothing but what is packed)')
}

const mediaTypeOf = ({ headers }: Fetched): string => {
  const said = (headers['content-type'] ?? '').trim().toLowerCase()
  return /^[\w.+-]+\/[\w.+-]+(?:\s*;[\x20-\x7e]*)?$/.test(said) && said.length <= 255 ? said : 'application/octet-stream'
}
