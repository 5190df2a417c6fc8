// Shows what Plimsoll tells this browser while no page of it is open. It gets what server/alerts/channels/web-push.ts writes.

self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))
self.addEventListener('push', (event) => event.waitUntil(told(event.data)))
self.addEventListener('pushsubscriptionchange', (event) => event.waitUntil(moved(event)))
self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(open(event.notification.data ?? {}, event.action))
})

/** A browser takes the right away from whoever is pushed to and shows nothing, so something is shown whatever came. */
async function told(data) {
  const { title, body, tag, kind, severity, url, actions = [] } = read(data)
  await Promise.all([
    confirm(url),
    self.registration.showNotification(title ?? 'Plimsoll has something to say', {
      body: body ?? 'Open Plimsoll to read it.',
      tag,
      renotify: tag !== undefined,
      requireInteraction: kind === 'page' && (severity === 'emergency' || severity === 'critical'),
      actions: actions.map((one) => ({ action: one.action, title: one.title })),
      data: { url, actions },
    }),
  ])
}

function read(data) {
  try {
    return data.json()
  } catch {
    return {}
  }
}

/** The first message is the proof that messages arrive here: its code goes back by itself, in the name of whoever is signed in. */
async function confirm(url) {
  if (!url) return
  const { origin, pathname, searchParams } = new URL(url)
  const [id, code] = [searchParams.get('contact'), searchParams.get('code')]
  if (origin !== self.location.origin || pathname !== '/account' || !id || !code) return
  try {
    await ask('POST', `/${encodeURIComponent(id)}/verify`, { code })
    await (await caches.open(KEPT)).put(OWN_ID, new Response(id))
  } catch {
    // The notification shows the code, and the account page takes it.
  }
}

/** Which of a person's ways this browser is; whatever a page keeps cannot be read here. */
const KEPT = 'plimsoll.notified'
const OWN_ID = '/account/this-browser'
const ownId = async () => (await (await caches.open(KEPT)).match(OWN_ID))?.text()

/**
 * The browser has another subscription in the place of the one that the server sends to, or none. The server is told in the name of whoever is
 * signed in, and proves the new one as it proved the first; where that fails, a person has to.
 */
async function moved({ newSubscription }) {
  try {
    const { contacts, channels } = await (await ask('GET')).json()
    const id = await ownId()
    const before = contacts.find((contact) => contact.id === id)
    if (!before) throw new Error('Somebody else is signed in here, or this way was removed.')
    const channel = channels.find(({ name }) => name === before.channel)
    const options = { userVisibleOnly: true, applicationServerKey: channel.key }
    const subscription = newSubscription ?? (await self.registration.pushManager.subscribe(options))
    await ask('POST', '', { channel: channel.name, address: JSON.stringify(subscription), replaces: id })
  } catch {
    await self.registration.showNotification('Plimsoll cannot notify this browser any more', {
      body: 'It has changed its address. If you want to be notified here, open your account and press “Notify this browser”.',
      tag: 'plimsoll.moved',
      requireInteraction: true,
      data: { url: '/account' },
    })
  }
}

async function ask(method, path = '', body = undefined) {
  const headers = { accept: 'application/json', ...(body && { 'content-type': 'application/json' }) }
  const answer = await fetch(`/api/v1/account/contacts${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) })
  if (!answer.ok) throw new Error(`The server answered ${answer.status}.`)
  return answer
}

async function open({ url, actions = [] }, action) {
  const to = actions.find((one) => one.action === action)?.url ?? url ?? '/operations'
  const { origin, href } = new URL(to, self.location.origin)
  if (origin === self.location.origin) await self.clients.openWindow(href)
}
