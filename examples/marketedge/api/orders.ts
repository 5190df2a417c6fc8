import type { Route } from '../platform/route.ts'
import { priceOf } from './pricing.ts'

const STATES = ['open', 'paid', 'fulfilled', 'cancelled']

export const routes: readonly Route[] = [
  {
    method: 'GET',
    path: '/api/orders',
    summary: "The caller's latest hundred orders",
    access: 'signed-in',
    answer: async ({ sql, ownRows }) => ({
      status: 200,
      body: {
        orders:
          await sql`select id, tenant_id as "tenantId", plan, months, total_minor as "totalMinor", state, created_at as "createdAt" from marketedge.orders where ${ownRows()} order by created_at desc, id limit 100`,
      },
    }),
  },
  {
    method: 'GET',
    path: '/api/orders/:id',
    summary: 'One order of the caller',
    access: 'signed-in',
    answer: async ({ sql, ownRows, params }) => {
      const [order] =
        await sql`select id, tenant_id as "tenantId", plan, months, total_minor as "totalMinor", state, created_at as "createdAt" from marketedge.orders where id = ${params.id ?? ''} and ${ownRows()}`
      return order ? { status: 200, body: order } : { status: 404, body: { title: `There is no order ${params.id}.` } }
    },
  },
  {
    method: 'POST',
    path: '/api/orders/quote',
    summary: 'The price of an order, without placing it',
    access: 'signed-in',
    answer: ({ request: { body } }) => {
      const price = priceOf(String(body.plan), Number(body.months))
      return price ? { status: 200, body: { currency: 'GBP', ...price } } : notSold(body)
    },
  },
  {
    method: 'POST',
    path: '/api/orders',
    summary: 'Places an order',
    access: 'signed-in',
    answer: async ({ sql, caller, request: { body } }) => {
      const price = priceOf(String(body.plan), Number(body.months))
      if (!price) return notSold(body)
      const [order] = await sql`
        insert into marketedge.orders (tenant_id, plan, months, total_minor) values (${caller.tenantId}, ${String(body.plan)}, ${Number(body.months)}, ${price.totalMinor})
        returning id, tenant_id as "tenantId", plan, months, total_minor as "totalMinor", state, created_at as "createdAt"`
      return { status: 201, body: order }
    },
  },
  {
    method: 'PATCH',
    path: '/api/orders/:id',
    summary: 'Changes the state of an order',
    access: 'signed-in',
    answer: async ({ sql, ownRows, params, request: { body } }) => {
      const state = String(body.state)
      if (!STATES.includes(state))
        return { status: 422, body: { title: `\`state\` is ${JSON.stringify(body.state)}; give one of ${STATES.join(', ')}.` } }
      const [order] =
        await sql`update marketedge.orders set state = ${state} where id = ${params.id ?? ''} and ${ownRows()} returning id, state`
      return order ? { status: 200, body: order } : { status: 404, body: { title: `There is no order ${params.id}.` } }
    },
  },
]

const notSold = ({ plan, months }: Readonly<Record<string, unknown>>) => ({
  status: 422,
  body: {
    title: `There is no plan ${JSON.stringify(plan)} for ${JSON.stringify(months)} months; /api/plans lists the plans, for 1 to 36 months.`,
  },
})
