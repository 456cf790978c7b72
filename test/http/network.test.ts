import fc from 'fast-check'
import t from 'tap'
import { networkOf } from '../../src/http/network.ts'

t.test('addresses of IPv6 are one place where their first 64 bits are the same, however they are written', async () => {
  const groups = fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 4, maxLength: 4 })
  const long = (all: readonly number[]): string => all.map((group) => group.toString(16).padStart(4, '0')).join(':')
  // the way browsers write them
  const short = (all: readonly number[]): string => new URL(`http://[${long(all)}]`).hostname.slice(1, -1)
  fc.assert(fc.property(groups, groups, groups, groups, (net, host, other, elsewhere) => {
    const one = networkOf(long([...net, ...host]))
    return one === networkOf(short([...net, ...host])) && one === networkOf(short([...net, ...other])) && (String(net) === String(elsewhere)) === (one === networkOf(short([...elsewhere, ...host])))
  }))
})

t.test('addresses of IPv4 are places of their own', async (t) => {
  t.equal(networkOf('192.0.2.1'), '192.0.2.1')
  t.equal(networkOf('::ffff:192.0.2.1'), '192.0.2.1')
  t.not(networkOf('192.0.2.1'), networkOf('192.0.2.2'))
  t.equal(networkOf('terminal'), 'terminal')
})
