/** One thing to do or to see, in the words of the runner, and how long it may take in milliseconds. */
export type Action = Deed & { readonly withinMs: number }

export type Deed =
  | { readonly kind: 'goto'; readonly url: string }
  | { readonly kind: 'fill'; readonly selector: string; readonly value: string }
  | { readonly kind: 'click'; readonly selector: string }
  | { readonly kind: 'press'; readonly key: string }
  | { readonly kind: 'expectText'; readonly text: string }
  | { readonly kind: 'expectVisible'; readonly selector: string }
  | { readonly kind: 'expectUrl'; readonly part: string }
  | { readonly kind: 'screenshot' }

/** What the runner is told, once. */
export type Plan = {
  /** The program of a Chromium. */
  readonly executable: string
  /** Of our guarded proxy on loopback, through which everything goes. */
  readonly proxyPort: number
  readonly actions: readonly Action[]
  readonly userAgent: string
  readonly width: number
  readonly height: number
  readonly trustAnyCertificate: boolean
  /** What is never to be seen in a picture. */
  readonly secrets: readonly string[]
  /** For the steps, in milliseconds; the picture of a failure comes after that. */
  readonly stepsMs: number
  readonly pictureMs: number
  readonly mostPictureBytes: number
  /** Of all processes of the browser together. */
  readonly mostMemoryBytes: number
  readonly wantsPicture: boolean
}

/** What the runner tells: the browser's process, each step that is done, and at last how it went. */
export type Word = { readonly kind: 'browser'; readonly pid: number } | { readonly kind: 'did'; readonly step: StepReport } | Report

export type StepReport = { readonly holds: boolean; readonly says: string; readonly ms: number }

export type Report = {
  readonly kind: 'report'
  /** Why nothing could be seen: the browser does not start. */
  readonly blind?: string
  readonly steps: readonly StepReport[]
  /** A JPEG in base64. */
  readonly picture?: string
  readonly url?: string
  readonly status?: number
  /** The visible text of the page. */
  readonly text?: string
  /** What the page wrote as errors, and what it could not load; the first of each. */
  readonly errors?: readonly string[]
  readonly failed?: readonly string[]
}
