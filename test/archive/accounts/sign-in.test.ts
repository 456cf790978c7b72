import t from 'tap'
import { argon2Sync } from 'node:crypto'
import type { AccountStore } from '../../../src/accounts/port.ts'
import { hashPassword, verifyPassword } from '../../../src/accounts/password.ts'
import { signIn } from '../../../src/archive/accounts/sign-in.ts'
import type { Id } from '../../../src/model/ids.ts'
import { desk, HERE, PASSWORD } from './desk.ts'

const NEW = '淡水河邊第七號水門的燈'

/** The store, and what another process does just before this one begins a session, or sets a password. */
const meanwhile = (accounts: AccountStore, method: 'createSession' | 'setPassword', happens: () => Promise<void>): AccountStore => new Proxy(accounts, {
  get(target, name: keyof AccountStore) {
    const own = target[name] as (...given: unknown[]) => Promise<unknown>
    if (name !== method) return own
    return async (...given: unknown[]) => {
      await happens()
      return own.apply(target, given)
    }
  },
})

t.test('a password that is changed while the one before signs somebody in leaves no session of it', async (t) => {
  const { ports, other, someone } = await desk(t)
  const id = (await someone('amei')).account as Id
  const changed = await hashPassword(NEW)
  const accounts = meanwhile(ports.accounts, 'createSession', () => other.accounts.setPassword(id, changed))
  await t.rejects(signIn({ accounts }, { login: 'amei', password: PASSWORD }, HERE), { code: 'UNAUTHENTICATED' })
  t.same(await other.accounts.sessions(id, Date.now()), [])
  const { secret } = await signIn(ports, { login: 'amei', password: NEW }, HERE)
  t.ok(secret)
  t.equal((await other.accounts.sessions(id, Date.now())).length, 1)
})

t.test('a hash of an earlier cost is made anew, but never over a password that was changed meanwhile', async (t) => {
  const { ports, other, someone } = await desk(t)
  const id = (await someone('amei')).account as Id
  const old = argonOf(PASSWORD)
  const changed = await hashPassword(NEW)
  await ports.accounts.setPassword(id, old)
  const accounts = meanwhile(ports.accounts, 'setPassword', () => other.accounts.setPassword(id, changed))
  await signIn({ accounts }, { login: 'amei', password: PASSWORD }, HERE)
  t.equal(await other.accounts.passwordOf(id), changed)
  t.same(await other.accounts.sessions(id, Date.now()), [], 'nobody is in by the old one any more')
  await ports.accounts.setPassword(id, old)
  await signIn(ports, { login: 'amei', password: PASSWORD }, HERE)
  const anew = (await other.accounts.passwordOf(id))!
  t.not(anew, old)
  t.ok(await verifyPassword(PASSWORD, anew))
})

/** As it was made at half today's passes. */
function argonOf(password: string): string {
  const nonce = Buffer.alloc(16, 7)
  const tag = argon2Sync('argon2id', { message: password.normalize('NFKC'), nonce, parallelism: 1, tagLength: 32, memory: 19_456, passes: 1 })
  const base64 = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '')
  return `$argon2id$v=19$m=19456,t=1,p=1$${base64(nonce)}$${base64(tag)}`
}
