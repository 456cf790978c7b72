import t from 'tap'
import { hashOf, newSecret } from '../../src/accounts/secret.ts'

t.test('secrets have 256 bits, go into addresses and cookies as they are, and none is like another', async (t) => {
  const secrets = Array.from({ length: 1_000 }, newSecret)
  for (const secret of secrets) if (!/^[A-Za-z0-9_-]{43}$/.test(secret) || Buffer.from(secret, 'base64url').length !== 32) t.fail(secret)
  t.equal(new Set(secrets).size, 1_000)
  // every bit of some secret is set, and of some other is not
  const bytes = secrets.map((secret) => Buffer.from(secret, 'base64url'))
  for (let bit = 0; bit < 256; bit++) {
    const set = bytes.filter((one) => ((one[bit >> 3]! >> (bit & 7)) & 1) === 1).length
    if (set < 300 || set > 700) t.fail(`bit ${bit} is set in ${set} of 1000`)
  }
})

t.test('the hash is SHA-256', async (t) => {
  // FIPS 180-2, appendix B.1
  t.equal(hashOf('abc'), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
})
