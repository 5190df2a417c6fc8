import { X509Certificate } from 'node:crypto'
import { createSecureContext } from 'node:tls'
import { z } from 'zod'
import { sentenceOf } from '@/server/kernel/errors'
import { statusRangeIssue } from '../../rules/status-set'
import { JsonPathInput, PatternInput } from './patterns'

const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/
/** They frame the message, which is our part of it. */
const FRAMING = new Set(['connection', 'content-length', 'transfer-encoding', 'upgrade', 'expect', 'keep-alive', 'te', 'trailer'])

/** An address to ask by http or https. */
export const HttpUrl = z.string().superRefine((text, ctx) => {
  const message = urlIssue(text)
  if (message) ctx.addIssue({ code: 'custom', message })
})

/** What is wrong with an address; `undefined` when nothing is. */
export function urlIssue(text: string): string | undefined {
  if (!URL.canParse(text)) return `"${withoutSecrets(text)}" is not an address; write it like https://shop.example/health`
  const { protocol, hostname } = new URL(text)
  if (protocol !== 'http:' && protocol !== 'https:') return `it begins with ${protocol}//, and only http:// and https:// can be asked`
  return hostname ? undefined : 'it names no host; write it like https://shop.example/health'
}

/** What cannot be read as an address may hold a password or a token all the same, and what is said of it goes to logs. */
const withoutSecrets = (text: string): string => text.replace(/\/\/[^/]*@/, '//[redacted]@').replace(/\?.*$/s, '?[redacted]')

export const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const

export const Headers = z.record(z.string(), z.string()).superRefine((headers, ctx) => {
  for (const [name, value] of Object.entries(headers)) {
    if (!TOKEN.test(name)) ctx.addIssue({ code: 'custom', path: [name], message: `"${name}" is not the name of a header` })
    else if (FRAMING.has(name.toLowerCase()))
      ctx.addIssue({ code: 'custom', path: [name], message: `${name} is set by Plimsoll itself; leave it out` })
    if (/[\r\n\0]/.test(value)) ctx.addIssue({ code: 'custom', path: [name], message: 'a header is one line' })
  }
})

/** What a value at a JSONPath must be. */
export const JsonInput = z
  .strictObject({
    path: JsonPathInput.meta({ title: 'Path', description: 'JSONPath (RFC 9535), like $.items[0].name.' }),
    equals: z.unknown().optional().meta({ title: 'Equals' }),
    exists: z.boolean().optional().meta({ title: 'Exists' }),
    matches: PatternInput.optional().meta({ title: 'Matches' }),
    atLeast: z.number().optional().meta({ title: 'At least' }),
    atMost: z.number().optional().meta({ title: 'At most' }),
    lengthAtLeast: z
      .int()
      .min(0)
      .optional()
      .meta({ title: 'Length at least', description: 'Of the list or text found; of several found, their number.' }),
  })
  .refine((one) => Object.keys(one).length > 1, {
    message: 'say what is expected there: equals, exists, matches, atLeast, atMost or lengthAtLeast',
  })
export type JsonExpectation = z.infer<typeof JsonInput>

const StatusRange = z.union([z.string(), z.int()]).transform((entry, ctx) => {
  const message = statusRangeIssue(String(entry))
  if (message) ctx.addIssue({ code: 'custom', message })
  return String(entry)
})

/** What an answer must look like (CHK-1). */
export const Expect = z.strictObject({
  status: z.array(StatusRange).min(1).default(['200-299']).meta({ title: 'Status', description: 'Codes and ranges: 200, 404, 500-599.' }),
  bodyContains: z.array(z.string().min(1)).max(20).default([]).meta({ title: 'Body contains' }),
  bodyLacks: z.array(z.string().min(1)).max(20).default([]).meta({ title: 'Body lacks' }),
  bodyMatches: z.array(PatternInput).max(20).default([]).meta({ title: 'Body matches', description: 'Patterns (RE2).' }),
  json: z.array(JsonInput).max(50).default([]).meta({ title: 'JSON' }),
  headers: z.record(z.string(), PatternInput).default({}).meta({ title: 'Headers', description: 'A pattern (RE2) for each.' }),
  certificateDays: z
    .int()
    .min(0)
    .max(825)
    .optional()
    .meta({ title: 'Days left on the certificate', description: 'Fails when it ends sooner.' }),
})
export type Expect = z.infer<typeof Expect>
export const anyAnswer = Expect.parse({})

const Basic = z.strictObject({
  username: z.string().min(1).meta({ title: 'User name' }),
  password: z.string().meta({ title: 'Password', secret: true }),
})

const OAuth2 = z.strictObject({
  tokenUrl: HttpUrl.meta({ title: 'Token URL', secretIn: 'url' }),
  clientId: z.string().min(1).meta({ title: 'Client id' }),
  clientSecret: z.string().min(1).meta({ title: 'Client secret', secret: true }),
  scope: z.string().optional().meta({ title: 'Scope' }),
})
export type OAuth2 = z.infer<typeof OAuth2>

/** How to identify ourselves: one of three ways. */
export const Auth = z
  .strictObject({
    basic: Basic.optional().meta({ title: 'Basic' }),
    bearer: z
      .string()
      .min(1)
      .regex(/^[^\r\n]+$/, 'a token is one line')
      .optional()
      .meta({ title: 'Bearer token', secret: true }),
    oauth2: OAuth2.optional().meta({ title: 'OAuth2 client credentials' }),
  })
  .refine((auth) => Object.keys(auth).length === 1, { message: 'name exactly one of basic, bearer and oauth2' })

const pem = (begins: string) => z.string().includes('-----BEGIN', { message: `must be PEM: it begins with ${begins}` })

/** Certificates of authorities, in PEM. */
export const Authorities = pem('-----BEGIN CERTIFICATE-----').superRefine((ca, ctx) => {
  const message = pemIssue({ ca })
  if (message) ctx.addIssue({ code: 'custom', message })
})

/** The fields of whom to trust and who we are, in PEM. */
export const pemFields = {
  ca: Authorities.optional().meta({ title: 'Authorities', description: 'Trusted instead of the usual ones.' }),
  cert: pem('-----BEGIN CERTIFICATE-----').optional().meta({ title: 'Client certificate' }),
  key: pem('-----BEGIN').optional().meta({ title: 'Client key', secret: true }),
}

/** A certificate and its key belong together, and must be usable. */
export function checkPair(
  { cert, key }: { readonly cert?: string | undefined; readonly key?: string | undefined },
  ctx: z.RefinementCtx,
): void {
  const message =
    cert && key ? pemIssue({ cert, key }) : cert || key ? 'a client certificate needs its key, and a key its certificate' : undefined
  if (message) ctx.addIssue({ code: 'custom', message })
}

export const Pems = z.strictObject(pemFields).superRefine(checkPair)

/** What is wrong with certificates or a key, before the first connection finds out. */
function pemIssue(pems: { readonly ca?: string; readonly cert?: string; readonly key?: string }): string | undefined {
  try {
    for (const certificate of pems.ca?.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? (pems.ca ? [pems.ca] : []))
      new X509Certificate(certificate)
    createSecureContext(pems)
    return undefined
  } catch (cause) {
    return `cannot be used: ${sentenceOf(cause)}`
  }
}

export const ProxyUrl = HttpUrl.refine((text) => text.startsWith('http://'), {
  message: 'a proxy is spoken to by http://; https targets go through it by CONNECT',
})

export const followRedirects = z.int().min(0).max(20).default(10).meta({ title: 'Redirects to follow' })
export const Method = z.enum(METHODS).default('GET')
