'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { tellFailed } from '@/components/ui/toast'

export function SignOutButton() {
  const [busy, setBusy] = useState(false)
  const signOut = async () => {
    setBusy(true)
    const answer = await fetch('/api/v1/session', { method: 'DELETE' }).catch(() => undefined)
    if (answer?.ok || answer?.status === 401) window.location.assign('/sign-in')
    else {
      tellFailed('You are still signed in: Plimsoll did not answer.')
      setBusy(false)
    }
  }
  return (
    <Button onClick={signOut} busy={busy}>
      Sign out
    </Button>
  )
}
