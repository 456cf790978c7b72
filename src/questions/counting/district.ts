import type { EntityView } from '../../graph/port.ts'
import { seatOf, type Seat } from '../../model/seat.ts'

/**
 * The district with its city (臺北市大安區), else the city alone (臺北市); undefined where nothing names one.
 * @param places names of the places it is located in
 */
export function districtOf({ fields }: Pick<EntityView, 'fields'>, places: readonly string[]): string | undefined {
  const { district, address } = fields
  const seats = [district, typeof address === 'string' ? address.replace(POSTCODE, '') : undefined, ...places].flatMap((text) => (typeof text === 'string' ? seatOf(text) : []))
  const whole = seats.find((seat) => seat.city !== undefined && seat.district !== undefined)
  return whole === undefined ? seats.find((seat) => seat.city !== undefined)?.city : `${whole.city}${whole.district}`
}

/** 106, 10617, (106), 〔10617〕 before an address. */
const POSTCODE = /^\s*[[(（〔]?\s*\d{3,6}\s*[\])）〕]?\s*/u

/** Whether what `districtOf` says lies in a city or district (中壢市 may be either); undefined where it does not say: in 大安區, of what is in 臺北市. */
export function liesIn(said: string | undefined, { city, district }: Seat): boolean | undefined {
  if (said === undefined) return undefined
  const own = seatOf(said)
  if (district === undefined) return own.city === city || own.district === city
  if (city !== undefined && own.city !== city) return false
  return own.district === undefined ? undefined : own.district === district
}
