import Link from 'next/link'
import type { RiskState } from '@/server/impact/rules/risk-state'

/** Where nothing is worth anything yet: each thing that can be said, one click away. With any of it declared, nothing asks for more (IMP-14). */
export function Undeclared({ risk: { declared, services, checks } }: { risk: RiskState }) {
  const watched = Object.values(services.tiers).some((count) => count > 0)
  const missing = [
    ...(watched ? [] : [{ href: '/settings/business/services/new', label: 'a service' }]),
    ...(checks > 0 ? [] : [{ href: '/checks/new', label: 'a check' }]),
    ...(declared.streams > 0 ? [] : [{ href: '/settings/business/streams/new', label: 'a revenue stream' }]),
    ...(declared.opportunities > 0 ? [] : [{ href: '/settings/business/opportunities/new', label: 'a deal' }]),
    ...(declared.segments > 0 ? [] : [{ href: '/settings/business/segments/new', label: 'a customer segment' }]),
    ...(declared.contracts > 0 ? [] : [{ href: '/settings/business/contracts/new', label: 'a contract' }]),
  ]
  return (
    <nav aria-label="What can be declared" className="mt-6 flex flex-wrap items-center gap-x-5 gap-y-1 border-line border-t pt-3 text-13">
      <span className="text-ink-2">Declare</span>
      {missing.map(({ href, label }) => (
        <Link
          key={href}
          href={href}
          prefetch={false}
          className="flex items-center underline decoration-line-3 underline-offset-4 touch:min-h-11"
        >
          {label}
        </Link>
      ))}
    </nav>
  )
}
