export type SecurityHeaders = Readonly<Record<string, string>>

/** What every answer carries. `https` is whether people reach us by TLS. */
export function securityHeaders(https: boolean): SecurityHeaders {
  return {
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    ...(https && { 'strict-transport-security': 'max-age=31536000' }),
  }
}

/** The content policy of what is no page: should a browser show it as one, it may do nothing. */
export const DATA_POLICY = `default-src 'none'; frame-ancestors 'none'`

/**
 * The content policy of a page: scripts by nonce, everything else from here. Styles may be inline because React writes `style`
 * attributes and the overlay primitives insert style elements without a nonce.
 *
 * @param development allows what Next's development server evaluates
 */
export function contentPolicy(nonce: string, { development = false }: { readonly development?: boolean } = {}): string {
  return [
    `default-src 'self'`,
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' 'unsafe-inline'`,
    `img-src 'self' data: blob:`,
    `font-src 'self'`,
    `connect-src 'self'`,
    `worker-src 'self'`,
    `object-src 'none'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
  ].join('; ')
}
