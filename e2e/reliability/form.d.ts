import 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    /** How long the tests of reliability watch, and how often they kill. */
    form: 'short' | 'long'
  }
}
