import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SEVERITIES } from '../../checks/model'
import { MINUTE, SECOND } from '../../kernel/duration'
import type { Page, Policy } from '../model'
import { aheadOf } from './coming'
import type { Due } from './decision'
import { recipientKey } from './reach'
import { channels, NUMBERS, policyOf, Scene, START } from './testing'

// ── Any policy, any story ───────────────────────────────────────────────────────────────────────────────────────────────────────────

const CHANNELS = ['ada', 'grace', 'mary', 'joan', 'spare', 'ceo'] as const
const told = fc.uniqueArray(fc.constantFrom(...CHANNELS), { minLength: 1, maxLength: 3 }).map((names) => names.join('+'))
const severities = fc.option(fc.uniqueArray(fc.constantFrom(...SEVERITIES), { minLength: 1, maxLength: 3 }), { nil: undefined, freq: 2 })
const minutes = (most: number) => fc.integer({ min: 0, max: most }).map((count) => `${count}min`)

const anyPolicy: fc.Arbitrary<Policy> = fc
  .record({
    name: fc.constantFrom('main', 'main', 'other'),
    steps: fc.array(
      fc
        .record({ tell: told, after: minutes(12), severities })
        .map(({ severities: only, ...step }) => (only ? { ...step, severities: only } : step)),
      { minLength: 1, maxLength: 4 },
    ),
    repeat: fc.integer({ min: 0, max: 3 }),
    repeatAfter: fc.integer({ min: 1, max: 12 }).map((count) => `${count}min`),
    executives: fc.option(
      fc.record({ after: minutes(30), tell: told.map(channels), severities: fc.constant([...SEVERITIES].slice(0, 3)) }),
      { nil: undefined },
    ),
    lastResort: fc.constantFrom([], channels('spare')),
    pace: fc.constantFrom('by-loss', 'as-written'),
  })
  .map(({ steps, executives, ...more }) => policyOf(steps, executives ? { ...more, executives } : more))

/** What can happen, as one change of the scene. */
const EVENTS = {
  nothing: () => fc.constant(() => undefined),
  acknowledge: () =>
    fc.constant((scene: Scene) => {
      if (scene.subject.state === 'triggered') scene.subject = { ...scene.subject, state: 'acknowledged', acknowledgedAt: scene.now }
    }),
  mitigate: () =>
    fc.constant((scene: Scene) => {
      if (scene.subject.state !== 'resolved') scene.subject = { ...scene.subject, state: 'mitigated' }
    }),
  resolve: () =>
    fc.constant((scene: Scene) => {
      scene.subject = { ...scene.subject, state: 'resolved' }
    }),
  reopen: () =>
    fc.constant((scene: Scene) => {
      if (scene.subject.state !== 'acknowledged') scene.subject = { ...scene.subject, state: 'triggered', acknowledgedAt: null }
    }),
  join: () =>
    fc.constant((scene: Scene) => {
      scene.subject = { ...scene.subject, alerts: scene.subject.alerts + 1 }
    }),
  escalate: () =>
    fc.array(fc.option(fc.constantFrom(...CHANNELS), { nil: null }), { minLength: 1, maxLength: 3 }).map((whom) => (scene: Scene) => {
      const asked = whom.map((channel) => ({ by: 'Ada', target: channel === null ? null : { channel } }))
      // Nobody escalates what is over.
      if (scene.subject.state !== 'resolved') scene.subject = { ...scene.subject, escalations: [...scene.subject.escalations, ...asked] }
    }),
  severity: () =>
    fc.constantFrom(...SEVERITIES).map((severity) => (scene: Scene) => {
      scene.subject = { ...scene.subject, severity }
    }),
  mute: () =>
    fc.constantFrom([], [], ['a silence'], ['a silence', 'quiet hours']).map((says) => (scene: Scene) => {
      scene.muting = says.map((one) => ({ says: one, until: null }))
    }),
  plan: () =>
    fc
      .record({ inMinutes: fc.integer({ min: -5, max: 20 }), lasts: fc.integer({ min: 1, max: 20 }) })
      .map(({ inMinutes, lasts }) => (scene: Scene) => {
        const fromAt = new Date(scene.now.getTime() + inMinutes * MINUTE)
        scene.windows = [
          ...scene.windows,
          { says: `maintenance ${scene.windows.length}`, fromAt, toAt: new Date(fromAt.getTime() + lasts * MINUTE) },
        ]
      }),
  cancel: () =>
    fc.constant((scene: Scene) => {
      scene.windows = []
    }),
  die: () =>
    fc.uniqueArray(fc.constantFrom(...CHANNELS), { maxLength: 6 }).map((names) => (scene: Scene) => {
      scene.dead = new Set(names)
    }),
  edit: () =>
    fc.option(anyPolicy, { freq: 6 }).map((policy) => (scene: Scene) => {
      scene.policy = policy
    }),
  pace: () =>
    fc.constantFrom(1, 1 / 2, 1 / 8).map((pace) => (scene: Scene) => {
      scene.pace = pace
    }),
  also: () =>
    fc
      .record({ channel: fc.constantFrom(...CHANNELS), as: fc.constantFrom('page' as const, 'briefing' as const) })
      .map(({ channel, as }) => (scene: Scene) => {
        scene.also = [...scene.also, { target: { channel }, as, because: 'a deal' }]
      }),
} as const satisfies Record<string, () => fc.Arbitrary<(scene: Scene) => void>>

