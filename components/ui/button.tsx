import clsx from 'clsx'
import { LoaderCircle } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { KeyCap } from './key-cap'

export type ButtonVariant = 'solid' | 'outline' | 'dashed' | 'ghost' | 'danger'

export type ButtonLook = {
  variant?: ButtonVariant | undefined
  size?: 'small' | 'medium' | undefined
}

const VARIANTS: Record<ButtonVariant, string> = {
  solid: 'border-ink bg-ink text-page hover:bg-ink-2 hover:border-ink-2',
  outline: 'border-line-2 bg-surface text-ink hover:border-line-3 hover:bg-panel',
  dashed: 'border-dashed border-line-2 text-ink-2 hover:border-line-3 hover:text-ink',
  ghost: 'border-transparent text-ink-2 hover:bg-nav-on hover:text-ink',
  danger: 'border-status-down bg-surface text-status-down hover:bg-status-down hover:text-page',
}

/** The classes of a button, for a link that looks like one. */
export const buttonClass = ({ variant = 'outline', size = 'medium' }: ButtonLook = {}): string =>
  clsx(
    'inline-flex shrink-0 select-none items-center justify-center gap-2 whitespace-nowrap rounded-control border font-medium transition-colors max-md:min-h-11 touch:min-h-11',
    'disabled:cursor-not-allowed disabled:border-line disabled:bg-transparent disabled:text-ink-3',
    size === 'small' ? 'h-7 px-2.5 text-12' : 'h-8 px-3 text-13',
    VARIANTS[variant],
  )

export type ButtonProps = ComponentProps<'button'> &
  ButtonLook & {
    /** The key that does the same, drawn as a cap at the end. */
    keyHint?: string | undefined
    icon?: ReactNode
    /** Shows that the press was heard; the button stays where it is and cannot be pressed again. */
    busy?: boolean | undefined
  }

export function Button({ variant, size, keyHint, icon, busy = false, className, children, disabled, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      aria-keyshortcuts={keyHint}
      className={clsx(buttonClass({ variant, size }), className)}
    >
      {busy ? <LoaderCircle aria-hidden size={14} className="animate-spin" /> : icon}
      {children}
      {keyHint && <KeyCap keys={keyHint} inverse={variant === 'solid'} />}
    </button>
  )
}

/** A button that is only an icon; its label is read out and shown on hover. */
export function IconButton({
  label,
  icon,
  className,
  ...rest
}: Omit<ComponentProps<'button'>, 'children'> & { label: string; icon: ReactNode }) {
  return (
    <button
      type="button"
      {...rest}
      aria-label={label}
      title={label}
      className={clsx(
        'inline-grid size-8 place-items-center rounded-control text-ink-2 transition-colors hover:bg-nav-on hover:text-ink max-md:size-11 touch:size-11',
        className,
      )}
    >
      {icon}
    </button>
  )
}
