'use client'
import { useId } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Checkbox, Input, Select, TextArea } from '@/components/ui/input'
import { decimalsOf, isCurrency } from '@/server/kernel/money'
import type { BusinessFormView, FieldWords } from '@/server/views/business'
import type { Control, Draft, Pair } from './drafts'
import { WeekEditor } from './week-editor'

export type ControlFieldProps = {
  at: string
  control: Control
  words: FieldWords
  draft: Draft
  view: BusinessFormView
  readOnly: boolean
  /** The id of the list of time zones. */
  zones: string
  wrong: readonly { readonly path: string; readonly says: string }[]
  change: (draft: Draft) => void
}

/** One field of a form, by how it is edited. What scrolls stays within reach of the keyboard when nothing in it can be changed. */
export function ControlField(props: ControlFieldProps) {
  const { control, readOnly } = props
  const scrolls = control === 'services' || control === 'profile'
  return (
    <fieldset disabled={readOnly && !scrolls} className="contents">
      <ControlInside {...props} />
    </fieldset>
  )
}

function ControlInside(props: ControlFieldProps) {
  const { at, control, words, draft, view, readOnly, zones, wrong, change } = props
  const errorAt = (path: string) => wrong.find((one) => one.path === path)?.says
  const sayAll = wrong.map(({ path, says }) => (path === at ? says : `${inside(at, path)}: ${says}`)).join(' ') || undefined
  switch (control) {
    case 'services':
      return (
        <Group label={words.label} hint={words.hint} error={sayAll}>
          <ServicePicker {...props} />
        </Group>
      )
    case 'shares':
    case 'journeys':
    case 'credits':
      return (
        <Group label={words.label} hint={pairsHint(props)} error={sayAll}>
          <Pairs {...props} />
        </Group>
      )
    case 'profile':
      return (
        <Group label="Profile of the week" error={wrong.some(({ path }) => path === 'profile.timeZone') ? undefined : sayAll}>
          <WeekEditor
            readOnly={readOnly}
            value={draft.profile}
            zones={zones}
            errorAt={errorAt}
            change={(profile) => change({ ...draft, profile })}
          />
        </Group>
      )
    default:
      return <TextControl {...props} error={sayAll} hint={hintOf(control, words, draft, view)} />
  }
}

/** Shares are typed in percent here, and written from 0 to 1 in the file. */
function pairsHint({ control, at, words }: ControlFieldProps): string | undefined {
  if (control === 'credits') return 'The deepest step that a month falls below is what is owed.'
  if (control !== 'shares') return words.hint
  return at === 'reach' ? 'How many percent of them use the service.' : 'How many percent of the stream need the service.'
}

function hintOf(control: Control, { hint }: FieldWords, { texts }: Draft, { list }: BusinessFormView): string | undefined {
  if (control === 'percent') return list === 'contracts' ? 'Percent of each month, like 99.9.' : 'Percent.'
  if (control === 'lines') return 'One a line.'
  if (control === 'name') return 'In addresses and files.'
  if (control !== 'money') return hint
  const currency = texts.currency ?? ''
  const digits = isCurrency(currency) ? decimalsOf(currency) : 2
  return digits === 0 ? `In ${currency}, which has no decimals.` : `In ${currency}, ${digits} decimals.`
}

function TextControl({
  at,
  control,
  words,
  draft,
  zones,
  change,
  error,
  hint,
}: ControlFieldProps & { error: string | undefined; hint: string | undefined }) {
  const value = draft.texts[at] ?? ''
  const set = ({ currentTarget }: { currentTarget: { value: string } }) =>
    change({ ...draft, texts: { ...draft.texts, [at]: currentTarget.value } })
  const bind = { name: at, value, onChange: set }
  return (
    <Field label={words.label} hint={hint} optional={!words.required && control !== 'tier' && control !== 'maintenance'} error={error}>
      {(ids) => {
        switch (control) {
          case 'tier':
            return (
              <Select {...ids} {...bind}>
                <option value="1">1, customers cannot do without</option>
                <option value="2">2, customers notice</option>
                <option value="3">3, we notice</option>
              </Select>
            )
          case 'maintenance':
            return (
              <Select {...ids} {...bind}>
                <option value="excluded">Excluded: it is left out of the month</option>
                <option value="counted">Counted: as what it hides</option>
              </Select>
            )
          case 'lines':
            return <TextArea {...ids} {...bind} />
          case 'date':
            return <Input {...ids} {...bind} type="date" className="max-w-[200px]" />
          case 'money':
          case 'count':
          case 'percent':
            return <Input {...ids} {...bind} inputMode="decimal" className="max-w-[200px] tabular-nums" />
          case 'currency':
            return <Input {...ids} {...bind} maxLength={3} autoCapitalize="characters" className="max-w-[96px] font-mono" />
          case 'zone':
            return <Input {...ids} {...bind} list={zones} className="max-w-[280px]" />
          case 'name':
            return <Input {...ids} {...bind} maxLength={63} className="font-mono" />
          default:
            return <Input {...ids} {...bind} />
        }
      }}
    </Field>
  )
}

/** Several controls that are one field. */
function Group({
  label,
  hint,
  error,
  children,
}: {
  label: string
  hint?: string | undefined
  error?: string | undefined
  children: React.ReactNode
}) {
  return (
    <fieldset className="grid min-w-0 gap-1.5 md:col-span-2">
      <legend className="mb-1.5 font-medium text-13">{label}</legend>
      {children}
      {hint && <p className="text-12 text-ink-3">{hint}</p>}
      {error && (
        <p role="alert" className="text-12 text-status-down">
          {error}
        </p>
      )}
    </fieldset>
  )
}

