import type { Command } from './command.ts'

/** A kind of question that has no command of its own making. */
export const question = (name: string) => async (): Promise<Command> => (await import('./question.ts')).questionCommand(name)

/**
 * Every command of the terminal, in the order in which help lists them. Each is loaded only when it is
 * needed: the service alone brings a hundred modules with it that a question does not use.
 */
export const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  serve: async () => (await import('./serve.ts')).serve,
  ask: async () => (await import('./ask.ts')).ask,
  connect: async () => (await import('./connect.ts')).connect,
  paths: async () => (await import('./paths.ts')).paths,
  among: question('among'),
  related: question('related'),
  common: question('common'),
  ranking: question('ranking'),
  passages: question('passages'),
  rings: question('rings'),
  interlocks: question('interlocks'),
  brokerage: question('brokerage'),
  communities: question('communities'),
  overlap: question('overlap'),
  compare: question('compare'),
  timeline: question('timeline'),
  coauthors: question('coauthors'),
  citations: question('citations'),
  cocitation: question('cocitation'),
  coupling: question('coupling'),
  concepts: question('concepts'),
  definitions: question('definitions'),
  counts: question('counts'),
  show: async () => (await import('./show.ts')).show,
  search: async () => (await import('./search.ts')).search,
  resolve: async () => (await import('./resolve.ts')).resolve,
  duplicates: async () => (await import('./duplicates.ts')).duplicates,
  saved: async () => (await import('./saved.ts')).saved,
  watch: async () => (await import('./watch.ts')).watch,
  history: async () => (await import('./history.ts')).history,
  import: async () => (await import('./import.ts')).importCommand,
  ingest: async () => (await import('./ingest.ts')).ingest,
  review: async () => (await import('./review.ts')).review,
  revert: async () => (await import('./revert.ts')).revert,
  report: async () => (await import('./report.ts')).report,
  redact: async () => (await import('./redact.ts')).redact,
  community: async () => (await import('./community.ts')).community,
  protocol: async () => (await import('./protocol.ts')).protocol,
  'who-can-see': async () => (await import('./who-can-see.ts')).whoCanSee,
  user: async () => (await import('./user.ts')).user,
  export: async () => (await import('./export.ts')).exportCommand,
  backup: async () => (await import('./backup.ts')).backup,
  restore: async () => (await import('./backup.ts')).restore,
  copy: async () => (await import('./copy.ts')).copy,
  reindex: async () => (await import('./reindex.ts')).reindex,
  doctor: async () => (await import('./doctor.ts')).doctor,
}
