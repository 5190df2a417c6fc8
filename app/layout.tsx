import { GeistMono } from 'geist/font/mono'
import { GeistSans } from 'geist/font/sans'
import type { Metadata, Viewport } from 'next'
import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { DENSITY_COOKIE, densityOf, THEME_COOKIE, themeOf } from '@/components/shell/preferences'
import { Toaster } from '@/components/ui/toast'
import './globals.css'

export const metadata: Metadata = {
  title: { default: 'Plimsoll', template: '%s · Plimsoll' },
  description: 'What is failing, and what it costs while it fails.',
  icons: { icon: { url: '/mark/plimsoll.svg', type: 'image/svg+xml' } },
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fbfcfd' },
    { media: '(prefers-color-scheme: dark)', color: '#0b0e12' },
  ],
}

/** Theme and density come from cookies, so that the first paint is right without a script that the content policy would have to allow. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const jar = await cookies()
  const theme = themeOf(jar.get(THEME_COOKIE)?.value)
  return (
    <html
      lang="en-GB"
      className={`${GeistSans.variable} ${GeistMono.variable}`}
      data-theme={theme === 'system' ? undefined : theme}
      data-density={densityOf(jar.get(DENSITY_COOKIE)?.value)}
      suppressHydrationWarning
    >
      <body>
        {children}
        <Toaster />
      </body>
    </html>
  )
}
