'use client'
import { CrosshairGroup } from '@/components/charts/crosshair'
import { useLive } from '@/components/live/use-live'
import { withResults } from '@/components/services/check-results'
import type { CheckView } from '@/server/views/check'
import { CheckConfiguration } from './check-configuration'
import { CheckEvidence } from './check-evidence'
import { CheckFigures } from './check-figures'
import { CheckHead } from './check-head'
import { CheckHistory } from './check-history'
import { LastResults } from './last-results'
import { liveHistory } from './live-history'
import { PriceOfSilence } from './price-of-silence'
import { ResultDistribution } from './result-distribution'
import { WhereTimeGoes } from './where-time-goes'

/** One check: from "it fails" to the answer that proves why, on one screen. */
export function CheckPage(view: CheckView) {
  const [row] = useLive(`check:${view.checkId}`, view.check, { merge: withResults })
  const news = useLive(`check-results:${view.checkId}`, view.news)
  if (!row) return <p className="p-5 text-14 text-ink-2">This check was removed. Its history stays with its incidents.</p>
  const history = liveHistory(view, news)

  return (
    <article className="grid min-h-full content-start">
      <CheckHead row={row} range={view.range} may={view.may} evidence={view.evidence} planned={view.planned} />
      <PriceOfSilence row={row} view={view} />
      <CheckFigures row={row} view={view} history={history} />
      <div className="grid xl:grid-cols-[minmax(0,1fr)_400px] 2xl:grid-cols-[minmax(0,1fr)_440px]">
        <div className="min-w-0 xl:border-line xl:border-r">
          <CrosshairGroup>
            <WhereTimeGoes row={row} view={view} history={history} />
          </CrosshairGroup>
          <div className="grid border-line border-t lg:grid-cols-[minmax(0,1fr)_280px]">
            <LastResults row={row} view={view} history={history} />
            <CheckConfiguration row={row} view={view} />
          </div>
        </div>
        <div className="min-w-0">
          <ResultDistribution view={view} />
          <CheckEvidence view={view} />
          <CheckHistory view={view} />
        </div>
      </div>
    </article>
  )
}
