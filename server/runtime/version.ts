import manifest from '@/package.json' with { type: 'json' }

/** Which Plimsoll this is. */
export const VERSION: string = manifest.version
