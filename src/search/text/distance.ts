/** Characters to add, drop, exchange or swap with their neighbour to make one text of the other; more than `most` when there are more. */
export function distance(a: string, b: string, most: number): number {
  const [x, y] = [[...a], [...b]]
  if (Math.abs(x.length - y.length) > most) return most + 1
  let [before, row]: [number[], number[]] = [[], Array.from({ length: y.length + 1 }, (_, j) => j)]
  for (let i = 1; i <= x.length; i++) {
    const next = [i]
    for (let j = 1; j <= y.length; j++) {
      let least = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + Number(x[i - 1] !== y[j - 1]))
      if (i > 1 && j > 1 && x[i - 1] === y[j - 2] && x[i - 2] === y[j - 1]) least = Math.min(least, before[j - 2]! + 1)
      next.push(least)
    }
    if (Math.min(...next) > most) return most + 1
    ;[before, row] = [row, next]
  }
  return row[y.length]!
}
