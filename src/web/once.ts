import type { Call } from './call.ts'

/** Milliseconds for which a form is known that was sent, and how many of them. */
const [KEPT, MOST] = [10 * 60_000, 1_000]
const sent = new Map<string, { readonly at: number; readonly done: Promise<unknown> }>()

/**
 * Does what a form asks for once, however often it is sent: a second press of its button, or loading its answer again,
 * gets what the first made. For what makes something new and has no key of its own in the archive; a form without a
 * `key` is done as often as it comes. What failed may be tried again.
 */
export function once<T>({ form, path, actor }: Pick<Call, 'form' | 'path' | 'actor'>, act: () => Promise<T>): Promise<T> {
  const key = form.get('key') ?? ''
  if (key === '' || actor === undefined) return act()
  const now = Date.now()
  for (const [one, { at }] of sent) {
    if (sent.size <= MOST && now - at < KEPT) break
    sent.delete(one)
  }
  const name = JSON.stringify([actor.account, path, key])
  const before = sent.get(name)
  if (before !== undefined) return before.done as Promise<T>
  const done = act()
  sent.set(name, { at: now, done })
  done.catch(() => sent.delete(name))
  return done
}
