import { describe, expect, test } from 'vitest'
import { MINUTE } from '../../kernel/duration'
import { TRAIL_MAX } from './telling'
import { acknowledge, asks, become, channels, mute, NUMBERS, policyOf, Scene, START } from './testing'

const TWO = policyOf([{ tell: 'ada' }, { tell: 'grace', after: '5min' }], { repeat: 1, repeatAfter: '10min' })
const resolve = become({ state: 'resolved' })
const reopen = become({ state: 'triggered', acknowledgedAt: null })

describe('escalation', () => {
  test('the first step is told at once, the next when nobody answered, and all again after the pause', () =>
    expect(new Scene(TWO).until(60).log).toEqual(['0 page ada', '5 page grace', '15 page ada', '20 page grace']))

  test('a further round begins when the pause is over, without the delay of its first step', () =>
    expect(new Scene(policyOf([{ tell: 'ada', after: '2min' }], { repeat: 1, repeatAfter: '10min' })).until(60).log).toEqual([
      '2 page ada',
      '12 page ada',
    ]))

  test('what is known of a recipient keeps when they were first told', () => {
    const scene = new Scene(TWO).until(16)
    expect(scene.page?.told.map(({ at, recipient }) => [recipient.channel, at])).toEqual([
      ['ada', START],
      ['grace', new Date(START.getTime() + 5 * MINUTE)],
    ])
  })

  test('an answer stops it and is told to those who know', () =>
    expect(new Scene(TWO).at(2, acknowledge).until(20).log).toEqual(['0 page ada', '2 acknowledged ada']))

  test('a mitigation stops it', () => expect(new Scene(TWO).at(2, become({ state: 'mitigated' })).until(200).log).toEqual(['0 page ada']))

  test('what needs somebody again begins with the first step', () =>
    expect(
      new Scene(TWO)
        .at(6, become({ state: 'mitigated' }))
        .at(30, reopen)
        .until(36).log,
    ).toEqual(['0 page ada', '5 page grace', '30 page ada', '35 page grace']))

  test('a step is only for its severities, and is taken when the incident gets graver', () => {
    const policy = policyOf([{ tell: 'boss', severities: ['critical'] }, { tell: 'ada' }], { repeat: 0 })
    const scene = new Scene(policy).until(10)
    expect(scene.log).toEqual(['0 page ada'])
    expect(scene.at(10, become({ severity: 'critical' })).until(20).log).toEqual(['0 page ada', '10 page boss', '10.5 news ada'])
    expect(scene.trail[1]).toBe('0 ms: Step 1 was passed over: it is not for high.')
  })

  test('a policy that is for graver things only tells nobody, and says so', () => {
    const scene = new Scene(policyOf([{ tell: 'ada', severities: ['critical'] }])).until(600)
    expect(scene.log).toEqual([])
    expect(scene.trail.at(-1)).toContain('passed over')
  })

  test('delays follow the pace, but not where the policy says as written', () => {
    const fast = (pace: 'by-loss' | 'as-written') => {
      const scene = new Scene({ ...TWO, pace })
      scene.pace = 1 / 4
      return scene.until(14).log
    }
    expect(fast('by-loss')).toEqual(['0 page ada', '1.25 page grace', '3.75 page ada', '5 page grace'])
    expect(fast('as-written')).toEqual(['0 page ada', '5 page grace'])
  })

  test('somebody asks for the next step: it is taken at once, also when it was acknowledged', () =>
    expect(
      new Scene(TWO)
        .at(1, acknowledge)
        .at(2, become({ escalations: asks(1) }))
        .until(20).log,
    ).toEqual(['0 page ada', '1 acknowledged ada', '2 page grace']))

  test('asked for when no step is left, it begins with the first', () =>
    expect(
      new Scene({ ...TWO, repeat: 0 })
        .at(8, become({ escalations: asks(1) }))
        .until(9)
        .log.at(-1),
    ).toBe('8 page ada'))
})

