import type { Certificate } from './certificate.ts'
import {
  type Active,
  FAULTS,
  type Fault,
  type FaultName,
  type FaultOptions,
  type Launch,
  launchUnder,
  type Running,
  runningUnder,
  type Surroundings,
} from './faults.ts'
import { type PlatformState, supervise } from './supervisor.ts'

export type ControlState = {
  readonly platform: string
  readonly tls: string
  readonly process: PlatformState
  readonly restarts: number
  readonly faults: readonly {
    readonly name: FaultName
    readonly title: string
    readonly does: string
    readonly shows: string
    readonly restarts: boolean
    readonly active: boolean
    readonly since: string | null
  }[]
}

/** What may be done to the sample. Breaking and repairing happen one after the other, and are done when these resolve. */
export type Control = {
  state(): ControlState
  start(): Promise<void>
  break(fault: Fault & { name: FaultName }, options: FaultOptions): Promise<void>
  repair(names: readonly FaultName[]): Promise<void>
  stop(): Promise<void>
  /** Calls back after each change until the returned function is called. */
  watch(changed: () => void): () => void
}

type Terms = {
  readonly around: Surroundings
  readonly certificates: Readonly<Record<Running['certificate'], Certificate>>
  readonly healthy: Running
  readonly ports: { readonly port: number; readonly tlsPort: number }
  environment(launch: Launch, running: Running, ports: { port: number; tlsPort: number }): Record<string, string>
}

export function createControl({ around, certificates, healthy, ports, environment }: Terms): Control {
  let active: Active = new Map()
  const since = new Map<FaultName, string>()
  const watchers = new Set<() => void>()
  const changed = () => {
    for (const tell of watchers) tell()
  }
  const supervisor = supervise({
    ...ports,
    changed,
    environment: (given) => environment(launchUnder(active), runningUnder(active, healthy), given),
  })
  let last: Promise<unknown> = Promise.resolve()

  /** One after the other: a repair must not overtake the break that it undoes. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    const turn = last.then(work)
    last = turn.catch(() => {})
    return turn.finally(changed)
  }

  async function become(next: Active): Promise<void> {
    const relaunch = JSON.stringify(launchUnder(next)) !== JSON.stringify(launchUnder(active))
    active = next
    changed()
    if (relaunch) return await supervisor.restart()
    const { conditions, certificate } = runningUnder(active, healthy)
    await supervisor.configure({ kind: 'configure', conditions, certificate: certificates[certificate] })
  }

  /** A platform that could not start because of what was outside need not wait out its back-off. */
  async function startAgainIfDown(): Promise<void> {
    if (supervisor.state.kind !== 'running') await supervisor.restart()
  }

  async function repair(names: readonly FaultName[]): Promise<void> {
    const mended = FAULTS.filter(({ name }) => names.includes(name))
    for (const fault of mended) await (fault as Fault).outside?.repair(around)
    for (const { name } of mended) since.delete(name)
    await become(new Map([...active].filter(([name]) => !names.includes(name))))
    if (mended.length > 0) await startAgainIfDown()
  }

  return {
    state: () => ({
      platform: `http://127.0.0.1:${supervisor.ports.port}`,
      tls: `https://127.0.0.1:${supervisor.ports.tlsPort}`,
      process: supervisor.state,
      restarts: Math.max(0, supervisor.restarts),
      faults: FAULTS.map(({ name, title, does, shows, ...fault }) => ({
        name,
        title,
        does,
        shows,
        restarts: 'launch' in fault,
        active: active.has(name),
        since: since.get(name) ?? null,
      })),
    }),
    start: () =>
      inTurn(async () => {
        // A control process that was killed may have left a relation renamed. Without a database the platform itself says what is wrong.
        for (const fault of FAULTS) await (fault as Fault).outside?.repair(around).catch(() => {})
        await supervisor.restart()
      }),
    break: (fault, options) =>
      inTurn(async () => {
        await fault.outside?.break(around)
        if (!active.has(fault.name)) since.set(fault.name, new Date().toISOString())
        await become(new Map([...active, [fault.name, options]]))
      }),
    repair: (names) => inTurn(() => repair(names.filter((name) => active.has(name)))),
    async stop() {
      // Not in turn: a start that hangs would hold it up.
      await supervisor.stop()
      await inTurn(async () => {
        for (const fault of FAULTS) if (active.has(fault.name)) await (fault as Fault).outside?.repair(around).catch(() => {})
      })
    },
    watch(tell) {
      watchers.add(tell)
      return () => watchers.delete(tell)
    },
  }
}
