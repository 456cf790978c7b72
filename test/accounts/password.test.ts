import { argon2Sync } from 'node:crypto'
import t from 'tap'
import { checkPassword, hashPassword, needsRehash, verifyPassword } from '../../src/accounts/password.ts'

const GOOD = '山裡的第七座水圳'.repeat(2)

/** RFC 9106 by Node itself, written as PHC: not by the code under test. */
function phc(password: string, { memory = 64, passes = 3, parallelism = 1 } = {}): string {
  const nonce = Buffer.from('0123456789abcdef')
  const tag = argon2Sync('argon2id', { message: password, nonce, parallelism, tagLength: 32, memory, passes })
  const text = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '')
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${text(nonce)}$${text(tag)}`
}

t.test('a password is known again by its hash, which tells how it was made and never repeats', async (t) => {
  const [one, two] = await Promise.all([hashPassword(GOOD), hashPassword(GOOD)])
  for (const hash of [one, two]) {
    t.match(hash, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
    t.equal(await verifyPassword(GOOD, hash), true)
    t.equal(await verifyPassword(`${GOOD} `, hash), false)
    t.equal(await verifyPassword('', hash), false)
    t.equal(needsRehash(hash), false)
  }
  t.not(one, two)
})

t.test('one typed in full-width or composed differently is the same', async (t) => {
  const hash = await hashPassword('café no. 12345')
  t.equal(await verifyPassword('cafe\u0301 no. １２３４５', hash), true)
  t.equal(await verifyPassword('cafe no. 12345', hash), false)
})

t.test('hashes of other programs and other costs are understood, and are to be made anew', async (t) => {
  for (const cost of [{}, { memory: 19_456, passes: 3 }, { memory: 32, parallelism: 2 }]) {
    const hash = phc(GOOD, cost)
    t.equal(await verifyPassword(GOOD, hash), true)
    t.equal(await verifyPassword('another password', hash), false)
    t.equal(needsRehash(hash), true)
  }
  t.equal(needsRehash(phc(GOOD, { memory: 19_456, passes: 2 })), false)
  for (const wrong of ['', 'x', '$argon2i$v=19$m=64,t=3,p=1$MDEyMzQ1Njc4OWFiY2RlZg$AAAAAAAAAAAAAAAAAAAAAA', '$2b$10$abcdefghijklmnopqrstuv', `${phc(GOOD)}$x`]) {
    await t.rejects(verifyPassword(GOOD, wrong), { code: 'INTERNAL' }, wrong)
  }
})

t.test('where there is no account the answer is no, and a hash is computed all the same', async (t) => {
  t.equal(await verifyPassword(GOOD, undefined), false)
  // it waits in the same line: where that is full, it is refused like any other
  const hash = phc(GOOD)
  const ahead = Array.from({ length: 203 }, () => verifyPassword(GOOD, hash).catch((error: unknown) => error))
  await t.rejects(verifyPassword(GOOD, undefined), { code: 'UNAVAILABLE', details: { retryAfter: 2 } })
  const outcomes = await Promise.all(ahead)
  t.ok(outcomes.filter((one) => one === true).length >= 200, 'who was in line is answered')
  t.equal(await verifyPassword(GOOD, await hashPassword(GOOD)), true, 'and then there is room again')
})

t.test('the process answers others while it computes', async (t) => {
  let turns = 0
  let done = false
  const count = (): void => {
    turns++
    if (!done) setImmediate(count)
  }
  setImmediate(count)
  await Promise.all(Array.from({ length: 4 }, () => verifyPassword(GOOD, undefined)))
  done = true
  t.ok(turns > 20, `${turns} turns`)
})

t.test('what may become a password', async (t) => {
  const names = ['wang.mei@example.org', '王美', 'fangzhi', '']
  const check = (password: string): Promise<void> => checkPassword(password, { names })
  for (const good of ['correct horse battery', GOOD, 'Tr0ub4dor&3xyz', 'a mei likes water', 'x'.repeat(5) + 'abcdefgh'.repeat(24)]) await t.resolves(check(good), good)
  const refused: Record<string, readonly string[]> = {
    '10': ['', 'a1b2c3d4e', '九個字的密碼還不夠', '👩‍🌾👩‍🌾'],
    '200': ['abcdefgh'.repeat(25) + 'x'],
    '5': ['1111111111', 'ababababababab', '😀😁😀😁😀😁😀😁😀😁'],
    '登入名稱': ['wang.mei@example.org', 'WANG.MEI@example.ORG', 'wang.mei99', 'ｗａｎｇ．ｍｅｉ1985', 'fangzhi2026', 'fangzhifangzhi', '王美王美王美12345'],
    '常見': ['password123', 'PassWord123', 'ｐａｓｓｗｏｒｄ１２３', '1q2w3e4r5t', 'qwertyuiop'],
  }
  for (const [words, passwords] of Object.entries(refused)) {
    for (const password of passwords) await t.rejects(check(password), { code: 'BAD_USER_INPUT', details: { field: 'password' }, message: new RegExp(words) }, password)
  }
  await t.rejects(checkPassword('short', { names: [], field: 'newPassword' }), { code: 'BAD_USER_INPUT', details: { field: 'newPassword' } })
})
