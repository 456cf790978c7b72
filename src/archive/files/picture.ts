import type { Sharp } from 'sharp'
import { badInput } from '../../model/errors.ts'
import type { Detected } from './detect.ts'

/**
 * Pixels of a picture that is opened: a scan of A3 at 600 dpi has 70 million. What says it has more is refused by
 * what its head says, before a pixel is unpacked.
 */
export const MOST_PIXELS = 100_000_000
/** Seconds that making one anew may take. */
const PATIENCE = 30

/** The side, in pixels, that a smaller picture fits into. */
export const SIZES = { small: 480, medium: 1_600 } as const
export type Size = keyof typeof SIZES

export interface Picture {
  readonly bytes: Buffer
  readonly width: number
  readonly height: number
}

/**
 * The picture made anew from its pixels: what a file carries besides them is gone (where and with what it was taken,
 * a second file behind the first), and it stands upright.
 * @param keep on purpose: what the camera wrote stays, the place included
 * @throws BAD_USER_INPUT on `file` for one that is broken or too large
 */
export async function remade(path: string, { becomes, mediaType }: Pick<Detected, 'becomes' | 'mediaType'>, keep: boolean): Promise<Picture> {
  const opened = await opening(path, mediaType === 'image/gif' || mediaType === 'image/webp')
  const upright = keep ? opened.keepExif() : opened
  const format = (becomes ?? 'image/webp').slice('image/'.length) as 'jpeg' | 'png' | 'webp'
  return written(upright.toFormat(format, format === 'png' ? {} : { quality: 90 }))
}

/** A smaller one, never larger than it was. */
export const smaller = async (path: string | Buffer, size: Size): Promise<Picture> =>
  written((await opening(path, false)).resize({ width: SIZES[size], height: SIZES[size], fit: 'inside', withoutEnlargement: true }).webp({ quality: 80 }))

async function opening(path: string | Buffer, animated: boolean): Promise<Sharp> {
  // takes as long to load as a page to answer, and is needed where files come
  const { default: sharp } = await import('sharp')
  return sharp(path, { limitInputPixels: MOST_PIXELS, failOn: 'error', animated, sequentialRead: true }).autoOrient().timeout({ seconds: PATIENCE })
}

async function written(picture: Sharp): Promise<Picture> {
  try {
    const { data, info } = await picture.toBuffer({ resolveWithObject: true })
    return { bytes: data, width: info.width, height: info.pageHeight ?? info.height }
  } catch (error) {
    const message = (error as Error).message
    if (/pixel limit/i.test(message)) throw badInput('file', `圖片太大，上限是 ${MOST_PIXELS / 1e6} 百萬像素；請先縮小 (the picture has too many pixels)`)
    if (/timeout/i.test(message)) throw badInput('file', '這張圖片處理太久，請另存一次或縮小再傳 (the picture takes too long to open)')
    throw badInput('file', `圖片打不開，可能已損壞：請重新另存 (the picture cannot be opened: ${message.split('\n')[0]!})`)
  }
}
