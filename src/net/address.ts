import { BlockList, isIP } from 'node:net'

/** What is of no public network (IANA's registries of special-purpose addresses), and so may be ours. */
const OURS = new BlockList()
for (const [net, bits] of [
  ['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.0.2.0', 24],
  ['192.88.99.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15], ['198.51.100.0', 24], ['203.0.113.0', 24], ['224.0.0.0', 4], ['240.0.0.0', 4],
] as const) OURS.addSubnet(net, bits, 'ipv4')
// of IPv6 only 2000::/3 is public at all; within it tunnels, which carry addresses of IPv4, and examples are not
for (const [net, bits] of [['2001::', 23], ['2001:db8::', 32], ['2002::', 16], ['3fff::', 20]] as const) OURS.addSubnet(net, bits, 'ipv6')
const PUBLIC = new BlockList()
PUBLIC.addSubnet('2000::', 3, 'ipv6')

/** Whether an address is of the public internet. What is no address is not. */
export function isPublic(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return !OURS.check(address, 'ipv4')
  return family === 6 && PUBLIC.check(address, 'ipv6') && !OURS.check(address, 'ipv6')
}
