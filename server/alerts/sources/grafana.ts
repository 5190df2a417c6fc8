import { z } from 'zod'
import { defineSourceType, type Reading, type Said, SourceOptions } from './source'
import { fingerprintOf, Instant, labelsInWords, readAs, Texts } from './words'

/**
 * What a webhook contact point of Grafana's unified alerting posts: Alertmanager's format with links and values of its own, and `version` "1".
 * Source: https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/
 */
const Payload = z.looseObject({
  groupKey: z.string().default(''),
  truncatedAlerts: z.number().int().min(0).default(0),
  alerts: z.array(
    z.looseObject({
      status: z.enum(['firing', 'resolved']),
      labels: Texts,
      annotations: Texts,
      startsAt: Instant,
      endsAt: Instant,
      generatorURL: z.string().nullish(),
      panelURL: z.string().nullish(),
      dashboardURL: z.string().nullish(),
      fingerprint: z.string().max(500).default(''),
      valueString: z.string().nullish(),
      values: z.record(z.string(), z.unknown()).nullish(),
    }),
  ),
})

export const grafana = defineSourceType({
  kind: 'grafana',
  label: 'Grafana',
  about: 'Takes a webhook contact point of Grafana Alerting, as it is.',
  options: SourceOptions,
  example: {},
  read(payload): Reading {
    const { alerts, groupKey, truncatedAlerts } = readAs(Payload, payload)
    return {
      truncated: truncatedAlerts,
      alerts: alerts
        .filter(({ labels }) => !isTest(labels))
        .map(
          ({ status, labels, annotations, startsAt, endsAt, fingerprint, values, valueString, ...links }): Said => ({
            fingerprint: fingerprint || fingerprintOf(labels),
            state: status,
            title: annotations.summary || labels.alertname || 'An alert without a name',
            says: annotations.description || annotations.message || valuesInWords(values) || valueString || labelsInWords(labels),
            group: groupKey,
            labels,
            link: links.panelURL || links.dashboardURL || links.generatorURL || null,
            startedAt: startsAt,
            endedAt: endsAt,
          }),
        ),
    }
  },
})

/** What the button "Test" of a contact point sends. It is never resolved. */
const isTest = ({ alertname, instance }: Readonly<Record<string, string>>): boolean => alertname === 'TestAlert' && instance === 'Grafana'

const valuesInWords = (values: Readonly<Record<string, unknown>> | null | undefined): string =>
  Object.entries(values ?? {})
    .map(([name, value]) => `${name} = ${String(value)}`)
    .join(', ')
