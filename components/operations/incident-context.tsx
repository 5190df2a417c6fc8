'use client'
import type { Names } from '@/components/incidents/escalation'
import { EscalationPanel, type RenderedEscalation } from '@/components/incidents/escalation-panel'
import { ImpactPanel } from '@/components/incidents/impact-panel'
import { SimilarIncidents } from '@/components/incidents/similar-incidents'
import type { RiskState } from '@/server/impact/rules/risk-state'
import type { IncidentRow } from '@/server/live/rows'
import type { ServiceChoice } from '@/server/views/rules/service-names'

type IncidentContextProps = {
  row: IncidentRow
  risk: RiskState | null
  services: readonly ServiceChoice[]
  escalation: RenderedEscalation | null
  names: Names
}

/** Beside an incident: what it costs, who is told, and what was like it before. */
export function IncidentContext({ row, risk, services, escalation, names }: IncidentContextProps) {
  return (
    <>
      {risk && <ImpactPanel row={row} risk={risk} />}
      <EscalationPanel
        key={`escalation ${row.id}`}
        row={row}
        rendered={escalation?.incidentId === row.id ? escalation : undefined}
        names={names}
      />
      <SimilarIncidents
        key={row.id}
        incidentId={row.id}
        service={services.find(({ id }) => id === row.serviceId)?.name ?? null}
        initial={undefined}
      />
    </>
  )
}
