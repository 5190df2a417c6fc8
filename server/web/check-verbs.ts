import { z } from 'zod'
import { may } from '../access/model'
import type { TrialAnswer } from '../checks/answers'
import type { CheckInput } from '../checks/input'
import { CHECK } from '../declare/kinds'
import { create } from '../declare/verbs/create'
import { read } from '../declare/verbs/read'
import { tellHeartbeat } from '../declare/verbs/tell-heartbeat'
import { tryInput } from '../declare/verbs/try-input'
import type { Answer } from '../kernel/answers'
import { notFound, Refusal } from '../kernel/errors'
import type { CheckListAnswer } from '../live/answers'
import { checkRow } from '../live/topics/checks'
import type { CheckState, World } from '../pipeline/model'
import type { CheckDetailAnswer, NewCheckAnswer } from './answers'
import { declareCtx, shown } from './declaring'
import type { WebCtx } from './handle'

const PAGE_MAX = 1_000

export const ListChecks = z.strictObject({
  service: z.string().optional().meta({ description: 'The id of a service, or its name.' }),
  status: z.string().optional(),
  type: z.string().optional(),
  tag: z.string().optional(),
  after: z.string().optional().meta({ description: 'The name of the last check of the page before.' }),
  limit: z.coerce.number().int().min(1).max(PAGE_MAX).default(200),
})

/** A page of checks with where they stand, in the order of their names. Comes from memory, so it also answers while Postgres is away. */
export function listChecks(
  { web: { app } }: WebCtx,
  { service, status, type, tag, after, limit }: z.infer<typeof ListChecks>,
): Answer<typeof CheckListAnswer> {
  const { world } = app.mirror
  const serviceId = service === undefined ? undefined : serviceIdOf(world, service)
  const found = [...world.checks.values()]
    .filter(
      ({ check, status: now }) =>
        (serviceId === undefined || check.serviceId === serviceId) &&
        (status === undefined || now === status) &&
        (type === undefined || check.type === type) &&
        (tag === undefined || check.tags.includes(tag)) &&
        (after === undefined || check.name > after),
    )
    .sort((a, b) => (a.check.name < b.check.name ? -1 : 1))
  const shown = found.slice(0, limit)
  return {
    checks: shown.map((state) => checkRow(world, state)),
    next: found.length > limit ? (shown.at(-1)?.check.name ?? null) : null,
  }
}

function serviceIdOf(world: World, idOrName: string): string {
  const found = world.services.get(idOrName) ?? [...world.services.values()].find(({ service }) => service.name === idOrName)
  if (!found) throw notFound('service', idOrName)
  return found.service.id
}

/** A check by its id or its name, as the engine knows it. */
export function stateOfCheck(world: World, idOrName: string): CheckState {
  const state = world.checks.get(idOrName) ?? [...world.checks.values()].find(({ check }) => check.name === idOrName)
  if (!state) throw notFound('check', idOrName)
  return state
}

/** One check as it is declared, and where it stands, without its consequence for those who may not see money; `state` is null until the engine has taken it up. */
export async function readCheck(ctx: WebCtx, ref: { readonly id: string }): Promise<Answer<typeof CheckDetailAnswer>> {
  const { world } = ctx.web.app.mirror
  const found = await read(declareCtx(ctx), CHECK, ref)
  const state = world.checks.get(found.id)
  const { consequence, ...open } = found.definition
  // Whoever edits sends back what was read, so nothing may be missing from it.
  const isWhole = may(ctx.actor, 'read-money') || may(ctx.actor, 'edit-checks')
  const definition = isWhole ? found.definition : open
  return { ...found, definition, target: state?.check.target ?? null, state: state ? checkRow(world, state) : null }
}

/** Makes a check. For a heartbeat without a token of its own the answer holds the address that its service must call. */
export async function createCheck(ctx: WebCtx, input: CheckInput): Promise<Answer<typeof NewCheckAnswer>> {
  const made = await shown(ctx, create(declareCtx(ctx), CHECK, input))
  if (input.type !== 'heartbeat' || input.options.token !== undefined) return made
  return { ...made, heartbeatUrl: await heartbeatUrl(ctx, made) }
}

/** The address that the service of a heartbeat check must call. */
export async function heartbeatUrl(ctx: WebCtx, ref: { readonly id: string }): Promise<string> {
  const { path } = await tellHeartbeat(declareCtx(ctx), ref)
  return `${ctx.web.app.settings.url}${path}`
}

/** Has the engine run a check as soon as the caps on its host allow. */
export async function runCheck(ctx: WebCtx, { id }: { readonly id: string }): Promise<{ readonly id: string; readonly name: string }> {
  const { app } = ctx.web
  const { check } = stateOfCheck(app.mirror.world, id)
  if (check.paused) throw new Refusal('illegal-move', `${check.name} is paused; resume it to run it.`)
  await app.engine.request({ kind: 'run-check', body: { checkId: check.id } })
  return { id: check.id, name: check.name }
}

/** What one execution said, before anything is saved. */
export type Trial = Answer<typeof TrialAnswer>

/** Executes a check as it would be saved, with evidence also of success; nothing of it is kept. */
export async function tryCheck(ctx: WebCtx, given: { readonly of?: string | undefined; readonly input: CheckInput }): Promise<Trial> {
  const input = await tryInput(declareCtx(ctx), given)
  const { outcome, latencyMs, says, code, phases, evidence, at } = (await ctx.web.app.engine.request({
    kind: 'try-check',
    body: { input },
  })) as Trial
  return { at, outcome, latencyMs, says, ...(code !== undefined && { code }), ...(phases && { phases }), ...(evidence && { evidence }) }
}
