import type { Transaction } from '@/db/client'
import type { AuditNote } from '../../access/model'
import { writeAudits } from '../../access/queries'
import type { CheckDeed } from '../../checks/deeds'
import { CheckInput } from '../../checks/input'
import { auditEntry } from '../../context'
import { writeDuration } from '../../kernel/duration'
import { issuesOf } from '../../kernel/inputs'
import { nearest } from '../../settings/rules/effective'
import type { Stored } from '../difference'
import { type DeclareCtx, editing } from '../editing'
import { CHECK, sentenceFor, stillUsed, usersOfChecks } from '../kinds'
import { TEAM } from '../routing'
import type { CheckShape } from '../shapes'
import { bumpRevision, type Inventory } from '../store'

/** What became of one; `says` is why it was refused. */
export type DoneTo = { readonly id: string; readonly name: string; readonly done: boolean; readonly says: string | null }
export type DoneToMany = { readonly results: readonly DoneTo[]; readonly besides: readonly string[] }

/**
 * Does one thing to several checks in one transaction, with an entry of the audit log for each, and one change for the engines to read. What
 * cannot be done to one is refused by its name, and keeps nothing from the others.
 *
 * @param tries says what would come of it, and does nothing
 */
export function editMany(
  ctx: DeclareCtx,
  { checks, deed, tries = false }: { readonly checks: readonly string[]; readonly deed: CheckDeed; readonly tries?: boolean },
): Promise<DoneToMany> {
  return editing(ctx, async ({ tx, inventory, now, writing }) => {
    const known = new Map(inventory.checks.flatMap((one) => [[one.id, one] as const, [one.shape.name, one] as const]))
    const chosen = new Map(checks.map((asked) => [known.get(asked)?.id ?? asked, known.get(asked)] as const))
    const plans = plansFor(
      [...chosen.values()].flatMap((one) => one ?? []),
      deed,
      inventory,
    )
    const teams = new Set([...plans.values()].flatMap((plan) => (plan.does === 'team' ? [plan.team] : [])))
    if (!tries) {
      const held = new Map([...chosen.values()].flatMap((one) => (one ? [[one.id, one] as const] : [])))
      const notes: AuditNote[] = []
      const writes: { readonly id: string; readonly shape: CheckShape }[] = []
      const leaving: string[] = []
      for (const [id, plan] of plans) {
        const was = held.get(id)
        if (!was || plan.does === 'nothing' || plan.does === 'team') continue
        if (plan.does === 'remove') leaving.push(id)
        else writes.push({ id, shape: plan.shape })
        notes.push(noteOf(deed, was, plan.does === 'write' ? plan.shape : undefined))
      }
      if (writes.length > 0) await rewrite(tx, writes, inventory)
      if (leaving.length > 0)
        await tx`update checks set removed_at = ${now.toISOString()}, version = version + 1 where id = any(${leaving}::uuid[])`
      if (deed.kind === 'policy')
        for (const { id, shape } of inventory.routing.teams)
          if (teams.has(shape.name)) {
            await TEAM.write(writing, id, { ...shape, policy: deed.policy }, { services: new Map(), checks: new Map() })
            const change = { before: { policy: shape.policy ?? null }, after: { policy: deed.policy, fields: ['policy'] } }
            notes.push({ action: 'team.edit', subject: { id, name: shape.name }, ...change })
          }
      if (notes.length > 0) {
        await writeAudits(
          tx,
          notes.map((note) => auditEntry(ctx, now, note)),
        )
        await bumpRevision(tx)
      }
    }
    return {
      results: [...chosen].map(([id, one]): DoneTo => {
        const plan = plans.get(id)
        if (!one || !plan) return { id, name: id, done: false, says: `There is no check ${id}.` }
        const says = plan.does === 'nothing' ? plan.because : null
        return { id, name: one.shape.name, done: says === null, says }
      }),
      besides: [...teams].map((team) => besidesOf(team, inventory)),
    }
  })
}

/** `nothing` with why, or, for what is so already, without. */
type Plan =
  | { readonly does: 'nothing'; readonly because: string | null }
  | { readonly does: 'write'; readonly shape: CheckShape }
  | { readonly does: 'remove' }
  | { readonly does: 'team'; readonly team: string }

const refused = (because: string): Plan => ({ does: 'nothing', because })

function plansFor(chosen: readonly Stored<CheckShape>[], deed: CheckDeed, inventory: Inventory): ReadonlyMap<string, Plan> {
  const plans = new Map(chosen.map((one) => [one.id, planFor(one, deed, inventory)] as const))
  if (deed.kind !== 'remove') return plans
  const usersOf = usersOfChecks(inventory)
  // What is looked at only by what goes too may go; one that stays keeps what it looks at, and so on.
  for (let settled = false; !settled; ) {
    settled = true
    const leaving = new Set(chosen.flatMap(({ id, shape }) => (plans.get(id)?.does === 'remove' ? [`the check ${shape.name}`] : [])))
    for (const { id, shape } of chosen) {
      const users = usersOf(shape.name).filter((user) => !leaving.has(user))
      if (plans.get(id)?.does !== 'remove' || users.length === 0) continue
      plans.set(id, refused(`${stillUsed(shape.name, users)}; change or remove ${users.length > 1 ? 'those' : 'that'} first.`))
      settled = false
    }
  }
  return plans
}

