/** An element with these properties and these in it. */
export function make<K extends keyof HTMLElementTagNameMap>(tag: K, properties: Partial<HTMLElementTagNameMap[K]> & { readonly role?: string } = {}, ...inside: readonly (Node | string)[]): HTMLElementTagNameMap[K] {
  const element = Object.assign(document.createElement(tag), properties)
  element.append(...inside)
  return element
}

/** Words in the language of the page. */
export const wordsOf = (element: HTMLElement) => (zhHant: string, english: string): string => (element.dataset['english'] === 'yes' ? english : zhHant)

export const pause = (ms: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, ms) })

/** Waits so long, or until the network is there again, whichever is first. */
export const untilOnline = (ms: number): Promise<void> => new Promise((resolve) => {
  const done = (): void => {
    clearTimeout(timer)
    removeEventListener('online', done)
    resolve()
  }
  const timer = setTimeout(done, ms)
  addEventListener('online', done)
})

/** Milliseconds before the next try, after so many: 1 s, 2 s, 4 s … half a minute. */
export const backoff = (tries: number): number => Math.min(30_000, 1_000 * 2 ** Math.max(0, tries - 1))

/** Asks the service; undefined where it cannot be reached, or refuses. */
export async function graphql<T>(query: string, variables: object): Promise<T | undefined> {
  try {
    const response = await fetch('/graphql', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query, variables }) })
    return (await response.json() as { data?: T }).data ?? undefined
  } catch {
    return undefined
  }
}

/** Unlike any other: also over plain HTTP, where there is no `randomUUID`. */
export const unlike = (): string => [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(36).padStart(7, '0')).join('')
