import type { Head } from '../../model/changeset.ts'
import { NOBODY } from '../../model/clearance.ts'
import { edgeOf, evidenceClearance, isShown, LEVELS, type Level, type Support } from '../../model/edge.ts'
import { evidenceReading, relationReading } from '../reading.ts'
import type { Chain } from './chain.ts'
import type { Interned } from './interned.ts'

/** Who may see a relation and its evidence, and how public it is; clearances by number. */
export interface Rights {
  readonly level: Level
  readonly clearance: number
  /** Of the record itself, in any state. */
  readonly reading: number
  /** In the order in which the evidence was given. */
  readonly pieces: readonly PieceRights[]
}

export interface PieceRights {
  readonly shown: Level
  readonly clearance: number
  readonly reading: number
}

interface Piece extends Support {
  readonly chain: Chain | undefined
}

/** Different surroundings that are remembered; an archive has few. */
const ROOM = 10_000

/**
 * The rights that follow from a relation's surroundings. They depend on states and readers only, and
 * an import brings the same ones a thousand times over: worked out once for each.
 */
export class Surroundings {
  readonly #clearances: Interned
  readonly #known = new Map<string, Rights>()

  constructor(clearances: Interned) {
    this.#clearances = clearances
  }

  /** @param readers the clearance of a record by itself */
  rights(readers: (head: Head) => number, relation: Head, from: Chain | undefined, to: Chain | undefined, pieces: readonly Piece[]): Rights {
    if (relation.record === null || from === undefined || to === undefined) return this.#workedOut(relation, from, to, pieces)
    let key = `${relation.state} ${readers(relation)} ${from.canonical === to.canonical} ${said(from)} ${said(to)}`
    for (const { evidence, chain } of pieces) key += ` ${evidence.state} ${readers(evidence)} ${chain === undefined ? '' : said(chain)}`
    let known = this.#known.get(key)
    if (known === undefined) {
      if (this.#known.size >= ROOM) this.#known.clear()
      this.#known.set(key, (known = this.#workedOut(relation, from, to, pieces)))
    }
    return known
  }

  forget(): void {
    this.#known.clear()
  }

  #workedOut(relation: Head, from: Chain | undefined, to: Chain | undefined, pieces: readonly Piece[]): Rights {
    const ends = [from?.heads ?? [], to?.heads ?? []] as const
    const edge = edgeOf(relation, ...ends, pieces)
    const level = edge?.level ?? LEVELS.none
    const number = (clearance: string): number => this.#clearances.number(clearance)
    return {
      level,
      clearance: number(edge?.clearance ?? NOBODY),
      reading: number(relationReading(relation, ...ends, pieces)),
      pieces: pieces.map((piece) => ({
        shown: isShown(piece, level) ? level : LEVELS.none,
        clearance: piece.chain === undefined ? 0 : number(evidenceClearance(piece)),
        reading: number(evidenceReading(piece, relation, ...ends)),
      })),
    }
  }
}

const said = ({ clearance, level }: Chain): string => `${clearance},${level}`
