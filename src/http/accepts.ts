/** A type of media that a request accepts, and how much it is liked: 0 to 1. */
export interface Accepted {
  readonly type: string
  readonly quality: number
}

/** What a request accepts, in the order in which it says so (RFC 9110, 12.5.1). */
export function acceptedIn(header: string | undefined): Accepted[] {
  return (header ?? '').split(',').map((part) => {
    const [type = '', ...parameters] = part.split(';').map((word) => word.trim().toLowerCase())
    return { type, quality: Number(parameters.find((word) => word.startsWith('q='))?.slice(2) ?? 1) }
  }).filter(({ type }) => type !== '')
}

/** Whether a page is liked better than anything else that is named: what browsers say, and programs do not. */
export function prefersPage(header: string | undefined): boolean {
  const all = acceptedIn(header)
  const page = all.find(({ type }) => type === 'text/html')?.quality ?? 0
  return page > 0 && all.every(({ type, quality }) => quality <= page || type === 'application/xhtml+xml')
}

/**
 * Which of two things at one address a request wants: `page` is for people to read; anything else, and a form that is
 * named, is for taking away. A strategy for Fastify's constraints.
 */
export const wanted = {
  name: 'wanted',
  /** Only where a page may stand beside files. */
  deriveConstraint: ({ url = '', headers }: { readonly url?: string | undefined; readonly headers: { readonly accept?: string | undefined } }): string | undefined => {
    if (!url.startsWith('/answers/')) return undefined
    const [path = '', query = ''] = url.split('?')
    return path.includes('.') || new URLSearchParams(query).has('format') || !prefersPage(headers.accept) ? undefined : 'page'
  },
  validate: () => {},
  storage: <T>() => {
    const routes = new Map<string, T>()
    return { get: (key: string) => routes.get(key) ?? null, set: (key: string, route: T) => { routes.set(key, route) } }
  },
} as const
