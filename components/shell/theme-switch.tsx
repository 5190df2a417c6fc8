'use client'
import clsx from 'clsx'
import { Monitor, Moon, Sun } from 'lucide-react'
import { useState } from 'react'
import { applyTheme, type Theme } from './preferences'

const THEMES = [
  { theme: 'light', label: 'Light', icon: Sun },
  { theme: 'dark', label: 'Dark', icon: Moon },
  { theme: 'system', label: 'As the system', icon: Monitor },
] as const satisfies readonly { theme: Theme; label: string; icon: unknown }[]

/** Light, dark, or as the system says. `initial` comes from the cookie. */
export function ThemeSwitch({ initial }: { initial: Theme }) {
  const [theme, setTheme] = useState(initial)
  return (
    <fieldset className="inline-flex rounded-control border border-line-2 p-0.5">
      <legend className="sr-only">Appearance</legend>
      {THEMES.map(({ theme: each, label, icon: Icon }) => (
        <button
          key={each}
          type="button"
          aria-pressed={theme === each}
          title={label}
          aria-label={label}
          onClick={() => {
            applyTheme(each)
            setTheme(each)
          }}
          className={clsx(
            'grid h-6 w-8 place-items-center rounded-chip max-md:size-11 touch:size-11',
            theme === each ? 'bg-sel text-ink' : 'text-ink-3 hover:text-ink',
          )}
        >
          <Icon aria-hidden size={14} />
        </button>
      ))}
    </fieldset>
  )
}
