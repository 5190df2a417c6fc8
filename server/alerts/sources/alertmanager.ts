import { z } from 'zod'
import { defineSourceType, type Reading, type Said, SourceOptions } from './source'
import { fingerprintOf, Instant, labelsInWords, readAs, Texts } from './words'

/**
 * What Alertmanager posts, version 4 of its format. Older ones have no fingerprint and no count of what they left out.
 * Source: https://prometheus.io/docs/alerting/latest/configuration/#webhook_config
 */
const Payload = z.looseObject({
  version: z.literal('4', 'must be "4", the version of the format that is read here'),
  groupKey: z.string().default(''),
  truncatedAlerts: z.number().int().min(0).default(0),
  alerts: z.array(
    z.looseObject({
      status: z.enum(['firing', 'resolved']),
      labels: Texts,
      annotations: Texts,
      startsAt: Instant,
      endsAt: Instant,
      generatorURL: z.string().default(''),
      fingerprint: z.string().max(500).default(''),
    }),
  ),
})

export const alertmanager = defineSourceType({
  kind: 'alertmanager',
  label: 'Alertmanager',
  about: 'Takes the webhook of Prometheus Alertmanager, as it is.',
  options: SourceOptions,
  example: {},
  read(payload): Reading {
    const { alerts, groupKey, truncatedAlerts } = readAs(Payload, payload)
    return {
      truncated: truncatedAlerts,
      alerts: alerts.map(
        ({ status, labels, annotations, startsAt, endsAt, generatorURL, fingerprint }): Said => ({
          fingerprint: fingerprint || fingerprintOf(labels),
          state: status,
          title: annotations.summary || annotations.title || labels.alertname || 'An alert without a name',
          says: annotations.description || annotations.message || labelsInWords(labels),
          group: groupKey,
          labels,
          link: generatorURL || null,
          startedAt: startsAt,
          endedAt: endsAt,
        }),
      ),
    }
  },
})
