/** As much of an error of Node's network modules as says what happened. */
export type NetworkError = { readonly code?: unknown; readonly message?: unknown; readonly errors?: unknown }

/** What happened, in words, and whether it was us who could not see (CHK-8). */
export type Trouble = { readonly says: string; readonly blind: boolean }

const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refused the connection',
  ECONNRESET: 'reset the connection',
  EPIPE: 'closed the connection while the request was being sent',
  ETIMEDOUT: 'did not answer the attempt to connect',
  EHOSTUNREACH: 'cannot be reached: there is no route to it',
  ENETUNREACH: 'cannot be reached: there is no route to its network',
  EHOSTDOWN: 'cannot be reached: the machine is down',
  ECONNABORTED: 'aborted the connection',
  EACCES: 'cannot be reached: the operating system forbids it',
  EPERM: 'cannot be reached: the operating system forbids it',
  EPROTO: 'does not speak TLS on this port',
  ERR_SSL_WRONG_VERSION_NUMBER: 'does not speak TLS on this port',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'does not speak TLS on this port',
  ERR_SSL_HTTP_REQUEST: 'does not speak TLS on this port',
}

/** Our own limits: nothing is known about the target. */
const OURS: Readonly<Record<string, string>> = {
  EMFILE: 'Plimsoll has no free file descriptor; raise its limit of open files',
  ENFILE: 'this machine has no free file descriptor',
  ENOBUFS: 'this machine has no buffers left for connections',
  ENOMEM: 'this machine has no memory left for connections',
  EADDRNOTAVAIL: 'this machine has no free local port for the connection',
}

/** What the name resolution says about itself: no such name, or nobody to ask. */
const NAMES: Readonly<Record<string, { readonly says: (host: string) => string; readonly blind: boolean }>> = {
  ENOTFOUND: { says: (host) => `there is no name ${host}`, blind: false },
  ENODATA: { says: (host) => `the name ${host} has no address`, blind: false },
  ESERVFAIL: { says: (host) => `the DNS server failed to resolve ${host}`, blind: false },
  EREFUSED: { says: (host) => `the DNS server refused to resolve ${host}`, blind: false },
  EBADNAME: { says: (host) => `${host} is not a name that DNS can resolve`, blind: false },
  EFORMERR: { says: (host) => `${host} is not a name that DNS can resolve`, blind: false },
  DNS_TIMEOUT: { says: (host) => `the DNS server did not answer for ${host}, while it answers for others`, blind: false },
  DNS_SILENT: { says: (host) => `the DNS server does not answer, so ${host} could not be resolved`, blind: true },
}

/** A failed connection in plain words: `127.0.0.1:4100 refused the connection`. */
export function troubleOf(cause: unknown, host: string, port: number): Trouble {
  const { code, message } = firstOf(cause)
  const known = typeof code === 'string' ? code : ''
  if (known === 'ADDRESS_REFUSED') return { says: String(message), blind: false }
  const name = NAMES[known]
  if (name) return { says: name.says(host), blind: name.blind }
  const ours = OURS[known]
  if (ours) return { says: ours, blind: true }
  const where = `${host.includes(':') ? `[${host}]` : host}:${port}`
  if (known.startsWith('ERR_SSL_'))
    return { says: WORDS[known] ? `${where} ${WORDS[known]}` : `${where} broke off the TLS handshake: ${wordsOf(known)}`, blind: false }
  return { says: `${where} ${WORDS[known] ?? `could not be talked to: ${String(message ?? cause)}`}`, blind: false }
}

/** Of several attempts (IPv4 and IPv6) the first one that says more than "no route". */
function firstOf(cause: unknown): NetworkError {
  if (typeof cause !== 'object' || cause === null) return { message: cause }
  const error: NetworkError = cause
  if (!Array.isArray(error.errors) || error.errors.length === 0) return error
  const telling = error.errors.find((one: NetworkError) => one.code !== 'ENETUNREACH' && one.code !== 'EADDRNOTAVAIL')
  return firstOf(telling ?? error.errors[0])
}

/** `ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION` → `tlsv1 alert protocol version`. */
const wordsOf = (code: string): string => code.slice('ERR_SSL_'.length).toLowerCase().replaceAll('_', ' ')

/** The certificate of a TLS server, as much of it as people are told. */
export type CertificateFacts = { readonly subject: string; readonly issuer: string; readonly validFrom: Date; readonly validTo: Date }

const DAY_MS = 86_400_000

/** Whole days until a certificate ends; negative once it has. */
export const daysLeft = (validTo: Date, now: Date): number => Math.floor((validTo.getTime() - now.getTime()) / DAY_MS)

/**
 * Why a certificate is not trusted, in a sentence.
 *
 * @param code what Node calls it (`authorizationError`)
 * @see https://nodejs.org/docs/latest-v24.x/api/tls.html#x509-certificate-error-codes
 */
export function certificateTrouble(code: string, host: string, facts: CertificateFacts | undefined, now: Date): string {
  if (facts && facts.validTo < now) {
    const days = -daysLeft(facts.validTo, now)
    return `the certificate of ${host} expired ${days === 1 ? 'within the last day' : `${days - 1} days ago`}, on ${facts.validTo.toISOString().slice(0, 10)}`
  }
  if (facts && facts.validFrom > now) return `the certificate of ${host} is valid only from ${facts.validFrom.toISOString().slice(0, 10)}`
  if (code === 'DEPTH_ZERO_SELF_SIGNED_CERT') return `the certificate of ${host} is self-signed; declare it as \`ca\` if it is yours`
  if (code === 'SELF_SIGNED_CERT_IN_CHAIN')
    return `the certificate of ${host} comes from an unknown authority (${facts?.issuer ?? 'unnamed'}); declare that as \`ca\` if it is yours`
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID' || code === 'HOSTNAME_MISMATCH')
    return `the certificate of ${facts?.subject ?? 'the server'} is not for ${host}`
  if (code === 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' || code === 'UNABLE_TO_GET_ISSUER_CERT' || code === 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY')
    return `the certificate of ${host} cannot be traced to a known authority (issued by ${facts?.issuer ?? 'nobody named'}); an intermediate certificate may be missing`
  if (code === 'CERT_REVOKED') return `the certificate of ${host} was revoked`
  if (code === 'CERT_HAS_EXPIRED') return `a certificate in the chain of ${host} has expired`
  return `the certificate of ${host} is not trusted: ${code.toLowerCase().replaceAll('_', ' ')}`
}
