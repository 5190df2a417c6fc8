import clsx from 'clsx'
import { Search } from 'lucide-react'
import { type ComponentProps, useId } from 'react'
import { KeyCap } from './key-cap'

const BOX =
  'w-full rounded-control border border-line-2 bg-surface px-2.5 text-13 text-ink placeholder:text-ink-3 hover:border-line-3 aria-invalid:border-status-down disabled:bg-panel disabled:text-ink-3 max-md:min-h-11 max-md:text-16 touch:min-h-11'

export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return <input {...rest} className={clsx(BOX, 'h-8', className)} />
}

export function TextArea({ className, ...rest }: ComponentProps<'textarea'>) {
  return <textarea rows={3} {...rest} className={clsx(BOX, 'py-1.5 leading-5', className)} />
}

/** A native list: the fastest to open, and the only one that every phone and screen reader knows. */
export function Select({ className, children, ...rest }: ComponentProps<'select'>) {
  return (
    <select {...rest} className={clsx(BOX, 'h-8 pr-7', className)}>
      {children}
    </select>
  )
}

export function Checkbox({ className, ...rest }: Omit<ComponentProps<'input'>, 'type'>) {
  return <input type="checkbox" {...rest} className={clsx('size-4 accent-accent', className)} />
}

/** A box with its words beside it, which are as good to press. */
export function LabelledCheckbox({ children, ...box }: Omit<ComponentProps<'input'>, 'type'>) {
  const id = useId()
  return (
    <label htmlFor={id} className="flex min-w-0 items-center gap-2 text-13 max-md:min-h-11">
      <Checkbox {...box} id={id} />
      <span className="min-w-0">{children}</span>
    </label>
  )
}

/** A field to search in a list; `keyHint` is the key that brings the cursor here. */
export function SearchInput({
  label,
  keyHint,
  className,
  ...rest
}: Omit<ComponentProps<'input'>, 'type'> & { label: string; keyHint?: string | undefined }) {
  return (
    <span className={clsx('relative inline-flex items-center', className)}>
      <Search aria-hidden size={14} className="pointer-events-none absolute left-2.5 text-ink-3" />
      <input
        type="search"
        aria-label={label}
        placeholder={label}
        aria-keyshortcuts={keyHint}
        {...rest}
        className={clsx(BOX, 'h-8 pl-8', keyHint && 'pr-9')}
      />
      {keyHint && (
        <span className="pointer-events-none absolute right-2">
          <KeyCap keys={keyHint} />
        </span>
      )}
    </span>
  )
}
