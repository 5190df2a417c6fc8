import { escapeHtml, htmlPage } from '../look.ts'
import { PEOPLE } from '../people.ts'
import type { ControlState } from './control.ts'

/** The control page. It is drawn in the browser from the same state that the API tells, and kept current by it. */
export function controlPage(state: ControlState, password: string | undefined, nonce: string): string {
  // `<` would let a value end the script.
  const first = JSON.stringify(state).replaceAll('<', '\\u003c')
  return htmlPage(
    'MarketEdge control',
    `<style nonce="${nonce}">${STYLE}</style>${BODY}${signInHint(password)}<script nonce="${nonce}">const first = ${first};${SCRIPT}</script>`,
    nonce,
  )
}

/** The word that everybody knows is shown; one that somebody chose is not. */
const signInHint = (password: string | undefined): string =>
  `<h2>To look around</h2><p>Sign in to the platform with the ${password === undefined ? 'password in MARKETEDGE_DEMO_PASSWORD' : `password <code>${escapeHtml(password)}</code>`}: ${PEOPLE.map(({ email, role }) => `<code>${escapeHtml(email)}</code> (${role === 'admin' ? 'administrator' : 'member'})`).join(', ')}.</p>`

const STYLE = `
header { display: flex; justify-content: space-between; align-items: center; gap: 16px; border-bottom: 1px solid var(--rule); padding-bottom: 16px }
header b { font-weight: 500; font-size: 16px; display: flex; align-items: center; gap: 8px } header nav { display: flex; gap: 16px; flex-wrap: wrap }
.status { display: flex; align-items: center; gap: 8px; margin-top: 32px; font-weight: 500 } .status svg { flex: none }
.up { color: var(--up) } .degraded { color: var(--degraded) } .down { color: var(--down) } .unknown { color: var(--ink-3) }
#reason { margin: 16px 0 0; padding: 2px 0 2px 16px; border-left: 2px solid var(--down); white-space: pre-wrap; overflow-wrap: anywhere; color: var(--ink-2) } #reason.mild { border-color: var(--degraded) } #reason b { color: var(--ink); font-weight: 600 }
.bar { display: flex; justify-content: space-between; align-items: center; gap: 16px; margin-top: 40px; padding-bottom: 8px; border-bottom: 1px solid var(--edge) } .bar h2 { margin: 0 }
ul { list-style: none; margin: 0; padding: 0 }
li { display: grid; grid-template-columns: 20px minmax(0, 1fr) auto; gap: 4px 12px; align-items: start; padding: 14px 0; border-bottom: 1px solid var(--rule) }
li h3 { margin: 0; font-size: 14px; line-height: 20px; font-weight: 500 } li p { grid-column: 2; margin: 0; font-size: 13px; line-height: 18px } li p + p { color: var(--ink-3) }
li > span { height: 20px; display: flex; align-items: center } li button { grid-column: 3; grid-row: 1 / span 3; min-width: 88px; align-self: center } li.active button { border-color: var(--down); color: var(--down) } h3 .meta { font-weight: 400; margin-left: 8px; white-space: nowrap }
p code { white-space: nowrap }
#problem:not(:empty) { margin-top: 16px; color: var(--down) }
@media (max-width: 640px) { header { align-items: flex-start } li p { grid-column: 2 / span 2 } li button { grid-row: 1 } li h3, li > span { align-self: center } h3 .meta { display: block; margin: 0 } }
`

const BODY = `
<header><b><svg width="20" height="20" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.5" aria-hidden="true"><circle cx="8" cy="8" r="5.25"/><path d="M.4 8h15.2"/></svg>MarketEdge control</b><nav><a href="/receivers">What arrives</a><a id="open" href="#">Platform</a><a id="admin" href="#">Admin area</a></nav></header>
<div role="status" aria-live="polite"><div class="status" id="status"></div><h1 id="sentence"></h1><p id="facts"></p></div>
<pre id="reason" hidden></pre>
<div class="bar"><h2 id="count"></h2><button id="all">Repair all</button></div>
<ul id="faults"></ul>
<p id="problem" role="alert"></p>`