describe('asked for where a step is not for the severity', () => {
  const critical = { severities: ['critical'] }
  test('the next that is gets taken', () =>
    expect(
      new Scene(policyOf([{ tell: 'ada' }, { tell: 'boss', after: '5min', ...critical }, { tell: 'grace', after: '60min' }], { repeat: 0 }))
        .at(2, become({ escalations: asks(1) }))
        .until(9).log,
    ).toEqual(['0 page ada', '2 page grace']))
  test('one that is taken for its severity is not taken again in the same decision', () => {
    const scene = new Scene(policyOf([{ tell: 'ada' }, { tell: 'boss', ...critical }], { repeatAfter: '60min' }))
    scene.at(8, become({ severity: 'critical', escalations: asks(1) }))
    expect(scene.asked).toEqual(['channel boss', 'channel ada'])
    expect(scene.log).toEqual(['0 page ada', '8 page boss', '8 page ada'])
  })
  test('with none that is, it goes through the steps once', () => {
    const scene = new Scene(policyOf([{ tell: 'boss', ...critical }], { repeat: 3, repeatAfter: '60min' })).at(
      8,
      become({ escalations: asks(1) }),
    )
    expect(scene.page).toMatchObject({ round: 1, told: [] })
  })
})

describe('what people ask for', () => {
  const to = (channel: string) => ({ by: 'Ada', target: { channel } })
  test('goes through what keeps it quiet, and says so', () => {
    const scene = new Scene(TWO)
    scene.muting = [{ says: 'the silence of Eve', until: null }]
    scene.at(3, become({ escalations: asks(1) })).until(60)
    expect(scene.log).toEqual(['3 page ada'])
    expect(scene.trail).toEqual([
      '0 ms: Nobody is told because of the silence of Eve.',
      '3 min: It follows the policy main.',
      '3 min: Ada asked for the next step.',
      '3 min: Step 1 told ada.',
    ])
  })
  test('each takes a step of its own, also when they are seen together', () =>
    expect(new Scene(TWO).at(1, become({ escalations: asks(2) })).until(2).log).toEqual(['0 page ada', '1 page grace', '1 page ada']))
  test('pages whom they name, whatever step comes next, and again when asked again', () => {
    const scene = new Scene({ ...TWO, repeat: 0 }).at(1, become({ escalations: [to('boss')] }))
    scene.at(2, acknowledge).at(3, become({ escalations: [to('boss'), to('boss')] }))
    expect(scene.until(9).log).toEqual(['0 page ada', '1 page boss', '2 acknowledged ada', '2 acknowledged boss', '3 page boss'])
    expect(scene.trail).toContain('1 min: Ada handed it to channel boss, and that told boss.')
  })
  test('falls to the last resort when whom they name cannot be reached', () => {
    const scene = new Scene({ ...TWO, lastResort: channels('spare') })
    scene.dead = new Set(['boss'])
    scene.at(1, become({ escalations: [to('boss')] }))
    expect(scene.log).toEqual(['0 page ada', '1 page spare'])
    expect(scene.trail.at(-1)).toBe('1 min: Ada handed it to channel boss, and that told spare: channel boss is dead.')
  })
  test('is not made up for after the end', () => {
    const scene = new Scene(TWO).at(1, become({ escalations: asks(1), state: 'resolved' })).at(2, become({ state: 'triggered' }))
    expect(scene.until(3).log).toEqual(['0 page ada', '1 resolved ada', '2 page ada'])
  })
})

