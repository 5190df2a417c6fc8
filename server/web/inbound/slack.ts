import { z } from 'zod'
import { oneLine } from '../../alerts/rules/clip'
import { MINUTE, SECOND } from '../../kernel/duration'
import { isRefusal, Refusal, sentenceOf } from '../../kernel/errors'
import { claimsIn, perform } from '../act'
import type { WebApp } from '../app'
import { parseObject } from '../body'
import type { WebCtx } from '../handle'
import type { AnswerableChannel } from './queries'
import { isSigned } from './signature'

/** Source: https://docs.slack.dev/authentication/verifying-requests-from-slack */
const OLDEST_MS = 5 * MINUTE
const RESPOND_MS = 5 * SECOND
const MOST_NAME = 80

/** Source: https://docs.slack.dev/reference/interaction-payloads/block_actions-payload */
const Press = z.looseObject({
  type: z.literal('block_actions'),
  user: z.looseObject({ id: z.string().min(1).max(80), name: z.string().optional(), username: z.string().optional() }),
  response_url: z.url({ protocol: /^https?$/ }),
  actions: z.array(z.looseObject({ value: z.string().optional() })).min(1),
  message: z.looseObject({ blocks: z.array(z.looseObject({ type: z.string() })).default([]) }).optional(),
})
type Press = z.infer<typeof Press>

/**
 * `POST /api/v1/inbound/slack`: somebody pressed a button of a message. It is answered at once, as Slack asks; what became of it follows to
 * the address that the press brings along.
 *
 * @throws Refusal `unauthenticated` when no channel's signing secret signed it, or too long ago
 */
export async function slackPress(ctx: WebCtx): Promise<Response> {
  const { app, request, text } = ctx.web
  const channels = await app.answerable(['slack', 'slack-bot'])
  const { headers } = request
  const signed = { stamp: headers.get('x-slack-request-timestamp') ?? '', signature: headers.get('x-slack-signature') ?? '', text }
  let signers: readonly AnswerableChannel[]
  try {
    signers = signersOf(channels, signed, app.clock.now())
  } catch (cause) {
    app.inbound.unproven('slack', ctx.address ?? 'unknown')
    throw cause
  }
  app.inbound.proven('slack')
  const parsed = Press.safeParse(parseObject(new URLSearchParams(text).get('payload') ?? ''))
  // What else an app is told of, its dialogs and shortcuts, is none of ours.
  if (parsed.success) void follow(app, parsed.data, signers, ctx.address)
  return new Response(null, { status: 200, headers: { 'cache-control': 'no-store' } })
}

type Signed = { readonly stamp: string; readonly signature: string; readonly text: string }

/** The channels whose app signed it. */
function signersOf(channels: readonly AnswerableChannel[], { stamp, signature, text }: Signed, now: Date): readonly AnswerableChannel[] {
  const ageMs = Math.abs(now.getTime() - Number(stamp) * SECOND)
  if (!/^\d{1,12}$/.test(stamp) || ageMs > OLDEST_MS)
    throw new Refusal('unauthenticated', 'This has no time, or one that is more than five minutes away; Slack signs each request anew.')
  const hex = /^v0=([0-9a-f]{64})$/.exec(signature)?.[1] ?? ''
  const signers = channels.filter(
    ({ options: { signingSecret } }) => typeof signingSecret === 'string' && isSigned(`v0:${stamp}:${text}`, hex, signingSecret),
  )
  if (signers.length === 0) throw new Refusal('unauthenticated', 'No Slack app whose signing secret a channel here knows has signed this.')
  return signers
}

async function follow(app: WebApp, press: Press, signers: readonly AnswerableChannel[], address: string | null): Promise<void> {
  try {
    await respond(app, press, signers, await answerTo(app, press, signers, address))
  } catch (cause) {
    app.log.warn('What became of a press in Slack could not be told there', { because: sentenceOf(cause) })
  }
}

/** Source: https://docs.slack.dev/interactivity/handling-user-interaction#message_responses */
async function answerTo(app: WebApp, press: Press, signers: readonly AnswerableChannel[], address: string | null): Promise<object> {
  try {
    const token = press.actions[0]?.value ?? ''
    const claims = claimsIn(app, token)
    const { verb, incidentId, channel } = claims
    if (!signers.some(({ name }) => name === channel))
      throw new Refusal('forbidden', `This button was made for ${channel}, and does nothing here.`)
    const name = `${oneLine(press.user.name ?? press.user.username ?? press.user.id, MOST_NAME)} in Slack`
    const actor = { kind: 'link', id: `slack:${press.user.id}`, name } as const
    const via = `a button in ${channel}`
    const { says } = await perform(app, { verb, incidentId, actor, via, address, proof: claims, reason: `Resolved by ${name}.` })
    const blocks = (press.message?.blocks ?? []).filter(({ type }) => type !== 'actions')
    const line = { type: 'context', elements: [{ type: 'plain_text', text: says, emoji: false }] }
    return { replace_original: true, text: says, blocks: [...blocks, line] }
  } catch (cause) {
    if (isRefusal(cause)) return onlyToThem(cause.message)
    app.log.warn('A press in Slack could not be followed', { because: sentenceOf(cause) })
    return onlyToThem('Plimsoll could not store that just now, so nothing was done. Press again in a moment, or open the incident.')
  }
}

const onlyToThem = (text: string) => ({ response_type: 'ephemeral', replace_original: false, text })

async function respond(app: WebApp, { response_url }: Press, signers: readonly AnswerableChannel[], answer: object): Promise<void> {
  if (!isSlacks(response_url, signers)) throw new Error(`${new URL(response_url).host} is not Slack`)
  const controller = new AbortController()
  const deadline = app.clock.after(RESPOND_MS, () => controller.abort())
  try {
    const { status } = await fetch(response_url, {
      method: 'POST',
      redirect: 'error',
      signal: controller.signal,
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(answer),
    })
    if (status >= 300) throw new Error(`Slack answered ${status}`)
  } finally {
    deadline.cancel()
  }
}

/** Slack's own hosts, or the one that a channel that signed it writes to: nobody has us call another by a press. */
function isSlacks(address: string, signers: readonly AnswerableChannel[]): boolean {
  const { protocol, hostname, host } = new URL(address)
  if (protocol === 'https:' && /(^|\.)slack(-gov)?\.com$/.test(hostname)) return true
  return signers.some(({ options: { url, server } }) =>
    [url, server].some((known) => typeof known === 'string' && URL.canParse(known) && new URL(known).host === host),
  )
}
