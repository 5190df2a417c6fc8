'use client'
import clsx from 'clsx'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Checkbox, Input, LabelledCheckbox, Select, TextArea } from '@/components/ui/input'
import { HIDDEN, isHidden } from '@/server/checks/rules/option-secrets'
import { alternativeOf, controlOf, type FormSchema, fieldsIn, isWrongWithin, meantBy, withField, writtenAs, wrongAt } from './form-schema'

export type SchemaFieldProps = {
  schema: FormSchema
  /** As the API names it: `options.expect.status`. */
  path: string
  label: string
  value: unknown
  required?: boolean | undefined
  wrong: Readonly<Record<string, string>>
  onChange: (value: unknown) => void
}

/** What a schema describes, as controls: the same schema that the API and the file are read by (CHK-7). */
export function SchemaField(props: SchemaFieldProps) {
  const [hidden] = useState(() => isHidden(props.value))
  const control = controlOf(props.schema)
  if (hidden) return <StoredSecret {...props} />
  if (control.kind === 'group') return <Group {...props} fields={control.fields} />
  if (control.kind === 'list') return <List {...props} items={control.items} />
  if (control.kind === 'several') return <Several {...props} choices={control.choices} />
  if (control.kind === 'one-of') return <OneOf {...props} alternatives={control.alternatives} />
  if (control.kind === 'pairs') return <Pairs {...props} />
  if (control.kind === 'switch') return <Switch {...props} />
  if (control.kind === 'choice') return <Choice {...props} choices={control.choices} />
  return <Text {...props} kind={control.kind} />
}

const hintOf = ({ type, description, default: usual, minimum, maximum }: FormSchema): string | undefined => {
  const unit = Array.isArray(type) ? 'Like 30s, 5min or 1h.' : undefined
  const bounds =
    minimum !== undefined && maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER ? `${minimum} to ${maximum}.` : undefined
  const otherwise = ['string', 'number'].includes(typeof usual) && usual !== '' ? `${String(usual)} when left empty.` : undefined
  return [description, unit, bounds, otherwise].filter(Boolean).join(' ') || undefined
}

/** Shows that there is something, never what (CHK-7). */
function StoredSecret(props: SchemaFieldProps) {
  const [anew, setAnew] = useState(false)
  const { label, path, onChange } = props
  const keep = () => {
    setAnew(false)
    onChange(HIDDEN)
  }
  const enter = () => {
    setAnew(true)
    onChange(undefined)
  }
  if (!anew)
    return (
      <Field
        label={label}
        hint="It holds a secret, which is kept and never shown."
        error={isHidden(props.value) ? wrongAt(props.wrong, path, true) : undefined}
      >
        {(ids) => (
          <div className="flex items-center gap-2">
            <Input {...ids} name={path} value="stored" readOnly className="font-mono text-ink-3" />
            <Button onClick={enter} aria-label={`Enter anew: ${label}`}>
              Enter anew
            </Button>
          </div>
        )}
      </Field>
    )
  return (
    <div className="grid gap-2">
      <SchemaField {...props} value={isHidden(props.value) ? undefined : props.value} />
      <Button onClick={keep} size="small" className="justify-self-start" aria-label={`Keep the stored one: ${label}`}>
        Keep the stored one
      </Button>
    </div>
  )
}

