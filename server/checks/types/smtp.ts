import { isIPv6 } from 'node:net'
import { z } from 'zod'
import type { Assertion } from '../model'
import { daysLeft } from '../rules/network-words'
import { secretsOfUrl } from '../rules/redact'
import { readAddress, type ServerAddress, serverAddress } from './drivers/address'
import { Lines } from './drivers/lines'
import { conclude } from './drivers/talk'
import { pemsOf, ServerTls } from './drivers/tls'
import { Connection } from './http/connection'
import { shownHost } from './http/host'
import { defineCheckType, type ProbeTools } from './type'

const DEFAULT_PORTS = { smtp: 25, smtps: 465 }
/** Lines of one reply: a server lists a dozen extensions. */
const MOST_LINES = 200

const Address = z
  .string()
  .max(320)
  .regex(/^[^\s<>@]+@[^\s<>@]+$/, 'must be an address like ada@shop.example')

const SmtpOptions = z
  .strictObject({
    url: serverAddress({ schemes: ['smtp', 'smtps'], example: 'smtp://user:password@mail.shop.example:587' }).meta({
      title: 'URL',
      description: 'smtp://host:25, or smtps://host:465 where TLS comes first. With a user and a password it signs in.',
      secret: true,
    }),
    starttls: z.boolean().default(true).meta({
      title: 'STARTTLS',
      description: 'Turns to TLS before anything else; fails where that is not offered. Without it all is sent in the clear.',
    }),
    tls: ServerTls.optional().meta({ title: 'TLS' }),
    certificateDays: z
      .int()
      .min(0)
      .max(825)
      .optional()
      .meta({ title: 'Days left on the certificate', description: 'Fails when it ends sooner.' }),
    helo: z
      .string()
      .regex(/^[\w.:[\]-]{1,255}$/, 'must be a host name or an address in brackets')
      .optional()
      .meta({ title: 'Our name', description: 'What we call ourselves; our address when left out.' }),
    recipient: z
      .strictObject({
        to: Address.meta({ title: 'To' }),
        from: z
          .union([Address, z.literal('')])
          .default('')
          .meta({ title: 'From' }),
        refused: z.boolean().default(false).meta({ title: 'Must be refused', description: 'Proves that the server relays for nobody.' }),
      })
      .optional()
      .meta({ title: 'Recipient', description: 'Asks whether the server would take mail for somebody; none is sent.' }),
  })
  .refine(({ url, tls, starttls }) => !tls || starttls || url.startsWith('smtps:'), {
    path: ['tls'],
    message: 'needs starttls, or an address that begins with smtps://',
  })
type SmtpOptions = z.infer<typeof SmtpOptions>

/** Passes when a mail server greets us, speaks TLS by a certificate that is trusted, lets us in and would take the mail. */
export const smtp = defineCheckType<SmtpOptions>({
  kind: 'smtp',
  label: 'SMTP',
  about: 'Talks to a mail server as far as STARTTLS, signing in and naming a recipient, each where that is asked for, and sends nothing.',
  options: SmtpOptions,
  example: { url: 'smtp://monitor:secret@mail.shop.example:587', certificateDays: 14, recipient: { to: 'orders@shop.example' } },
  target({ url }) {
    const { host, port } = readAddress(url, DEFAULT_PORTS)
    return { says: `${shownHost(host)}:${port}`, host }
  },

  async probe(options, tools) {
    const address = readAddress(options.url, DEFAULT_PORTS)
    const startedMs = tools.elapsedMs()
    const connection = new Connection({ host: address.host, port: address.port }, tools)
    const proofs = (await connection.open()) ? await converse(connection, address, options, tools) : []
    const latencyMs = tools.elapsedMs() - startedMs
    connection.close()
    const { trouble, dnsMs, connectMs, tlsMs } = connection
    const phases = { dnsMs, connectMs, tlsMs, firstByteMs: Math.max(0, latencyMs - dnsMs - connectMs - tlsMs), transferMs: 0 }
    const { user = '', password } = address
    return conclude(
      trouble ? { trouble, latencyMs, phases } : { answer: proofs, latencyMs, phases },
      {
        judge: (all) => all,
        says: (all) => all.map(({ got }) => got).at(-1) ?? '',
        secrets: [
          ...secretsOfUrl(options.url),
          ...(password === undefined ? [] : [plainWord(user, password)]),
          ...(options.tls?.key ? [options.tls.key] : []),
        ],
      },
      tools,
    )
  },
})

type Reply = { readonly code: number; readonly lines: readonly string[] }

const plainWord = (user: string, password: string): string => Buffer.from(`\0${user}\0${password}`).toString('base64')