describe('nobody is dropped silently (ALR-12)', () => {
  const dead = (...names: string[]) => {
    const scene = new Scene({ ...TWO, lastResort: channels('spare') })
    scene.dead = new Set(names)
    scene.lastResort = channels('siren')
    return scene
  }
  test('whoever cannot be reached is replaced by the last resort, and the trail says why', () => {
    const scene = dead('ada').until(4)
    expect(scene.log).toEqual(['0 page spare'])
    expect(scene.trail.at(-1)).toBe('0 ms: Step 1, by the last resort, told spare: channel ada is dead.')
  })
  test("when that is dead too, the installation's is told", () => expect(dead('ada', 'spare').until(4).log).toEqual(['0 page siren']))
  test('a step that reaches nobody is not waited for', () => expect(dead('ada', 'spare', 'siren').until(4).log).toEqual(['0 page grace']))
  test('while nobody at all is reached it goes on, and somebody who comes back is told', () => {
    const scene = dead('ada', 'grace', 'spare', 'siren').until(300)
    expect(scene.log).toEqual([])
    scene.dead.delete('ada')
    expect(scene.until(540).log).toEqual(['310 page ada'])
  })
  test('rounds that nobody heard do not count', () => {
    const scene = new Scene({ ...TWO, repeat: 2 })
    scene.dead = new Set(['ada', 'grace'])
    scene.until(300).dead.clear()
    expect(scene.until(540).log).toEqual(['310 page ada', '315 page grace', '325 page ada', '330 page grace'])
  })
  test('without a policy the last resort is followed, and that is a finding', () => {
    const scene = new Scene(null)
    scene.lastResort = channels('siren')
    scene.finding = 'Checkout has no owner; there is no policy of last resort either'
    expect(scene.until(20).log).toEqual(['0 page siren', '5 page siren', '10 page siren'])
    expect(scene.trail[0]).toBe('0 ms: Checkout has no owner; there is no policy of last resort either.')
  })
})

describe('what keeps it quiet (ALR-11)', () => {
  test('mutes creation only: everybody who was told hears of the end', () =>
    expect(new Scene(TWO).at(6, mute('a silence')).at(7, acknowledge).at(90, resolve).log).toEqual([
      '0 page ada',
      '5 page grace',
      '90 resolved ada',
      '90 resolved grace',
    ]))
  test('whoever was never told hears of nothing', () => {
    const scene = new Scene(TWO)
    mute('a silence')(scene)
    expect(scene.at(30, resolve).until(60).log).toEqual([])
    expect(scene.trail.at(-1)).toBe('30 min: It was resolved before anybody was told.')
  })
  test('when it ends, the first step is told at once and a later one waits its delay anew', () => {
    const late = new Scene(TWO)
    mute('a silence')(late)
    expect(late.at(30, mute()).until(36).log).toEqual(['30 page ada', '35 page grace'])
    expect(new Scene(TWO).at(4, mute('a silence')).at(30, mute()).until(36).log).toEqual(['0 page ada', '35 page grace'])
  })
  test('it asks again when the first of it ends', () => {
    const scene = new Scene(TWO)
    const until = (minutes: number) => new Date(START.getTime() + minutes * MINUTE)
    scene.muting = [
      { says: 'a silence', until: until(20) },
      { says: 'quiet hours', until: until(10) },
      { says: 'what it needs', until: null },
    ]
    scene.decide()
    expect(scene.page).toMatchObject({ nextAt: until(10), mutedBy: ['a silence', 'quiet hours', 'what it needs'] })
    expect(scene.trail).toEqual(['0 ms: Nobody is told because of a silence and quiet hours and what it needs.'])
  })
})

