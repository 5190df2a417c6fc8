import { BlockList, isIP } from 'node:net'

export type AddressReader = (peer: string | undefined, forwardedFor: string | undefined) => string

/**
 * Reads where a request comes from. `X-Forwarded-For` is believed as far as trusted proxies wrote it: from its end backwards,
 * up to the first address that is none of them.
 *
 * @param trusted addresses and networks: `10.0.0.0/8`, `::1`
 */
export function addressReader(trusted: readonly string[]): AddressReader {
  const list = new BlockList()
  for (const one of trusted) {
    const [address = '', bits] = one.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    if (bits === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(bits), family)
  }
  const isTrusted = (address: string) => isIP(address) !== 0 && list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')

  return (peer, forwardedFor) => {
    let at = plain(peer ?? '')
    if (!isTrusted(at)) return at || 'unknown'
    for (const hop of (forwardedFor ?? '').split(',').reverse()) {
      const address = plain(hop.trim())
      if (isIP(address) === 0) return at
      at = address
      if (!isTrusted(at)) return at
    }
    return at
  }
}

/** An IPv4 address as such, also where the socket listens on both families. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '')
