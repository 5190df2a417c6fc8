/** An amount in the smallest unit of its currency (pence, cents, yen), so that sums are exact. */
export type Money = { readonly amountMinor: number; readonly currency: string }

/** ISO 4217 currencies whose number of decimals is not two. Source: ISO 4217 table A.1. */
const DECIMALS: Readonly<Record<string, number>> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  UYI: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
  CLF: 4,
  UYW: 4,
}
const KNOWN = new Set(Intl.supportedValuesOf('currency'))

/** Whether the code names a currency of ISO 4217. */
export const isCurrency = (code: string): boolean => KNOWN.has(code)

/** Digits after the decimal point: 2 for GBP, 0 for JPY, 3 for KWD. */
export const decimalsOf = (currency: string): number => DECIMALS[currency] ?? 2

/** Major units to minor units: (925000, 'GBP') → 92500000. */
export const toMinor = (major: number, currency: string): number => Math.round(major * 10 ** decimalsOf(currency))

/** Minor units to major units: (92500000, 'GBP') → 925000. */
export const toMajor = (minor: number, currency: string): number => minor / 10 ** decimalsOf(currency)

const formats = new Map<string, Intl.NumberFormat>()
function format(currency: string, digits: number): Intl.NumberFormat {
  const key = `${currency}/${digits}`
  const known = formats.get(key)
  if (known) return known
  const made = new Intl.NumberFormat('en-GB', {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
  formats.set(key, made)
  return made
}

/** `£1,234.56`: every minor unit, for the arithmetic and on hover. */
export const formatExact = ({ amountMinor, currency }: Money): string =>
  format(currency, decimalsOf(currency)).format(toMajor(amountMinor, currency))

/** `£1,235`: whole major units, for headlines and tiles. */
export const formatWhole = ({ amountMinor, currency }: Money): string => format(currency, 0).format(toMajor(amountMinor, currency))

/** `£38.4k`, `£1.2m`: three significant digits, for rows. */
export function formatCompact({ amountMinor, currency }: Money): string {
  const major = toMajor(amountMinor, currency)
  const size = Math.abs(major)
  if (size < 1_000) return formatWhole({ amountMinor, currency })
  const [divisor, suffix] = size < 999_500 ? [1_000, 'k'] : size < 999_500_000 ? [1_000_000, 'm'] : [1_000_000_000, 'bn']
  const scaled = major / divisor
  const digits = Math.abs(scaled) < 99.95 && Math.round(scaled * 10) % 10 !== 0 ? 1 : 0
  return `${format(currency, digits).format(scaled)}${suffix}`
}

/** The sign of a currency as it stands before an amount: `£`. */
export const symbolOf = (currency: string): string =>
  format(currency, 0)
    .formatToParts(0)
    .find(({ type }) => type === 'currency')?.value ?? currency
