import { escapeHtml } from '../../alerts/rules/message-html'

/** Markup that is safe to send: every text in it was escaped. Only `html` makes it. */
export type Html = { readonly markup: string }

type Part = string | number | Html | null | undefined | false | readonly (Html | null | undefined | false)[]

/** Markup with texts in it. Whatever is not markup already is escaped, so no text of anybody's can become an element or an attribute. */
export function html(parts: TemplateStringsArray, ...given: readonly Part[]): Html {
  return { markup: parts.map((part, i) => part + written(given[i])).join('') }
}

function written(part: Part): string {
  if (part === null || part === undefined || part === false) return ''
  if (typeof part === 'string') return escapeHtml(cleaned(part))
  if (typeof part === 'number') return String(part)
  return 'markup' in part ? part.markup : part.map(written).join('')
}

/** Without what neither HTML nor XML can hold: control characters but tab and line breaks, halves of characters, and marks that turn the direction. */
const cleaned = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
  text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g, '')

/** A text that somebody typed, as paragraphs with their line breaks. */
export const paragraphs = (text: string): readonly Html[] =>
  text
    .split(/\r?\n\s*\r?\n/)
    .filter((paragraph) => paragraph.trim() !== '')
    .map((paragraph) => {
      const lines = paragraph.trim().split(/\r?\n/)
      return html`<p>${lines.map((line, i) => (i === 0 ? html`${line}` : html`<br>${line}`))}</p>`
    })
