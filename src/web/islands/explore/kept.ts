/** Where everything stands on a picture: what is kept on the device, and what an address carries. Ids and places, no names. */
export interface Layout {
  readonly of: string
  readonly places: readonly (readonly [id: string, x: number, y: number])[]
}

const KEY = 'fangzhi-explore'

export const layouts = (): Record<string, Layout> => {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '{}') as Record<string, Layout>
  } catch {
    // written by something else, or nothing may be kept here
    return {}
  }
}

/** @returns whether there was room */
export function keep(all: Record<string, Layout>): boolean {
  try {
    localStorage.setItem(KEY, JSON.stringify(all))
    return true
  } catch {
    return false
  }
}

/** Sixteen bytes of an id, and two of each place, in a scale of which the greatest is all. */
const SIZE = 20
const GREATEST = 32_000

/** The middle of it first. */
export const inOrder = ({ of, places }: Layout): Layout['places'] => places.toSorted(([one], [other]) => Number(other === of) - Number(one === of))

export function hashOf(layout: Layout): string {
  const first = inOrder(layout)
  const scale = Math.max(1e-9, ...first.flatMap(([, x, y]) => [Math.abs(x), Math.abs(y)]))
  const bytes = new DataView(new ArrayBuffer(first.length * SIZE))
  for (const [i, [id, x, y]] of first.entries()) {
    const hex = id.replaceAll('-', '')
    for (let at = 0; at < 16; at++) bytes.setUint8(i * SIZE + at, Number.parseInt(hex.slice(2 * at, 2 * at + 2), 16))
    bytes.setInt16(i * SIZE + 16, (x / scale) * GREATEST)
    bytes.setInt16(i * SIZE + 18, (y / scale) * GREATEST)
  }
  let text = ''
  for (let at = 0; at < bytes.byteLength; at++) text += String.fromCharCode(bytes.getUint8(at))
  return `#g=${btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')}`
}

/** @returns undefined for what is none */
export function layoutIn(hash: string): Layout | undefined {
  try {
    const text = atob(/^#g=([\w-]+)$/.exec(hash)?.[1]?.replaceAll('-', '+').replaceAll('_', '/') ?? '')
    if (text.length === 0 || text.length % SIZE !== 0) return undefined
    const bytes = new DataView(Uint8Array.from(text, (char) => char.charCodeAt(0)).buffer)
    const places = Array.from({ length: text.length / SIZE }, (_, i): [string, number, number] => {
      const hex = Array.from({ length: 16 }, (__, at) => bytes.getUint8(i * SIZE + at).toString(16).padStart(2, '0')).join('')
      return [hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'), bytes.getInt16(i * SIZE + 16) / 100, bytes.getInt16(i * SIZE + 18) / 100]
    })
    return { of: places[0]![0], places }
  } catch {
    return undefined
  }
}
