import { defineRegistry } from '../../kernel/registry'
import { check, checkResults } from './check'
import { checks } from './checks'
import { incidentChecks, serviceChecks } from './checks-of'
import { incident, incidentMoney } from './incident'
import { incidents } from './incidents'
import { opportunities } from './opportunities'
import { overview } from './overview'
import { risk } from './risk'
import { services } from './services'
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
])
