import type { EntityView } from '../../graph/port.ts'
import { seatOf } from '../../model/seat.ts'

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
