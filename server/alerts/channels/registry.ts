import { z } from 'zod'
import { invalid } from '@/server/kernel/errors'
import { parseWithin } from '@/server/kernel/inputs'
import { defineRegistry } from '@/server/kernel/registry'
import type { ChannelType } from './channel'
import { discord } from './discord'
import { email } from './email'
import { googleChat } from './google-chat'
import { mattermost } from './mattermost'
import { ntfy } from './ntfy'
import { opsgenie } from './opsgenie'
import { pagerduty } from './pagerduty'
import { pushover } from './pushover'
import { slack } from './slack'
import { slackBot } from './slack-bot'
import { statuspage } from './statuspage'
import { teams } from './teams'
import { telegram } from './telegram'
import { twilioSms } from './twilio-sms'
import { webPush } from './web-push'
import { webhook } from './webhook'

/** Forgets the type of the options, which only `parseChannelOptions` can give back. */
const anyType = <Options>(type: ChannelType<Options>): ChannelType => type as ChannelType

export const channelTypes = defineRegistry<ChannelType>('kind of channel', [
  anyType(slack),
  anyType(slackBot),
  anyType(pagerduty),
  anyType(email),
  anyType(webhook),
  anyType(ntfy),
  anyType(webPush),
  anyType(discord),
  anyType(mattermost),
  anyType(googleChat),
  anyType(teams),
  anyType(telegram),
  anyType(pushover),
  anyType(opsgenie),
  anyType(twilioSms),
  anyType(statuspage),
])

/** The type of that kind, or a refusal that lists the kinds there are. */
export function channelTypeOf(kind: string): ChannelType {
  const type = channelTypes.get(kind)
  if (type) return type
  const message = `"${kind}" is not a kind of channel; there are ${channelTypes.all.map((one) => one.kind).join(', ')}`
  throw invalid(`${message}.`, [{ path: 'kind', message }])
}

/** The options of a channel, parsed by its type; refused with a path (`options.routingKey`) and a sentence for each issue. */
export function parseChannelOptions(kind: string, options: unknown): unknown {
  return parseWithin(channelTypeOf(kind).options, options, 'options')
}

/** The JSON schema of a type's options, for forms, the API's description and finding secrets. */
export function optionsSchemaOf(type: ChannelType) {
  const known = schemas.get(type)
  if (known) return known
  const made = jsonSchemaOf(type)
  schemas.set(type, made)
  return made
}
const jsonSchemaOf = (type: ChannelType) => z.toJSONSchema(type.options, { io: 'input', unrepresentable: 'any' })
/** Making one takes longer than writing a message. */
const schemas = new WeakMap<ChannelType, ReturnType<typeof jsonSchemaOf>>()
