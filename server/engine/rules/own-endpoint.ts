import { isAddress, isPublic } from './address-guard'

/** The name or the address in it, without the brackets of IPv6. */
export const hostIn = (endpoint: string): string => new URL(endpoint).hostname.replace(/^\[(.*)\]$/, '$1')

/**
 * Why nothing is sent to an endpoint that a person named for themselves, as the end of a sentence; undefined as far as can be said before its
 * name is resolved. Whoever may only read must not have Plimsoll ask the servers around it (REL-5).
 */
export function ownEndpointIssue(endpoint: string): string | undefined {
  const host = hostIn(endpoint)
  if (new URL(endpoint).protocol !== 'https:') return `leads to ${host} without encryption; a way that you add yourself needs https`
  return isAddress(host) && !isPublic(host) ? notPublic(host) : undefined
}

/** For a name as well, which may be unknown: whether it is, is nobody's to learn. */
export const notPublic = (host: string): string =>
  `leads to ${host}, which is not found at a public address now; an administrator can allow it in the options of the channel`
