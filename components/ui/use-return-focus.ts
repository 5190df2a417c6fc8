'use client'
import { useLayoutEffect, useRef } from 'react'

/** Brings the cursor back to where it was when something opened; for `onCloseAutoFocus`. Radix does it only for what a trigger of its own opens. */
export function useReturnFocus(open: boolean): (event: Event) => void {
  const from = useRef<Element | null>(null)
  useLayoutEffect(() => {
    if (open) from.current = document.activeElement
  }, [open])
  return (event) => {
    event.preventDefault()
    if (from.current instanceof HTMLElement) from.current.focus()
  }
}
