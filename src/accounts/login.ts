import { z } from 'zod'
import { badInput } from '../model/errors.ts'
import type { Account } from './port.ts'

/** Characters of a login, as typed. */
const [LEAST, MOST] = [2, 100]

/** Characters of an address of mail (RFC 5321). */
const MAIL_MOST = 254

/** Letters and digits of any script, and what addresses of mail have: no blanks, nothing that cannot be seen. */
const LOGIN = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}._@+'-]*$/u

const MAIL = z.email().max(MAIL_MOST)

/** Character by character: a word's last sigma would else differ from the same one within. */
const fold = (text: string): string => Array.from(text, (char) => char.toUpperCase().toLowerCase()).join('')

/** What two logins have in common that are one: full-width and half-width, capital and small letters are the same. */
export function loginKey(login: string): string {
  const key = fold(login.normalize('NFKC').trim()).normalize('NFKC')
  return key === login ? key : loginKey(key)
}

/**
 * @returns the login as it is kept: NFKC, trimmed, its letters as typed
 * @throws BAD_USER_INPUT naming the field
 */
export function checkLogin(login: string, field = 'login'): string {
  const kept = login.normalize('NFKC').trim()
  const length = Array.from(kept).length
  if (length < LEAST || length > MOST) throw badInput(field, `登入名稱須有 ${LEAST} 到 ${MOST} 個字 (a login has ${LEAST} to ${MOST} characters)`)
  if (kept.includes('@')) return checkMail(kept, field)
  if (!LOGIN.test(kept)) throw badInput(field, '登入名稱只能用文字、數字和 . _ + \' - ，且以文字或數字開頭；或用電子郵件地址 (a login has letters, digits and . _ + \' - and begins with a letter or digit; or it is an address of mail)')
  return kept
}

/** Where mail that nobody asked for at that moment may be sent: the address of an account, once it is known that its owner reads it. */
export const provedMail = (account: Pick<Account, 'mail' | 'provedMail'> | undefined): string | undefined =>
  (account?.mail !== undefined && account.mail === account.provedMail ? account.mail : undefined)

/**
 * Its form only: whether somebody reads it is found by sending a link.
 * @returns the address, trimmed
 * @throws BAD_USER_INPUT naming the field
 */
export function checkMail(mail: string, field = 'mail'): string {
  const parsed = MAIL.safeParse(mail.normalize('NFKC').trim())
  if (!parsed.success) throw badInput(field, '這不是電子郵件地址 (this is no address of mail)')
  return parsed.data
}
