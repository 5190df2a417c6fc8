import { send } from '@/components/live/use-verb'

/** Which of a person's ways this browser is; kept here, since the subscription itself is nobody's to see. */
const KEY = 'plimsoll.notified'

export const thisBrowser = (): string | null => {
  try {
    return window.localStorage.getItem(KEY)
  } catch {
    return null
  }
}

/** Whether it still has a subscription that messages could arrive by; browsers let go of them without a word. */
export async function isSubscribed(): Promise<boolean> {
  const registration = await navigator.serviceWorker?.getRegistration('/')
  return Boolean(await registration?.pushManager.getSubscription())
}

/** Why this browser cannot be notified, in a sentence; undefined when it can. */
export function whyNot(): string | undefined {
  if (!window.isSecureContext) return 'A browser takes notifications only over https, or on this machine.'
  if (!('serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window))
    return 'This browser takes no notifications from pages. On an iPhone, add Plimsoll to the home screen first.'
  if (Notification.permission === 'denied')
    return 'Notifications are blocked in this browser. Allow them in its settings for this site, then try again.'
  return undefined
}

export type Subscribed = { readonly id: string } | { readonly problem: string }

/** Asks the browser, subscribes it with the server's key, and has a message sent to it. Only ever called by a press: browsers punish others. */
export async function notifyThisBrowser(channel: { readonly name: string; readonly key: string }): Promise<Subscribed> {
  const why = whyNot()
  if (why) return { problem: why }
  if ((await Notification.requestPermission()) !== 'granted') return { problem: 'You did not allow notifications, so nothing was changed.' }
  try {
    await navigator.serviceWorker.register('/notify.js', { updateViaCache: 'none' })
    const { pushManager } = await navigator.serviceWorker.ready
    // Of another key it may be of a server that was set up anew.
    await (await pushManager.getSubscription())?.unsubscribe()
    const before = thisBrowser()
    const subscription = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: channel.key })
    const answer = await send<{ readonly id: string }>('/api/v1/account/contacts', 'POST', {
      channel: channel.name,
      address: JSON.stringify(subscription),
      label: nameOfBrowser(navigator.userAgent),
      ...(before === null ? {} : { replaces: before }),
    })
    if ('problem' in answer) return { problem: answer.problem.title }
    window.localStorage.setItem(KEY, answer.value.id)
    return answer.value
  } catch (cause) {
    return {
      problem: `This browser could not subscribe${cause instanceof Error ? `: ${cause.message}` : ''}. It needs to reach its maker’s push service.`,
    }
  }
}

/** Has this browser forget its subscription. */
export async function forgetThisBrowser(): Promise<void> {
  if (!('serviceWorker' in navigator)) return
  window.localStorage.removeItem(KEY)
  const registration = await navigator.serviceWorker.getRegistration('/')
  await (await registration?.pushManager.getSubscription())?.unsubscribe()
}

const BROWSERS = [
  [/Edg\//, 'Edge'],
  [/Firefox\//, 'Firefox'],
  [/(?:Chrome|CriOS)\//, 'Chrome'],
  [/Safari\//, 'Safari'],
] as const
const SYSTEMS = [
  [/iPhone|iPad/, 'iOS'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
] as const

/** `Chrome on Android`: how a person tells their browsers apart. */
export function nameOfBrowser(agent: string): string {
  const [browser = 'A browser'] = BROWSERS.flatMap(([form, name]) => (form.test(agent) ? [name] : []))
  const [system] = SYSTEMS.flatMap(([form, name]) => (form.test(agent) ? [name] : []))
  return system ? `${browser} on ${system}` : browser
}
