import { handle } from '@/server/web/handle'
import { TEST_ROUTE_MS, TestInput, testChannel } from '@/server/web/paging-verbs'

export const POST = handle({ right: 'change-settings', input: TestInput, verb: testChannel, withinMs: TEST_ROUTE_MS })
