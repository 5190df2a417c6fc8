/** Plimsoll's tokens as far as the sample's few pages need them. Fonts fall back to the system's. */
export const LOOK = `
:root { color-scheme: light dark;
  --page: light-dark(oklch(0.99 0.002 240), oklch(0.168 0.012 245)); --surface: light-dark(oklch(1 0 0), oklch(0.205 0.014 245));
  --rule: light-dark(oklch(0.908 0.006 240), oklch(0.272 0.014 245)); --edge: light-dark(oklch(0.8 0.01 240), oklch(0.4 0.016 245));
  --ink: light-dark(oklch(0.22 0.018 250), oklch(0.955 0.004 240)); --ink-2: light-dark(oklch(0.41 0.018 250), oklch(0.785 0.011 240)); --ink-3: light-dark(oklch(0.53 0.016 250), oklch(0.655 0.014 240));
  --accent: light-dark(oklch(0.44 0.095 240), oklch(0.76 0.095 232)); --up: light-dark(oklch(0.5 0.105 158), oklch(0.76 0.115 160));
  --degraded: light-dark(oklch(0.53 0.115 66), oklch(0.81 0.125 78)); --down: light-dark(oklch(0.53 0.205 26), oklch(0.705 0.18 24)); }
@font-face { font-family: Geist; src: url(/fonts/geist.woff2) format('woff2'); font-weight: 100 900; font-display: swap }
@font-face { font-family: 'Geist Mono'; src: url(/fonts/geist-mono.woff2) format('woff2'); font-weight: 100 900; font-display: swap }
* { box-sizing: border-box }
body { margin: 0; background: var(--page); color: var(--ink); font: 14px/20px Geist, ui-sans-serif, system-ui, sans-serif; letter-spacing: -.003em; font-variant-numeric: tabular-nums; -webkit-text-size-adjust: 100% }
main { max-width: 1080px; margin: 0 auto; padding: 32px 40px 72px }
a { color: var(--accent); text-underline-offset: 3px }
h1 { font-size: 44px; line-height: 48px; letter-spacing: -.035em; font-weight: 500; margin: 12px 0; text-wrap: balance }
h2 { font-size: 13px; line-height: 18px; font-weight: 500; margin: 40px 0 8px }
p { margin: 0 0 12px; color: var(--ink-2); max-width: 68ch }
pre, code { font-family: 'Geist Mono', ui-monospace, monospace; font-size: 12px; line-height: 18px }
button, .button { font: 500 14px/20px Geist, system-ui, sans-serif; color: var(--ink); background: var(--surface); border: 1px solid var(--edge); border-radius: 6px; padding: 7px 14px; min-height: 36px; cursor: pointer; text-decoration: none }
button:hover { border-color: var(--ink-3) } button:disabled { color: var(--ink-3); cursor: progress }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
.meta { color: var(--ink-3); font-size: 12px; line-height: 16px }
table { border-collapse: collapse; width: 100% } th { text-align: left; font-weight: 400; font-size: 12px; color: var(--ink-3) } td, th { border-bottom: 1px solid var(--rule); padding: 9px 12px 9px 0 } td.number, th.number { text-align: right }
input { font: inherit; color: inherit; background: var(--surface); border: 1px solid var(--edge); border-radius: 6px; padding: 9px 12px; width: 100%; min-height: 40px }
label { display: block; margin: 0 0 12px; font-size: 12px; color: var(--ink-3) }
@media (max-width: 640px) { main { padding: 20px 20px 56px } h1 { font-size: 28px; line-height: 34px } button, .button, input { min-height: 44px } }
`

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)

/** The Plimsoll mark. */
const MARK =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16' fill='none' stroke='%23789' stroke-width='1.5'%3E%3Ccircle cx='8' cy='8' r='5.25'/%3E%3Cpath d='M.4 8h15.2'/%3E%3C/svg%3E"

/** A whole page. `nonce` allows its own style and script and nothing else. */
export const htmlPage = (title: string, body: string, nonce: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)}</title><link rel="icon" href="${MARK}"><style nonce="${nonce}">${LOOK}</style><main>${body}</main></html>`

export const htmlHeaders = (nonce: string): Record<string, string> => ({
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; connect-src 'self'; font-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
})
