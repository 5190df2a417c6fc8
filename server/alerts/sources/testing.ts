/** What Alertmanager posts, with the fields and the zero instants of the real one. Source: https://prometheus.io/docs/alerting/latest/configuration/#webhook_config */
export const fromAlertmanager = (alerts: readonly object[] = [anAlert()], over: object = {}) => ({
  version: '4',
  groupKey: '{}/{severity="critical"}:{alertname="HighErrorRate"}',
  truncatedAlerts: 0,
  status: 'firing',
  receiver: 'plimsoll',
  groupLabels: { alertname: 'HighErrorRate' },
  commonLabels: { alertname: 'HighErrorRate', service: 'shop', severity: 'critical' },
  commonAnnotations: { summary: 'The shop answers with errors' },
  externalURL: 'http://alertmanager.example:9093',
  alerts,
  ...over,
})

export const anAlert = (over: object = {}) => ({
  status: 'firing',
  labels: { alertname: 'HighErrorRate', instance: 'shop-1:8080', job: 'shop', service: 'shop', severity: 'critical' },
  annotations: { summary: 'The shop answers with errors', description: '12 % of answers were 5xx in the last 5 min' },
  startsAt: '2026-11-17T13:58:05.828Z',
  endsAt: '0001-01-01T00:00:00Z',
  generatorURL: 'http://prometheus.example:9090/graph?g0.expr=rate%28errors%5B5m%5D%29+%3E+0.1&g0.tab=1',
  fingerprint: '1a30ba71cca2921f',
  ...over,
})

/** What a webhook contact point of Grafana posts. Source: https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/ */
export const fromGrafana = (over: object = {}) => ({
  receiver: 'plimsoll',
  status: 'firing',
  orgId: 1,
  alerts: [
    {
      status: 'firing',
      labels: { alertname: 'High memory usage', team: 'blue', zone: 'us-1', severity: 'warning' },
      annotations: { summary: 'Memory of zone us-1 is nearly used up', runbook_url: 'https://runbooks.example/1234' },
      startsAt: '2026-11-17T15:51:03.157076+02:00',
      endsAt: '0001-01-01T00:00:00Z',
      generatorURL: 'https://grafana.example/alerting/1afz29v7z/edit',
      fingerprint: 'c6eadffa33fcdf37',
      silenceURL: 'https://grafana.example/alerting/silence/new?alertmanager=grafana&matcher=alertname%3DT2',
      dashboardURL: 'https://grafana.example/d/abc',
      panelURL: '',
      values: { B: 44.23943737541908, C: 1 },
      valueString: "[ var='B' labels={} value=44.2 ]",
      ...over,
    },
  ],
  groupLabels: {},
  commonLabels: { team: 'blue' },
  commonAnnotations: {},
  externalURL: 'https://grafana.example/',
  version: '1',
  groupKey: '{}:{}',
  truncatedAlerts: 0,
  title: '[FIRING:1]  (High memory usage blue us-1)',
  state: 'alerting',
  message: '**Firing**',
})