function Text({
  schema,
  path,
  label,
  value,
  required,
  wrong,
  onChange,
  kind,
}: SchemaFieldProps & { kind: 'number' | 'line' | 'lines' | 'json' }) {
  // What is typed stays as it is typed, also where it is no number yet.
  const [text, setText] = useState(() => writtenAs(kind, value))
  const change = ({ currentTarget }: { currentTarget: { value: string } }) => {
    setText(currentTarget.value)
    onChange(meantBy(kind, currentTarget.value))
  }
  const long = kind === 'lines' || kind === 'json'
  return (
    <Field
      label={label}
      hint={kind === 'json' ? (schema.description ?? 'JSON, or a text.') : hintOf(schema)}
      optional={!required && schema.default === undefined}
      error={wrongAt(wrong, path, true)}
    >
      {(ids) =>
        long && !schema.secret ? (
          <TextArea {...ids} name={path} value={text} onChange={change} className="font-mono" spellCheck={false} />
        ) : (
          <Input
            {...ids}
            name={path}
            value={text}
            onChange={change}
            type={schema.secret && kind === 'line' ? 'password' : 'text'}
            autoComplete={schema.secret ? 'new-password' : 'off'}
            inputMode={kind === 'number' ? 'decimal' : undefined}
            spellCheck={false}
          />
        )
      }
    </Field>
  )
}

function Switch({ schema, path, label, value, wrong, onChange }: SchemaFieldProps) {
  return (
    <Field label={label} hint={schema.description} error={wrongAt(wrong, path, true)}>
      {(ids) => (
        <Checkbox
          {...ids}
          name={path}
          checked={(value ?? schema.default ?? false) === true}
          onChange={({ currentTarget }) => onChange(currentTarget.checked)}
        />
      )}
    </Field>
  )
}

function Choice({ schema, path, label, value, required, wrong, onChange, choices }: SchemaFieldProps & { choices: readonly unknown[] }) {
  const usual = schema.default
  return (
    <Field label={label} hint={schema.description} error={wrongAt(wrong, path, true)} optional={!required && usual === undefined}>
      {(ids) => (
        <Select
          {...ids}
          name={path}
          value={String(choices.indexOf(value ?? usual))}
          onChange={({ currentTarget }) => onChange(choices[Number(currentTarget.value)])}
        >
          {usual === undefined && <option value="-1">Not declared</option>}
          {choices.map((choice, place) => (
            <option key={String(choice)} value={place}>
              {schema.titles?.[place] ?? String(choice)}
            </option>
          ))}
        </Select>
      )}
    </Field>
  )
}

/** Any of a few words. */
function Several({ schema, path, label, value, wrong, onChange, choices }: SchemaFieldProps & { choices: readonly unknown[] }) {
  const held: readonly unknown[] = Array.isArray(value) ? value : Array.isArray(schema.default) ? schema.default : []
  const says = wrongAt(wrong, path, true)
  return (
    <fieldset className="grid min-w-0 gap-1.5">
      <legend className="mb-1.5 font-medium text-13">{label}</legend>
      <div className="flex flex-wrap gap-x-4 gap-y-1">
        {choices.map((choice, place) => (
          <LabelledCheckbox
            key={String(choice)}
            name={`${path}[${place}]`}
            checked={held.includes(choice)}
            aria-invalid={says !== undefined || undefined}
            onChange={({ currentTarget: { checked } }) => {
              const next = choices.filter((one) => (one === choice ? checked : held.includes(one)))
              onChange(next.length > 0 ? next : undefined)
            }}
          >
            {String(choice)}
          </LabelledCheckbox>
        ))}
      </div>
      {schema.description && <p className="text-12 text-ink-3">{schema.description}</p>}
      {says !== undefined && (
        <p role="alert" className="text-12 text-status-down">
          {says}
        </p>
      )}
    </fieldset>
  )
}

