import { memo } from './memo.ts'

/** Where something has its seat, as far as an address says: 臺北市, 大安區. */
export interface Seat {
  readonly city?: string
  readonly district?: string
}

/** 臺北市大安區 and an address that begins so → city and district; 大安區 alone → district. 台 is 臺. */
export const seatOf: (text: string) => Seat = memo(10_000, (text) => {
  const found = /^(?<city>[^市縣]{1,3}[市縣])?(?<district>[^市縣區鄉鎮]{1,3}[區鄉鎮市])?/u.exec(text.normalize('NFKC').replaceAll('台', '臺').replace(/\s/g, ''))?.groups
  return { ...(found?.city === undefined ? {} : { city: found.city }), ...(found?.district === undefined ? {} : { district: found.district }) }
})
