import type { MultipartFile } from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { MOST_BYTES, receive, type Sending } from '../archive/files/receive.ts'
import { counting, type Quota } from '../archive/files/quota.ts'
import type { Received, Receipts } from '../archive/files/receipt.ts'
import { askForThumbnails } from '../archive/files/thumbnails.ts'
import type { BlobStore } from '../blobs/port.ts'
import type { JobStore } from '../jobs/port.ts'
import type { Actor } from '../model/actor.ts'
import { ArchiveError, badInput } from '../model/errors.ts'
import { demand } from '../model/permissions.ts'

/** What taking in files needs. */
export interface UploadPorts {
  readonly blobs: BlobStore
  readonly jobs: JobStore
  readonly receipts: Receipts
  /** Absent: anybody sends as much as they like. */
  readonly quota?: Quota
}

/** What whoever sent a file is told of it; with the receipt a record can name it. */
export interface Uploaded extends Omit<Received, 'sha256' | 'sent'> {
  readonly receipt: string
}

/** Takes a file in for somebody. @throws as `receive`; UNAUTHENTICATED, FORBIDDEN */
export async function takeIn({ blobs, jobs, receipts, quota }: UploadPorts, actor: Actor | undefined, content: AsyncIterable<Uint8Array>, sending: Sending): Promise<Uploaded> {
  demand(actor, 'upload')
  const file = await whole(receive(blobs, content, sending, quota && counting(quota, actor.account)))
  if (file.width !== undefined) await askForThumbnails(jobs, file.sha256)
  const { sha256: _, sent: __, ...shown } = file
  return { ...shown, receipt: receipts.sign(file, actor.account) }
}

/** What the reader of forms finds wrong has no code: it is what was sent that ends too early. */
export async function whole<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading
  } catch (error) {
    if (!(error instanceof Error) || error instanceof ArchiveError || !/multipart|part terminated|unexpected end/i.test(error.message)) throw error
    throw badInput('file', '檔案沒有傳完，請再傳一次 (what was sent ends too early: send it again)')
  }
}

/** Bytes of a whole form, with its files. */
export const MOST_POSTED = 2 * MOST_BYTES
/** Of one form: files, fields, bytes of a field. */
const LIMITS = { files: 30, fields: 1_000, fieldSize: 1_000_000, fileSize: MOST_BYTES + 1, parts: 1_100 }

/**
 * The fields of a form that may come with files, in the order of the form. Each file is given to `take` as it comes; it
 * is read to its end also where `take` has had enough of it, so that what follows arrives.
 * @throws BAD_USER_INPUT for more than a form has
 */
export async function readForm(request: FastifyRequest, take: (field: string, name: string, content: AsyncIterable<Uint8Array>, form: URLSearchParams) => Promise<void>): Promise<URLSearchParams> {
  const form = new URLSearchParams()
  try {
    for await (const part of request.parts({ limits: LIMITS })) {
      if (part.type === 'field') form.append(part.fieldname, String(part.value))
      else await tookOrLeft(part, form, take)
    }
  } catch (error) {
    if (!(error instanceof ArchiveError) && String((error as { code?: string }).code).startsWith('FST_')) throw badInput('', '送來的東西太多或不完整，請分幾次送 (too much, or cut short: send it in parts)')
    throw error
  }
  return form
}

async function tookOrLeft({ fieldname, filename, file }: MultipartFile, form: URLSearchParams, take: Parameters<typeof readForm>[1]): Promise<void> {
  try {
    // a field in which nothing was chosen comes as a file without a name
    if (filename) await take(fieldname, filename, file.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>, form)
  } finally {
    file.resume()
  }
}
