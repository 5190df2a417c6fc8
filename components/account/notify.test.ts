import { readFileSync } from 'node:fs'
import { createContext, runInContext } from 'node:vm'
import { expect, test } from 'vitest'

const ID = '0190a0b0-0000-7000-8000-000000000001'
const ORIGIN = 'https://plimsoll.example'
const CHANNELS = [
  { name: 'mail', key: null },
  { name: 'spare', key: 'another' },
  { name: 'browsers', key: 'the-key' },
]

/** A browser with the worker as it is served, and a server that answers as it is told. */
function worker({ status = 200, contacts = [{ id: ID, channel: 'browsers' }] as readonly object[] } = {}) {
  const listeners = new Map<string, (event: object) => void>()
  const asked: { readonly method: string; readonly path: string; readonly body: unknown }[] = []
  const shown: { readonly title: string; readonly data: unknown }[] = []
  const subscribed: unknown[] = []
  const kept = new Map<string, Response>()
  const self = {
    location: new URL(ORIGIN),
    addEventListener: (name: string, listener: (event: object) => void) => listeners.set(name, listener),
    registration: {
      showNotification: async (title: string, { data }: { readonly data: unknown }) => void shown.push({ title, data }),
      pushManager: {
        async subscribe(options: unknown) {
          subscribed.push(options)
          return { endpoint: 'https://push.example/made' }
        },
      },
    },
  }
  const caches = {
    open: async () => ({
      put: async (key: string, value: Response) => kept.set(key, value),
      match: async (key: string) => kept.get(key)?.clone(),
    }),
  }
  const fetch = async (path: string, { method, body }: { readonly method: string; readonly body?: string }) => {
    asked.push({ method, path, body: body === undefined ? undefined : JSON.parse(body) })
    return new Response(JSON.stringify({ contacts, channels: CHANNELS }), { status })
  }
  runInContext(readFileSync('public/notify.js', 'utf8'), createContext({ self, caches, fetch, URL, Response }))
  const happen = async (name: string, event: object) => {
    let done: Promise<unknown> = Promise.resolve()
    listeners.get(name)?.({ ...event, waitUntil: (work: Promise<unknown>) => (done = work) })
    await done
  }
  const url = `${ORIGIN}/account?contact=${ID}&code=123456`
  const confirm = () => happen('push', { data: { json: () => ({ title: 'Confirm', url }) } })
  return {
    asked,
    shown,
    subscribed,
    confirm,
    move: (newSubscription: object | null) => happen('pushsubscriptionchange', { newSubscription }),
  }
}

const NEW = { endpoint: 'https://push.example/new' }
const added = (subscription: object) => ({
  method: 'POST',
  path: '/api/v1/account/contacts',
  body: { channel: 'browsers', address: JSON.stringify(subscription), replaces: ID },
})
const CANNOT = { title: 'Plimsoll cannot notify this browser any more', data: { url: '/account' } }

test('a subscription that the browser changed takes the place of the one before, without anybody’s help', async () => {
  const { asked, shown, subscribed, confirm, move } = worker()
  await confirm()
  await move(NEW)
  expect(asked.at(-1)).toEqual(added(NEW))
  expect(subscribed).toEqual([])
  expect(shown.map(({ title }) => title)).toEqual(['Confirm'])
})

test('one that the browser let go of is made anew, with the key of its channel', async () => {
  const { asked, subscribed, confirm, move } = worker()
  await confirm()
  await move(null)
  expect(subscribed).toEqual([{ userVisibleOnly: true, applicationServerKey: 'the-key' }])
  expect(asked.at(-1)).toEqual(added({ endpoint: 'https://push.example/made' }))
})

test('where nobody is signed in any more, the browser itself says that it gets nothing', async () => {
  const { shown, confirm, move } = worker({ status: 401 })
  await confirm()
  await move(NEW)
  expect(shown.at(-1)).toEqual(CANNOT)
})

test('where somebody else is signed in, nothing is added in their name', async () => {
  const { asked, shown, confirm, move } = worker({ contacts: [{ id: 'another', channel: 'browsers' }] })
  await confirm()
  await move(NEW)
  expect(asked.filter(({ method, path }) => method === 'POST' && !path.endsWith('/verify'))).toEqual([])
  expect(shown.at(-1)).toEqual(CANNOT)
})