type Happening = { readonly name: keyof typeof EVENTS; readonly afterMs: number; readonly change: (scene: Scene) => void }

const anyEvent = fc.oneof(
  ...Object.entries(EVENTS).map(([name, make]) =>
    fc.record({
      name: fc.constant(name as keyof typeof EVENTS),
      afterMs: fc.oneof(
        { weight: 6, arbitrary: fc.integer({ min: 0, max: 10 * 60 }).map((seconds) => seconds * SECOND) },
        { weight: 1, arbitrary: fc.integer({ min: -120, max: 600 }).map((jump) => jump * MINUTE) },
      ),
      change: make(),
    }),
  ),
)
const onwards = (events: readonly Happening[]) => events.map((event) => ({ ...event, afterMs: Math.abs(event.afterMs) }))
const anyStory = fc.record({ policy: anyPolicy, severity: fc.constantFrom(...SEVERITIES), events: fc.array(anyEvent, { maxLength: 40 }) })

type Moment = {
  readonly scene: Scene
  readonly before: Page | undefined
  readonly notices: readonly Due[]
  readonly event: Happening | undefined
}

/** Plays a story: the clock moves, something changes, it is asked; a step of time by itself is asked too. */
function play(
  { policy, severity, events }: { policy: Policy; severity: (typeof SEVERITIES)[number]; events: readonly Happening[] },
  each: (moment: Moment) => void,
): Scene {
  const scene = new Scene(policy, { severity })
  scene.lastResort = channels('spare')
  const ask = (event: Happening | undefined) => {
    const before = scene.page
    each({ scene, before, notices: scene.decide(), event })
  }
  ask(undefined)
  for (const event of events) {
    scene.now = new Date(scene.now.getTime() + event.afterMs)
    if (event.afterMs !== 0) ask(undefined)
    event.change(scene)
    ask(event)
  }
  return scene
}

const law = (claim: string, check: (moment: Moment) => void) =>
  test(claim, () =>
    fc.assert(
      fc.property(anyStory, (story) => void play(story, check)),
      { numRuns: 200 },
    ),
  )

const pageOf = ({ scene }: Moment): Page => {
  if (!scene.page) throw new Error('The scene has not begun.')
  return scene.page
}
/** What was asked for since the moment before. */
const askedIn = ({ scene, before }: Moment) =>
  scene.subject.state === 'resolved' ? [] : scene.subject.escalations.slice(before?.escalations ?? 0)
const isOpen = ({ scene }: Moment) => scene.subject.state !== 'resolved'

