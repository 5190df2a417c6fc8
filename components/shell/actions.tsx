'use client'
import { createContext, type ReactNode, useContext, useId, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { matchPress, SEQUENCE_MS, written } from './keys'

/** Something a person can do here. Palette, key bar, keyboard help and shortcuts are all made from these. */
export type Action = {
  id: string
  label: string
  group: string
  /** `a`, `shift+e`, `mod+k`, or a sequence: `g e`. */
  keys?: string | undefined
  /** More words to find it by in the palette. */
  keywords?: readonly string[] | undefined
  /** A short word for the key bar at the foot; without it the action is not in the bar. */
  bar?: string | undefined
  /** Left out of the palette: what only makes sense as a key, such as moving the selection. */
  keyOnly?: boolean | undefined
  /** Works on every page: listed last, and gives way to an action of the page with the same keys. */
  everywhere?: boolean | undefined
  perform: () => void
}

type Board = { register: (owner: string, actions: readonly Action[]) => void; withdraw: (owner: string) => void }
const Boards = createContext<Board>({ register: () => {}, withdraw: () => {} })
const Known = createContext<readonly Action[]>([])

/** Collects the actions of everything inside and listens for their keys; once, in the frame. */
export function ActionsProvider({ children }: { children: ReactNode }) {
  const [owners, setOwners] = useState<ReadonlyMap<string, readonly Action[]>>(new Map())
  const board = useMemo<Board>(
    () => ({
      register: (owner, actions) => setOwners((known) => new Map(known).set(owner, actions)),
      withdraw: (owner) => setOwners((known) => new Map([...known].filter(([each]) => each !== owner))),
    }),
    [],
  )
  const actions = useMemo(
    () => [...owners.values()].flat().toSorted((one, other) => Number(one.everywhere ?? false) - Number(other.everywhere ?? false)),
    [owners],
  )
  useKeys(actions)
  return (
    <Boards.Provider value={board}>
      <Known.Provider value={actions}>{children}</Known.Provider>
    </Boards.Provider>
  )
}

/** Everything that can be done right now, the page's own first. */
export const useKnownActions = (): readonly Action[] => useContext(Known)

/**
 * Offers actions for as long as the caller is on screen. What `perform` closes over may change freely;
 * palette and bar are renewed only when ids, labels or keys change.
 */
export function useActions(actions: readonly Action[]): void {
  const owner = useId()
  const board = useContext(Boards)
  const latest = useRef(actions)
  // Before the page is painted: a key that is pressed on what is seen must find what it does.
  useLayoutEffect(() => {
    latest.current = actions
  })
  const shape = JSON.stringify(actions.map(({ perform: _, ...rest }) => rest))
  // biome-ignore lint/correctness/useExhaustiveDependencies: `shape` stands for the actions; the newest `perform` is read when it is needed
  useLayoutEffect(() => {
    board.register(
      owner,
      latest.current.map((action) => ({ ...action, perform: () => latest.current.find(({ id }) => id === action.id)?.perform() })),
    )
    return () => board.withdraw(owner)
  }, [owner, board, shape])
}

/** A box that is ticked takes no letters: whoever ticked one goes on by keys. */
const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) &&
  !(target instanceof HTMLInputElement && target.type === 'checkbox')
/** While a dialog, sheet or menu is open its own keys count, and none of the page. */
const covered = () => document.querySelector('[role="dialog"][data-state="open"], [role="menu"][data-state="open"]') !== null

function useKeys(actions: readonly Action[]): void {
  const pending = useRef<{ key: string; atMs: number }>(undefined)
  useLayoutEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const press = written(event)
      if (event.defaultPrevented || event.repeat || (!press.startsWith('mod+') && (typing(event.target) || covered()))) return
      const first = pending.current && event.timeStamp - pending.current.atMs < SEQUENCE_MS ? pending.current.key : undefined
      const match = matchPress(actions.toReversed(), press, first)
      pending.current = match.kind === 'wait' ? { key: match.first, atMs: event.timeStamp } : undefined
      if (match.kind !== 'run') return
      event.preventDefault()
      match.action.perform()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [actions])
}
