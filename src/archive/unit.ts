import { Recent } from './recent.ts'

/** Units of a government: 文化局 alone names one in every city, so it is known by the government it is within. */

/** The scheme of the identifier 「臺北市政府/文化局」. */
export const UNIT = 'unit'
/** 機關代碼, one for each unit of every government. */
export const CODE = '機關代碼'

export const plain = (text: string): string => text.normalize('NFKC').replace(/\s/g, '').replaceAll('台', '臺')

/**
 * 臺北市政府/教育局 for 教育局, 臺北市政府教育局 and 台北市教育局 alike; the government itself is 臺北市政府.
 * What stands before a unit's own name: the government, its place, or 市立 and the like.
 */
export function unitOf(within: string, name: string): string {
  const asked = `${within}\n${name}`
  let unit = known.get(asked)
  if (unit === undefined) {
    const government = plain(within)
    const rest = own(government, plain(name))
    known.set(asked, (unit = rest === '' ? government : `${government}/${rest}`))
  }
  return unit
}

/** A register names its few departments in every row. */
const known = new Recent<string, string>(1_000)

function own(government: string, name: string): string {
  if (name.startsWith(government)) return name.slice(government.length)
  const place = government.replace(/(?:政府|公所)$/, '')
  for (const before of [`${place}立`, place]) if (name.startsWith(before) && name.length > before.length) return name.slice(before.length)
  return name
}

/** Whether a unit's name says of itself which government it is of: 臺北市商業處, not 商業處. */
export const isFull = (within: string, name: string): boolean => !unitOf(within, name).endsWith(`/${plain(name)}`)