/** One of several things, each with fields of its own: a person, a schedule, a channel. */
function OneOf({
  schema,
  path,
  label,
  value,
  required,
  wrong,
  onChange,
  alternatives,
}: SchemaFieldProps & { alternatives: readonly FormSchema[] }) {
  const [place, setPlace] = useState(() => (value === undefined && !required ? -1 : alternativeOf(alternatives, value)))
  const chosen = alternatives[place]
  const fields = Object.entries(chosen?.properties ?? {})
  const isOptional = ([key]: readonly [string, FormSchema]) => !chosen?.required?.includes(key)
  const field = ([key, inner]: readonly [string, FormSchema]) => (
    <SchemaField
      key={`${place} ${key}`}
      schema={inner}
      path={`${path}.${key}`}
      label={inner.title ?? key}
      value={fieldsIn(value)[key]}
      required={!isOptional([key, inner])}
      wrong={wrong}
      onChange={(next) => onChange(withField(value, key, next) ?? {})}
    />
  )
  const further = fields.filter(isOptional)
  return (
    <div className="grid min-w-0 gap-2">
      <div className="grid items-start gap-x-4 gap-y-2 sm:grid-cols-2">
        <Field label={label} hint={chosen?.description ?? schema.description} optional={!required} error={wrong[path]}>
          {(ids) => (
            <Select
              {...ids}
              name={path}
              value={place}
              onChange={({ currentTarget }) => {
                const next = alternatives[Number(currentTarget.value)]
                setPlace(Number(currentTarget.value))
                onChange(next && (next.const === undefined ? {} : next.const))
              }}
            >
              {!required && <option value={-1}>Not declared</option>}
              {alternatives.map(({ title, const: only }, at) => (
                <option key={title ?? String(only)} value={at}>
                  {title ?? (only === false ? 'Off' : only === undefined ? 'As follows' : String(only))}
                </option>
              ))}
            </Select>
          )}
        </Field>
        {fields.filter((one) => !isOptional(one)).map(field)}
      </div>
      {further.length > 0 && (
        <details open={further.some(([key]) => fieldsIn(value)[key] !== undefined || isWrongWithin(wrong, `${path}.${key}`)) || undefined}>
          <summary className="cursor-pointer py-1 text-12 text-ink-2">More</summary>
          <div className="grid gap-4 border-line border-l-2 py-2 pl-3">{further.map(field)}</div>
        </details>
      )}
    </div>
  )
}

function Group({
  schema,
  path,
  label,
  value,
  required,
  wrong,
  onChange,
  fields,
}: SchemaFieldProps & { fields: readonly (readonly [string, FormSchema])[] }) {
  const held = fieldsIn(value)
  const [open, setOpen] = useState(() => required === true || Object.keys(held).length > 0)
  const within = isWrongWithin(wrong, path)
  return (
    <details
      open={open || within}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
      className="min-w-0 border-line border-l-2 pl-3"
    >
      <summary className="cursor-pointer py-1 font-medium text-13">
        {label} {schema.description && <span className="font-normal text-12 text-ink-3">{schema.description}</span>}
      </summary>
      {wrong[path] && (
        <p role="alert" className="text-12 text-status-down">
          {wrong[path]}
        </p>
      )}
      <div className="grid gap-4 py-2">
        {fields.map(([key, inner]) => (
          <SchemaField
            key={key}
            schema={inner}
            path={`${path}.${key}`}
            label={inner.title ?? key}
            value={held[key]}
            required={schema.required?.includes(key)}
            wrong={wrong}
            onChange={(next) => onChange(withField(value, key, next))}
          />
        ))}
      </div>
    </details>
  )
}

type Kept<Value> = { readonly key: number; readonly value: Value }
/** Rows keep what is typed in them when one before is removed. */
function useRows<Value>(first: readonly Value[], changed: (values: readonly Value[]) => void) {
  const [rows, setRows] = useState<readonly Kept<Value>[]>(() => first.map((value, key) => ({ key, value })))
  const [next, setNext] = useState(first.length)
  const take = (after: readonly Kept<Value>[]) => {
    setRows(after)
    changed(after.map(({ value }) => value))
  }
  return {
    rows,
    put: (key: number, value: Value) => take(rows.map((row) => (row.key === key ? { key, value } : row))),
    remove: (key: number) => take(rows.filter((row) => row.key !== key)),
    add: (value: Value) => {
      setNext(next + 1)
      take([...rows, { key: next, value }])
    },
  }
}

