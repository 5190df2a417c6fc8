'use client'
import { type RefObject, useEffect } from 'react'

/** Keeps what a field says with an address that changes under it, but never while somebody types in it. */
export function useSaid(field: RefObject<HTMLInputElement | null>, says: string): void {
  useEffect(() => {
    if (field.current && document.activeElement !== field.current) field.current.value = says
  }, [field, says])
}
