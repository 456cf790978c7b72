import sharp from 'sharp'
import { MOST_PIXELS } from '../../archive/files/picture.ts'
import { wrapped } from '../../exchange/answers/picture/measure.ts'
import { markup as svg } from '../../exchange/markup.ts'
import { HEIGHT, WIDTH, type Card } from './card.ts'

/** Beside words, pixels across. */
const PICTURE = 440
const MARGIN = 72
/** By their size: lines that a title may have. */
const TITLES = [[76, 2], [60, 3], [48, 4]] as const
const TEXT = 34
/** Of lines, as a part of the size of letters. */
const LINE = 1.35
const SANS = "'Noto Sans TC','Noto Sans CJK TC','PingFang TC','Microsoft JhengHei',sans-serif"
const SERIF = "'Noto Serif TC','Noto Serif CJK TC','Songti TC',PMingLiU,serif"
/** What turns the words of others round. */
const TURNS = /[\u202A-\u202E\u2066-\u2069]/gu

/** The card as an SVG: on paper, with a seal, what it is, its title and a few lines. */
export function cardSvg({ title, description, kind, archive, picture, language }: Card): string {
  const across = WIDTH - 2 * MARGIN - (picture === undefined ? 0 : PICTURE)
  // marks that must not begin a line stand beyond its end
  const em = (size: number): number => across / size - 1.5
  const titled = title.replace(TURNS, '')
  const [size, lines] = TITLES.find(([one, most]) => wrapped(titled, em(one), most + 1).length <= most) ?? TITLES.at(-1)!
  const titles = wrapped(titled, em(size), lines)
  const begin = 148 + size
  const below = begin + (titles.length - 1) * size * LINE + 44 + TEXT
  const texts = wrapped(description.replace(TURNS, ''), em(TEXT), Math.max(1, Math.floor((HEIGHT - 120 - below) / (TEXT * LINE)) + 1))
  const name = wrapped(archive.replace(TURNS, ''), em(30) - 2, 1)[0] ?? ''
  return svg`<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" xml:lang="${language}">
<rect width="100%" height="100%" fill="#fbf9f4"/><rect width="16" height="100%" fill="#8a2419"/>
<text x="${MARGIN}" y="108" font-family="${SANS}" font-size="30" fill="#8a2419">${wrapped(kind, em(30), 1)}</text>
<g font-family="${SERIF}" font-weight="700" font-size="${size}" fill="#1f1c18">${titles.map((line, i) => svg`<text x="${MARGIN}" y="${begin + i * size * LINE}">${line}</text>`)}</g>
<g font-family="${SANS}" font-size="${TEXT}" fill="#4f4a43">${texts.map((line, i) => svg`<text x="${MARGIN}" y="${below + i * TEXT * LINE}">${line}</text>`)}</g>
<g transform="translate(${MARGIN} ${HEIGHT - 92}) scale(.75)"><rect width="64" height="64" rx="10" fill="#9c2f23"/><path d="M32 9v9M11 21h42M29 21c0 16-5 25-17 33M28 33h18c0 11-1 20-8 21-3 0-5-1-8-3" fill="none" stroke="#fdf9f1" stroke-width="5" stroke-linecap="round" stroke-linejoin="round"/></g>
<text x="${MARGIN + 66}" y="${HEIGHT - 58}" font-family="${SERIF}" font-weight="700" font-size="30" fill="#8a2419">${name}</text>
</svg>`.text
}

/** As a PNG, with a picture at its right; some 60 ms in a thread beside. @param picture one that cannot be opened is left out */
export async function cardPng(card: Card, picture?: Buffer): Promise<Buffer> {
  const beside = picture === undefined ? undefined : await sharp(picture, { limitInputPixels: MOST_PIXELS }).autoOrient().resize(PICTURE, HEIGHT, { fit: 'cover', position: 'attention' }).png().toBuffer().catch(() => undefined)
  const { picture: _, ...plain } = card
  const drawn = sharp(Buffer.from(cardSvg(beside === undefined ? plain : card)))
  const whole = beside === undefined ? drawn : sharp(await drawn.png().toBuffer()).composite([{ input: beside, left: WIDTH - PICTURE, top: 0 }])
  return whole.png({ palette: true, effort: 4 }).toBuffer()
}

let chinese: Promise<boolean> | undefined

/** Whether this machine has letters for Chinese: 「一」 is a line, and not the box that stands for what is missing. */
export const writesChinese = (): Promise<boolean> => (chinese ??= (async () => {
  const { data, info } = await sharp(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="80" height="80"><rect width="80" height="80" fill="#fff"/><text x="10" y="60" font-family="${SANS}" font-size="60">一</text></svg>`)).greyscale().raw().toBuffer({ resolveWithObject: true })
  const inked = Array.from({ length: info.height }, (_, row) => data.subarray(row * info.width * info.channels, (row + 1) * info.width * info.channels).some((dot) => dot < 128)).filter(Boolean).length
  return inked > 0 && inked < info.height / 4
})())
