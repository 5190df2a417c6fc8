// Shows what Plimsoll tells this browser while no page of it is open. It gets what server/alerts/channels/web-push.ts writes.

self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))
self.addEventListener('push', (event) => event.waitUntil(told(event.data)))
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
    await fetch(`/api/v1/account/contacts/${encodeURIComponent(id)}/verify`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code }),
    })
  } catch {
    // The notification shows the code, and the account page takes it.
  }
}

async function open({ url, actions = [] }, action) {
  const to = actions.find((one) => one.action === action)?.url ?? url ?? '/operations'
  const { origin, href } = new URL(to, self.location.origin)
  if (origin === self.location.origin) await self.clients.openWindow(href)
}
