import { Badge } from '@/components/ui/badge'

export type SeverityWord = 'emergency' | 'critical' | 'high' | 'medium' | 'low'

/** A severity as a word; only what pages somebody is framed and in capitals. */
export function Severity({ severity }: { severity: SeverityWord }) {
  if (severity === 'emergency' || severity === 'critical')
    return (
      <Badge tone="down" mono>
        {severity.toUpperCase()}
      </Badge>
    )
  return <span className={severity === 'high' ? 'text-ink' : 'text-ink-3'}>{severity}</span>
}
