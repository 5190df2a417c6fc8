import { expect, test } from 'vitest'
import { counted, type Figures, noFigures } from '../alerts/rules/figures'
import { deliverySeries } from './delivery-series'

const AT = new Date('2026-11-17T14:00:00.000Z')

test('tells how soon messages arrived by channel, what was lost, and which channels are down', () => {
  const figures = [8, 15, 70, 900, null].reduce<Figures>(counted, noFigures)
  const text = deliverySeries({
    deliveries: [{ ...figures, channel: 'pager', kind: 'page' }],
    channels: [
      { name: 'pager', down: null, canary: { everyMs: 1, withinMs: 1, echo: false, provenAt: AT, nextAt: AT } },
      { name: 'chat', down: { sinceAt: AT, says: 'no' }, canary: { off: 'no' } },
    ],
  })
  for (const line of [
    '# TYPE plimsoll_delivery_seconds histogram',
    'plimsoll_delivery_seconds_bucket{channel="pager",kind="page",le="0.02"} 2',
    'plimsoll_delivery_seconds_bucket{channel="pager",kind="page",le="0.1"} 3',
    'plimsoll_delivery_seconds_bucket{channel="pager",kind="page",le="+Inf"} 4',
    'plimsoll_delivery_seconds_count{channel="pager",kind="page"} 4',
    'plimsoll_deliveries_lost_total{channel="pager",kind="page"} 1',
    'plimsoll_channel_down{channel="chat"} 1',
    'plimsoll_canary_arrived_timestamp_seconds{channel="pager"} 1794924000',
  ])
    expect(text.split('\n')).toContain(line)
})

test('what was never measured is no series', () => expect(deliverySeries({})).toBe(''))