describe('for every policy and every story, with a clock that jumps', () => {
  law('asked again at the same moment, it tells nobody and leaves the page alone', (moment) => {
    const page = pageOf(moment)
    expect(moment.scene.decide()).toEqual([])
    expect(moment.scene.page).toBe(page)
  })

  law('a restart tells nobody: the stored page answers as the one in memory', (moment) => {
    moment.scene.page = structuredClone(pageOf(moment))
    expect(moment.scene.decide()).toEqual([])
  })

  law('a clock that jumps back tells nobody', (moment) => {
    const { now, page, muting, windows, quiet } = moment.scene
    // What keeps it quiet by the clock does so still: before maintenance began there may be something to tell.
    Object.assign(moment.scene, { muting: quiet, windows: [] })
    for (const backMs of [1, 90 * SECOND, 300 * MINUTE]) {
      moment.scene.now = new Date(now.getTime() - backMs)
      expect(moment.scene.decide()).toEqual([])
      moment.scene.page = page
    }
    Object.assign(moment.scene, { now, muting, windows })
  })

  test('no key is ever made twice', () =>
    fc.assert(
      fc.property(anyStory, (story) => {
        const keys = play(story, () => undefined).made.map(({ key }) => key)
        expect(new Set(keys).size).toBe(keys.length)
      }),
      { numRuns: 200 },
    ))

  test('the beginning of a story makes the same keys whatever follows', () =>
    fc.assert(
      fc.property(anyStory, fc.nat(), (story, cut) => {
        const whole = play(story, () => undefined).made.map(({ key }) => key)
        const part = play({ ...story, events: story.events.slice(0, cut % (story.events.length + 1)) }, () => undefined).made.map(
          ({ key }) => key,
        )
        expect(whole.slice(0, part.length)).toEqual(part)
      }),
      { numRuns: 200 },
    ))

  law('nobody gets two messages at one moment', ({ notices }) => {
    const recipients = notices.map(({ recipient }) => recipientKey(recipient))
    expect(new Set(recipients).size).toBe(recipients.length)
  })

  law('nothing but the end is told while something keeps it quiet, unless somebody asks for more', (moment) => {
    if (moment.scene.quiet.length > 0 && askedIn(moment).length === 0)
      expect(moment.notices.filter(({ kind }) => kind !== 'resolved')).toEqual([])
  })

  law('nothing is told of what is over but its end, and that only when it ends', (moment) => {
    if (isOpen(moment)) return
    expect(moment.notices.filter(({ kind }) => kind !== 'resolved')).toEqual([])
    if (moment.before?.closedAt) expect(moment.notices).toEqual([])
  })

  law('an answer stops the steps, unless somebody asks for more', (moment) => {
    const { state } = moment.scene.subject
    if ((state === 'acknowledged' || state === 'mitigated') && askedIn(moment).length === 0)
      expect(moment.notices.filter(({ kind }) => kind === 'page')).toEqual([])
  })

  law('what people ask for is done at once, each time once, muted and answered or not', (moment) => {
    const { scene, notices } = moment
    expect(pageOf(moment).escalations).toBe(isOpen(moment) ? scene.subject.escalations.length : pageOf(moment).escalations)
    const paged = new Set(notices.filter(({ kind }) => kind === 'page').map(({ recipient }) => recipient.channel))
    for (const { target } of askedIn(moment))
      if (target && 'channel' in target && !scene.dead.has(target.channel)) expect(paged).toContain(target.channel)
  })

  law('whoever asks for the next step has somebody paged, unless nobody of all steps can be reached', (moment) => {
    const { scene, notices } = moment
    const steps = scene.policy?.steps ?? [{ tell: [], severities: undefined }]
    const mayBeTaken = steps.filter(({ severities: only }) => only?.includes(scene.subject.severity) ?? true)
    if (!isOpen(moment) || !askedIn(moment).some(({ target }) => target === null) || mayBeTaken.length < steps.length) return
    const resort = [...(scene.policy?.lastResort ?? []), ...scene.lastResort]
    const whom = [...mayBeTaken.flatMap(({ tell }) => tell), ...resort].flatMap((target) => ('channel' in target ? target.channel : []))
    if (whom.every((channel) => !scene.dead.has(channel)) && !pageOf(moment).rerouted)
      expect(notices.filter(({ kind }) => kind === 'page')).not.toEqual([])
  })

  law('no decision takes a step twice, however much was missed', ({ scene, before }) => {
    const known = new Set(before?.trail)
    const taken = (scene.page?.trail ?? []).flatMap((one) =>
      known.has(one) ? [] : (/^Step (\d+).* (?:told|reached)/.exec(one.says)?.[1] ?? []),
    )
    expect(new Set(taken).size).toBe(taken.length)
  })

  law('it asks again when maintenance begins or ends, without anybody telling it', ({ scene }) => {
    if (scene.subject.state === 'resolved') return
    const turns = scene.windows.flatMap(({ fromAt, toAt }) => (fromAt > scene.now ? [fromAt] : toAt > scene.now ? [toAt] : []))
    for (const at of turns) expect(scene.page?.nextAt?.getTime() ?? Number.POSITIVE_INFINITY).toBeLessThanOrEqual(at.getTime())
  })

  law('what comes next lies ahead', ({ scene }) => {
    const next = scene.page?.nextAt
    if (next) expect(next.getTime()).toBeGreaterThan(scene.now.getTime())
  })

  test('the next step is taken at the time that is said, if nothing happens before, and what is said to lie ahead begins with it', () =>
    fc.assert(
      fc.property(anyStory, (story) => {
        const scene = play(story, () => undefined)
        const at = scene.page?.stepAt
        if (!scene.page || !at) return
        const { steps } = aheadOf(scene.page, scene.subject.severity, scene.context())
        const [first] = steps
        if (first) expect(first.at.getTime()).toBeGreaterThanOrEqual(at.getTime())
        const known = new Set(scene.page.trail)
        const taken = () => (scene.page?.trail ?? []).flatMap((one) => (known.has(one) || !one.says.startsWith('Step') ? [] : one.at))
        while (scene.page.nextAt && scene.page.nextAt < at) {
          scene.now = scene.page.nextAt
          scene.decide()
        }
        expect(taken()).toEqual([])
        scene.now = at
        scene.decide()
        expect(taken()[0]).toEqual(at)
      }),
      { numRuns: 200 },
    ))

  test('everybody who was told is told once of each end, muted or not, and nobody else is', () =>
    fc.assert(
      fc.property(anyStory, (story) => {
        const scene = play(story, () => undefined)
        scene.subject = { ...scene.subject, state: 'resolved' }
        scene.muting = [{ says: 'a silence', until: null }]
        scene.decide()
        for (let cycle = 0; cycle <= (scene.page?.cycle ?? 0); cycle++) {
          const of = scene.made.filter(({ key }) => key.startsWith(`i1/${cycle}/`))
          const known = new Set(of.filter(({ kind }) => kind !== 'resolved').map(({ recipient }) => recipientKey(recipient)))
          const ended = of.filter(({ kind }) => kind === 'resolved').map(({ recipient }) => recipientKey(recipient))
          expect(ended.toSorted()).toEqual([...known].toSorted())
        }
      }),
      { numRuns: 200 },
    ))
})