/** Plimsoll's glyph: the fill is the health. Beside it always stands the word. */
const SCRIPT = `
const $ = (id) => document.getElementById(id)
const glyph = (kind) => '<svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="' + (kind === 'down' ? 2 : 1.5) + '" aria-hidden="true"><circle cx="8" cy="8" r="5.25"' + (kind === 'up' ? ' fill="currentColor"' : kind === 'unknown' ? ' stroke-dasharray="2.2 2"' : '') + '/>' + (kind === 'degraded' ? '<path d="M2.75 8a5.25 5.25 0 0 0 10.5 0z" fill="currentColor"/>' : '') + '<path d="M.4 8h15.2"' + (kind === 'up' ? ' stroke="var(--page)" stroke-width="3"/><path d="M.4 8h2.4M13.2 8h2.4"' : '') + '/></svg>'
const clock = (at) => new Date(at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' })
const HOW = {
  running: (state, broken) => broken ? ['degraded', 'Running', 'MarketEdge runs, with ' + (broken === 1 ? 'one part' : broken + ' parts') + ' broken.'] : ['up', 'Running', 'MarketEdge is as it should be.'],
  starting: () => ['unknown', 'Starting', 'MarketEdge is starting.'],
  stopped: () => ['unknown', 'Stopped', 'MarketEdge is stopped.'],
  refused: () => ['down', 'Refused to start', 'MarketEdge refuses to start.'],
  crashed: () => ['down', 'Crashed', 'MarketEdge has crashed.'],
}
let busy = ''
function draw(state) {
  const { process: platform, faults, restarts } = state
  const active = faults.filter((fault) => fault.active).length
  const [kind, word, sentence] = HOW[platform.kind](state, active)
  $('status').className = 'status ' + kind
  $('status').innerHTML = glyph(kind)
  $('status').append(word + ' since ' + clock(platform.since))
  $('sentence').textContent = sentence
  $('facts').textContent = platform.exit ? 'Ended with ' + platform.exit + '. The next try is at ' + clock(platform.retryAt) + '.' : platform.pid ? 'Process ' + platform.pid + (restarts === 0 ? ', not restarted yet.' : restarts === 1 ? ', restarted once.' : ', restarted ' + restarts + ' times.') : ''
  const lines = platform.reason ?? platform.validation ?? []
  $('reason').hidden = lines.length === 0
  $('reason').className = platform.reason ? '' : 'mild'
  $('reason').replaceChildren(...lines.flatMap((line) => { const row = document.createElement(/IMPACT|REFUSED|DEGRADED/.test(line) ? 'b' : 'span'); row.textContent = line; return [row, '\\n'] }))
  $('open').href = state.platform; $('admin').href = state.platform + '/admin'
  $('count').textContent = active ? active + ' of ' + faults.length + ' broken' : faults.length + ' things to break'
  $('all').disabled = busy !== '' || active === 0
  for (const fault of faults) drawFault(fault)
}
function drawFault(fault) {
  let row = $('fault-' + fault.name)
  if (!row) {
    row = document.createElement('li'); row.id = 'fault-' + fault.name
    row.innerHTML = '<span></span><h3></h3><button></button><p></p><p></p>'
    row.querySelector('button').onclick = () => change(row.classList.contains('active') ? 'DELETE' : 'POST', '/api/faults/' + fault.name, fault.name)
    const [does, shows] = row.querySelectorAll('p'); does.textContent = fault.does; shows.textContent = fault.shows
    $('faults').append(row)
  }
  row.className = fault.active ? 'active' : ''
  const mark = row.querySelector('span'); mark.className = fault.active ? 'down' : 'unknown'; mark.innerHTML = fault.active ? glyph('down') : ''
  const title = row.querySelector('h3'); title.textContent = fault.title
  if (fault.active) { const since = document.createElement('span'); since.className = 'meta'; since.textContent = 'broken since ' + clock(fault.since); title.append(since) }
  const button = row.querySelector('button')
  button.textContent = busy === fault.name ? 'Working' : fault.active ? 'Repair' : 'Break'
  button.setAttribute('aria-label', (fault.active ? 'Repair ' : 'Break ') + fault.title)
  button.disabled = busy !== ''
}
let latest = first
async function change(method, path, name) {
  busy = name; $('problem').textContent = ''; draw(latest)
  try {
    const answer = await fetch(path, { method })
    const body = await answer.json()
    if (answer.ok) latest = body
    else $('problem').textContent = body.title
  } catch { $('problem').textContent = 'The control process does not answer. Is it still running?' }
  busy = ''; draw(latest)
}
$('all').onclick = () => change('DELETE', '/api/faults', 'all')
draw(first)
const events = new EventSource('/api/events')
events.onmessage = ({ data }) => { latest = JSON.parse(data); $('problem').textContent = ''; draw(latest) }
events.onerror = () => { $('problem').textContent = 'The control process does not answer. Trying again.' }
`
