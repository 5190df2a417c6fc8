import { escapeHtml, htmlPage } from '../../look.ts'
import type { ReceiversState } from './receivers.ts'

/** What arrived, drawn in the browser from the state that the API tells. Messages are foreign: they only ever become text, never HTML. */
export function receiversPage(state: ReceiversState, platform: string, nonce: string): string {
  // `<` would let a value end the script.
  const first = JSON.stringify(state).replaceAll('<', '\\u003c')
  return htmlPage(
    'MarketEdge: what arrives',
    `<style nonce="${nonce}">${STYLE}</style>${body(platform)}<script nonce="${nonce}">const first = ${first};${SCRIPT}</script>`,
    nonce,
  )
}

const STYLE = `
[hidden] { display: none !important } main { max-width: 1280px }
header { display: flex; justify-content: space-between; align-items: center; gap: 16px; border-bottom: 1px solid var(--rule); padding-bottom: 16px }
header b { font-weight: 500; font-size: 16px; display: flex; align-items: center; gap: 8px } header nav { display: flex; gap: 16px; flex-wrap: wrap }
h1 { font-size: 28px; line-height: 34px; letter-spacing: -.025em; margin: 0 0 4px } #facts { margin: 0; min-height: 20px } .top { display: flex; justify-content: space-between; align-items: end; gap: 16px; margin-top: 28px } .top button { flex: none }
.up { color: var(--up) } .degraded { color: var(--degraded) } .down { color: var(--down) } .unknown { color: var(--ink-3) }
#problem:not(:empty) { margin: 12px 0 0; color: var(--down) }
select { font: inherit; font-size: 13px; color: inherit; background: var(--surface); border: 1px solid var(--edge); border-radius: 6px; padding: 5px 8px; min-height: 32px; width: 100%; text-overflow: ellipsis }
#services { display: grid; grid-template-columns: repeat(5, minmax(0, 1fr)); gap: 0 24px; margin: 28px 0 0; padding: 0; list-style: none }
#services li { border-top: 1px solid var(--edge); padding: 0 0 12px } #services li.ill { box-shadow: inset 0 2px 0 var(--degraded) } #services li.off { box-shadow: inset 0 2px 0 var(--down) }
#services button { border: 0; background: none; padding: 12px 0 10px; width: 100%; text-align: left; display: flex; align-items: baseline; gap: 10px; border-radius: 0 } #services button b { font-weight: 500; font-size: 20px; line-height: 24px; min-width: 1ch } #services button b.none { color: var(--ink-3) } #services button .meta { margin-left: auto }
#services button[aria-pressed=true] > span:first-of-type { text-decoration: underline; text-decoration-color: var(--accent); text-decoration-thickness: 2px; text-underline-offset: 6px }
.desk { display: grid; grid-template-columns: minmax(0, 5fr) minmax(0, 7fr); margin-top: 20px; border-top: 1px solid var(--edge) }
.list { border-right: 1px solid var(--rule); min-height: 420px } .bar { display: flex; justify-content: space-between; align-items: center; gap: 12px; min-height: 48px; padding-right: 20px } .bar h2 { margin: 0 }
.bar a { font-size: 13px } .bar h2 { flex: 1 }
.bar button { border-color: transparent; background: none; color: var(--ink-2); font-size: 13px; padding: 4px 8px; margin-right: -8px } .bar button:hover { border-color: var(--edge) }
#rows { list-style: none; margin: 0; padding: 0 } #rows li { border-top: 1px solid var(--rule) }
#rows a { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 2px 12px; margin-left: -14px; padding: 10px 20px 10px 12px; color: inherit; text-decoration: none; border-left: 2px solid transparent } #rows a:hover { background: var(--surface) } #rows a[aria-current=true] { background: var(--surface); border-left-color: var(--accent) }
#rows strong { font-weight: 500; overflow: hidden; text-overflow: ellipsis; white-space: nowrap } #rows .refused strong { color: var(--ink-3); font-weight: 400 } #rows .meta { overflow: hidden; text-overflow: ellipsis; white-space: nowrap } #rows .right { text-align: right } #rows svg, #reader svg { vertical-align: -2px; margin-right: 4px; width: 12px; height: 12px }
#none { padding: 12px 20px 12px 0; margin: 0; border-top: 1px solid var(--rule) }
#reader { align-self: start; padding: 14px 0 24px 32px; min-width: 0; position: sticky; top: 0; max-height: 100vh; overflow: auto } #reader h2 { font-size: 20px; line-height: 26px; letter-spacing: -.015em; margin: 6px 0 16px; overflow-wrap: anywhere } #reader h3 { font-size: 13px; line-height: 18px; font-weight: 500; margin: 24px 0 8px } #reader h3:first-child { margin-top: 3px } #reader h4 { font-size: 16px; line-height: 22px; font-weight: 600; margin: 0 0 8px; overflow-wrap: anywhere }
#reader p { white-space: pre-wrap; overflow-wrap: anywhere; color: var(--ink) } #reader p.quiet { color: var(--ink-3); font-size: 12px; line-height: 18px } #reader hr { border: 0; border-top: 1px solid var(--rule); margin: 16px 0 }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 4px 20px; margin: 0 0 16px; font-size: 13px; line-height: 18px } dt { color: var(--ink-3); max-width: 18ch; overflow-wrap: anywhere } dd + dd { grid-column: 2 } dd { margin: 0; overflow-wrap: anywhere; white-space: pre-wrap } dl dd.wide { grid-column: 1 / -1 }
.buttons { display: flex; flex-wrap: wrap; gap: 8px; margin: 16px 0 } .buttons .primary { border-color: var(--accent); color: var(--accent) } .buttons .danger { border-color: var(--down); color: var(--down) } .buttons a { display: inline-flex; align-items: center }
.plainlist { list-style: none; margin: 0 0 12px; padding: 0; font-size: 13px; line-height: 20px } .plainlist li { overflow-wrap: anywhere; padding: 3px 0 } .plainlist .meta { margin-right: 12px }
.press { border-left: 2px solid var(--rule); padding: 2px 0 2px 16px; margin: 0 0 12px } .press.failed { border-color: var(--down) } .press b { font-weight: 500 } .press pre { margin: 4px 0 0 }
details { border-top: 1px solid var(--rule) } details:last-child { border-bottom: 1px solid var(--rule) } summary { cursor: pointer; padding: 10px 0; font-size: 13px; line-height: 18px; color: var(--ink-2) } pre { margin: 0 0 12px; white-space: pre-wrap; overflow-wrap: anywhere; max-height: 480px; overflow: auto; color: var(--ink-2) }
#back { display: none }
@media (max-width: 900px) { #services { grid-template-columns: minmax(0, 1fr) } #services li { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 13em); gap: 16px; align-items: center; padding: 6px 0 } #services button { padding: 10px 0 } #services button .meta { display: none }
  .desk { display: block } .list { border-right: 0; min-height: 0 } .bar, #rows a { padding-right: 0 } #reader { padding: 14px 0; position: static; max-height: none; border-top: 1px solid var(--edge); margin-top: 24px }
  .reading #services, .reading .list { display: none } .reading .desk { border: 0; margin: 0 } .reading #reader { border: 0; margin: 0 } .reading #back { display: inline-flex; min-height: 44px; align-items: center } .reading .top { display: none } }
@media (max-width: 640px) { header { align-items: flex-start } select { min-height: 44px; font-size: 14px } #reader h2 { font-size: 18px; line-height: 24px } h1 { font-size: 24px; line-height: 30px } summary { padding: 13px 0 } .top { display: block } .top button { margin-top: 12px } .bar a, #back { min-height: 44px; display: inline-flex; align-items: center }
  #rows strong { white-space: normal; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2 } }
`

