import type { CitedAnswer } from '../../graph/cited.ts'
import { Markup, markup } from '../markup.ts'
import type { AnswerFormat } from './format.ts'
import { paperOf, type Block, type Word } from './paper.ts'
import { drawn } from './picture/draw.ts'
import { comment, sealed } from './seal.ts'

/** A page that stands by itself: no script, no font, nothing from elsewhere; the picture is in it. Prints on A4. */
export const html: AnswerFormat = {
  name: 'html',
  mediaType: 'text/html; charset=utf-8',
  extension: 'html',
  inline: true,
  write: (cited: CitedAnswer) => {
    const picture = drawn(cited)
    const blocks = [...paperOf(cited, picture !== undefined)].map((one) => set(one, picture))
    return sealed(markup`<!DOCTYPE html>
<html lang="zh-Hant">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="generator" content="${cited.software}">
<title>${cited.answer.title}</title>
<link rel="canonical" href="${cited.permalink}">
<style>${new Markup(STYLE)}</style>
</head>
<body>
<main>
${blocks}</main>
</body>
</html>
`.text, comment)
  },
}

const STYLE = `
body{font:18px/1.7 "Noto Sans TC","PingFang TC","Microsoft JhengHei",sans-serif;color:#111;background:#fff;margin:0}
main{max-width:52em;margin:0 auto;padding:1em}
table{border-collapse:collapse;width:100%}
th,td{border:1px solid #767676;padding:.2em .5em;text-align:left;vertical-align:top;overflow-wrap:anywhere}
figure{margin:1em 0;overflow-x:auto}
svg{max-width:100%;height:auto}
li{overflow-wrap:anywhere}
a{color:#0b3d91}
@page{size:A4;margin:15mm}
@media print{body{font-size:10.5pt}main{padding:0;max-width:none}h2,h3{break-after:avoid}tr,li,figure{break-inside:avoid}a{color:inherit;text-decoration:none}}
`

function set(one: Block, picture: string | undefined): Markup {
  switch (one.block) {
    case 'heading': return one.level === 1 ? markup`<h1>${one.text}</h1>\n` : one.level === 2 ? markup`<h2>${one.text}</h2>\n` : markup`<h3>${one.text}</h3>\n`
    case 'paragraph': return markup`<p>${one.words.map(word)}</p>\n`
    case 'list': return markup`<ul>\n${one.items.map((item) => markup`<li${idOf(item)}>${item.map(word)}</li>\n`)}</ul>\n`
    case 'table': return markup`<table>\n<thead><tr>${one.head.map((cell) => markup`<th scope="col">${cell}</th>`)}</tr></thead>\n<tbody>\n${one.rows.map((cells) => markup`<tr>${cells.map((cell) => markup`<td>${cell}</td>`)}</tr>\n`)}</tbody>\n</table>\n`
    case 'picture': return markup`<figure>${new Markup((picture ?? '').replace(/^<\?xml[^>]*>\s*/, ''))}</figure>\n`
  }
}

/** What the numbers lead to. */
function idOf([first]: readonly Word[]): Markup | undefined {
  return typeof first === 'object' && 'ground' in first ? markup` id="ground-${first.ground}"` : undefined
}

function word(one: Word): Markup | string {
  if (typeof one === 'string') return one
  if ('title' in one) return one.chinese ? markup`<b>${one.title}</b>` : markup`<i>${one.title}</i>`
  if ('address' in one) return markup`<a href="${one.address}">${one.address}</a>`
  return 'number' in one ? markup`<a href="#ground-${one.number}">[${one.number}]</a>` : `[${one.ground}]`
}
