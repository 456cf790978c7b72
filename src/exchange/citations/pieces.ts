/** A citation in pieces: what a style sets apart (titles of books and journals) is marked, and each format has its own way to show it. */
export type Piece = string | { readonly title: string }

/** Without marks. */
export const plain = (pieces: readonly Piece[]): string => pieces.map((piece) => (typeof piece === 'string' ? piece : piece.title)).join('')

/** Neighbouring words in one piece. */
export function joined(...pieces: readonly (Piece | undefined | readonly Piece[])[]): Piece[] {
  const all: Piece[] = []
  for (const piece of pieces.flat()) {
    if (piece === undefined || piece === '') continue
    const last = all.at(-1)
    if (typeof piece === 'string' && typeof last === 'string') all[all.length - 1] = last + piece
    else all.push(piece)
  }
  return all
}