/** What was proven, up to the first that does not hold. What breaks the talk is the connection's trouble. */
async function converse(
  connection: Connection,
  { scheme, host, user, password }: ServerAddress,
  options: SmtpOptions,
  tools: ProbeTools,
): Promise<readonly Assertion[]> {
  const proofs: Assertion[] = []
  const prove = (expects: string, got: string, holds: boolean): boolean => {
    proofs.push({ expects, got, holds })
    return holds
  }
  const request = { host: options.tls?.serverName ?? host, context: tools.secureContext(pemsOf(options.tls)) }
  if (scheme === 'smtps' && !(await connection.secure(request))) return proofs
  const lines = new Lines(connection)
  const helo = options.helo ?? nameOf(connection)
  const order = (what: string, line: string): Promise<Reply | undefined> => {
    lines.say(line)
    return replyTo(connection, lines, what)
  }
  /** Whether the reply is as expected; false also when there is none. */
  const answers = (what: string, reply: Reply | undefined, codes: readonly number[]): boolean =>
    reply !== undefined && prove(`${codes.join(' or ')} to ${what}`, written(reply), codes.includes(reply.code))
  const greet = async (): Promise<ReadonlyMap<string, string> | undefined> => {
    const reply = await order('EHLO', `EHLO ${helo}`)
    return answers('EHLO', reply, [250]) ? extensionsOf(reply) : undefined
  }

  if (!answers('connecting', await replyTo(connection, lines, 'the greeting'), [220])) return proofs
  let offers = await greet()
  if (!offers) return proofs
  if (scheme === 'smtp' && options.starttls) {
    if (!prove('STARTTLS offered', offers.has('STARTTLS') ? 'it is' : 'it is not', offers.has('STARTTLS'))) return proofs
    if (!answers('STARTTLS', await order('STARTTLS', 'STARTTLS'), [220])) return proofs
    if (!(await lines.secure(request))) return proofs
    offers = await greet()
    if (!offers) return proofs
  }
  const certificate = options.certificateDays === undefined ? undefined : connection.certificate()
  if (options.certificateDays !== undefined) {
    const left = certificate && daysLeft(certificate.validTo, tools.now())
    const got = left === undefined ? 'no certificate: TLS is not spoken' : `${left} days left`
    if (!prove(`at least ${options.certificateDays} days left`, got, left !== undefined && left >= options.certificateDays)) return proofs
  }
  if (password !== undefined && !(await signIn(offers.get('AUTH') ?? '', user ?? '', password, { order, answers, prove }))) return proofs
  if (options.recipient) {
    const { to, from, refused } = options.recipient
    if (!answers('MAIL FROM', await order('MAIL FROM', `MAIL FROM:<${from}>`), [250])) return proofs
    const reply = await order('RCPT TO', `RCPT TO:<${to}>`)
    if (!reply) return proofs
    if (refused) prove(`${to} refused`, written(reply), reply.code >= 500 && reply.code < 600)
    else prove(`${to} accepted`, written(reply), reply.code === 250 || reply.code === 251)
  }
  // The reply is not waited for: the connection is closed, and the server knows why.
  lines.say('QUIT')
  return proofs
}

type Asking = {
  readonly order: (what: string, line: string) => Promise<Reply | undefined>
  readonly answers: (what: string, reply: Reply | undefined, codes: readonly number[]) => boolean
  readonly prove: (expects: string, got: string, holds: boolean) => boolean
}

/** @see RFC 4954, and the registry of SASL mechanisms for LOGIN */
async function signIn(offered: string, user: string, password: string, { order, answers, prove }: Asking): Promise<boolean> {
  const mechanisms = offered.toUpperCase().split(/\s+/)
  if (mechanisms.includes('PLAIN')) return answers('signing in', await order('AUTH', `AUTH PLAIN ${plainWord(user, password)}`), [235])
  if (!mechanisms.includes('LOGIN'))
    return prove('AUTH PLAIN or LOGIN offered', offered === '' ? 'no way to sign in is' : `only ${offered}`, false)
  const base64 = (text: string) => Buffer.from(text).toString('base64')
  return (
    answers('AUTH LOGIN', await order('AUTH LOGIN', 'AUTH LOGIN'), [334]) &&
    answers('the user name', await order('the user name', base64(user)), [334]) &&
    answers('the password', await order('the password', base64(password)), [235])
  )
}

/** One reply, of one line or several (RFC 5321, section 4.2); undefined once there is trouble. */
async function replyTo(connection: Connection, lines: Lines, what: string): Promise<Reply | undefined> {
  const said: string[] = []
  for (;;) {
    const line = await lines.next(`the answer to ${what}`.replace('the answer to the greeting', 'the greeting'))
    if (line === undefined) return undefined
    const [, digits, more, text = ''] = /^(\d{3})([ -]?)(.*)$/.exec(line) ?? []
    if (digits === undefined || said.length >= MOST_LINES) {
      const { host, port } = connection.target
      const why = digits === undefined ? `it said "${line.slice(0, 100)}"` : 'its reply has no end'
      connection.fail({ says: `${shownHost(host)}:${port} does not speak as a mail server does: ${why}`, blind: false })
      return undefined
    }
    said.push(text)
    if (more !== '-') return { code: Number(digits), lines: said }
  }
}

const written = ({ code, lines }: Reply): string => `${code} ${lines.at(-1) ?? ''}`.trim().slice(0, 300)

/** What a server offers after EHLO: `STARTTLS`, and `AUTH` with its ways. */
const extensionsOf = (reply: Reply | undefined): ReadonlyMap<string, string> =>
  new Map(
    (reply?.lines.slice(1) ?? []).map((line) => {
      const [word = '', ...rest] = line.split(/[ =]/)
      return [word.toUpperCase(), rest.join(' ')]
    }),
  )

/** An address in brackets is a name that is always true (RFC 5321, section 4.1.4). */
function nameOf({ socket }: Connection): string {
  const address = socket?.localAddress ?? '127.0.0.1'
  return isIPv6(address) ? `[IPv6:${address}]` : `[${address}]`
}
