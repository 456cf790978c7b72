import fc from 'fast-check'
import t from 'tap'
import { checkLogin, checkMail, loginKey } from '../../src/accounts/login.ts'

t.test('logins that are written differently are one, others are not', async (t) => {
  const one: readonly (readonly string[])[] = [['Lin', 'lin', ' LIN\t', 'ｌｉｎ', 'ＬＩＮ'], ['Straße', 'STRASSE', 'strasse'], ['ΣΊΣΥΦΟΣ', 'σίσυφος', 'σίσυφοσ'], ['é', 'É', 'e\u0301'], ['林', '林'], ['ﬁlm', 'FILM']]
  for (const all of one) t.equal(new Set(all.map(loginKey)).size, 1, all.join(' = '))
  for (const [a, b] of [['lin', 'lín'], ['l.in', 'lin'], ['林', '琳'], ['臺', '台']] as const) t.not(loginKey(a), loginKey(b), `${a} ≠ ${b}`)
})

t.test('the key of a key is the key, for every character and for any text', async (t) => {
  const wrong: string[] = []
  for (let code = 0; code <= 0x10ffff; code++) {
    const char = String.fromCodePoint(code)
    // unassigned, private and half characters have no other forms
    if (/[\p{Cn}\p{Co}\p{Cs}]/u.test(char)) continue
    const key = loginKey(char)
    if (loginKey(key) !== key) wrong.push(code.toString(16))
  }
  t.strictSame(wrong, [])
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => loginKey(loginKey(text)) === loginKey(text)))
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => loginKey(text) === loginKey(` ${text.normalize('NFKC')} `)))
})

t.test('a login is kept as it was typed, but for blanks and full-width forms', async (t) => {
  for (const [typed, kept] of [[' Lin.Chen ', 'Lin.Chen'], ['ｌｉｎ', 'lin'], ['王小明', '王小明'], ['O\'Brien-2_a', 'O\'Brien-2_a'], ['Mei@Example.org', 'Mei@Example.org']] as const) t.equal(checkLogin(typed), kept)
  for (const wrong of ['', ' ', 'a', 'a b', '-lin', '.lin', 'lin\u202Egnp', 'li\u200Bn', 'a\u0000b', 'lin/..', '<b>lin', 'lin@', '@lin', 'a@b', 'a@b@c.org', 'x'.repeat(101), '林'.repeat(101)]) {
    t.throws(() => checkLogin(wrong), { code: 'BAD_USER_INPUT', details: { field: 'login' } }, JSON.stringify(wrong))
  }
  t.throws(() => checkLogin('', 'invite.login'), { code: 'BAD_USER_INPUT', details: { field: 'invite.login' } })
})

t.test('an address of mail has the form of one, and nothing that could become a second header', async (t) => {
  t.equal(checkMail(' mei.lin+a@mail.example.org '), 'mei.lin+a@mail.example.org')
  for (const wrong of ['', 'mei', 'mei@', 'mei@example', 'mei@example.org\nBcc: all@example.org', 'a@x.org,b@x.org', 'mei lin@x.org', '<mei@x.org>', `${'x'.repeat(250)}@x.org`]) {
    t.throws(() => checkMail(wrong), { code: 'BAD_USER_INPUT', details: { field: 'mail' } }, JSON.stringify(wrong))
  }
})
