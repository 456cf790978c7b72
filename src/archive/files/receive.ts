import { createReadStream } from 'node:fs'
import { mkdtemp, open, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import type { BlobStore } from '../../blobs/port.ts'
import { badInput } from '../../model/errors.ts'
import { detect, type Detected } from './detect.ts'
import { ACCEPTED } from './kinds.ts'
import { safeName } from './name.ts'
import { remade } from './picture.ts'
import type { Received } from './receipt.ts'

/** Bytes of the largest file of any kind. */
export const MOST_BYTES = Math.max(...[...ACCEPTED.values()].map(({ most }) => most))
/** Bytes that a zip file may say it unpacks to, and how many parts it may have: nothing is unpacked here, but readers do. */
const [MOST_UNPACKED, MOST_PARTS] = [1_000_000_000, 50_000]

/** Bytes after which they are counted: as much as each of several files sent at once may be beyond what is allowed. */
const AT_A_TIME = 8_000_000

type Count = (bytes: number) => Promise<void>

export interface Sending {
  readonly name: string
  /** A picture keeps what the camera wrote, the place included. Default false. */
  readonly keepPosition?: boolean
  /** A picture is kept also as it was sent, for who may change the content. Default false. */
  readonly keepSent?: boolean
}

/**
 * Takes a file in as it comes: counted, told by its bytes what it is, a picture made anew, and kept by its hash.
 * Nothing names it yet: that needs a receipt (`receipt.ts`). One that is refused leaves nothing behind.
 * @param count takes bytes as they come, and throws where they are too many (`quota.ts`)
 * @throws BAD_USER_INPUT on `file`; what `count` throws
 */
export async function receive(blobs: BlobStore, content: AsyncIterable<Uint8Array>, { name, keepPosition = false, keepSent = false }: Sending, count: Count = async () => {}): Promise<Received> {
  const folder = await mkdtemp(join(tmpdir(), 'fangzhi-incoming-'))
  const path = join(folder, 'file')
  try {
    const bytes = await spool(content, path, count)
    const found = await detect(path)
    if (bytes > found.most) throw tooLarge(found.most)
    const called = safeName(name, found)
    if (found.kind !== 'picture') {
      if (isZip(found)) checkZip(await readFile(path))
      const { sha256 } = await blobs.put(createReadStream(path))
      return { sha256, name: called, mediaType: found.mediaType, bytes }
    }
    const picture = await remade(path, found, keepPosition)
    const { sha256 } = await blobs.put(picture.bytes)
    const sent = keepSent ? (await blobs.put(createReadStream(path))).sha256 : undefined
    const becomes = found.becomes ?? 'image/webp'
    return {
      sha256, name: safeName(called, { endings: ACCEPTED.get(becomes)!.endings }), mediaType: becomes, bytes: picture.bytes.length, width: picture.width, height: picture.height,
      ...(sent === undefined ? {} : { sent }),
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function spool(content: AsyncIterable<Uint8Array>, path: string, count: Count): Promise<number> {
  const file = await open(path, 'wx', 0o600)
  let [bytes, counted] = [0, 0]
  try {
    for await (const chunk of content) {
      bytes += chunk.length
      if (bytes > MOST_BYTES) throw tooLarge(MOST_BYTES)
      if (bytes - counted >= AT_A_TIME) {
        await count(bytes - counted)
        counted = bytes
      }
      await file.writeFile(chunk)
    }
    if (bytes > counted) await count(bytes - counted)
  } finally {
    await file.close()
  }
  return bytes
}

const tooLarge = (most: number): Error => badInput('file', `檔案超過 ${most / 1e6} MB，請先縮小或分成幾個 (the file has more than ${most / 1e6} MB)`)

const isZip = ({ mediaType }: Detected): boolean => /zip|openxml|opendocument/.test(mediaType)

/** By what its directory says; nothing is unpacked. */
function checkZip(bytes: Uint8Array): void {
  let [unpacked, parts] = [0, 0]
  const bomb = badInput('file', '這個檔案解開後太大，不收 (the file unpacks to too much)')
  try {
    unzipSync(bytes, { filter: ({ originalSize }) => {
      unpacked += originalSize
      if (++parts > MOST_PARTS || unpacked > MOST_UNPACKED) throw bomb
      return false
    } })
  } catch (error) {
    if (error === bomb) throw error
    throw badInput('file', '檔案不完整或已損壞，請重新另存 (the file is broken or cut short)')
  }
}
