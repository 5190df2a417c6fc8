import { handle } from '@/server/web/handle'
import { RehearsalInput, readRehearsal } from '@/server/web/rehearsal-verb'

export const GET = handle({ right: 'read', input: RehearsalInput, verb: readRehearsal })
