import { isIP } from 'node:net'

/**
 * What counts as one place: an address of IPv4, and of IPv6 the network of 64 bits, all of whose addresses one
 * household has (RFC 6177), so that taking another one is no fresh start.
 */
export function networkOf(address: string): string {
  const plain = address.split('%')[0]!
  // IPv4 in IPv6's clothes
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(plain)?.[1]
  if (mapped !== undefined) return mapped
  if (isIP(plain) !== 6) return address
  const [head = [], tail = []] = plain.split('::').map((part) => part.split(':').filter((group) => group !== ''))
  const groups = [...head, ...Array.from({ length: 8 - head.length - tail.length }, () => '0'), ...tail]
  return `${groups.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`
}
