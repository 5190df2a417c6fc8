import { connect, isIP, type LookupFunction, type Socket } from 'node:net'
import { certificateTrouble, troubleOf } from '@/server/checks/rules/network-words'
import type { ChannelTools } from './channel'

/** What kept a message from being sent, in a sentence. Final when trying again cannot help. */
export class SendingError extends Error {
  override readonly name = 'SendingError'
  readonly isFinal: boolean

  constructor(sentence: string, isFinal: boolean) {
    super(sentence)
    this.isFinal = isFinal
  }
}

/** A guard in front of the resolution: each address is asked for with the port, which the resolution does not know. */
const guarded =
  ({ lookup, refuses }: Pick<ChannelTools, 'lookup' | 'refuses'>, port: number): LookupFunction =>
  (name, options, callback) =>
    lookup(name, options, (cause, found, family) => {
      if (cause) return callback(cause, found, family)
      const addresses = typeof found === 'string' ? [found] : found.map(({ address }) => address)
      for (const address of addresses) {
        const refusal = refuses(address, port)
        if (refusal) return callback(forbidden(`${name} is at a forbidden address: ${refusal}`), '')
      }
      callback(null, found, family)
    })

const forbidden = (sentence: string) => Object.assign(new Error(sentence), { code: 'ADDRESS_REFUSED' })

/** How long one of several addresses is tried. Node gives up what it tried before, so its own 250 ms would fail distant hosts. */
const NEXT_ADDRESS_MS = 1_500

/** A new connection, guarded after DNS (REL-5). Throws when the host is an address that must not be connected to. */
export function open(
  { host, port }: { readonly host: string; readonly port: number },
  tools: Pick<ChannelTools, 'lookup' | 'refuses' | 'signal'>,
): Socket {
  const refusal = isIP(host) ? tools.refuses(host, port) : undefined
  if (refusal) throw new SendingError(refusal, true)
  return connect({
    host,
    port,
    lookup: guarded(tools, port),
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: NEXT_ADDRESS_MS,
    signal: tools.signal,
  })
}

/** A certificate that is not trusted, whatever Node calls it. */
const CERTIFICATE =
  /^(?:CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|ERR_TLS_CERT_|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_|ERROR_IN_CERT)/

/** What the network refused, in the words that checks use. */
export function networkError(cause: unknown, host: string, port: number, now: Date): SendingError {
  if (cause instanceof SendingError) return cause
  const code: unknown = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined
  if (typeof code === 'string' && CERTIFICATE.test(code)) return new SendingError(certificateTrouble(code, host, undefined, now), false)
  return new SendingError(troubleOf(cause, host, port).says, code === 'ADDRESS_REFUSED')
}
