import { arrivedWithin } from '../alerts/rules/figures'
import { SECOND } from '../kernel/duration'
import type { Sight } from '../pipeline/model'

/** Around the promise of 20 and 100 ms, and up to what a patient person waits; seconds. */
const BOUNDS = [0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]

/**
 * How soon pages and canaries arrived, as OpenMetrics. Written by hand: prom-client's histogram takes single observations, and these were counted by
 * the engine, since it began.
 */
export function deliverySeries({ deliveries = [], channels = [] }: Pick<Sight, 'deliveries' | 'channels'>): string {
  const labelled = deliveries.map((figures) => ({ figures, labels: `channel="${escaped(figures.channel)}",kind="${figures.kind}"` }))
  const family = (name: string, type: string, help: string, samples: readonly string[]) =>
    samples.length === 0
      ? []
      : [`# HELP plimsoll_${name} ${help}`, `# TYPE plimsoll_${name} ${type}`, ...samples.map((one) => `plimsoll_${name}${one}`)]
  const lines = [
    ...family(
      'delivery_seconds',
      'histogram',
      'From the decision to tell somebody to when the server of the channel had it; pages and canaries since the engine began.',
      labelled.flatMap(({ figures, labels }) => [
        ...BOUNDS.map((bound) => `_bucket{${labels},le="${bound}"} ${arrivedWithin(figures, bound * SECOND)}`),
        `_bucket{${labels},le="+Inf"} ${figures.arrived}`,
        `_count{${labels}} ${figures.arrived}`,
      ]),
    ),
    ...family(
      'deliveries_lost',
      'counter',
      'Pages and canaries that never arrived, since the engine began.',
      labelled.map(({ figures, labels }) => `_total{${labels}} ${figures.lost}`),
    ),
    ...family(
      'channel_down',
      'gauge',
      '1 while no message can be expected to arrive by the channel.',
      channels.map(({ name, down }) => `{channel="${escaped(name)}"} ${Number(down !== null)}`),
    ),
    ...family(
      'canary_arrived_timestamp_seconds',
      'gauge',
      'When a canary arrived last by the channel.',
      channels.flatMap(({ name, canary }) =>
        'off' in canary || !canary.provenAt ? [] : [`{channel="${escaped(name)}"} ${canary.provenAt.getTime() / SECOND}`],
      ),
    ),
  ]
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`
}

const escaped = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
