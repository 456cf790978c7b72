/** What a file is to the archive: pictures are made anew, recordings and documents are kept as they are. */
export type FileKind = 'picture' | 'recording' | 'document'

export interface Accepted {
  readonly kind: FileKind
  /** Bytes. */
  readonly most: number
  /** Endings a name of it may have; the first is given to one that has another. */
  readonly endings: readonly string[]
  /** A picture: what it becomes. Browsers show these four, and nothing else is handed out as a picture. */
  readonly becomes?: 'image/jpeg' | 'image/png' | 'image/webp'
}

const MB = 1_000_000
const picture = (becomes: Accepted['becomes'], ...endings: string[]): Accepted => ({ kind: 'picture', most: 60 * MB, endings, ...(becomes === undefined ? {} : { becomes }) })
const recording = (...endings: string[]): Accepted => ({ kind: 'recording', most: 500 * MB, endings })
const document = (...endings: string[]): Accepted => ({ kind: 'document', most: 100 * MB, endings })

/** By media type, as the bytes say, whatever the name or the sender does. What is not here is refused. */
export const ACCEPTED: ReadonlyMap<string, Accepted> = new Map([
  ['image/jpeg', picture('image/jpeg', 'jpg', 'jpeg')],
  ['image/png', picture('image/png', 'png')],
  ['image/webp', picture('image/webp', 'webp')],
  ['image/gif', picture('image/webp', 'gif')],
  ['image/tiff', picture('image/jpeg', 'tif', 'tiff')],
  ['image/avif', picture('image/webp', 'avif')],
  ['audio/mpeg', recording('mp3')],
  ['audio/x-m4a', recording('m4a')],
  ['audio/ogg', recording('ogg', 'oga', 'opus')],
  ['audio/wav', recording('wav')],
  ['audio/flac', recording('flac')],
  ['application/pdf', document('pdf')],
  ['application/epub+zip', document('epub')],
  ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', document('docx')],
  ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', document('xlsx')],
  ['application/vnd.oasis.opendocument.text', document('odt')],
  ['text/plain', document('txt', 'md', 'csv')],
])

/** Other names under which detectors give the same. */
export const SAME: Readonly<Record<string, string>> = {
  'audio/mp4': 'audio/x-m4a', 'video/mp4': 'audio/x-m4a', 'audio/opus': 'audio/ogg', 'audio/ogg; codecs=opus': 'audio/ogg', 'audio/x-flac': 'audio/flac', 'audio/vnd.wave': 'audio/wav',
}

/** In words, for whoever sent something else. */
export const WELCOME = 'JPEG、PNG、WebP、GIF、TIFF、AVIF 圖片，MP3、M4A、OGG、WAV、FLAC 錄音，PDF、EPUB、DOCX、XLSX、ODT、純文字文件'
