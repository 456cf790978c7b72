/** What the service tells: `/explore/neighbours` and `/explore/between`. */
export interface Ref {
  readonly id: string
  readonly name: string
  readonly kind: string
}
export interface Neighbour extends Ref {
  readonly relations: readonly { readonly id: string; readonly label: string; readonly when: string; readonly proposed: boolean; readonly disputed: boolean }[]
}
export interface Around {
  readonly of: Ref
  readonly total: number
  readonly hasNextPage: boolean
  readonly endCursor: string | null
  readonly items: readonly Neighbour[]
}
export interface Tie {
  readonly from: string
  readonly to: string
  readonly type: string
  readonly proposed: boolean
}
export interface Between {
  readonly entities: readonly Ref[]
  readonly ties: readonly Tie[]
}

export interface Source {
  readonly neighbours: (of: string, after?: string) => Promise<Around>
  readonly between: (ids: readonly string[]) => Promise<Between>
}

/** @param filters as the form of filters has them now */
export function sourceAt(addresses: { readonly neighbours: string; readonly between: string }, filters: () => URLSearchParams): Source {
  const read = async <T>(address: string, init?: RequestInit): Promise<T> => {
    const answer = await fetch(address, init)
    if (!answer.ok) throw new Error(String(answer.status))
    return await answer.json() as T
  }
  return {
    neighbours: (of, after) => {
      const query = filters()
      query.set('of', of)
      if (after !== undefined) query.set('after', after)
      return read(`${addresses.neighbours}?${query}`)
    },
    between: (ids) => {
      const body = filters()
      body.set('ids', ids.join(' '))
      return read(addresses.between, { method: 'POST', body })
    },
  }
}
