import type { LookupFunction } from 'node:net'
import type { SharedChannelTools } from '../alerts/channels/carry'
import { isAddress, isPublic } from './rules/address-guard'

/** The same tools, which connect to public addresses alone: asked at the moment of connecting, whatever a name was before. */
export const toPublicOnly = (shared: SharedChannelTools): SharedChannelTools => ({
  ...shared,
  refuses: (address, port) =>
    isPublic(address) ? shared.refuses(address, port) : 'it is not public, and a way that somebody adds for themselves has to be.',
})

/**
 * Whether a name or an address leads to public addresses alone, as it is resolved now. A name that cannot be resolved does not: whoever asks is
 * not to learn which names there are.
 */
export const publicHostsBy =
  (lookup: LookupFunction) =>
  (host: string): Promise<boolean> =>
    isAddress(host)
      ? Promise.resolve(isPublic(host))
      : new Promise((done) =>
          lookup(host, { all: true }, (cause, found) => {
            const addresses = typeof found === 'string' ? [found] : (found ?? []).map(({ address }) => address)
            done(!cause && addresses.length > 0 && addresses.every(isPublic))
          }),
        )
