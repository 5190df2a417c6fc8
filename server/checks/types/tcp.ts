import { z } from 'zod'
import { Connection } from './http/connection'
import { Host, Port, shownHost } from './http/host'
import { defineCheckType } from './type'

/** Passes when the port accepts a connection before the check's timeout. */
export const tcp = defineCheckType({
  kind: 'tcp',
  label: 'TCP port',
  about: 'Opens a connection to a port and closes it again.',
  options: z.strictObject({ host: Host.meta({ title: 'Host' }), port: Port.meta({ title: 'Port' }) }),
  example: { host: 'db.internal', port: 5432 },
  target: ({ host, port }) => ({ says: `${shownHost(host)}:${port}`, host }),

  async probe({ host, port }, tools) {
    const startedMs = tools.elapsedMs()
    const connection = new Connection({ host, port }, tools)
    await connection.open()
    connection.close()
    const { trouble, dnsMs, connectMs } = connection
    const phases = { dnsMs, connectMs, tlsMs: 0, firstByteMs: 0, transferMs: 0 }
    const says = trouble?.says ?? `${shownHost(host)}:${port} accepts connections`
    const evidence =
      trouble || tools.wantsEvidence ? { evidence: { assertions: [{ expects: 'an open port', got: says, holds: !trouble }] } } : {}
    return {
      outcome: trouble ? (trouble.blind ? 'blind' : 'fail') : 'pass',
      latencyMs: tools.elapsedMs() - startedMs,
      says,
      phases,
      ...evidence,
    }
  },
})
