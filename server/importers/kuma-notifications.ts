import { channelTypes, parseChannelOptions } from '../alerts/channels/registry'
import { isRefusal } from '../kernel/errors'

/** A notification of Uptime Kuma with the configuration of its provider. */
export type Notification = {
  readonly id: number
  readonly name: string
  readonly isDefault: boolean
  readonly active: boolean
  readonly config: Readonly<Record<string, unknown>>
}

export type CarriedChannel =
  | {
      readonly kind: string
      readonly options: Record<string, unknown>
      /** Whom a channel that takes addresses tells; undefined for a room or a system. */
      readonly people?: readonly string[]
      /** What is not carried over of it, as the end of a sentence. */
      readonly note?: string
    }
  | { readonly left: string }

/** Each provider that has a channel here. Source: `server/notification-providers` of Uptime Kuma. */
const PROVIDERS: Readonly<Record<string, (config: Notification['config']) => CarriedChannel>> = {
  discord({ discordWebhookUrl: address, discordChannelType: kind, threadId }) {
    if (kind === 'createNewForumPost')
      return { left: 'it writes a new post into a forum each time; a webhook of a channel, or of one post, is needed' }
    if (kind !== 'postToThread' || !threadId || !URL.canParse(String(address))) return { kind: 'discord', options: { url: address } }
    const url = new URL(String(address))
    url.searchParams.set('thread_id', String(threadId))
    return { kind: 'discord', options: { url: url.href } }
  },
  mattermost: ({ mattermostWebhookUrl: url }) => ({ kind: 'mattermost', options: { url } }),
  GoogleChat: ({ googleChatWebhookURL: url }) => ({ kind: 'google-chat', options: { url } }),
  teams: ({ webhookUrl: url }) => ({ kind: 'teams', options: { url } }),
  telegram: ({ telegramBotToken: token, telegramChatID: chat, telegramMessageThreadID: topic, telegramServerUrl: server }) => ({
    kind: 'telegram',
    options: {
      token,
      chat: String(chat ?? ''),
      ...(topic ? { topic: String(topic) } : {}),
      ...(server && server !== 'https://api.telegram.org' ? { server } : {}),
    },
  }),
  Opsgenie: ({ opsgenieApiKey: apiKey, opsgenieRegion: region }) => ({
    kind: 'opsgenie',
    options: { apiKey, ...(region === 'eu' ? { server: 'https://api.eu.opsgenie.com' } : {}) },
  }),
  pushover: ({ pushoverapptoken: token, pushoveruserkey: key }) => ({
    kind: 'pushover',
    options: { token },
    people: [],
    note: `it tells the user key ${String(key ?? '')}; here people are told: declare a contact with that key as its address for whom it belongs to`,
  }),
  twilio: ({
    twilioAccountSID: account,
    twilioAuthToken: authToken,
    twilioApiKey: apiKeySid,
    twilioFromNumber: number,
    twilioMessagingServiceSID: service,
    twilioToNumber: to,
  }) => ({
    kind: 'twilio-sms',
    options: { account, authToken, ...(apiKeySid ? { apiKeySid } : {}), from: service || number },
    people: [],
    note: `it tells ${String(to ?? '')}; here people are told: declare a contact with that number as its address for whom it belongs to`,
  }),
  webhook: () => ({
    left: 'what it sends has another shape here, and is signed; declare a channel of kind webhook, and have the receiver read that',
  }),
  slack: ({ slackwebhookURL: url }) => ({ kind: 'slack', options: { url } }),
  ntfy({ ntfyserverurl: server, ntfytopic: topic, ntfyaccesstoken: token, ntfyusername: user }) {
    if (user) return { left: 'it signs in with a name and a password; make an access token of that ntfy server' }
    return { kind: 'ntfy', options: { ...(server ? { server } : {}), topic, ...(token ? { token } : {}) } }
  },
  PagerDuty({ pagerdutyIntegrationKey: routingKey, pagerdutyIntegrationUrl: url }) {
    const server = URL.canParse(String(url)) ? new URL(String(url)).origin : undefined
    return { kind: 'pagerduty', options: { routingKey, ...(server && server !== 'https://events.pagerduty.com' && { server }) } }
  },
  smtp({ smtpHost: host, smtpPort: port, smtpSecure: secure, smtpUsername: user, smtpPassword: password, smtpFrom: from, smtpTo: to }) {
    const people = [
      ...new Set(
        String(to ?? '')
          .split(',')
          .map(addressIn)
          .filter(Boolean),
      ),
    ]
    if (people.length === 0) return { left: 'it names nobody to write to' }
    const security = secure === true || secure === 'true' ? 'tls' : 'opportunistic'
    const signsIn = user ? { user: String(user), password: String(password ?? '') } : {}
    return { kind: 'email', options: { host, port: Number(port) || 25, security, ...signsIn, from: addressIn(String(from ?? '')) }, people }
  },
}

/** The channel that tells whom a notification tells. */
export function channelOf({ config }: Notification): CarriedChannel {
  const found = PROVIDERS[String(config.type)]?.(config)
  if (!found || ('kind' in found && !channelTypes.get(found.kind))) return { left: 'there is no such channel here' }
  if ('left' in found) return found
  try {
    parseChannelOptions(found.kind, found.options)
    return found
  } catch (cause) {
    if (isRefusal(cause)) return { left: cause.message.replace(/\.$/, '') }
    throw cause
  }
}

/** `Ops <ops@shop.example>` → `ops@shop.example`. */
const addressIn = (written: string): string => (/<([^>]+)>/.exec(written)?.[1] ?? written).trim()