function planFor(held: Stored<CheckShape>, deed: CheckDeed, inventory: Inventory): Plan {
  const { shape, source } = held
  if (deed.kind === 'policy') return planForPolicy(shape, deed.policy, inventory)
  // Pausing is an act of operation, for what the file declares too.
  if (deed.kind === 'pause' || deed.kind === 'resume') return written(shape, { ...shape, paused: deed.kind === 'pause' })
  if (source === 'file')
    return refused(`${shape.name} is declared in plimsoll.yaml and is read-only here; change the file and run \`plimsoll apply\`.`)
  switch (deed.kind) {
    case 'remove':
      return { does: 'remove' }
    case 'tags':
      return written(shape, {
        ...shape,
        tags: [...new Set([...shape.tags.filter((tag) => !deed.remove.includes(tag)), ...deed.add])].sort(),
      })
    case 'interval':
      return written(shape, {
        ...shape,
        intervalMs: deed.interval,
        confirmIntervalMs: Math.min(shape.confirmIntervalMs, deed.interval),
      })
    case 'service': {
      const services = inventory.services.map(({ shape: { name } }) => name)
      if (services.includes(deed.service)) return written(shape, { ...shape, service: deed.service })
      const meant = services.length > 0 ? `; did you mean "${nearest(deed.service, services)}"?` : '; make it first.'
      return refused(`There is no service ${deed.service}${meant}`)
    }
  }
}

/** A definition that would not be taken by itself is not taken among others. */
function written(was: CheckShape, shape: CheckShape): Plan {
  if (JSON.stringify(was) === JSON.stringify(shape)) return { does: 'nothing', because: null }
  const parsed = CheckInput.safeParse(JSON.parse(JSON.stringify({ ...CHECK.definition(shape), options: shape.options })))
  return parsed.success ? { does: 'write', shape } : refused(`${was.name}: ${sentenceFor(parsed.error.issues.flatMap(issuesOf))}`)
}

/** A check has no policy of its own: it is that of the team that answers for its service (ALR-15). */
function planForPolicy({ name, service }: CheckShape, policy: string, { services, routing }: Inventory): Plan {
  if (!routing.policies.some(({ shape }) => shape.name === policy)) return refused(`There is no policy ${policy}; make it first.`)
  const owner = services.find(({ shape }) => shape.name === service)?.shape.owner
  if (!owner) return refused(`${name}: nobody answers for the service ${service}; give it a team as its owner.`)
  const team = routing.teams.find(({ shape }) => shape.name === owner)
  if (!team) return refused(`${name}: ${owner}, which answers for the service ${service}, is no team yet; make the team first.`)
  if (team.source === 'file')
    return refused(
      `${name}: its team ${owner} is declared in plimsoll.yaml and is read-only here; change the file and run \`plimsoll apply\`.`,
    )
  return team.shape.policy === policy ? { does: 'nothing', because: null } : { does: 'team', team: owner }
}

function besidesOf(team: string, { services, checks }: Inventory): string {
  const of = new Set(services.filter(({ shape }) => shape.owner === team).map(({ shape }) => shape.name))
  const watched = checks.filter(({ shape }) => of.has(shape.service)).length
  return `It holds for everything that ${team} answers for: ${count(of.size, 'service')} with ${count(watched, 'check')}.`
}
const count = (many: number, noun: string): string => `${many} ${noun}${many === 1 ? '' : 's'}`

/** In one statement: thousands of them would take as many round trips. Options are not touched, so no secret is sealed anew. */
async function rewrite(
  tx: Transaction,
  writes: readonly { readonly id: string; readonly shape: CheckShape }[],
  { services }: Inventory,
): Promise<void> {
  const ids = new Map(services.map(({ id, shape }) => [shape.name, id]))
  const rows = writes.map(({ id, shape }) => ({
    id,
    paused: shape.paused,
    interval_ms: shape.intervalMs,
    confirm_interval_ms: shape.confirmIntervalMs,
    tags: shape.tags,
    service_id: ids.get(shape.service),
  }))
  await tx`
    update checks c
    set paused = w.paused, interval_ms = w.interval_ms, confirm_interval_ms = w.confirm_interval_ms, service_id = w.service_id,
      tags = array(select jsonb_array_elements_text(w.tags)), version = c.version + 1
    from jsonb_to_recordset(${tx.json(rows as never)}::jsonb)
      as w (id uuid, paused boolean, interval_ms integer, confirm_interval_ms integer, tags jsonb, service_id uuid)
    where c.id = w.id`
}

function noteOf(deed: CheckDeed, { id, shape: was }: Stored<CheckShape>, shape: CheckShape | undefined): AuditNote {
  const subject = { id, name: was.name }
  if (!shape) return { action: 'check.remove', subject, before: CHECK.definition(was) }
  switch (deed.kind) {
    case 'pause':
    case 'resume':
      return { action: `check.${deed.kind}`, subject, before: { paused: was.paused }, after: { paused: shape.paused } }
    case 'interval': {
      const [before, after] = [writeDuration(was.intervalMs), writeDuration(shape.intervalMs)]
      return edited(subject, { interval: before }, { interval: after, fields: ['interval'] })
    }
    case 'service':
      return edited(subject, { service: was.service }, { service: shape.service, fields: ['service'] })
    default:
      return edited(subject, { tags: was.tags }, { tags: shape.tags, fields: ['tags'] })
  }
}
const edited = (subject: AuditNote['subject'], before: unknown, after: unknown): AuditNote => ({
  action: 'check.edit',
  ...(subject && { subject }),
  before,
  after,
})
