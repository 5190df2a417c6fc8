import type { Action } from '../channels/channel'
import type { Words } from './message'

/** Written for readers of mail, which know neither style sheets nor custom properties. */
const FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
const BUTTON = 'display:inline-block;margin:0 8px 8px 0;padding:10px 16px;border-radius:6px;text-decoration:none;font-weight:600'

export const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;')

/** The words as an HTML page. Nothing is loaded from anywhere, and every link opens a page that asks before anything is done. */
export function htmlOf(words: Words, actions: readonly Pick<Action, 'label' | 'url'>[]): string {
  const { mark, headline, reference, lead, lines, links, bundle } = words
  const rows = lines.map(
    ({ label, text }) =>
      `<tr><td style="padding:4px 16px 4px 0;color:#5c6370;vertical-align:top;white-space:nowrap">${escapeHtml(label)}</td>` +
      `<td style="padding:4px 0;vertical-align:top">${escapeHtml(text)}</td></tr>`,
  )
  const buttons = actions.map(
    ({ label, url }, index) =>
      `<a href="${escapeHtml(url)}" style="${BUTTON};${index === 0 ? 'background:#1f4fd8;color:#ffffff' : 'background:#e8ebf2;color:#1b1f27'}">${escapeHtml(label)}</a>`,
  )
  const further = links.map(({ label, url }) => `<a href="${escapeHtml(url)}" style="color:#1f4fd8">${escapeHtml(label)}</a>`)
  return [
    '<!doctype html>',
    `<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(words.subject)}</title></head>`,
    `<body style="margin:0;padding:24px;background:#ffffff;color:#1b1f27;font-size:15px;line-height:1.5;${FONT}">`,
    `<p style="margin:0 0 4px;color:#5c6370;font-size:13px">${escapeHtml(reference ? `${mark} · ${reference}` : mark)}</p>`,
    `<h1 style="margin:0 0 16px;font-size:20px;line-height:1.3">${escapeHtml(headline)}</h1>`,
    ...(lead ? [`<p style="margin:0 0 16px">${escapeHtml(lead)}</p>`] : []),
    ...(rows.length > 0
      ? [`<table role="presentation" style="border-collapse:collapse;margin:0 0 16px;font-size:15px">${rows.join('')}</table>`]
      : []),
    ...(bundle
      ? [
          `<p style="margin:0 0 4px">${escapeHtml(bundle.says)}</p>`,
          `<ul style="margin:0 0 16px;padding-left:20px">${bundle.gravest.map((one) => `<li>${escapeHtml(one)}</li>`).join('')}</ul>`,
        ]
      : []),
    ...(buttons.length > 0 ? [`<p style="margin:0 0 8px">${buttons.join('')}</p>`] : []),
    ...(further.length > 0 ? [`<p style="margin:0 0 16px">${further.join(' · ')}</p>`] : []),
    '</body></html>',
  ].join('\n')
}
