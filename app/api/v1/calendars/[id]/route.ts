import { CalendarRef } from '@/server/oncall/model'
import { revokeCalendar } from '@/server/oncall/verbs/revoke-calendar'
import { handle } from '@/server/web/handle'

export const DELETE = handle({ right: 'read', input: CalendarRef, verb: (ctx, ref) => revokeCalendar(ctx, ref) })