function List({ schema, path, label, value, wrong, onChange, items }: SchemaFieldProps & { items: FormSchema }) {
  // Beside several controls there is no room for another one on a phone.
  const isLarge = controlOf(items).kind === 'group' || controlOf(items).kind === 'one-of'
  const { rows, put, remove, add } = useRows<unknown>(Array.isArray(value) ? value : [], (values) =>
    onChange(
      values.length === 0
        ? undefined
        : values.map((one) => one ?? (items.properties || items.anyOf?.some(({ properties }) => properties) ? {} : '')),
    ),
  )
  return (
    <fieldset className="grid min-w-0 gap-2">
      <legend className="font-medium text-13">{label}</legend>
      {schema.description && <p className="text-12 text-ink-3">{schema.description}</p>}
      {wrong[path] && (
        <p role="alert" className="text-12 text-status-down">
          {wrong[path]}
        </p>
      )}
      {rows.map(({ key, value: one }, place) => (
        <div
          key={key}
          className={clsx('grid grid-cols-[minmax(0,1fr)_auto] items-end gap-2', isLarge && 'max-md:grid-cols-[minmax(0,1fr)]')}
        >
          <SchemaField
            schema={items}
            path={`${path}[${place}]`}
            label={`${items.title ?? label} ${place + 1}`}
            value={one}
            required
            wrong={wrong}
            onChange={(next) => put(key, next)}
          />
          <Button
            size="small"
            onClick={() => remove(key)}
            className="justify-self-start"
            aria-label={`Remove ${items.title ?? label} ${place + 1}`}
          >
            Remove
          </Button>
        </div>
      ))}
      <Button size="small" onClick={() => add(undefined)} className="justify-self-start" aria-label={`Add to ${label}`}>
        Add
      </Button>
    </fieldset>
  )
}

type Pair = readonly [name: string, value: unknown]

function Pairs({ schema, path, label, value, wrong, onChange }: SchemaFieldProps) {
  const { rows, put, remove, add } = useRows<Pair>(Object.entries(fieldsIn(value)), (pairs) => {
    const named = pairs.filter(([name]) => name.trim() !== '')
    onChange(named.length === 0 ? undefined : Object.fromEntries(named.map(([name, text]) => [name.trim(), text])))
  })
  return (
    <fieldset className="grid min-w-0 gap-2">
      <legend className="font-medium text-13">{label}</legend>
      {schema.description && <p className="text-12 text-ink-3">{schema.description}</p>}
      {wrong[path] && (
        <p role="alert" className="text-12 text-status-down">
          {wrong[path]}
        </p>
      )}
      {rows.map(({ key, value: [name, text] }, place) => (
        <div key={key} className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)_auto] items-start gap-2">
          <Field label={`Name ${place + 1}`} error={wrong[`${path}.${name}`]}>
            {(ids) => (
              <Input
                {...ids}
                name={`${path}.${name}`}
                value={name}
                onChange={({ currentTarget }) => put(key, [currentTarget.value, text])}
                className="font-mono"
              />
            )}
          </Field>
          <Field label={`Value ${place + 1}`} hint={isHidden(text) ? 'Stored; typing here replaces it.' : undefined}>
            {(ids) => (
              <Input
                {...ids}
                value={isHidden(text) ? '' : String(text)}
                placeholder={isHidden(text) ? 'stored' : undefined}
                onChange={({ currentTarget }) => put(key, [name, currentTarget.value])}
                className="font-mono"
                autoComplete="off"
              />
            )}
          </Field>
          <Button size="small" onClick={() => remove(key)} className="mt-6" aria-label={`Remove ${label} ${place + 1}`}>
            Remove
          </Button>
        </div>
      ))}
      <Button size="small" onClick={() => add(['', ''])} className="justify-self-start" aria-label={`Add to ${label}`}>
        Add
      </Button>
    </fieldset>
  )
}
