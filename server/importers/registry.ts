import { defineRegistry } from '../kernel/registry'
import { blackbox } from './blackbox'
import { gatus } from './gatus'
import { uptimeKuma } from './kuma'
import type { Importer } from './model'

export const importers = defineRegistry<Importer>('importer', [uptimeKuma, gatus, blackbox])
