import type { Id } from '../../src/model/ids.ts'
import type { Kind } from '../../src/model/records.ts'

/** A relation that a question walks, ends as survivors. */
export interface PlainTie {
  readonly id: Id
  readonly type: string
  readonly from: Id
  readonly to: Id
}

/** A row in ids: what it is about, how many, of what, and the ties (from, to) whose relations it shows. */
export interface PlainRow {
  readonly ids: readonly Id[]
  readonly number: number
  readonly via: readonly Id[]
  readonly shows: readonly (readonly [Id, Id, types: readonly string[]])[]
}

/** `docs/questions.md`, word for word, over the list of what is walked. */
export class PlainLiterature {
  readonly #ties: readonly PlainTie[]
  readonly #kindOf: (id: Id) => Kind

  constructor(ties: readonly PlainTie[], kindOf: (id: Id) => Kind) {
    this.#ties = ties
    this.#kindOf = kindOf
  }

  /** W(x). */
  works(x: Id): Id[] {
    const found = new Set<Id>(['Work', 'Entry', 'Collection'].includes(this.#kindOf(x)) ? [x] : this.#out(x, ['AUTHORED']))
    for (let time = 0; time < 3; time++) {
      for (const whole of [...found]) for (const part of this.#in(whole, ['PART_OF'])) if (['Work', 'Entry', 'Collection'].includes(this.#kindOf(part))) found.add(part)
    }
    return [...found].sort()
  }

  coauthors(of: Id | undefined, types: readonly string[], kinds: readonly Kind[]): PlainRow[] {
    const makers = [...new Set(this.#ties.filter(({ type }) => types.includes(type)).map(({ from }) => from))]
    const rows: PlainRow[] = []
    for (const p of of === undefined ? makers : [of]) for (const q of makers) {
      if (of === undefined ? p >= q || !kinds.includes(this.#kindOf(p)) : p === q) continue
      if (!kinds.includes(this.#kindOf(q))) continue
      const via = this.#out(p, types).filter((w) => this.#out(q, types).includes(w))
      if (via.length > 0) rows.push({ ids: of === undefined ? [p, q] : [q], number: via.length, via, shows: via.slice(0, 10).flatMap((w) => [[p, w, types], [q, w, types]] as const) })
    }
    return rows.sort(compare)
  }

  citations(of: Id, direction: 'cites' | 'citedBy'): PlainRow[] {
    const works = this.works(of)
    const ends = [...new Set(works.flatMap((w) => (direction === 'cites' ? this.#out(w, ['CITES']) : this.#in(w, ['CITES']))))]
    return ends.map((end) => {
      const via = works.filter((w) => (direction === 'cites' ? this.#out(w, ['CITES']) : this.#in(w, ['CITES'])).includes(end))
      return { ids: [end], number: via.length, via, shows: [...via.slice(0, 10).map((w) => (direction === 'cites' ? [w, end, ['CITES']] : [end, w, ['CITES']]) as [Id, Id, string[]]), ...this.#authors(end)] }
    }).sort(compare)
  }

  cocitation(of: Id): PlainRow[] {
    const works = this.works(of)
    const citing = [...new Set(works.flatMap((w) => this.#in(w, ['CITES'])))].sort()
    const others = [...new Set(citing.flatMap((d) => this.#out(d, ['CITES'])))].filter((x) => !works.includes(x))
    return others.map((x) => {
      const via = citing.filter((d) => this.#out(d, ['CITES']).includes(x))
      return { ids: [x], number: via.length, via, shows: [...via.slice(0, 10).flatMap((d) => [...works.filter((w) => this.#out(d, ['CITES']).includes(w)), x].map((w) => [d, w, ['CITES']] as const)), ...this.#authors(x)] }
    }).sort(compare)
  }

  coupling(of: Id): PlainRow[] {
    const works = this.works(of)
    const cited = [...new Set(works.flatMap((w) => this.#out(w, ['CITES'])))].sort()
    const others = [...new Set(cited.flatMap((c) => this.#in(c, ['CITES'])))].filter((x) => !works.includes(x))
    return others.map((x) => {
      const via = cited.filter((c) => this.#out(x, ['CITES']).includes(c))
      return { ids: [x], number: via.length, via, shows: [...via.slice(0, 10).flatMap((c) => [...works.filter((w) => this.#out(w, ['CITES']).includes(c)), x].map((w) => [w, c, ['CITES']] as const)), ...this.#authors(x)] }
    }).sort(compare)
  }

  concepts(within: Id, types: readonly string[]): PlainRow[] {
    const works = this.works(within)
    const concepts = [...new Set(works.flatMap((w) => this.#out(w, types)))].filter((k) => this.#kindOf(k) === 'Concept')
    return concepts.flatMap((k) => {
      const via = works.filter((w) => this.#out(w, types).includes(k))
      return via.map((w): PlainRow => ({ ids: [k, w], number: via.length, via: [w], shows: [[w, k, types]] }))
    }).sort(compare)
  }

  definitions(of: Id, types: readonly string[]): PlainRow[] {
    return this.#in(of, types).map((p): PlainRow => ({
      ids: [p], number: 1, via: [], shows: [[p, of, types], ...(['Work', 'Entry', 'Collection'].includes(this.#kindOf(p)) ? this.#authors(p) : [])],
    })).sort(compare)
  }

  #authors(w: Id): (readonly [Id, Id, readonly string[]])[] {
    const wrote = this.#in(w, ['AUTHORED'])
    return wrote.length > 0 ? wrote.map((p) => [p, w, ['AUTHORED']]) : this.#in(w, ['EDITED']).map((p) => [p, w, ['EDITED']])
  }

  #out = (id: Id, types: readonly string[]): Id[] => [...new Set(this.#ties.filter(({ type, from }) => from === id && types.includes(type)).map(({ to }) => to))].sort()
  #in = (id: Id, types: readonly string[]): Id[] => [...new Set(this.#ties.filter(({ type, to }) => to === id && types.includes(type)).map(({ from }) => from))].sort()
}

const compare = (x: PlainRow, y: PlainRow): number => y.number - x.number || (x.ids.join() < y.ids.join() ? -1 : 1)
