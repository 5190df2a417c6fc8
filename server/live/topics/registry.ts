import { defineRegistry } from '../../kernel/registry'
import { checks } from './checks'
import { incident, incidentMoney } from './incident'
import { incidents } from './incidents'
import { services } from './services'
import type { Topic } from './topic'

export const TOPICS = defineRegistry<Topic>('topic', [incidents, checks, services, incident, incidentMoney])
