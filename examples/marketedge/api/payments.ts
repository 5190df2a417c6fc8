import type { Route } from '../platform/route.ts'

export const routes: readonly Route[] = [
  {
    method: 'GET',
    path: '/api/payments',
    summary: "The caller's latest hundred payments",
    access: 'signed-in',
    answer: async ({ sql, ownRows }) => ({
      status: 200,
      body: {
        payments:
          await sql`select id, order_id as "orderId", amount_minor as "amountMinor", method, paid_at as "paidAt" from marketedge.payments where ${ownRows()} order by paid_at desc, id limit 100`,
      },
    }),
  },
  {
    method: 'POST',
    path: '/api/payments',
    summary: 'Pays an open order; paying it twice is refused',
    access: 'signed-in',
    answer: async ({ sql, caller, request: { body } }) => {
      const [payment] = await sql`
        with paid as (update marketedge.orders set state = 'paid' where id = ${String(body.orderId)} and tenant_id = ${caller.tenantId} and state = 'open' returning id, tenant_id, total_minor)
        insert into marketedge.payments (order_id, tenant_id, amount_minor, method) select id, tenant_id, total_minor, 'card' from paid
        returning id, order_id as "orderId", amount_minor as "amountMinor", method, paid_at as "paidAt"`
      return payment
        ? { status: 201, body: payment }
        : { status: 409, body: { title: `There is no open order ${String(body.orderId)} to pay.` } }
    },
  },
]
