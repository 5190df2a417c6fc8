import { z } from 'zod'
import { invalid } from '@/server/kernel/errors'
import { parseWithin } from '@/server/kernel/inputs'
import { defineRegistry } from '@/server/kernel/registry'
import { browser } from './browser'
import { composite } from './composite'
import { dns } from './dns'
import { docker } from './docker'
import { grpc } from './grpc'
import { heartbeat } from './heartbeat'
import { http } from './http'
import { mongodb } from './mongodb'
import { mqtt } from './mqtt'
import { mysql } from './mysql'
import { ping } from './ping'
import { postgres } from './postgres'
import { prometheus } from './prometheus'
import { rabbitmq } from './rabbitmq'
import { redis } from './redis'
import { scenario } from './scenario'
import { smtp } from './smtp'
import { tcp } from './tcp'
import { tls } from './tls'
import type { CheckType } from './type'
import { websocket } from './websocket'

/** Forgets the type of the options, which only `parseOptions` can give back. */
const anyType = <Options>(type: CheckType<Options>): CheckType => type as CheckType

export const checkTypes = defineRegistry<CheckType>('check type', [
  anyType(http),
  anyType(scenario),
  anyType(tcp),
  anyType(tls),
  anyType(heartbeat),
  anyType(postgres),
  anyType(mysql),
  anyType(mongodb),
  anyType(mqtt),
  anyType(rabbitmq),
  anyType(docker),
  anyType(dns),
  anyType(redis),
  anyType(smtp),
  anyType(prometheus),
  anyType(websocket),
  anyType(grpc),
  anyType(ping),
  anyType(browser),
  anyType(composite),
])

/** The type of that kind, or a refusal that lists the kinds there are. */
export function checkTypeOf(kind: string): CheckType {
  const type = checkTypes.get(kind)
  if (type) return type
  const message = `"${kind}" is not a type of check; there are ${checkTypes.all.map((one) => one.kind).join(', ')}`
  throw invalid(`${message}.`, [{ path: 'type', message }])
}

/** The options of a check, parsed by its type; refused with a path (`options.expect.json[0].path`) and a sentence for each issue. */
export function parseOptions(kind: string, options: unknown): unknown {
  return parseWithin(checkTypeOf(kind).options, options, 'options')
}

/** The JSON schema of a type's options, for forms, the API's description and finding secrets. */
export function optionsSchemaOf(type: CheckType) {
  const known = schemas.get(type)
  if (known) return known
  const made = jsonSchemaOf(type)
  schemas.set(type, made)
  return made
}
const jsonSchemaOf = (type: CheckType) => z.toJSONSchema(type.options, { io: 'input', unrepresentable: 'any' })
/** Making one takes longer than parsing a check. */
const schemas = new WeakMap<CheckType, ReturnType<typeof jsonSchemaOf>>()
