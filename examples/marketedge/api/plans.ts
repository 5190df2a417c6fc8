import type { Route } from '../platform/route.ts'
import { PLANS } from './pricing.ts'

export const routes: readonly Route[] = [
  {
    method: 'GET',
    path: '/api/plans',
    summary: 'What is sold, and for how much',
    access: 'anyone',
    answer: () => ({ status: 200, body: { currency: 'GBP', plans: PLANS } }),
  },
]
