/** Which way imports may point in src/, as tables. A room is a folder of src/; its imports may stay inside it or go to a lower tier. */
const TIERS = [
  ['api', 'web', 'cli'],
  ['http'],
  ['archive', 'questions', 'literature', 'exchange'],
  ['graph', 'search', 'accounts', 'blobs', 'jobs', 'kept', 'mail', 'webhooks', 'identity'],
  ['stores', 'net'],
  ['model'],
]
/** Implementations of one port, which never know each other. */
const STORES = ['sqlite', 'neo4j', 'meilisearch']
/** Folders for a few only: who, besides the folder itself, may import them. */
const RESERVED: Readonly<Record<string, readonly string[]>> = { 'graph/adjacency': ['graph/sqlite'] }

/** Files in src/ itself put the rooms together: they may import anything, and only these rooms import them ('' = each other; every command of the terminal is a process of its own, and opens the archive). */
const COMPOSERS = ['', 'cli']

const tier = (room: string): number => TIERS.findIndex((rooms) => rooms.includes(room))
const room = (file: string): string => file.split('/').slice(0, -1)[0] ?? ''
const within = (file: string, place: string): boolean => file.startsWith(`${place}/`)

/**
 * Every sentence is a complaint: an import that points the wrong way, or a ring of imports.
 * @param files text of each file by its path from src/
 */
export function wrongImports(files: ReadonlyMap<string, string>): string[] {
  const imports = new Map([...files].map(([file, text]) => [file, importsOf(file, text)]))
  return [...imports].flatMap(([file, targets]) => targets.flatMap((target) => {
    const reason = complaint(file, target)
    return reason === undefined ? [] : [`src/${file} imports src/${target}: ${reason}`]
  })).concat(rings(imports))
}

/** Every relative .ts path in quotes: so also a dynamic import, a re-export and the file of a worker are seen. */
function importsOf(file: string, text: string): string[] {
  const paths = [...text.matchAll(/(['"`])(\.{1,2}\/[^'"`\n]*\.ts)\1/g)].map((match) => match[2] ?? '')
  // Resolved below two folders that stand for the checkout and src, so that a path may leave src.
  return [...new Set(paths.map((path) => new URL(path, `file:///checkout/src/${file}`).pathname.replace(/^\/checkout\/src\//, '')))]
}

function complaint(file: string, target: string): string | undefined {
  const [from, to] = [room(file), room(target)]
  if (target.startsWith('/')) return 'what runs does not import what lies outside src'
  if (from === '' || (to === '' && COMPOSERS.includes(from))) return undefined
  if (to === '') return 'what lies in src itself puts the rooms together, no room imports it; take what is needed as an argument'
  for (const each of [from, to]) if (tier(each) < 0) return `src/${each} is no room yet; give it a tier in test/imports-rule.ts`
  if (from !== to && tier(from) === tier(to)) return `${from} and ${to} stand side by side; take what is needed as an argument`
  if (from !== to && tier(from) > tier(to)) return `${from} lies below ${to}, imports point downwards`
  const [ours, theirs] = [file, target].map((each) => STORES.find((store) => within(each, `${room(each)}/${store}`)))
  if (from === to && ours && theirs && ours !== theirs) return `${ours} and ${theirs} are two stores behind one port and never know each other`
  for (const [place, guests] of Object.entries(RESERVED)) {
    if (within(target, place) && ![place, ...guests].some((each) => within(file, each))) return `only ${guests.join(' and ')} may import ${place}`
  }
  return undefined
}

/** Depth first; an import of a file that is still being visited closes a ring. */
function rings(imports: ReadonlyMap<string, readonly string[]>): string[] {
  const found: string[] = []
  const done = new Set<string>()
  const visit = (file: string, way: readonly string[]): void => {
    if (way.includes(file)) {
      found.push(`a ring of imports: ${[...way.slice(way.indexOf(file)), file].map((each) => `src/${each}`).join(' → ')}`)
    } else if (!done.has(file)) {
      for (const target of imports.get(file) ?? []) visit(target, [...way, file])
      done.add(file)
    }
  }
  for (const file of imports.keys()) visit(file, [])
  return found
}
