/** One of each kind of declared things, in the words of the file. */
const DECLARED = {
  Checks: { name: 'shop-front', service: 'shop', type: 'http', interval: '30s', options: { url: 'https://shop.example/health' } },
  Services: { name: 'shop', title: 'The shop', tier: 1, owner: 'Commerce' },
  Streams: { name: 'orders', currency: 'GBP', perHour: 3600, dependsOn: { shop: 1 } },
  Opportunities: { name: 'zebra', title: 'Zebra Associates', currency: 'GBP', value: 925_000, journeys: [{ check: 'shop-front' }] },
  Segments: { name: 'trade', title: 'Trade customers', customers: 1_200, reach: { shop: 1 } },
  Contracts: {
    name: 'northlight',
    customer: 'Northlight Cinemas',
    currency: 'GBP',
    monthlyFee: 48_000,
    sla: 0.999,
    services: ['shop'],
    timeZone: 'Europe/London',
    credits: [
      { below: 0.999, credit: 0.1 },
      { below: 0.99, credit: 0.25 },
    ],
  },
  Maintenance: {
    name: 'weekly-reboot',
    matcher: { services: ['shop'] },
    when: { every: { days: ['sun'], at: '03:00', for: '30min', timeZone: 'Europe/London' } },
  },
  Definitions: { name: 'shop-down', when: { services: ['shop'], conditions: ['down'] }, severity: 'critical', channels: ['ops'] },
  Policies: {
    name: 'commerce',
    steps: [{ tell: [{ schedule: 'primary' }] }, { after: '5min', tell: [{ team: 'Commerce' }] }],
    lastResort: [{ channel: 'ops' }],
  },
  Schedules: {
    name: 'primary',
    timeZone: 'Europe/London',
    layers: [{ people: ['ada@shop.example', 'sam@shop.example'], starts: '2026-11-23' }],
  },
  Teams: { name: 'Commerce', members: ['ada@shop.example'], policy: 'commerce' },
  Channels: {
    name: 'ops',
    kind: 'webhook',
    options: { url: 'https://ops.shop.example/hooks', secret: '0123456789abcdef0123456789abcdef' },
  },
  Contacts: { person: 'ada@shop.example', channel: 'mail', address: 'ada@shop.example' },
  Sources: { name: 'prometheus', kind: 'alertmanager' },
} as const

const PASSWORD = 'correct horse battery staple'

/** A body for each operation that takes one, by its id; a test reads each with the schema of its route. */
export const EXAMPLES: Readonly<Record<string, object>> = {
  ...Object.fromEntries(
    Object.entries(DECLARED).flatMap(([kind, example]) => [
      [`post${kind}`, example],
      [`put${kind}ById`, { version: 1, ...example }],
      [`delete${kind}ById`, { version: 1 }],
    ]),
  ),
  postChecksTry: { input: DECLARED.Checks },
  postChecksBulk: { checks: ['shop-front', 'shop-back'], deed: { kind: 'tags', add: ['eu'], remove: ['test'] } },
  postMaintenanceTry: { matcher: DECLARED.Maintenance.matcher, when: DECLARED.Maintenance.when },
  postAct: { token: 'the-token-of-the-link' },
  postIncidents: { title: 'Customers cannot pay', severity: 'critical', service: 'shop' },
  postIncidentsBulk: { incidents: ['INC-12', 'INC-13'], deed: { kind: 'acknowledge' } },
  postIncidentsByIdMerge: { into: 'INC-12' },
  postIncidentsByIdSplit: { incident: 'INC-13' },
  postIncidentsByIdAssign: { to: 'ada@shop.example' },
  postIncidentsByIdCause: { cause: 'A certificate had ended' },
  postIncidentsByIdEscalate: { to: 'Commerce', raise: true },
  postIncidentsByIdNotes: { text: 'The provider is looking at it' },
  postIncidentsByIdResolve: { reason: 'The shop moved' },
  postIncidentsByIdSeverity: { severity: 'high' },
  postSilences: { matcher: { checks: ['shop-front'] }, lasts: '2h', reason: 'A new certificate is tried out' },
  postCalendars: { schedule: 'primary' },
  postSchedulesByIdOverrides: { person: 'sam@shop.example', to: '2026-11-24T09:00:00Z' },
  patchSchedulesByIdOverridesByOverride: { to: '2026-11-24T12:00:00Z' },
  postAccountContacts: { channel: 'mail', address: 'ada@home.example', label: 'At home' },
  postAccountContactsByIdVerify: { code: '123456' },
  postChannelsByIdTest: { address: 'ada@shop.example' },
  postNoticesResend: { channel: 'ops' },
  postApiKeys: { name: 'deploy pipeline', scopes: ['read', 'edit-checks'], expiresInDays: 90 },
  postPeople: { name: 'Ada', email: 'ada@shop.example', role: 'responder' },
  postPeopleByIdPassword: { password: PASSWORD },
  putPeopleByIdRole: { role: 'engineer' },
  postSession: { email: 'ada@shop.example', password: PASSWORD },
  postSessionPassword: { current: PASSWORD, password: `${PASSWORD} again` },
  postSessionSetup: { token: 'the-token-of-the-link', name: 'Ada', email: 'ada@shop.example', password: PASSWORD },
  postSessionWall: { name: 'Hall, ground floor' },
}
