import type { Action, Message } from '../channels/channel'
import { clip, whole } from './clip'
import { type Words, wordsOf } from './message'

/** Source: https://docs.slack.dev/reference/block-kit/blocks and …/block-kit/composition-objects/text-object */
const MOST_HEADER = 150
const MOST_SECTION = 3_000
const MOST_BUTTON_LABEL = 75
/** Slack refuses longer messages as `msg_blocks_too_long` at some 10,000 characters of all blocks together. */
const MOST_BUNDLE = 2_000
/** Source: https://docs.slack.dev/reference/methods/chat.postMessage#truncating */
const MOST_TEXT = 4_000

type Text =
  | { readonly type: 'mrkdwn'; readonly text: string; readonly verbatim: true }
  | { readonly type: 'plain_text'; readonly text: string; readonly emoji: false }
type Button = {
  readonly type: 'button'
  readonly action_id: string
  readonly text: Text
  readonly value: string
  readonly style?: 'primary'
}
export type SlackBlock =
  | { readonly type: 'header'; readonly text: Text }
  | { readonly type: 'section'; readonly text: Text }
  | { readonly type: 'context'; readonly elements: readonly Text[] }
  | { readonly type: 'actions'; readonly elements: readonly Button[] }

/** Slack reads these three and no others; what else looks like a mention or a link stays text (`verbatim`). */
export const escapeSlack = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** What a notification shows, and what is read where blocks are not. */
export function slackText(message: Message, now: Date): string {
  const words = wordsOf(message, now)
  return escaped(withReference(words), MOST_TEXT)
}

/**
 * The message in Block Kit.
 *
 * @param acting whether a button sends the action's token to us, or a link opens the page that asks
 */
export function slackBlocks(message: Message, now: Date, acting: 'buttons' | 'links'): readonly SlackBlock[] {
  const words = wordsOf(message, now)
  const { lead, lines, bundle } = words
  const facts = [...(lead ? [escapeSlack(lead)] : []), ...lines.map(({ label, text }) => `*${label}:* ${escapeSlack(text)}`)]
  const links = [...(acting === 'links' ? message.actions : []), ...words.links].map(
    ({ label, url }) => `<${escapeSlack(url)}|${escapeSlack(label)}>`,
  )
  return [
    { type: 'header', text: plain(`[${words.mark}] ${words.headline}`, MOST_HEADER) },
    ...(facts.length > 0 ? [section(whole(facts, MOST_SECTION))] : []),
    ...(bundle ? [section(whole([bundle.says, ...bundle.gravest.map((one) => `• ${one}`)].map(escapeSlack), MOST_BUNDLE))] : []),
    ...(links.length > 0 ? [section(whole(links, MOST_SECTION, '  ·  '))] : []),
    ...(acting === 'buttons' && message.actions.length > 0 ? [{ type: 'actions', elements: message.actions.map(buttonOf) } as const] : []),
    { type: 'context', elements: [mrkdwn(escapeSlack(`${words.reference ? `${words.reference} · ` : ''}Plimsoll`))] },
  ]
}

const withReference = ({ mark, reference, headline }: Words): string => `[${mark}] ${headline}${reference ? ` · ${reference}` : ''}`

const mrkdwn = (text: string): Text => ({ type: 'mrkdwn', text, verbatim: true })
const section = (text: string): SlackBlock => ({ type: 'section', text: mrkdwn(text) })
const plain = (text: string, most: number): Text => ({ type: 'plain_text', text: clip(text, most), emoji: false })

/** Cut before it is escaped, for an escape must not be cut in two. */
function escaped(text: string, most: number): string {
  let kept = clip(text, most)
  while (escapeSlack(kept).length > most) kept = clip(kept, kept.length - 50)
  return escapeSlack(kept)
}

const buttonOf = ({ verb, label, token }: Action): Button => ({
  type: 'button',
  action_id: `plimsoll.${verb}`,
  text: plain(label, MOST_BUTTON_LABEL),
  value: token,
  ...(verb === 'acknowledge' ? { style: 'primary' } : {}),
})
