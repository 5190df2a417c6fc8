import type { Status } from '../../checks/model'
import type { Stake } from '../model'

/** Where a deal stands by the journeys it hangs on (IMP-4): one that is down puts it at risk; a degraded or blind one under strain. */
export function stakeOf(journeys: readonly Status[]): Stake {
  if (journeys.includes('down')) return 'risk'
  return journeys.includes('degraded') || journeys.includes('unknown') ? 'strain' : 'safe'
}
