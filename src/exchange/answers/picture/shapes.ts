import type { Kind } from '../../../model/records.ts'
import { markup, type Markup } from '../../markup.ts'
import type { Box } from './box.ts'

/** The outline of an entity, by its kind: told apart without colour. */
export function outline(kind: Kind, { x, y, width, height }: Box, look: Markup): Markup {
  const [left, top, right, bottom] = [x - width / 2, y - height / 2, x + width / 2, y + height / 2].map(rounded) as [number, number, number, number]
  const rect = (radius: number): Markup => markup`<rect x="${left}" y="${top}" width="${rounded(width)}" height="${rounded(height)}" rx="${rounded(radius)}"${look}/>`
  const polygon = (...points: readonly (readonly [number, number])[]): Markup => markup`<polygon points="${points.map(([px, py]) => `${rounded(px)},${rounded(py)}`).join(' ')}"${look}/>`
  switch (kind) {
    case 'Organization': return rect(0)
    case 'Person': return rect(height / 2)
    case 'Place': return polygon([left, y], [left + 9, top], [right - 9, top], [right, y], [right - 9, bottom], [left + 9, bottom])
    case 'Programme': return polygon([left + 9, top], [right, top], [right - 9, bottom], [left, bottom])
    case 'Event': return polygon([left, top], [right - 9, top], [right, y], [right - 9, bottom], [left, bottom], [left + 9, y])
    case 'Concept': return rect(9)
    case 'Work': return markup`${rect(0)}<path d="M${left + 5} ${top}V${bottom}"${look}/>`
    case 'Entry': return polygon([left, top], [right - 9, top], [right, top + 9], [right, bottom], [left, bottom])
    case 'Collection': return markup`${rect(0)}<path d="M${left + 5} ${top}V${bottom}M${right - 5} ${top}V${bottom}"${look}/>`
  }
}

export const rounded = (length: number): number => Math.round(length * 10) / 10
