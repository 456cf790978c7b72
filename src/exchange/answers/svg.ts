import type { CitedAnswer } from '../../graph/cited.ts'
import { markup } from '../markup.ts'
import type { AnswerFormat } from './format.ts'
import { drawn } from './picture/draw.ts'
import { comment, sealed } from './seal.ts'

/** The answer's picture: for print, for slides. */
export const svg: AnswerFormat = {
  name: 'svg',
  mediaType: 'image/svg+xml; charset=utf-8',
  extension: 'svg',
  inline: true,
  write: (cited: CitedAnswer) => sealed(drawn(cited) ?? nothing(cited), comment),
}

/** An answer without relations has no picture; the address of one has still to say so. */
const nothing = ({ answer: { title, text }, permalink }: CitedAnswer): string => markup`<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 680 120" role="img" aria-label="${title}" font-family="'Noto Sans TC','PingFang TC','Microsoft JhengHei',sans-serif" font-size="14">
<title>${title}</title>
<rect width="100%" height="100%" fill="#fff"/>
<text x="16" y="32">${title}</text><text x="16" y="56">${text}</text><text x="16" y="80">這個答案不靠關係，沒有圖。</text><text x="16" y="104" font-size="12">${permalink}</text>
</svg>
`.text
