import { defineRegistry } from '../../kernel/registry'
import type { Command } from '../command'
import { apply } from './apply'
import { backup } from './backup'
import { checkRun } from './check-run'
import { docs } from './docs'
import { doctor } from './doctor'
import { importCommand } from './import'
import { migrate } from './migrate'
import { resetPassword } from './reset-password'
import { restore } from './restore'

/** Everything that can be done from a shell, in the order of the help. */
export const commands = defineRegistry<Command>('command', [
  apply,
  importCommand,
  checkRun,
  backup,
  restore,
  migrate,
  doctor,
  resetPassword,
  docs,
])
