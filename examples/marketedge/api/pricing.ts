/** What MarketEdge sells, in minor units of GBP without tax. */
export const PLANS = [
  { id: 'starter', title: 'Starter', monthlyMinor: 4_900 },
  { id: 'growth', title: 'Growth', monthlyMinor: 24_900 },
  { id: 'managed', title: 'Managed orders', monthlyMinor: 189_000 },
] as const

export type PlanId = (typeof PLANS)[number]['id']

/** UK standard rate of VAT, per cent. Source: https://www.gov.uk/vat-rates */
const VAT_PERCENT = 20

/** The price of some months of a plan, in minor units, tax rounded half up once at the end. */
export function priceOf(planId: string, months: number): { netMinor: number; taxMinor: number; totalMinor: number } | undefined {
  const plan = PLANS.find(({ id }) => id === planId)
  if (!plan || !Number.isInteger(months) || months < 1 || months > 36) return undefined
  const netMinor = plan.monthlyMinor * months
  const taxMinor = Math.round((netMinor * VAT_PERCENT) / 100)
  return { netMinor, taxMinor, totalMinor: netMinor + taxMinor }
}
