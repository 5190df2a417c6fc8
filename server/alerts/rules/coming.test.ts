import { expect, test } from 'vitest'
import type { Page } from '../model'
import { aheadOf } from './coming'
import { recipientName } from './reach'
import { acknowledge, become, channels, policyOf, Scene, START } from './testing'

const THREE = policyOf([{ tell: 'ada' }, { tell: 'grace', after: '5min' }, { tell: 'boss', after: '10min', severities: ['critical'] }], {
  executives: { after: '20min', tell: channels('ceo'), severities: ['high'] },
  repeat: 1,
  repeatAfter: '30min',
})

const pageOf = ({ page }: Scene): Page => {
  if (!page) throw new Error('The scene has not begun.')
  return page
}
const minutes = (at: Date) => (at.getTime() - START.getTime()) / 60_000
function told(scene: Scene) {
  const { steps, executives } = aheadOf(pageOf(scene), scene.subject.severity, scene.context())
  return [...steps, ...(executives ? [executives] : [])].map(
    ({ step, at, recipients }) => `${minutes(at)} ${step ?? 'executives'} ${recipients.map(recipientName).join('+')}`,
  )
}

test('the steps that are left of the round, for its severity, and the executives', () =>
  expect(told(new Scene(THREE).until(2))).toEqual(['5 2 grace', '20 executives ceo']))
test('a step for a graver incident counts in the time of those after it', () =>
  expect(told(new Scene(THREE, { severity: 'critical' }).until(2))).toEqual(['5 2 grace', '15 3 boss']))
test('once all are taken, the next round, if there is one', () => {
  const scene = new Scene(THREE).until(16)
  expect(told(scene)).toEqual(['45 1 ada', '50 2 grace', '20 executives ceo'])
  expect(told(scene.until(61))).toEqual([])
})
test('an answer stops the steps and not the executives, and what keeps it quiet stops all', () => {
  const scene = new Scene(THREE).at(1, acknowledge)
  expect(told(scene)).toEqual(['20 executives ceo'])
  scene.muting = [{ says: 'a silence', until: null }]
  scene.decide()
  expect(told(scene)).toEqual([])
  expect(told(scene.at(3, become({ state: 'resolved' })))).toEqual([])
})
test('whoever cannot be reached then is replaced by the last resort', () => {
  const scene = new Scene({ ...THREE, lastResort: channels('spare') }).until(1)
  scene.dead = new Set(['grace'])
  expect(told(scene)).toEqual(['5 2 spare', '20 executives ceo'])
})
