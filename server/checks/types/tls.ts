import type { TLSSocket } from 'node:tls'
import { z } from 'zod'
import type { Assertion, Probed } from '../model'
import { daysLeft } from '../rules/network-words'
import { Connection } from './http/connection'
import { Host, Port, shownHost } from './http/host'
import { Authorities } from './http/options'
import { defineCheckType, type ProbeTools } from './type'

const PROTOCOLS = ['TLSv1.2', 'TLSv1.3'] as const

const TlsOptions = z.strictObject({
  host: Host.meta({ title: 'Host' }),
  port: Port.default(443).meta({ title: 'Port' }),
  serverName: Host.optional().meta({ title: 'Server name', description: 'Whom to ask for, when it is not the host (SNI).' }),
  ca: Authorities.optional().meta({ title: 'Authorities', description: 'Trusted instead of the usual ones.' }),
  days: z.int().min(0).max(825).default(14).meta({ title: 'Days left', description: 'Fails when the certificate ends sooner.' }),
  protocol: z.enum(PROTOCOLS).optional().meta({ title: 'Protocol at least' }),
})
type TlsOptions = z.infer<typeof TlsOptions>

/** Passes when the certificate is trusted, is for this host, and does not end soon. */
export const tls = defineCheckType<TlsOptions>({
  kind: 'tls',
  label: 'TLS certificate',
  about: 'Agrees on TLS and looks at the chain of certificates, the day they end, and the protocol.',
  options: TlsOptions,
  example: { host: 'shop.example', days: 21, protocol: 'TLSv1.2' },
  target: ({ host, port }) => ({ says: `${shownHost(host)}:${port}`, host }),

  async probe({ host, port, serverName, ca, days, protocol }, tools) {
    const startedMs = tools.elapsedMs()
    const connection = new Connection({ host, port }, tools)
    const isSecured =
      (await connection.open()) &&
      (await connection.secure({ host: serverName ?? host, context: tools.secureContext({ ...(ca && { ca }) }) }))
    const latencyMs = tools.elapsedMs() - startedMs
    const certificate = connection.certificate()
    const spoken = isSecured ? ((connection.socket as TLSSocket).getProtocol() ?? 'an unnamed protocol') : ''
    connection.close()
    const left = certificate && daysLeft(certificate.validTo, tools.now())
    const assertions = [
      trusted(connection),
      ...(isSecured && left !== undefined
        ? [{ expects: `at least ${days} days left`, got: `${left} days left`, holds: left >= days }]
        : []),
      ...(isSecured && protocol ? [{ expects: `${protocol} at least`, got: spoken, holds: rank(spoken) >= rank(protocol) }] : []),
    ]
    return answerOf(connection, assertions, latencyMs, left, tools)
  },
})

const trusted = ({ trouble }: Connection): Assertion => ({
  expects: 'a trusted certificate',
  got: trouble?.says ?? 'it is',
  holds: !trouble,
})

function answerOf(
  connection: Connection,
  assertions: Assertion[],
  latencyMs: number,
  left: number | undefined,
  { wantsEvidence }: ProbeTools,
): Probed {
  const { trouble, dnsMs, connectMs, tlsMs } = connection
  const broken = assertions.find(({ holds }) => !holds)
  const says = trouble?.says ?? (broken ? `${broken.got}, expected ${broken.expects}` : `${left} days left`)
  return {
    outcome: trouble?.blind ? 'blind' : broken ? 'fail' : 'pass',
    latencyMs,
    says,
    phases: { dnsMs, connectMs, tlsMs, firstByteMs: 0, transferMs: 0 },
    ...(left !== undefined && { code: Math.max(-32_768, Math.min(left, 32_767)) }),
    ...((broken || wantsEvidence) && { evidence: { assertions } }),
  }
}

/** `TLSv1` → 1.0, `TLSv1.3` → 1.3; anything else is older than all. */
const rank = (protocol: string): number => (protocol === 'TLSv1' ? 1 : Number(/^TLSv(1\.\d)$/.exec(protocol)?.[1] ?? 0))