function ServicePicker({ at, draft, view, readOnly, wrong, change }: ControlFieldProps) {
  const list = useId()
  const chosen = draft.chosen[at] ?? []
  const services = view.services.filter(({ name }) => name !== view.row?.name)
  if (services.length === 0) return <p className="text-12 text-ink-3">No other service is declared.</p>
  return (
    <ul
      tabIndex={readOnly ? 0 : undefined}
      className="grid max-h-[240px] gap-x-4 gap-y-1 overflow-y-auto rounded-control border border-line p-2 text-13 sm:grid-cols-2"
    >
      {services.map(({ name, title }, i) => (
        <li key={name}>
          <label htmlFor={`${list}-${name}`} className="flex min-h-7 items-center gap-2 touch:min-h-11">
            <Checkbox
              id={`${list}-${name}`}
              name={`${at}[${i}]`}
              checked={chosen.includes(name)}
              disabled={readOnly}
              aria-invalid={wrong.length > 0 || undefined}
              onChange={({ currentTarget }) =>
                change({
                  ...draft,
                  chosen: { ...draft.chosen, [at]: currentTarget.checked ? [...chosen, name] : chosen.filter((one) => one !== name) },
                })
              }
            />
            <span className="truncate">{title}</span>
          </label>
        </li>
      ))}
    </ul>
  )
}

/** Lines of two: a service and its share, a bound and its credit, or one journey each. */
function Pairs({ at, control, draft, view, readOnly, wrong, change }: ControlFieldProps) {
  const pairs = draft.pairs[at] ?? []
  const set = (next: readonly Pair[]) => change({ ...draft, pairs: { ...draft.pairs, [at]: next } })
  const put = (i: number, part: Partial<Pair>) => set(pairs.map((pair, place) => (place === i ? { ...pair, ...part } : pair)))
  const isWrong = (path: string) => (wrong.some((one) => one.path === path || one.path.startsWith(`${path}.`)) ? true : undefined)
  const options =
    control === 'journeys'
      ? [
          ...view.services.map(({ name, title }) => ({ value: `service:${name}`, title: `${title}, service` })),
          ...view.checks.map(({ name, title }) => ({ value: `check:${name}`, title: `${title}, check` })),
        ]
      : view.services.map(({ name, title }) => ({ value: name, title }))
  return (
    <div className="grid justify-items-start gap-2">
      {pairs.map(({ key, value }, i) => {
        const keyPath = control === 'credits' ? `${at}[${i}].below` : control === 'journeys' ? `${at}[${i}]` : `${at}.${key}`
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line has no name but its place, and none is moved
          <div key={i} className="flex w-full flex-wrap items-center gap-2 text-13">
            {control === 'credits' ? (
              <>
                Below
                <Input
                  name={keyPath}
                  aria-label={`Step ${i + 1}: below, percent of the month`}
                  aria-invalid={isWrong(keyPath)}
                  inputMode="decimal"
                  value={key}
                  onChange={({ currentTarget }) => put(i, { key: currentTarget.value })}
                  className="w-24! text-right tabular-nums"
                />
                % of the month,
                <Input
                  name={`${at}[${i}].credit`}
                  aria-label={`Step ${i + 1}: credit, percent of the fee`}
                  aria-invalid={isWrong(`${at}[${i}].credit`)}
                  inputMode="decimal"
                  value={value}
                  onChange={({ currentTarget }) => put(i, { value: currentTarget.value })}
                  className="w-20! text-right tabular-nums"
                />
                % of the fee
              </>
            ) : (
              <>
                <Select
                  name={control === 'journeys' ? keyPath : `${at}.key[${i}]`}
                  aria-label={`${control === 'journeys' ? 'Journey' : 'Service'} ${i + 1}`}
                  aria-invalid={isWrong(keyPath)}
                  value={key}
                  onChange={({ currentTarget }) => put(i, { key: currentTarget.value })}
                  className="w-auto! min-w-0 max-w-[320px] flex-1"
                >
                  <option value="">Choose one</option>
                  {options
                    .filter((option) => option.value === key || !pairs.some((pair) => pair.key === option.value))
                    .map((option) => (
                      <option key={option.value} value={option.value}>
                        {option.title}
                      </option>
                    ))}
                </Select>
                {control === 'shares' && (
                  <>
                    <Input
                      name={keyPath}
                      aria-label={`Share of ${options.find((option) => option.value === key)?.title ?? `service ${i + 1}`}, percent`}
                      aria-invalid={isWrong(keyPath)}
                      inputMode="decimal"
                      value={value}
                      onChange={({ currentTarget }) => put(i, { value: currentTarget.value })}
                      className="w-20! text-right tabular-nums"
                    />
                    %
                  </>
                )}
              </>
            )}
            {!readOnly && (
              <Button
                size="small"
                variant="ghost"
                aria-label={`Remove line ${i + 1}`}
                onClick={() => set(pairs.filter((_pair, place) => place !== i))}
              >
                Remove
              </Button>
            )}
          </div>
        )
      })}
      {!readOnly && (
        <Button
          size="small"
          name={pairs.length === 0 ? at : undefined}
          onClick={() => set([...pairs, { key: '', value: control === 'shares' ? '100' : '' }])}
        >
          {control === 'credits' ? 'Add a step' : control === 'journeys' ? 'Add a journey' : 'Add a service'}
        </Button>
      )}
    </div>
  )
}

/** `credits[0].below` within `credits` → `1, below`. */
const inside = (at: string, path: string): string =>
  path
    .slice(at.length)
    .replace(/\[(\d+)\]/g, (_whole, i: string) => ` ${Number(i) + 1}`)
    .replaceAll('.', ' ')
    .trim()
