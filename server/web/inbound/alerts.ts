import { hashOf, sameHash } from '../../access/keys'
import type { Signal, Source } from '../../alerts/model'
import { signalOf, truncatedKey, truncatedSignal } from '../../alerts/rules/reading'
import { parseSourceOptions, sourceTypeOf } from '../../alerts/sources/registry'
import { createSecondLook } from '../../engine/second-look'
import { Refusal } from '../../kernel/errors'
import type { LinkRequest } from '../../live/link'
import { loadCatalogue } from '../../pipeline/load'
import type { WebApp } from '../app'
import { parseObject } from '../body'
import type { IntakeAnswer, IntakeRequest, IntakeRoute } from '../intake'
import { HttpRefusal } from '../problem'

export type AlertRouteParts = {
  readonly app: Pick<WebApp, 'clock' | 'mirror' | 'inbound' | 'log' | 'sql'>
  readonly engine: { request(request: LinkRequest): Promise<unknown> }
}

/** A group of thousands of alerts; Alertmanager does not send again what is refused for its size, so it is generous. */
const MAX_BODY_BYTES = 8 * 1024 * 1024
const ALERTS_MAX = 5_000
/** The engine decides so many at a time, and runs checks between. */
const AT_A_TIME = 500
const AGAIN_SECONDS = 30

/**
 * `POST /api/v1/inbound/alerts/<source>`: what a tool outside says (ALR-1). Answered with success once all of it is stored, or lies in the
 * engine's spool; with 503, after which tools try again, while the engine is away or nothing more is taken. Works while Postgres or Next is away.
 */
export function alertRoutes({ app, engine }: AlertRouteParts): readonly IntakeRoute[] {
  const { clock, mirror, inbound, log, sql } = app
  const secondLook = createSecondLook({
    clock,
    look: async () =>
      mirror.news({ at: clock.now(), pulses: [], changes: [{ kind: 'catalogue', catalogue: await loadCatalogue(sql, clock.now()) }] }),
  })

  async function answer(request: IntakeRequest): Promise<IntakeAnswer> {
    const name = request.params.source ?? ''
    const token = tokenIn(request.headers.authorization)
    const way = `alerts ${name}`
    const proven = provenBy(name, token)
    if (!proven) inbound.unproven(way, request.address)
    const source = proven ?? (await provenOnSecondLook(name, token))
    inbound.proven(way)
    return await inbound.oneOf(() => take(source, request))
  }

  const declared = (name: string) => mirror.world.routing.sources.find((one) => one.name === name)
  function provenBy(name: string, token: string | undefined): Source | undefined {
    const source = declared(name)
    return source && token !== undefined && sameHash(hashOf(token), source.tokenHash) ? source : undefined
  }

  /** It may have been declared, or given another token, a moment ago. Whether there is such a source is not told apart from whether the token is its own. */
  async function provenOnSecondLook(name: string, token: string | undefined): Promise<Source> {
    const hasLooked = token !== undefined && (await secondLook())
    const source = provenBy(name, token)
    if (source) return source
    if (token !== undefined && !declared(name) && !hasLooked)
      throw new Refusal('unavailable', 'It cannot be read now whether this source is declared. Try again in a moment.')
    const says = token === undefined ? 'brings no token' : 'brings a token that is not the one of such a source'
    throw new Refusal(
      'unauthenticated',
      `This ${says}. Alerts of the source "${name.slice(0, 63)}" are taken with "Authorization: Bearer <its token>".`,
    )
  }

  async function take(source: Source, request: IntakeRequest): Promise<IntakeAnswer> {
    const heardAt = clock.now()
    const { alerts, truncated } = sourceTypeOf(source.kind).read(
      parseObject(textOf(await request.body())),
      parseSourceOptions(source.kind, source.options),
    )
    if (alerts.length > ALERTS_MAX)
      throw new Refusal(
        'too-large',
        `alerts has ${alerts.length} items; ${ALERTS_MAX} are taken at once. Nothing of it was taken; send fewer.`,
      )
    const names = new Set([...mirror.world.services.values()].map(({ service }) => service.name))
    const signals = alerts.map((alert) => signalOf(source, alert, (service) => names.has(service), heardAt))
    const lastGroup = mirror.world.openSignalOf.get(`meta:${truncatedKey(source)}`)?.signal.labels.group
    const leftOut = truncatedSignal(source, { truncated, group: alerts[0]?.group ?? '' }, lastGroup, heardAt)
    const refused = await tell(leftOut ? [...signals, leftOut] : signals)
    if (truncated > 0) log.warn('A source left alerts out of what it sent', { source: source.name, truncated })
    if (refused > 0)
      throw new Refusal(
        'unavailable',
        `${refused} of ${alerts.length} alerts were not taken: as many as may be are open already (alerts.maxReported). Send them again.`,
        { retryAfterSeconds: AGAIN_SECONDS },
      )
    return {
      status: 200,
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify({ taken: alerts.length, truncated }),
    }
  }

  async function tell(signals: readonly Signal[]): Promise<number> {
    let refused = 0
    for (let from = 0; from < signals.length; from += AT_A_TIME) {
      const answered = (await engine.request({ kind: 'signals', body: signals.slice(from, from + AT_A_TIME) })) as {
        readonly refused: number
      }
      refused += answered.refused
    }
    return refused
  }

  const common = {
    path: '/api/v1/inbound/alerts/:source',
    right: 'anyone',
    beforeSetup: true,
    maxBodyBytes: MAX_BODY_BYTES,
    answer,
  } as const
  return [
    { ...common, method: 'POST' },
    { ...common, method: 'PUT' },
  ]
}

/** As a bearer token, or as the password of whoever can only send that. */
function tokenIn(authorization: string | string[] | undefined): string | undefined {
  if (typeof authorization !== 'string') return undefined
  const [, scheme = '', value = ''] = /^(\w+) +(\S+) *$/.exec(authorization) ?? []
  if (scheme.toLowerCase() === 'bearer') return value
  if (scheme.toLowerCase() !== 'basic') return undefined
  const text = Buffer.from(value, 'base64').toString('utf8')
  return text.includes(':') ? text.slice(text.indexOf(':') + 1) : undefined
}

function textOf(body: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch {
    throw new HttpRefusal(400, 'malformed', 'The body is not UTF-8.')
  }
}
