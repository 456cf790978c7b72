import { encode } from 'uqr'
import { Markup, markup as html } from '../../../exchange/markup.ts'

/** A quiet zone is part of the sign (ISO/IEC 18004). */
const QUIET = 4

/** Bytes that the largest sign holds at this level of correction (ISO/IEC 18004, table 7: version 40, L). */
const MOST = 2_953

/** An address as a QR code, 1 unit a module: lines of dark modules, row by row. Nothing for one that no sign can hold: a question about a hundred names. */
export function qrCode(address: string, label: string): Markup {
  if (Buffer.byteLength(address) > MOST) return html``
  const { data, size } = encode(address, { ecc: 'L', border: QUIET })
  let path = ''
  for (const [y, row] of data.entries()) {
    let at: number | undefined
    for (let x = 0; x < size;) {
      const start = x
      while (x < size && row[x] === row[start]) x++
      if (row[start] !== true) continue
      path += at === undefined ? `M${start} ${y}.5h${x - start}` : `m${start - at} 0h${x - start}`
      at = x
    }
  }
  return html`<svg class="qr" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" width="${size * 3}" height="${size * 3}" role="img" aria-label="${label}" shape-rendering="crispEdges"><rect width="${size}" height="${size}" fill="#fff"/><path d="${path}" stroke="#000"/></svg>`
}
