import { defineRegistry } from '../../kernel/registry'
import { check, checkResults } from './check'
import { checks } from './checks'
import { incidentChecks, serviceChecks } from './checks-of'
import { incident, incidentMoney } from './incident'
import { incidents } from './incidents'
import { maintenance } from './maintenance'
import { mutes } from './mutes'
import { onCall } from './on-call'
import { opportunities } from './opportunities'
import { outbox } from './outbox'
import { overview } from './overview'
import { page, sendings } from './page'
import { policies } from './policies'
import { risk } from './risk'
import { astray, routes } from './routes'
import { services } from './services'
import { silences } from './silences'
import { strips } from './strips'
import type { Topic } from './topic'

export const TOPICS = defineRegistry<Topic>('topic', [
  overview,
  incidents,
  checks,
  serviceChecks,
  incidentChecks,
  services,
  strips,
  check,
  checkResults,
  risk,
  opportunities,
  incident,
  incidentMoney,
  onCall,
  policies,
  routes,
  astray,
  silences,
  outbox,
  maintenance,
  mutes,
  page,
  sendings,
])
