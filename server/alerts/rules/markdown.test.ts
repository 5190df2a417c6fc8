import { expect, test } from 'vitest'
import { aMessage, someFacts } from '../channels/testing'
import { escapeMarkdown, markdownOf } from './markdown'
import { wordsOf } from './message'

const now = new Date('2026-11-17T14:00:00.000Z')
const { actions } = aMessage()

test('nothing that is told becomes markup', () =>
  expect(escapeMarkdown('**a** _b_ `c` ~d~ |e| <@1> > # [f](g) \\')).toBe(
    '\\*\\*a\\*\\* \\_b\\_ \\`c\\` \\~d\\~ \\|e\\| \\<@1\\> \\> \\# \\[f\\](g) \\\\',
  ))

test('holds the same facts, and the links', () => {
  const words = wordsOf({ kind: 'page', facts: someFacts(), bundle: [someFacts({ title: 'Other' })] }, now)
  const text = markdownOf(words, actions, 4_000)
  for (const line of words.lines) expect(text).toContain(`**${line.label}:** ${escapeMarkdown(line.text)}`)
  expect(text).toContain('• \\[CRITICAL\\] INC-2417 Other')
  expect(text).toContain('[Acknowledge](https://plimsoll.zebra.example/act/ack-token-1) · [Escalate](')
})

test('an address ends no link early', () => {
  const words = wordsOf({ kind: 'page', facts: someFacts({ runbook: 'https://wiki.example/a_(b)' }), bundle: [] }, now)
  expect(markdownOf(words, [], 4_000)).toContain('[Runbook](https://wiki.example/a_%28b%29)')
})

test('facts that are too long leave the links that act', () => {
  const long = '*'.repeat(5_000)
  const facts = someFacts({ says: long, service: long, cause: long, nextStep: long, runbook: `https://wiki.example/${'a'.repeat(1_900)}` })
  const text = markdownOf(wordsOf({ kind: 'page', facts, bundle: [] }, now), actions, 1_500)
  expect(text.length).toBeLessThanOrEqual(1_500)
  expect(text).toContain('[Acknowledge](')
  expect(text).toContain('[Escalate](')
})