/** Everything in a story falls on one: an eighth of a minute is 7.5 s. */
const TICK = SECOND / 2

describe('for every policy and every story under a clock that runs', () => {
  test('to ask when something is due is enough: who asks all the time hears the same at the same time', () =>
    fc.assert(
      fc.property(anyPolicy, fc.array(anyEvent, { maxLength: 8 }), (policy, events) => {
        const lazy = new Scene(policy)
        const eager = new Scene(policy)
        eager.decide()
        let at = 0
        for (const event of [...onwards(events), { afterMs: 30 * MINUTE, change: () => undefined }]) {
          at += Math.min(event.afterMs, 40 * MINUTE) / MINUTE
          while (eager.now.getTime() + TICK < START.getTime() + at * MINUTE) {
            eager.now = new Date(eager.now.getTime() + TICK)
            eager.decide()
          }
          eager.now = new Date(START.getTime() + at * MINUTE)
          eager.decide()
          event.change(eager)
          eager.decide()
          lazy.at(at, event.change)
        }
        expect(lazy.made.map(({ key, at }) => `${key} ${at.toISOString()}`)).toEqual(
          eager.made.map(({ key, at }) => `${key} ${at.toISOString()}`),
        )
      }),
      { numRuns: 25 },
    ))

  test('executives are told once a cycle, at their time or as soon as nothing keeps it quiet', () =>
    fc.assert(
      fc.property(anyStory, ({ events, ...story }) => {
        const tell = channels('ceo')
        const policy = { ...policyOf([{ tell: 'ada' }]), executives: { after: 15 * MINUTE, tell, severities: [...SEVERITIES] } }
        const calm = onwards(events).filter(({ name }) => !['edit', 'die', 'also'].includes(name))
        play({ ...story, policy, events: calm }, (moment) => {
          const page = pageOf(moment)
          const sinceMs = Math.max(page.startedAt.getTime(), page.quietUntilAt?.getTime() ?? 0)
          const due = isOpen(moment) && moment.scene.quiet.length === 0 && moment.scene.now.getTime() - sinceMs >= 15 * MINUTE
          expect(page.executivesAt !== null || !due).toBe(true)
          expect(page.counts.briefing ?? 0).toBeLessThanOrEqual(1)
        })
      }),
      { numRuns: 200 },
    ))

  test('as long as it is open and unanswered and somebody was paged, it asks again within the time of a reminder', () =>
    fc.assert(
      fc.property(anyStory, (story) => {
        play({ ...story, events: onwards(story.events) }, ({ scene }) => {
          const page = scene.page
          if (!page || scene.subject.state !== 'triggered' || scene.quiet.length > 0 || !page.told.some(({ as }) => as === 'page')) return
          expect((page.nextAt?.getTime() ?? Number.POSITIVE_INFINITY) - scene.now.getTime()).toBeLessThanOrEqual(NUMBERS.repeatEveryMs)
        })
      }),
      { numRuns: 200 },
    ))
})
