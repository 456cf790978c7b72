import { provedMail } from '../../accounts/login.ts'
import type { Account } from '../../accounts/port.ts'
import { hashOf } from '../../accounts/secret.ts'
import type { Actor } from '../../model/actor.ts'
import { badInput, forbidden } from '../../model/errors.ts'
import { demand } from '../../model/permissions.ts'
import { gone, issue, slow } from './links.ts'
import { me } from './mine.ts'
import { DAY, type AccountPorts, type From } from './ports.ts'
import { attempt, keyOf } from './throttle.ts'

/**
 * Sends a link to the address of one's account: whoever opens it, signed in to that account, reads what is sent there.
 * One before it is good no more. Nothing is sent to an address that was proved.
 * @param address what the link begins with
 * @throws BAD_USER_INPUT without an address, or where no mail is sent; RATE_LIMITED; FORBIDDEN for a token
 */
export async function askProof(ports: AccountPorts, actor: Actor | undefined, address: string, from: From, now = Date.now()): Promise<void> {
  const account = await own(ports, actor)
  if (ports.mail === undefined) throw badInput('mail', '這裡沒有設定寄信 (this service sends no mail)')
  if (account.mail === undefined) throw badInput('mail', '請先在您的帳號填電子郵件地址 (your account has no address of mail)')
  if (provedMail(account) !== undefined) return
  // nobody is to be written to by strangers more than a few times, from however many accounts
  await attempt(ports.accounts, [{ key: keyOf('prove mail of', account.id), free: 2 }, { key: keyOf('prove mail to', account.mail), free: 2 }, { key: keyOf('link', from.address), free: 100 }], now)
  for (const { id } of await ports.accounts.links({ account: account.id, kind: 'mail' }, now)) await ports.accounts.deleteLink(id)
  const { secret, expiresAt } = await issue(ports, { kind: 'mail', account: account.id, mail: account.mail }, DAY, now)
  await ports.mail({
    until: expiresAt, to: account.mail, subject: '請確認您在方志的電子郵件地址',
    text: `有人（大概是您）在方志的帳號填了這個電子郵件地址。一天內登入後打開這個網址，就確認完成，以後才會寄消息到這裡：\n\n${address}/mail#${secret}\n\n如果不是您，不必理會這封信；沒有確認，就不會再寄消息來。\n(Somebody gave this address for an account. Sign in and open the link within a day to confirm it; if it was not you, ignore this mail.)\n`,
  })
}

/**
 * With the link that was sent: by whoever is signed in to the account it was sent for, as long as that has this address.
 * Somebody else who gets the mail proves nothing for the account by opening it.
 * @throws NOT_FOUND for a link that is used, old, another's or none; UNAUTHENTICATED, FORBIDDEN for a token
 */
export async function proveMail(ports: AccountPorts, actor: Actor | undefined, secret: string, from: From, now = Date.now()): Promise<Account> {
  const account = await own(ports, actor)
  await slow(ports, from, now)
  const link = await ports.accounts.link(hashOf(secret), now)
  if (link?.kind !== 'mail' || link.account !== account.id || link.mail === undefined || link.mail !== account.mail) throw gone()
  if (await ports.accounts.useLink(hashOf(secret), now) === undefined) throw gone()
  return ports.accounts.updateAccount(account.id, { provedMail: link.mail })
}

async function own(ports: Pick<AccountPorts, 'accounts'>, actor: Actor | undefined): Promise<Account> {
  demand(actor, 'ownAccount')
  if (actor.scopes !== undefined) throw forbidden('權杖不能做這件事，請登入後再做 (a token cannot do this; sign in)')
  return me(ports, actor)
}
