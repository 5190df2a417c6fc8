import { z } from 'zod'
import { ABOUT_INCIDENTS } from '../model'
import { fieldOf, memberOf, readByStatus } from '../rules/answers'
import { clip } from '../rules/clip'
import { type Words, wordsOf } from '../rules/message'
import { defineChannelType, type Message } from './channel'
import { hostOf, SendTo } from './options'

/** A message may have some 28 KB, all told, and a letter up to three bytes. Source: https://learn.microsoft.com/en-us/connectors/teams/ */
const MOST_FACTS = 3_500
const MOST_BUNDLE = 1_200
const MOST_TITLE = 250

/** What is to be done about the answers that people meet. */
const WORDS: Readonly<Record<string, string>> = {
  DirectApiAuthorizationRequired: 'the workflow wants a sign-in; let anyone trigger it, and copy its address again',
  WorkflowTriggerIsNotEnabled: 'the workflow is switched off',
  WorkflowNotFound: 'the workflow is gone; make a new one',
}

/** Connectors of Microsoft 365 were switched off. Source: https://devblogs.microsoft.com/microsoft365dev/retirement-of-office-365-connectors-within-microsoft-teams/ */
const isRetired = (url: string): boolean => URL.canParse(url) && /(?:^|\.)webhook\.office\.com$/.test(new URL(url).hostname)

/** One card into one channel or chat. The workflow answers before it posts: what fails after that is seen in its run history alone. */
export const teams = defineChannelType({
  kind: 'teams',
  label: 'Microsoft Teams',
  about: 'Writes into one Microsoft Teams channel or chat by a workflow.',
  options: z.strictObject({
    url: SendTo.refine(
      (url) => !isRetired(url),
      'is of a connector, which Microsoft has retired; make a workflow from a webhook instead',
    ).meta({
      title: 'Workflow address',
      description: 'Of the workflow “Send webhook alerts to a channel”, which anyone may trigger.',
      secret: true,
    }),
  }),
  example: { url: 'https://prod-00.westeurope.logic.azure.com/workflows/0000/triggers/manual/paths/invoke?sig=ZXhhbXBsZQ' },
  reaches: 'room',
  takes: ABOUT_INCIDENTS,
  target: ({ url }) => hostOf(url),

  request: ({ url }, message, now) => ({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify({
      type: 'message',
      attachments: [
        { contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content: cardOf(wordsOf(message, now), message) },
      ],
    }),
  }),

  /** `{ "error": { "code": "WorkflowTriggerIsNotEnabled", "message": "…" } }` */
  read(answer) {
    const error = fieldOf(answer.body, 'error')
    const [code, message] = [memberOf(error, 'code'), memberOf(error, 'message')]
    const says = (typeof code === 'string' ? WORDS[code] : undefined) ?? (typeof message === 'string' ? message : answer.body)
    return readByStatus(answer, 'Microsoft Teams', says)
  },
})

type Run = { readonly type: 'TextRun'; readonly text: string; readonly weight?: 'Bolder'; readonly size?: 'Large' }
/** Text in runs is text: no Markdown is read in it. Source: https://adaptivecards.io/explorer/TextRun.html */
const run = (text: string, style: Pick<Run, 'weight' | 'size'> = {}): Run => ({ type: 'TextRun', text, ...style })
const block = (inlines: readonly Run[]) => ({ type: 'RichTextBlock', inlines })

function cardOf(words: Words, message: Message) {
  const { lead, lines, bundle, reference } = words
  const facts = [...(lead ? [[run(lead)]] : []), ...lines.map(({ label, text }) => [run(`${label}: `, { weight: 'Bolder' }), run(text)])]
  const others = bundle ? [[run(bundle.says)], ...bundle.gravest.map((one) => [run(`• ${one}`)])] : []
  const buttons = [...message.actions, ...words.links].map(({ label, url }) => ({ type: 'Action.OpenUrl', title: label, url }))
  return {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    msteams: { width: 'Full' },
    body: [
      {
        type: 'Container',
        style: styleOf(message),
        bleed: true,
        items: [block([run(clip(words.subject, MOST_TITLE), { weight: 'Bolder', size: 'Large' })])],
      },
      ...fitting(facts, MOST_FACTS).map(block),
      ...fitting(others, MOST_BUNDLE).map(block),
      block([run(`${reference ? `${reference} · ` : ''}Plimsoll`)]),
    ],
    ...(buttons.length > 0 ? { actions: buttons } : {}),
  }
}

/** As many lines as fit, each of them whole. */
function fitting(lines: readonly (readonly Run[])[], most: number): readonly (readonly Run[])[] {
  let left = most
  const end = lines.findIndex((line) => {
    left -= line.reduce((length, { text }) => length + text.length, 0)
    return left < 0
  })
  return end < 0 ? lines : lines.slice(0, end)
}

/** Source: https://adaptivecards.io/explorer/Container.html */
function styleOf({ kind, facts }: Message): 'attention' | 'warning' | 'accent' | 'good' | 'default' {
  if (kind === 'resolved') return 'good'
  if (kind === 'test' || kind === 'canary') return 'default'
  if (kind === 'acknowledged' || facts.severity === 'low') return 'accent'
  return facts.severity === 'high' || facts.severity === 'medium' ? 'warning' : 'attention'
}
