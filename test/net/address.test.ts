import t from 'tap'
import { isPublic } from '../../src/net/address.ts'

t.test('an address of a network of ours is none of the public internet, however it is written', async (t) => {
  const ours = [
    '0.0.0.0', '10.1.2.3', '100.64.0.1', '127.0.0.1', '127.255.255.255', '169.254.169.254', '172.16.0.1', '172.31.255.255', '192.168.0.1', '192.0.0.1', '198.19.0.1', '224.0.0.1', '255.255.255.255',
    '::', '::1', 'fe80::1', 'fe80::1%eth0', 'fc00::1', 'fd12:3456::1', 'ff02::1', '::ffff:127.0.0.1', '::ffff:8.8.8.8', '::ffff:7f00:1', '64:ff9b::7f00:1', '2002:7f00:1::', '2001::1', '2001:db8::1', '3fff::1',
    'localhost', '', '2130706433', '0x7f.1',
  ]
  for (const address of ours) t.equal(isPublic(address), false, address)
  for (const address of ['8.8.8.8', '172.32.0.1', '100.128.0.1', '192.169.0.1', '2606:4700::1', '2a00:1450:4001::1', '2404:6800::1']) t.equal(isPublic(address), true, address)
})
