'use client'
import dynamic from 'next/dynamic'
import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { type ReactNode, useState, useTransition } from 'react'
import { Favicon } from '@/components/marks/favicon'
import type { Status } from '@/components/marks/status'
import { Dialog } from '@/components/ui/dialog'
import type { Right } from '@/server/access/model'
import { type Action, ActionsProvider, useActions } from './actions'
import { BottomBar } from './bottom-bar'
import { KeyBar } from './key-bar'
import { KeyboardHelp } from './keyboard-help'
import { MoreList } from './more-list'
import { isWithin, NEW, PLACES, type Place, VIEWS } from './navigation'
import { Opening } from './opening'
import { applyTheme, RAIL_COOKIE, type RailWidth, remember, type Theme } from './preferences'
import { type Count, Rail } from './rail'
import { TopBar } from './top-bar'
import { WallFrame } from './wall-frame'

export type FrameProps = {
  /** The overall status: logo and favicon take it. */
  status: Status
  /** `marketedge, production`, for the wall. */
  platform: string
  profile: ReactNode
  range?: ReactNode
  live?: ReactNode
  onCall?: ReactNode
  person?: ReactNode
  /** At the right of the key bar: checks on time, blind places. */
  sight?: ReactNode
  /** By address: `{ '/operations': { value: 5, urgent: true, says: '5 open incidents' } }`. */
  counts?: Readonly<Record<string, Count>> | undefined
  /** Which places this person may open and that exist; all when it is not said. */
  places?: readonly string[] | undefined
  /** What this person may do: the palette offers no more. */
  rights?: readonly Right[] | undefined
  /** From the cookies. */
  rail?: RailWidth | undefined
  theme: Theme
  children: ReactNode
}

/** Around every page: rail, top bar, key bar, palette, keyboard help; with `?tv=1` only the wall. */
export function Frame(props: FrameProps) {
  const wall = useSearchParams().get('tv') === '1'
  return (
    <ActionsProvider>
      <Favicon mark={props.status} />
      {wall ? (
        <WallFrame mark={props.status} platform={props.platform} live={props.live}>
          {props.children}
        </WallFrame>
      ) : (
        <Desk {...props} />
      )}
    </ActionsProvider>
  )
}

/** Fetched when it is first opened. */
const CommandPalette = dynamic(() => import('./command-palette').then((file) => file.CommandPalette), { ssr: false })

type Open = 'palette' | 'help' | 'more'

function Desk({
  status,
  profile,
  range,
  live,
  onCall,
  person,
  sight,
  counts = {},
  places,
  rights = [],
  rail,
  theme,
  children,
}: FrameProps) {
  const path = usePathname()
  const may = ({ href }: Place) => places === undefined || places.includes(href)
  const views = VIEWS.filter(may)
  const others = PLACES.filter(may)
  const here = [...views, ...others].find(({ href }) => isWithin(path, href))
  const [chosen, setChosen] = useState(rail)
  const [open, setOpen] = useState<Open>()
  const wide = (chosen ?? here?.rail ?? 'open') === 'open'
  const router = useRouter()
  const [opening, startOpening] = useTransition()
  const go = (href: string) => startOpening(() => router.push(href))
  const toggle = (which: Open) => (shown: boolean) => setOpen(shown ? which : undefined)
  const fold = () => {
    const next = wide ? 'folded' : 'open'
    remember(RAIL_COOKIE, next)
    setChosen(next)
  }
  useFrameActions([...views, ...others], rights, { go, palette: () => setOpen('palette'), help: () => setOpen('help'), fold })

  return (
    <div className="grid h-dvh grid-cols-[auto_minmax(0,1fr)] max-md:grid-cols-1">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-control focus:bg-ink focus:px-3 focus:py-2 focus:text-page"
      >
        Skip to the content
      </a>
      <Rail
        path={path}
        mark={status}
        open={wide}
        views={views}
        places={others}
        counts={counts}
        person={person}
        onGo={go}
        onFold={fold}
        onHelp={() => setOpen('help')}
      />
      <div className="grid min-h-0 min-w-0 grid-rows-[auto_minmax(0,1fr)_auto]">
        <TopBar
          title={here?.label ?? 'Plimsoll'}
          mark={status}
          wide={wide}
          profile={profile}
          range={range}
          live={live}
          onCall={onCall}
          onSearch={() => setOpen('palette')}
        />
        <main
          id="content"
          tabIndex={-1}
          aria-busy={opening || undefined}
          className="col-start-1 row-start-2 min-h-0 overflow-y-auto outline-none"
        >
          {children}
        </main>
        {opening && <Opening />}
        <div>
          <KeyBar sight={sight} />
          <BottomBar path={path} views={views} counts={counts} onGo={go} onMore={() => setOpen('more')} />
        </div>
      </div>
      {open === 'palette' && <CommandPalette open rights={rights} onOpenChange={toggle('palette')} />}
      <KeyboardHelp open={open === 'help'} onOpenChange={toggle('help')} />
      <Dialog open={open === 'more'} onOpenChange={toggle('more')} title="More">
        <MoreList places={others} theme={theme} person={person} onLeave={() => setOpen(undefined)} />
      </Dialog>
    </div>
  )
}

function useFrameActions(
  places: readonly Place[],
  rights: readonly Right[],
  { go, palette, help, fold }: { go: (href: string) => void; palette: () => void; help: () => void; fold: () => void },
): void {
  const actions: Omit<Action, 'everywhere'>[] = [
    ...places.map(({ href, label, keys }) => ({
      id: `go ${href}`,
      label: `Go to ${label}`,
      group: 'Go',
      keys,
      perform: () => go(href),
    })),
    { id: 'account', label: 'Your account, and signing out', group: 'Go', keys: 'g u', perform: () => go('/account') },
    {
      id: 'map',
      label: 'Service map',
      group: 'Go',
      keys: 'g m',
      keywords: ['graph', 'dependencies'],
      perform: () => go('/engineering/map'),
    },
    { id: 'wall', label: 'As a screen on a wall', group: 'Go', keywords: ['tv', 'wall'], perform: () => go('/executive?tv=1') },
    { id: 'api', label: 'API reference', group: 'Go', keywords: ['openapi', 'rest', 'curl'], perform: () => go('/settings/api') },
    ...NEW.filter(({ right }) => rights.includes(right)).map(({ label, href, keywords }) => ({
      id: `new ${href}`,
      label,
      group: 'New',
      keywords: ['add', 'create', 'declare', ...keywords],
      perform: () => go(href),
    })),
    { id: 'theme light', label: 'Light appearance', group: 'Appearance', keywords: ['theme'], perform: () => applyTheme('light') },
    { id: 'theme dark', label: 'Dark appearance', group: 'Appearance', keywords: ['theme'], perform: () => applyTheme('dark') },
    {
      id: 'theme system',
      label: 'Appearance as the system',
      group: 'Appearance',
      keywords: ['theme'],
      perform: () => applyTheme('system'),
    },
    { id: 'fold', label: 'Fold or open the navigation', group: 'Appearance', keys: '[', perform: fold },
    { id: 'palette', label: 'Search or run', group: 'Everywhere', keys: 'mod+k', keyOnly: true, perform: palette },
    { id: 'help', label: 'All keys', group: 'Everywhere', keys: '?', bar: 'all keys', perform: help },
  ]
  useActions(actions.map((action) => ({ ...action, everywhere: true })))
}