describe('what follows gathers (ALR-3)', () => {
  const ONE = policyOf([{ tell: 'ada' }], { repeat: 0 })
  test('for 30 s, then at most every 5 min, and each message tells all of it', () => {
    const scene = new Scene(ONE)
    for (const [minutes, alerts] of [
      [0.1, 2],
      [0.2, 3],
      [1, 4],
      [20, 5],
    ] as const)
      scene.at(minutes, become({ alerts }))
    expect(scene.until(30).log).toEqual(['0 page ada', '0.6 news ada', '5.6 news ada', '20.5 news ada'])
  })
  test('a severity that rises and falls before it was told is no news', () =>
    expect(
      new Scene(ONE)
        .at(1, become({ severity: 'critical' }))
        .at(1.2, become({ severity: 'high' }))
        .until(30).log,
    ).toEqual(['0 page ada']))
  test('and when it rises again later, it gathers anew', () =>
    expect(
      new Scene(ONE)
        .at(1, become({ severity: 'critical' }))
        .at(1.2, become({ severity: 'high' }))
        .at(9, become({ severity: 'critical' }))
        .until(30).log,
    ).toEqual(['0 page ada', '9.5 news ada']))
  test('whoever is paged meanwhile knows it already', () =>
    expect(new Scene(TWO).at(4.75, become({ alerts: 2 })).until(8).log).toEqual(['0 page ada', '5 page grace', '5.25 news ada']))
  test('after four hours without an answer it reminds, and goes on', () =>
    expect(new Scene(ONE).until(500).log).toEqual(['0 page ada', '240 reminder ada', '480 reminder ada']))
  test('an acknowledgement is reminded of while the incident stays open', () =>
    expect(new Scene(ONE).at(1, acknowledge).until(70).log).toEqual([
      '0 page ada',
      '1 acknowledged ada',
      '31 reminder ada',
      '61 reminder ada',
    ]))
  test('a mitigation is not reminded of', () =>
    expect(
      new Scene(ONE)
        .at(1, acknowledge)
        .at(5, become({ state: 'mitigated' }))
        .until(300).log,
    ).toEqual(['0 page ada', '1 acknowledged ada']))
  test('0 never reminds', () => {
    const scene = new Scene(ONE)
    scene.numbers = { ...NUMBERS, acknowledgementMs: 0, repeatEveryMs: 0 }
    expect(scene.until(500).at(500, acknowledge).until(2_000).log).toEqual(['0 page ada', '500 acknowledged ada'])
  })
})

describe('those besides the steps', () => {
  const withExecutives = policyOf([{ tell: 'ada' }], {
    repeat: 0,
    executives: { after: '15min', tell: channels('ceo'), severities: ['high'] },
  })
  test('executives are told once, acknowledged or not, and hear of the end', () =>
    expect(new Scene(withExecutives).at(2, acknowledge).at(40, resolve).log).toEqual([
      '0 page ada',
      '2 acknowledged ada',
      '15 briefing ceo',
      '32 reminder ada',
      '40 resolved ada',
      '40 resolved ceo',
    ]))
  test('responders have their time before them also when it was kept quiet at first', () => {
    const late = new Scene(withExecutives)
    mute('planned work')(late)
    expect(late.at(60, mute()).until(90).log).toEqual(['60 page ada', '75 briefing ceo'])
  })
  test('what is kept quiet again and again puts them off once', () => {
    const scene = new Scene(withExecutives)
    expect(scene.at(5, mute('a silence')).at(14, mute()).until(90).log).toEqual(['0 page ada', '15 briefing ceo'])
  })
  test('not when it was over before', () =>
    expect(new Scene(withExecutives).at(14, resolve).until(60).log).not.toContain('15 briefing ceo'))
  test('not while the severity is not theirs, and at once when it becomes so', () =>
    expect(
      new Scene(withExecutives, { severity: 'low' })
        .until(60)
        .at(60, become({ severity: 'high' }))
        .log.slice(1),
    ).toEqual(['60 briefing ceo']))
  test('stakeholders are briefed when their deal is at risk, channels of a definition are paged, each once', () => {
    const scene = new Scene(withExecutives).at(3, (one) => {
      one.also = [
        { target: { channel: 'sales' }, as: 'briefing', because: 'Zebra Associates is at risk' },
        { target: { channel: 'wall' }, as: 'page', because: 'definition sign-in' },
      ]
    })
    expect(scene.until(10).at(12, resolve).log.slice(1)).toEqual([
      '3 briefing sales',
      '3 page wall',
      '12 resolved ada',
      '12 resolved sales',
      '12 resolved wall',
    ])
    expect(scene.trail).toContain('3 min: channel sales (Zebra Associates is at risk) told sales.')
  })
})

