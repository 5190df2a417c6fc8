import type { ReactNode } from 'react'
import { useId } from 'react'

export type FieldIds = { id: string; 'aria-describedby': string | undefined; 'aria-invalid': true | undefined }

export type FieldProps = {
  label: string
  /** What it does, or the unit and the bounds. */
  hint?: ReactNode
  /** One sentence that holds the value and the way out. */
  error?: string | undefined
  optional?: boolean | undefined
  /** Receives what binds the control to its label, hint and error: `<Field label="Name">{(ids) => <Input {...ids} />}</Field>`. */
  children: (ids: FieldIds) => ReactNode
}

/** A labelled control with its hint and its error, bound together for screen readers. */
export function Field({ label, hint, error, optional = false, children }: FieldProps) {
  const id = useId()
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="font-medium text-13">
        {label} {optional && <span className="font-normal text-ink-3">optional</span>}
      </label>
      {children({ id, 'aria-describedby': described || undefined, 'aria-invalid': error ? true : undefined })}
      {hint && (
        <p id={`${id}-hint`} className="text-12 text-ink-3">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} role="alert" className="text-12 text-status-down">
          {error}
        </p>
      )}
    </div>
  )
}
