'use client'
import { useEffect, useState } from 'react'
import { send } from '@/components/live/use-verb'

/**
 * What a page sent the first part of: all of it as soon as it has been read from where it is told, the part until then. Where the part is all,
 * nothing is asked for.
 *
 * @returns what there is, and whether the rest could not be read
 */
export function useRest<Whole, Part>(
  part: Part,
  isAll: boolean,
  path: string,
  read: (answer: Whole) => Part,
): { readonly value: Part; readonly isMissing: boolean } {
  const [whole, setWhole] = useState<Whole | 'missing'>()
  useEffect(() => {
    if (isAll) return
    let left = false
    void send<Whole>(path, 'GET', undefined).then((answer) => !left && setWhole('value' in answer ? answer.value : 'missing'))
    return () => {
      left = true
    }
  }, [isAll, path])
  if (isAll || whole === undefined) return { value: part, isMissing: false }
  return whole === 'missing' ? { value: part, isMissing: true } : { value: read(whole), isMissing: false }
}
