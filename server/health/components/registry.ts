import { defineRegistry } from '../../kernel/registry'
import type { HealthComponent } from '../component'
import { database } from './database'
import { disk } from './disk'
import { engine } from './engine'
import { storage } from './storage'

/** Everything that level 1 is made of, what matters most first. */
export const healthComponents = defineRegistry<HealthComponent>('health component', [database, engine, storage, disk])
