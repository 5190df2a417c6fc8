import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createTransport } from 'nodemailer'
import { z } from 'zod'
import { Host, Port } from '@/server/checks/types/http/host'
import { type Delivered, NOTICE_KINDS } from '../model'
import { clip, oneLine } from '../rules/clip'
import { plainTextOf, type Words, wordsOf } from '../rules/message'
import { htmlOf } from '../rules/message-html'
import { type ChannelTools, defineChannelType, type Message } from './channel'
import { networkError, open, SendingError } from './network'
import { Authority } from './options'

const SECURITY = ['tls', 'starttls', 'opportunistic'] as const
/** Lines of a header are at most 998 characters long (RFC 5322, section 2.1.1); readers of mail show far fewer. */
const MOST_SUBJECT = 250
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/

const Options = z
  .strictObject({
    host: Host.meta({ title: 'Mail server' }),
    port: z
      // A variable of the environment in a file is a text.
      .preprocess((value) => (typeof value === 'string' && /^\d{1,5}$/.test(value) ? Number(value) : value), Port)
      .default(587)
      // What turns a text into a number hides the default from forms.
      .meta({ title: 'Port', description: 'Usually 587 for STARTTLS and 465 for TLS from the start.', default: 587 }),
    security: z.enum(SECURITY).default('starttls').meta({
      title: 'Encryption',
      description:
        'tls: from the start. starttls: nothing is sent without it. opportunistic: when the server offers it, with any certificate.',
    }),
    user: z.string().min(1).max(320).optional().meta({ title: 'User name' }),
    password: z.string().min(1).max(500).optional().meta({ title: 'Password', secret: true }),
    from: z.email().meta({ title: 'From', description: 'The address that messages come from.' }),
    name: z
      .string()
      .max(100)
      .regex(/^\P{Cc}*$/u, 'must be one line')
      .default('Plimsoll')
      .meta({ title: 'Name', description: 'Shown with that address.' }),
    ca: Authority.optional(),
  })
  .refine(({ user, password }) => (user === undefined) === (password === undefined), {
    path: ['password'],
    message: 'user and password belong together: give both or neither',
  })
  .refine(({ security, password, host }) => security !== 'opportunistic' || password === undefined || LOOPBACK.test(host), {
    path: ['security'],
    message: 'a password is sent only over verified TLS; choose tls or starttls',
  })
type Options = z.infer<typeof Options>

/** A mail to one person, in HTML and text. All mails about one incident stand in one conversation. */
export const email = defineChannelType<Options>({
  kind: 'email',
  label: 'E-mail',
  about: 'Sends mail to each person through a mail server (SMTP).',
  options: Options,
  example: { host: 'mail.zebra.example', user: 'plimsoll', password: 'hunter2-hunter2', from: 'plimsoll@zebra.example' },
  reaches: 'people',
  takes: NOTICE_KINDS,
  ownAddress: ({ from }) => from,
  target: ({ from, host, port }) => `${from} by ${host}:${port}`,
  addressIssue: (address) => (z.email().safeParse(address).success ? undefined : 'is not an e-mail address'),

  async send(options, message, tools) {
    const { host, port } = options
    const { address } = message.recipient
    if (address === null || !z.email().safeParse(address).success)
      return { kind: 'refused', says: 'There is no e-mail address to send it to' }
    const mail = mailOf(options, address, message, tools.now())
    try {
      const { response } = await submit(options, mail, tools)
      return { kind: 'delivered', says: oneLine(`${host} took it: ${response}`), ref: mail.messageId }
    } catch (cause) {
      if (tools.signal.aborted) return { kind: 'retry', says: `${host}:${port} took too long` }
      return verdictOf(cause, options, tools.now())
    }
  },
})

