import type { Ctx } from '@/server/context'
import { endExpiredSessions } from './queries'

/** Removes sessions whose time is over; they have not been valid since, this only frees the space. Once a day. */
export const clearSessions = (ctx: Pick<Ctx, 'db' | 'clock'>): Promise<void> => endExpiredSessions(ctx.db, ctx.clock.now())
