import { X509Certificate } from 'node:crypto'
import { z } from 'zod'

/** What may stand in a header as it is: visible ASCII. */
export const SecretToken = z.string().regex(/^[\x21-\x7e]{1,500}$/, 'must be one word of visible ASCII characters')

export const SigningSecret = SecretToken.optional().meta({
  title: 'Signing secret',
  description:
    'Of the Slack app, from its page Basic Information: with it messages have buttons, whose presses come to /api/v1/inbound/slack.',
  secret: true,
})

/** An address to send to. Its path may be all that keeps others from writing there, so no message repeats it. */
export const SendTo = z
  .string()
  .max(2_000)
  .refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), 'must be an address that begins with https://')
  .refine((text) => !URL.canParse(text) || new URL(text).username === '', 'must not hold a user name; the options have fields for secrets')

export const Authority = z
  .string()
  .max(100_000)
  .refine(isCertificate, 'must be a certificate as PEM, with BEGIN and END lines')
  .meta({ title: 'Authority', description: 'A certificate (PEM) to trust instead of the known authorities, for a server of your own.' })

/** `https://ops.example/a` → `ops.example`; the port only where it is not the usual one. */
export const hostOf = (url: string): string => new URL(url).host

/** The address with a path of ours after it. */
export const under = (base: string, path: string): string => `${base.replace(/\/+$/, '')}${path}`

/** The address with more in its query than it has already. */
export function withQuery(url: string, query: Readonly<Record<string, string>>): string {
  const asked = new URL(url)
  for (const [name, value] of Object.entries(query)) asked.searchParams.set(name, value)
  return asked.href
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).subject !== undefined
  } catch {
    return false
  }
}
