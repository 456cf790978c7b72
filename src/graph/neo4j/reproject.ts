import type { ProjectionReport } from '../port.ts'
import type { Writing } from './commit.ts'
import type { Reads } from './reads.ts'
export async function reproject(_w: Writing, _r: Reads, _o: { readonly check?: boolean } = {}): Promise<ProjectionReport> {
  return { records: 0, differences: [] }
}
