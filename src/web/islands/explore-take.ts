// Asked for when somebody takes a picture away: most only look at it.

/** The picture to take away. */
export interface Shown {
  readonly title: string
  readonly nodes: readonly { readonly id: string; readonly name: string; readonly kind: string; readonly x: number; readonly y: number; readonly size: number; readonly colour: string }[]
  readonly edges: readonly { readonly from: string; readonly to: string; readonly type: string; readonly label: string; readonly proposed: boolean }[]
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
// eslint-disable-next-line no-control-regex
const escaped = (text: string): string => text.replace(/[&<>"]/g, (mark) => ENTITIES[mark]!).replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '\uFFFD')

const jsonOf = ({ title, nodes, edges }: Shown): string =>
  JSON.stringify({ title, from: location.href.split('#')[0], nodes: nodes.map(({ id, name, kind, x, y }) => ({ id, name, kind, x, y })), edges }, undefined, 1)

/** GEXF 1.3 with places, for Gephi. */
const gexfOf = ({ title, nodes, edges }: Shown): string => `<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">
<meta><description>${escaped(title)}</description></meta>
<graph defaultedgetype="directed"><attributes class="node"><attribute id="kind" title="kind" type="string"/></attributes>
<nodes>${nodes.map(({ id, name, kind, x, y, size }) => `<node id="${id}" label="${escaped(name)}"><attvalues><attvalue for="kind" value="${kind}"/></attvalues><viz:position x="${x.toFixed(2)}" y="${y.toFixed(2)}"/><viz:size value="${size.toFixed(1)}"/></node>`).join('\n')}</nodes>
<edges>${edges.map(({ from, to, type, label }, i) => `<edge id="${i}" source="${from}" target="${to}" kind="${type}" label="${escaped(label)}"/>`).join('\n')}</edges>
</graph>
</gexf>
`

/** Of the longer side, in pixels. */
const SIDE = 1_600

function svgOf({ title, nodes, edges }: Shown): string {
  const [xs, ys] = [nodes.map(({ x }) => x), nodes.map(({ y }) => y)]
  const [left, top] = [Math.min(...xs), Math.max(...ys)]
  const scale = SIDE / Math.max(1, Math.max(...xs) - left, top - Math.min(...ys))
  const at = new Map(nodes.map((node) => [node.id, { x: 60 + (node.x - left) * scale, y: 60 + (top - node.y) * scale }]))
  const [width, height] = [340 + (Math.max(...xs) - left) * scale, 120 + (top - Math.min(...ys)) * scale]
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width.toFixed(0)} ${height.toFixed(0)}" width="${width.toFixed(0)}" height="${height.toFixed(0)}" font-family="'Noto Sans TC','Noto Sans CJK TC','PingFang TC','Microsoft JhengHei',sans-serif" font-size="16"><title>${escaped(title)}</title><rect width="100%" height="100%" fill="#fff"/>
<g stroke="#857d70" stroke-width="1">${edges.map(({ from, to, label, proposed }) => {
  const [one, other] = [at.get(from), at.get(to)]
  return one === undefined || other === undefined ? '' : `<line x1="${one.x.toFixed(1)}" y1="${one.y.toFixed(1)}" x2="${other.x.toFixed(1)}" y2="${other.y.toFixed(1)}"${proposed ? ' stroke-dasharray="5 4"' : ''}><title>${escaped(label)}</title></line>`
}).join('\n')}</g>
${nodes.map(({ id, name, size, colour }) => {
  const { x, y } = at.get(id)!
  return `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${size.toFixed(1)}" fill="${colour}"/><text x="${(x + size + 4).toFixed(1)}" y="${(y + 5).toFixed(1)}" fill="#1f1c18" stroke="#fff" stroke-width="3" paint-order="stroke">${escaped(name)}</text>`
}).join('\n')}
</svg>
`
}

async function pngOf(shown: Shown): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([svgOf(shown)], { type: 'image/svg+xml' }))
  try {
    const image = new Image()
    image.src = address
    await image.decode()
    const canvas = Object.assign(document.createElement('canvas'), { width: image.naturalWidth * 2, height: image.naturalHeight * 2 })
    canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height)
    return await new Promise((resolve, reject) => { canvas.toBlob((blob) => { if (blob === null) reject(new Error('no picture')); else resolve(blob) }, 'image/png') })
  } finally {
    URL.revokeObjectURL(address)
  }
}

function save(name: string, blob: Blob): void {
  const address = URL.createObjectURL(blob)
  Object.assign(document.createElement('a'), { href: address, download: name }).click()
  setTimeout(() => { URL.revokeObjectURL(address) }, 10_000)
}

export type Format = 'PNG' | 'SVG' | 'GEXF' | 'JSON'

/** @param name of the file, without its ending */
export async function takeAway(format: Format, shown: Shown, name: string): Promise<void> {
  const file = `${name}.${format.toLowerCase()}`
  if (format === 'PNG') save(file, await pngOf(shown))
  else if (format === 'SVG') save(file, new Blob([svgOf(shown)], { type: 'image/svg+xml' }))
  else save(file, new Blob([format === 'GEXF' ? gexfOf(shown) : jsonOf(shown)], { type: format === 'GEXF' ? 'application/gexf+xml' : 'application/json' }))
}
