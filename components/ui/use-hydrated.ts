'use client'
import { useSyncExternalStore } from 'react'

const never = () => () => {}

/** False on the server and in the first render in the browser, then true: for what only the browser knows, such as the reader's time zone. */
export const useHydrated = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
