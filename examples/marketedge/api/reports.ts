import type { Route } from '../platform/route.ts'

export const routes: readonly Route[] = [
  {
    method: 'GET',
    path: '/api/reports/revenue',
    summary: "The caller's revenue by month, in minor units of GBP",
    access: 'signed-in',
    answer: async ({ sql, ownRows }) => ({
      status: 200,
      body: {
        currency: 'GBP',
        months:
          await sql`select to_char(date_trunc('month', paid_at), 'YYYY-MM') as month, count(*)::int as payments, sum(amount_minor)::int as "amountMinor" from marketedge.payments where ${ownRows()} group by 1 order by 1 desc limit 12`,
      },
    }),
  },
]
