/**
 * Names of indexes: `fangzhi-v3`, and beside it `fangzhi-v3-new-k3j2…` while it is rebuilt. The version is
 * that of the analysis and of what is stored here: an older program goes on with its own index.
 */
export interface IndexNames {
  readonly live: string
  /** A name for an index to be built; each is used once. */
  readonly fresh: () => string
  /** Whether it is one that somebody is building, or was when he stopped. */
  readonly isBuilding: (uid: string) => boolean
  /** Whether it belongs to this archive, in another version. */
  readonly isOther: (uid: string) => boolean
}

/** Version of what is stored and how it is set up (`settings.ts`, `documents.ts`). */
const LAYOUT = 1

/** @param base small letters, digits and -; tells archives apart that share a server */
export function indexNames(base: string, analysis: string): IndexNames {
  const version = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]+/g, '_')
  const live = `${base}-v${LAYOUT}_${version(analysis)}`
  const one = new RegExp(`^${base}-v[a-z0-9_]+$`)
  return {
    live,
    fresh: () => `${live}-new-${Date.now().toString(36)}${Math.floor(Math.random() * 36 ** 4).toString(36)}`,
    isBuilding: (uid) => uid.startsWith(`${live}-new-`),
    isOther: (uid) => uid !== live && one.test(uid.replace(/-new-[a-z0-9]+$/, '')) && !uid.startsWith(`${live}-new-`),
  }
}