const body = (platform: string): string => `
<header><b><svg width="20" height="20" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.5" aria-hidden="true"><circle cx="8" cy="8" r="5.25"/><path d="M.4 8h15.2"/></svg>What arrives</b><nav><a href="/">MarketEdge control</a><a href="${escapeHtml(platform)}">Platform</a></nav></header>
<div class="top"><div role="status" aria-live="polite"><h1 id="sentence"></h1><p id="facts"></p></div><button id="mend" hidden>Let all work again</button></div>
<p id="problem" role="alert"></p>
<ul id="services"></ul>
<div class="desk"><section class="list" aria-label="Messages"><div class="bar"><h2 id="shown"></h2><a id="every" href="#" hidden>Show all</a><button id="empty"></button></div><ol id="rows"></ol><p id="none" hidden></p></section>
<article id="reader" aria-label="Message"></article></div>`

const SCRIPT = `
const $ = (id) => document.getElementById(id)
const make = (name, className, ...inside) => { const node = document.createElement(name); if (className) node.className = className; node.append(...inside); return node }
const glyph = (kind) => { const box = document.createElement('span'); box.innerHTML = '<svg viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="' + (kind === 'down' ? 2 : 1.5) + '" aria-hidden="true"><circle cx="8" cy="8" r="5.25"' + (kind === 'up' ? ' fill="currentColor"' : '') + '/>' + (kind === 'degraded' ? '<path d="M2.75 8a5.25 5.25 0 0 0 10.5 0z" fill="currentColor"/>' : '') + '<path d="M.4 8h15.2"' + (kind === 'up' ? ' stroke="var(--page)" stroke-width="3"/><path d="M.4 8h2.4M13.2 8h2.4"' : '') + '/></svg>'; return box.firstChild }
const clock = (at) => { const then = new Date(at); const time = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }; return then.toDateString() === new Date().toDateString() ? then.toLocaleTimeString([], time) : then.toLocaleString([], { weekday: 'short', ...time }) }
const count = (number, one, many) => number + ' ' + (number === 1 ? one : many)
let receivers = first.receivers
let opened = null
let wanted = 0
let isLost = false
const titleOf = (name) => receivers.find((one) => one.name === name)?.title ?? name
const address = () => { const [name = '', id = ''] = location.hash.slice(1).split('/'); return { name: receivers.some((one) => one.name === name) ? name : '', id } }
const rows = () => { const { name } = address(); return receivers.filter((one) => name === '' || one.name === name).flatMap((one) => one.messages.map((row) => ({ ...row, receiver: one.name }))).sort((a, b) => b.at < a.at ? -1 : b.at > a.at ? 1 : 0).slice(0, 200) }

let planned = false
function plan() { if (planned) return; planned = true; requestAnimationFrame(() => { planned = false; draw() }) }

function draw() {
  const { name, id } = address()
  const arrived = receivers.reduce((sum, one) => sum + one.arrived, 0)
  const refused = receivers.reduce((sum, one) => sum + one.refused, 0)
  const all = rows()
  $('sentence').textContent = arrived === 0 ? 'Nothing has arrived yet.' : count(arrived, 'message has arrived.', 'messages have arrived.')
  const last = receivers.flatMap((one) => one.messages.map((row) => row.at)).sort().at(-1)
  const ill = receivers.filter((one) => one.mode !== 'ok')
  $('facts').textContent = [last ? 'The last at ' + clock(last) + '.' : arrived === 0 ? 'Break something on the control page, or send a test from Plimsoll: it shows here at once.' : '', refused ? (refused === 1 ? 'One was refused.' : refused + ' were refused.') : '', ill.length ? new Intl.ListFormat('en').format(ill.map((one) => one.title)) + (ill.length === 1 ? ' does' : ' do') + ' not work, as ordered here.' : ''].filter(Boolean).join(' ')
  for (const one of receivers) drawService(one, name)
  $('shown').textContent = name ? titleOf(name) : 'All messages'
  $('every').hidden = !name
  $('mend').hidden = ill.length === 0
  $('empty').hidden = all.length === 0
  $('empty').textContent = name ? 'Empty ' + titleOf(name) : 'Empty all'
  drawRows(all, name, id)
  const chosen = receivers.find((one) => one.name === name)
  $('none').hidden = all.length > 0
  $('none').textContent = chosen ? 'Nothing is here. A channel reaches ' + chosen.title + ' at ' + chosen.addresses.join(' or ') : 'Messages stand here, the newest first, until the sample is stopped.'
  document.body.classList.toggle('reading', id !== '')
  drawReader(all.find((row) => row.id === id), id)
}

function drawService(one, name) {
  let item = $('service-' + one.name)
  if (!item) {
    item = make('li'); item.id = 'service-' + one.name
    const choose = make('button', '', make('b'), make('span', '', one.title), make('span', 'meta'))
    choose.onclick = () => { location.hash = address().name === one.name ? '' : one.name }
    const mode = make('select'); mode.setAttribute('aria-label', 'How ' + one.title + ' behaves')
    for (const [value, label] of Object.entries(one.modes)) { const option = make('option', '', label); option.value = value; mode.append(option) }
    mode.onchange = () => order('POST', one.name + '/mode', { mode: mode.value })
    item.append(choose, mode); $('services').append(item)
  }
  item.className = one.mode === 'ok' ? '' : one.mode === 'off' ? 'off' : 'ill'
  const [number, , meta] = item.querySelectorAll('button > *')
  number.textContent = one.arrived; number.className = one.arrived ? '' : 'none'
  meta.textContent = one.refused ? one.refused + ' refused' : ''
  item.querySelector('button').setAttribute('aria-pressed', String(name === one.name))
  const select = item.querySelector('select'); if (document.activeElement !== select || select.value === one.mode) select.value = one.mode
}

const drawn = new Map()
function drawRows(all, name, id) {
  const items = all.map((row) => {
    let item = drawn.get(row.id)
    if (item?.version !== row.version || item.name !== name) {
      const link = make('a', row.refused ? 'refused' : '')
      const state = row.refused ? make('span', 'meta right degraded', 'refused ' + row.answered.slice(0, 3)) : row.state ? make('span', 'meta right ' + row.state.glyph, glyph(row.state.glyph), row.state.word) : make('span')
      link.append(make('strong', '', row.title), make('time', 'meta right', clock(row.at)), make('span', 'meta', name ? row.to : titleOf(row.receiver) + ' \\u00b7 ' + row.to), state)
      if (item) item.node.replaceChildren(link); else item = { node: make('li', '', link) }
      item.version = row.version; item.name = name; item.link = link
      drawn.set(row.id, item)
    }
    item.link.href = '#' + name + '/' + row.id
    item.link.setAttribute('aria-current', String(row.id === id))
    return item.node
  })
  const list = $('rows')
  items.forEach((node, index) => { if (list.children[index] !== node) list.insertBefore(node, list.children[index] ?? null) })
  while (list.children.length > items.length) list.lastChild.remove()
  if (drawn.size > 2000) { drawn.clear() }
}

async function drawReader(row, id) {
  if (id === '') { opened = null; wanted++; return $('reader').replaceChildren(...addresses()) }
  if (opened && opened.id === id && (!row || opened.version === row.version)) return
  const name = id.split('-')[0]
  const turn = ++wanted
  try {
    const answer = await fetch('/api/receivers/' + name + '/messages/' + encodeURIComponent(id))
    const message = await answer.json()
    if (turn !== wanted) return
    if (!answer.ok) { opened = null; return $('reader').replaceChildren(back(), make('p', 'quiet', 'This message is no longer kept.')) }
    const isOpen = opened?.id === id ? [...$('reader').querySelectorAll('details')].map((one) => one.open) : []
    const kept = opened?.id === id ? $('reader').scrollTop : 0
    opened = message
    $('reader').replaceChildren(...messageOf(message, name))
    isOpen.forEach((open, index) => { const one = $('reader').querySelectorAll('details')[index]; if (one) one.open = open })
    $('reader').scrollTop = kept
  } catch { if (turn === wanted) $('problem').textContent = 'The message could not be read. Is the sample still running?' }
}

const back = () => { const link = make('a', '', 'All messages'); link.id = 'back'; link.href = '#' + address().name; return link }

function addresses() {
  const { name } = address()
  const shown = receivers.filter((one) => name === '' || one.name === name)
  const list = make('dl'); for (const one of shown) list.append(make('dt', '', one.title), ...one.addresses.map((place) => make('dd', '', make('code', '', place))))
  return [make('h3', '', 'Where channels reach ' + (name ? 'it' : 'them')), list, make('p', 'quiet', 'Each can be made to fail above: Plimsoll then tries again, takes the fallback, or keeps the message as undeliverable.')]
}

function messageOf(message, name) {
  const state = message.state ? [make('span', message.state.glyph, glyph(message.state.glyph), message.state.word), ' \\u00b7 '] : []
  const code = message.answered.slice(0, 3)
  const answered = message.refused ? make('span', 'degraded', 'refused with ' + code) : 'answered with ' + code
  const nodes = [back(), make('div', 'meta', ...state, titleOf(name), ' \\u00b7 ', message.to, ' \\u00b7 ', clock(message.at), ' \\u00b7 ', answered), make('h2', '', message.title)]
  const heads = message.parts.filter((part) => part.kind === 'heading')
  for (const part of message.parts) if (!(heads.length === 1 && part.kind === 'heading' && part.text === message.title)) nodes.push(...partOf(part, message, name))
  if (message.presses.length) {
    nodes.push(make('h3', '', 'What Plimsoll answered'))
    for (const press of message.presses) nodes.push(make('div', 'press' + (press.status >= 200 && press.status < 300 ? '' : ' failed'), make('b', '', press.label), ' ', make('span', 'meta', clock(press.at) + ' \\u00b7 ' + (press.status || 'no answer')), make('pre', '', press.says || '(nothing)')))
  }
  nodes.push(folded('The whole answer', message.answered), folded('As it came', message.source))
  return nodes
}

function partOf(part, message, name) {
  if (part.kind === 'heading') return [make('h4', '', part.text)]
  if (part.kind === 'text') return [make('p', '', ...part.spans.map(spanOf))]
  if (part.kind === 'quiet') return [make('p', 'quiet', ...part.spans.map(spanOf))]
  if (part.kind === 'rule') return [make('hr')]
  if (part.kind === 'source') return [folded(part.title, part.text)]
  if (part.kind === 'links') {
    const seen = message.parts.flatMap((one) => one.kind === 'text' ? one.spans.map(({ href }) => href) : [])
    const others = part.links.filter((href) => !seen.includes(href))
    return others.length === 0 ? [] : [make('h3', '', others.length < part.links.length ? 'Links that its text does not show' : others.length === 1 ? 'Its link' : 'Its links'), make('ul', 'plainlist', ...others.map((href) => make('li', '', spanOf({ text: href, href }))))]
  }
  if (part.kind === 'history') return [make('h3', '', 'What happened'), make('ol', 'plainlist', ...part.rows.map(([at, what]) => make('li', '', make('span', 'meta', clock(at)), what)))]
  if (part.kind === 'facts') {
    const list = make('dl')
    for (const [label, spans] of part.rows) { const value = make('dd', label ? '' : 'wide', ...spans.map(spanOf)); list.append(...(label ? [make('dt', '', label)] : []), value) }
    return [list]
  }
  const buttons = part.buttons.map((button) => {
    const look = button.look === 'plain' ? '' : button.look
    if (button.href) { const link = spanOf({ text: button.label, href: button.href }); link.className = 'button ' + look; return link }
    const node = make('button', look, button.label)
    node.onclick = async () => { node.disabled = true; node.textContent = 'Sending'; await order('POST', name + '/messages/' + message.id + '/press', { button: button.id }); node.disabled = false; node.textContent = button.label }
    return node
  })
  return buttons.length ? [make('div', 'buttons', ...buttons)] : []
}

function spanOf(span) {
  if (!span.href) return span.as ? make({ bold: 'strong', italic: 'em', code: 'code' }[span.as], '', span.text) : span.text
  const link = make('a', '', span.text); link.href = span.href; link.target = '_blank'; link.rel = 'noreferrer noopener'
  return link
}

const folded = (title, text) => make('details', '', make('summary', '', title), make('pre', '', text))

async function order(method, path, body) {
  $('problem').textContent = ''
  try {
    const answer = await fetch('/api/receivers/' + path, { method, ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }) })
    if (!answer.ok) $('problem').textContent = (await answer.json()).title
  } catch { $('problem').textContent = 'The sample does not answer. Is it still running?' }
  plan()
}

$('mend').onclick = async () => { for (const one of receivers) if (one.mode !== 'ok') await order('POST', one.name + '/mode', { mode: 'ok' }) }
$('empty').onclick = async () => { const { name } = address(); for (const one of receivers) if (!name || one.name === name) await order('DELETE', one.name + '/messages'); location.hash = name }
addEventListener('hashchange', () => { draw(); if (address().id && matchMedia('(max-width: 900px)').matches) scrollTo(0, 0) })
draw()
const events = new EventSource('/api/receivers/events')
events.addEventListener('all', ({ data }) => { receivers = JSON.parse(data).receivers; if (isLost) { isLost = false; $('problem').textContent = '' } plan() })
events.addEventListener('change', ({ data }) => {
  const { name, row, ...facts } = JSON.parse(data)
  receivers = receivers.map((one) => one.name === name ? { ...one, ...facts, messages: row ? [row, ...one.messages.filter(({ id }) => id !== row.id)].slice(0, 200) : one.messages } : one)
  plan()
})
events.onerror = () => { isLost = true; $('problem').textContent = 'The sample does not answer. What stands here may be old; trying again.' }
`