describe('over and open again', () => {
  test('a reopened incident is told anew, with other keys', () => {
    const scene = new Scene(TWO).at(3, resolve).at(20, reopen).until(26).at(27, resolve)
    expect(scene.log).toEqual(['0 page ada', '3 resolved ada', '20 page ada', '25 page grace', '27 resolved ada', '27 resolved grace'])
    expect(scene.made.map(({ key }) => key)).toEqual([
      'i1/0/page/1/ada',
      'i1/0/resolved/1/ada',
      'i1/1/page/1/ada',
      'i1/1/page/2/grace',
      'i1/1/resolved/1/ada',
      'i1/1/resolved/1/grace',
    ])
  })
  test('what is first seen when it is over tells nobody', () => expect(new Scene(TWO, { state: 'resolved' }).until(60).log).toEqual([]))
})

describe('an edit meanwhile', () => {
  test('steps that were taken stay taken', () => {
    const edited = policyOf([{ tell: 'joan' }, { tell: 'grace', after: '2min' }, { tell: 'mary', after: '1min' }], { repeat: 0 })
    const scene = new Scene(TWO).at(1, (one) => {
      one.policy = edited
    })
    expect(scene.until(60).log).toEqual(['0 page ada', '2 page grace', '3 page mary'])
  })
  test('another policy is begun, but tells only those who do not know', () => {
    const other = { ...policyOf([{ tell: 'ada+joan' }, { tell: 'mary', after: '1min' }], { repeat: 1 }), name: 'other' }
    const scene = new Scene(TWO).at(1, (one) => {
      one.policy = other
    })
    expect(scene.until(7).log).toEqual(['0 page ada', '1 page joan', '2 page mary', '7 page ada', '7 page joan'])
  })
  test('a policy that was only renamed tells nobody again', () => {
    const scene = new Scene({ ...TWO, repeat: 0 }).until(10).at(10, (one) => {
      one.policy = { ...TWO, repeat: 0, name: 'renamed' }
    })
    expect(scene.until(60).log).toEqual(['0 page ada', '5 page grace'])
  })
})

describe('a clock that jumps', () => {
  test('ahead over several steps: each is taken once, in order, and the next round waits its whole pause', () => {
    const scene = new Scene(TWO)
    scene.decide()
    scene.now = new Date(START.getTime() + 1_000 * MINUTE)
    scene.decide()
    expect(scene.until(1_012).log).toEqual(['0 page ada', '1000 page grace', '1010 page ada'])
  })
  test('ahead a little: what comes after the missed steps comes when it would have', () => {
    const scene = new Scene(
      policyOf(
        ['ada', 'grace', 'mary', 'joan'].map((tell) => ({ tell, after: '5min' })),
        { repeat: 0 },
      ),
    )
    scene.decide()
    scene.now = new Date(START.getTime() + 12 * MINUTE)
    scene.decide()
    expect(scene.until(30).log).toEqual(['12 page ada', '12 page grace', '15 page mary', '20 page joan'])
  })
  test('back: nothing is sent again, and nothing waits longer than its delay', () => {
    const scene = new Scene(TWO).until(6)
    scene.now = new Date(START.getTime() - 600 * MINUTE)
    expect(scene.decide()).toEqual([])
    expect(scene.page?.nextAt).toEqual(new Date(START.getTime() - 590 * MINUTE))
  })
  test('an incident from the future is told now', () => {
    const scene = new Scene(TWO, { openedAt: new Date(START.getTime() + 60 * MINUTE) })
    expect(scene.until(5).log).toEqual(['0 page ada', '5 page grace'])
  })
})

test('the trail is bounded, the oldest sentences go first', () => {
  const scene = new Scene(null).until(60 * 24)
  expect(scene.page?.trail).toHaveLength(TRAIL_MAX)
  expect(scene.trail.at(-1)).toBe('24 h 00: Step 1 (round 2) reached nobody.')
})
