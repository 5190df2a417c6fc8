import { randomBytes } from 'node:crypto'
import { escapeHtml, htmlHeaders, htmlPage } from '../look.ts'
import type { Reply, Route, SignedInCall } from './route.ts'

/** The admin area, on whose word the Zebra deal hangs, and the two pages that lead to it. */
export const PAGES: readonly Route[] = [
  { method: 'GET', path: '/', summary: 'The front door', access: 'anyone', answer: () => page('MarketEdge', FRONT_DOOR) },
  {
    method: 'GET',
    path: '/sign-in',
    summary: 'Where people sign in',
    access: 'anyone',
    answer: () => page('Sign in to MarketEdge', SIGN_IN),
  },
  { method: 'GET', path: '/admin', summary: 'The admin area', access: 'admin', answer: adminPage },
]

const FRONT_DOOR = `
<p class="meta">MarketEdge, Plimsoll's sample platform</p>
<h1>Orders for many shops, in one place.</h1>
<p>A small multi-tenant service, real enough to break. Its admin area is what Zebra Associates will look at before they sign.</p>
<p><a href="/sign-in">Sign in</a> · <a href="/admin">Admin area</a> · <a href="/openapi.json">OpenAPI</a> · <a href="/metrics">Metrics</a></p>`

const SIGN_IN = `
<p class="meta">MarketEdge</p>
<h1>Sign in.</h1>
<form method="post" action="/auth/sign-in">
<label>E-mail <input name="email" type="email" autocomplete="username" required></label>
<label>Password <input name="password" type="password" autocomplete="current-password" required></label>
<button>Sign in</button>
</form>`

async function adminPage({ sql, caller }: SignedInCall): Promise<Reply> {
  const tenants = await sql<{ name: string; orders: number; soldMinor: number }[]>`
    select t.name, count(o.id)::int as orders, coalesce(sum(o.total_minor) filter (where o.state = 'paid'), 0)::float8 as "soldMinor"
    from marketedge.tenants t left join marketedge.orders o on o.tenant_id = t.id group by t.id order by t.name`
  const deals = await sql<{ name: string; valueMinor: number; closesOn: string }[]>`
    select name, value_minor::float8 as "valueMinor", closes_on::text as "closesOn" from marketedge.opportunities order by value_minor desc`
  return page(
    'MarketEdge admin',
    `<p class="meta">Signed in as ${escapeHtml(caller.name)}, ${escapeHtml(caller.tenantName)}</p>
<h1>Admin area</h1>
<h2>Tenants</h2>
<table><tr><th>Name<th class="number">Orders<th class="number">Paid</tr>${tenants.map(({ name, orders, soldMinor }) => `<tr><td>${escapeHtml(name)}<td class="number">${orders}<td class="number">${pounds(soldMinor)}</tr>`).join('')}</table>
<h2>Deals</h2>
<table><tr><th>Name<th>Closes<th class="number">Value</tr>${deals.map(({ name, valueMinor, closesOn }) => `<tr><td>${escapeHtml(name)}<td>${closesOn}<td class="number">${pounds(valueMinor)}</tr>`).join('')}</table>`,
  )
}

const pounds = (minor: number): string =>
  new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'GBP', maximumFractionDigits: 0 }).format(minor / 100)

function page(title: string, body: string): Reply {
  const nonce = randomBytes(12).toString('base64')
  return { status: 200, headers: htmlHeaders(nonce), body: htmlPage(title, body, nonce) }
}