/** The whole mail. Headers are written from single lines only, and nodemailer encodes what is not ASCII. */
function mailOf({ from, name }: Options, address: string, message: Message, now: Date) {
  const { kind, key, thread, ref, facts, actions } = message
  const { letter } = facts
  const words = wordsOf(message, now)
  const domain = from.slice(from.lastIndexOf('@') + 1)
  const idOf = (of: string) => `<plimsoll.${createHash('sha256').update(of).digest('hex').slice(0, 40)}@${domain}>`
  const root = idOf(`thread ${thread}`)
  const first = ref !== null && /^<[\x21-\x3b\x3d\x3f-\x7e]+>$/.test(ref) ? ref : undefined
  const isGrave = facts.severity === 'emergency' || facts.severity === 'critical'
  return {
    from: { name, address: from },
    to: { name: '', address },
    envelope: { from, to: [address] },
    subject: subjectOf(words),
    text: plainTextOf(words, [...actions, ...words.links]),
    html: htmlOf(words, actions),
    date: now,
    /** The same however often it is sent, so that a mailbox can tell a repetition. */
    messageId: idOf(`message ${key} ${address}`),
    ...(first ? { inReplyTo: first } : {}),
    /** All name the same one that nobody has, so that they stay together even where the first was lost. */
    references: first ? [root, first] : [root],
    ...(isGrave && kind === 'page' ? { priority: 'high' as const } : {}),
    headers: {
      'List-Id': letter
        ? `${headerText(letter.page)} status <status.plimsoll.${domain}>`
        : `Plimsoll incidents <incidents.plimsoll.${domain}>`,
      // Mail programs show a button for it, and press it with one request (RFC 8058).
      ...(letter && { 'List-Unsubscribe': `<${letter.unsubscribe}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
      /** No answering machine is to answer it (RFC 3834), nor Exchange's. */
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      'X-Plimsoll-Kind': kind,
      // Those outside read nothing of how we see it.
      ...(letter ? {} : { 'X-Plimsoll-Severity': facts.severity, 'X-Plimsoll-Key': oneLine(key, 200) }),
      ...(words.reference ? { 'X-Plimsoll-Incident': words.reference } : {}),
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

/** A name before an address in a header, of what needs no quoting there. */
const headerText = (text: string): string => oneLine(text.replace(/[^\p{L}\p{N} .&-]+/gu, ' '), 80)

const subjectOf = ({ mark, reference, headline }: Words): string =>
  clip(`[${mark}] ${headline}${reference ? ` · ${reference}` : ''}`, MOST_SUBJECT)

async function submit(options: Options, mail: ReturnType<typeof mailOf>, tools: ChannelTools): Promise<{ readonly response: string }> {
  const { host, port, security, user, password, ca } = options
  const connection = open(options, tools)
  // An error between two listeners would otherwise end the process.
  connection.on('error', () => {})
  await once(connection, 'connect')
  const transport = createTransport({
    host,
    port,
    connection,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    opportunisticTLS: security === 'opportunistic',
    tls: {
      secureContext: tools.secureContext(ca === undefined ? {} : { ca }),
      rejectUnauthorized: security !== 'opportunistic',
    },
    ...(user === undefined ? {} : { auth: { user, pass: password ?? '' } }),
    socketCloseTimeout: 0,
  })
  try {
    return await transport.sendMail({ ...mail, signal: tools.signal })
  } finally {
    transport.close()
    connection.destroy()
  }
}

type SmtpError = { readonly responseCode?: unknown; readonly response?: unknown; readonly originalCode?: unknown; readonly code?: unknown }

/** What the server answered decides (RFC 5321, section 4.2.1): 4xx passes, 5xx does not. Without an answer it was the network. */
function verdictOf(cause: unknown, { host, port }: Options, now: Date): Delivered {
  if (cause instanceof SendingError) return { kind: cause.isFinal ? 'refused' : 'retry', says: cause.message }
  const { responseCode, response, originalCode, code }: SmtpError = typeof cause === 'object' && cause !== null ? cause : {}
  if (typeof responseCode === 'number' && responseCode >= 400) {
    const says = oneLine(`${host} answered ${typeof response === 'string' ? response : responseCode}`)
    return { kind: responseCode >= 500 ? 'refused' : 'retry', says }
  }
  const original = typeof originalCode === 'string' ? originalCode : code
  const message = cause instanceof Error ? cause.message : String(cause)
  const { message: says, isFinal } = networkError({ code: original, message: oneLine(message) }, host, port, now)
  return { kind: isFinal ? 'refused' : 'retry', says }
}
