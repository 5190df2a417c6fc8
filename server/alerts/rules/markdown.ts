import type { Action } from '../channels/channel'
import { whole } from './clip'
import type { Words } from './message'

/** A text of somebody else's where Markdown is read: everything that could begin markup stands behind a backslash. */
export const escapeMarkdown = (text: string): string => text.replace(/[\\`*_~|<>#[\]]/g, '\\$&')

/** A link that ends where its address ends. */
const markdownLink = ({ label, url }: Pick<Action, 'label' | 'url'>): string =>
  `[${escapeMarkdown(label)}](${url.replaceAll('(', '%28').replaceAll(')', '%29')})`

/**
 * The words below the headline in Markdown, with the links that act before those that show. What does not fit is left out by whole lines, and
 * never the links that act.
 *
 * @param most in UTF-16 units
 * @param escaped for readers of Markdown that know more than most
 */
export function markdownOf(words: Words, actions: readonly Action[], most: number, escaped = escapeMarkdown): string {
  const { lead, lines, bundle } = words
  const links = whole([...actions, ...words.links].map(markdownLink), Math.floor(most / 2), ' · ')
  const facts = [
    ...(lead ? [escaped(lead)] : []),
    ...lines.map(({ label, text }) => `**${label}:** ${escaped(text)}`),
    ...(bundle ? ['', escaped(bundle.says), ...bundle.gravest.map((one) => `• ${escaped(one)}`)] : []),
  ]
  return [whole(facts, most - links.length - 2), links].filter((part) => part !== '').join('\n\n')
}
