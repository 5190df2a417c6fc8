import { DecompositionBar } from '@/components/charts/decomposition-bar'
import { between, several } from '@/components/impact/words'
import { Age } from '@/components/live/age'
import { Time } from '@/components/live/time'
import { Amount } from '@/components/ui/amount'
import { clock } from '@/components/ui/format-time'
import { KeyCap } from '@/components/ui/key-cap'
import { useHydrated } from '@/components/ui/use-hydrated'
import type { Headline, PartKey } from '@/server/impact/rules/headline'
import type { RiskState } from '@/server/impact/rules/risk-state'
import { formatWhole } from '@/server/kernel/money'

export type WhatMakesItUpProps = {
  risk: RiskState
  told: Headline
  now: Date
  size: 'page' | 'wall'
  onOpen: ((part: string) => void) | undefined
}

/** The figure as a sum of four amounts, each of which opens its arithmetic; the rate stands beside, never in it. */
export function WhatMakesItUp({ risk, told, size, onOpen }: WhatMakesItUpProps) {
  const zone = useHydrated() ? undefined : 'UTC'
  const { parts, currency, figureMinor, perHourMinor, weightedMinor, likelyEnd, deals, sinceMs, onIt } = told
  const amount = (key: PartKey) => (
    <Amount money={{ amountMinor: parts[key].shownMinor, currency }} quietSign ticks={key === 'lost' || key === 'further'} />
  )
  const { range } = parts.further
  const incidents = risk.incidents.filter(({ over }) => !over).length
  const wall = size === 'wall'
  return (
    <section aria-label={`What makes up ${formatWhole({ amountMinor: figureMinor, currency })}`} className={wall ? 'mt-8' : 'mt-5'}>
      {!wall && (
        <header className="mb-2.5 flex items-center justify-between text-13">
          <h2 className="font-medium">
            What makes up <Amount money={{ amountMinor: figureMinor, currency }} />
          </h2>
          <span className="flex items-center gap-2 text-ink-3 max-md:hidden">
            Each part opens its arithmetic <KeyCap keys="1 2 3 4" />
          </span>
        </header>
      )}
      <DecompositionBar
        size={size}
        onOpen={onOpen}
        parts={[
          {
            key: 'lost',
            label: 'Lost so far',
            value: parts.lost.exactMinor,
            amount: amount('lost'),
            note: several(incidents, 'incident'),
            tone: 'lost',
          },
          {
            key: 'further',
            label: likelyEnd && perHourMinor > 0 ? `Expected by ${clock(new Date(likelyEnd.endsAtMs), zone)}` : 'Expected further',
            value: parts.further.exactMinor,
            amount: amount('further'),
            note: range ? between({ amountMinor: range.lowMinor, currency }, { amountMinor: range.highMinor, currency }) : 'nothing more',
            tone: 'expected',
          },
          {
            key: 'credits',
            label: 'SLA credits',
            value: parts.credits.exactMinor,
            amount: amount('credits'),
            note: creditsNote(risk, told),
            tone: 'grey',
          },
          {
            key: 'opportunities',
            label: 'Opportunities',
            value: parts.opportunities.exactMinor,
            amount: amount('opportunities'),
            note:
              deals.length === 0
                ? 'none at risk'
                : `${dealsNamed(deals)}, ${formatWhole({ amountMinor: Math.round(weightedMinor), currency })} weighted`,
            tone: 'ink',
          },
        ]}
        aside={
          wall && sinceMs !== null
            ? {
                label: 'Since',
                amount: (
                  <>
                    <Time at={sinceMs} form="clock" />, <Age since={sinceMs} />
                  </>
                ),
                note: onIt ? `${onIt} is on it` : 'nobody is on it',
              }
            : {
                key: 'rate',
                label: 'Losing per hour',
                amount: <Amount money={{ amountMinor: Math.round(perHourMinor), currency }} />,
                note: 'a rate, not part of the sum',
              }
        }
      />
    </section>
  )
}

/** How far the steps are away, in the words of a caption. */
function creditsNote({ declared, contracts }: RiskState, { parts: { credits }, currency }: Headline): string {
  if (declared.contracts === 0) return 'no contracts declared'
  if (credits.range) return between({ amountMinor: credits.range.lowMinor, currency }, { amountMinor: credits.range.highMinor, currency })
  const failing = contracts.filter(({ failing: fails }) => fails).length
  if (failing === 0) return 'no contract is touched'
  return credits.exactMinor > 0 ? several(failing, 'contract') : 'none by the likely end'
}

const dealsNamed = ([first = '', ...others]: readonly string[]): string =>
  others.length === 0 ? first : `${first} and ${others.length} more`
