import clsx from 'clsx'
import { formatCompact, formatExact, formatWhole, type Money, symbolOf } from '@/server/kernel/money'
import { Digits } from './digits'

const FORMS = { compact: formatCompact, whole: formatWhole, exact: formatExact }

export type AmountProps = {
  money: Money
  form?: keyof typeof FORMS | undefined
  /** `/h`, quiet behind the figure. */
  per?: string | undefined
  /** Rolls the digits that change. */
  ticks?: boolean | undefined
  /** The quiet sign is for figures that stand alone; in rows and in colour the sign is like the figure. */
  quietSign?: boolean | undefined
  className?: string | undefined
}

/** An amount of money; every minor unit on hover. */
export function Amount({ money, form = 'whole', per, ticks = false, quietSign = false, className }: AmountProps) {
  const text = FORMS[form](money)
  const sign = symbolOf(money.currency)
  const [before = '', after = ''] =
    quietSign && text.includes(sign) ? [text.slice(0, text.indexOf(sign)), text.slice(text.indexOf(sign) + sign.length)] : ['', text]
  return (
    <span title={form === 'exact' ? undefined : formatExact(money)} className={clsx('whitespace-nowrap', className)}>
      {before}
      {quietSign && text.includes(sign) && <span className="font-normal text-ink-3">{sign}</span>}
      {ticks ? <Digits text={after} /> : after}
      {per && <span className="font-normal text-ink-3">{per}</span>}
    </span>
  )
}

const HEADLINES = { 72: ['text-72', 'text-[56px]'], 44: ['text-44', 'text-44'], wall: ['text-184', 'text-[138px]'] } as const

export type HeadlineProps = {
  money: Money
  size?: keyof typeof HEADLINES | undefined
  ticks?: boolean | undefined
  /** Every minor unit too, smaller and quiet: for the figure whose arithmetic is shown. */
  exact?: boolean | undefined
}

/** The figure of a page: the sign smaller and quiet, the digits as large as the type scale goes. */
export function Headline({ money, size = 72, ticks = false, exact = false }: HeadlineProps) {
  const sign = symbolOf(money.currency)
  const [figure, small] = HEADLINES[size]
  const [major = '', minor] = (exact ? formatExact(money) : formatWhole(money)).replace(sign, '').split('.')
  return (
    <span title={exact ? undefined : formatExact(money)} className={clsx('-ml-0.5 whitespace-nowrap font-medium', figure)}>
      <span className={clsx('mr-[0.08em] font-normal text-ink-3', small)}>{sign}</span>
      {ticks ? <Digits text={major} /> : major}
      {minor !== undefined && <span className="text-28 text-ink-3">.{ticks ? <Digits text={minor} /> : minor}</span>}
    </span>
  )
}
