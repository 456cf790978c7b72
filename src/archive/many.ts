/** One after the other where nothing needs to be looked up; what does, a hundred at a time. */
export async function many<T>(items: Iterable<T>, work: (item: T) => Promise<unknown> | void): Promise<void> {
  let waiting: Promise<unknown>[] = []
  for (const item of items) {
    const pending = work(item)
    if (!(pending instanceof Promise)) continue
    waiting.push(pending)
    if (waiting.length < 100) continue
    await Promise.all(waiting)
    waiting = []
  }
  await Promise.all(waiting)
}
