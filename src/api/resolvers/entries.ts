import type { Contributor, Draft as KeptDraft } from '../../accounts/port.ts'
import { capture } from '../../archive/capture/capture.ts'
import { demandDraft, dropDraft, myDrafts, readDraft, saveDraft, type Saving } from '../../archive/entries/drafts.ts'
import { enter } from '../../archive/entries/enter.ts'
import type { EntryInput } from '../../archive/entries/input.ts'
import { contribute, contributors, endWorkshop, makeWorkshop, workshops, type Contribution, type NewWorkshop, type ShownWorkshop } from '../../archive/entries/workshops.ts'
import { cleanedAside } from '../../exchange/documents/pasted-aside.ts'
import { dayText, formatDate, parseDate } from '../../model/dates.ts'
import { whenSaid } from '../../model/dates-life.ts'
import type { Id } from '../../model/ids.ts'
import { LANGUAGES } from '../../model/languages.ts'
import { namesInText } from '../../questions/names-in-text.ts'
import type { RequestContext } from '../../http/context.ts'
import { writer, writingPorts } from '../../http/writing.ts'

const iso = (ms: number): string => new Date(ms).toISOString()
const times = { savedAt: ({ savedAt }: KeptDraft) => iso(savedAt), purgeAt: ({ purgeAt }: KeptDraft) => iso(purgeAt) }

export const entries = {
  Query: {
    readWhen: (_: unknown, { when, born }: { when: string; born?: string | null }) => read(whenSaid(when, born ?? undefined).edtf),
    languages: () => LANGUAGES.map(({ code, label }) => ({ code, label: label['zh-Hant'], english: label.en })),
    namesIn: async (_: unknown, { text }: { text: string }, { asking, people }: RequestContext) => namesInText(asking, text, await people().directory.everyone()),
    drafts: (_: unknown, __: unknown, { actor, people }: RequestContext) => myDrafts(people(), actor),
    draft: (_: unknown, { key }: { key: string }, { actor, people }: RequestContext) => readDraft(people(), actor, key),
    workshops: (_: unknown, __: unknown, { actor, people }: RequestContext) => workshops(people(), actor),
    contributors: (_: unknown, { workshop }: { workshop: Id }, { actor, people }: RequestContext) => contributors(people(), actor, workshop),
    cleaned: async (_: unknown, { html }: { html: string }) => ({ markdown: await cleanedAside(html) }),
  },
  Mutation: {
    saveDraft: (_: unknown, saving: Saving, { actor, people }: RequestContext) => saveDraft(people(), actor, saving),
    dropDraft: (_: unknown, { key }: { key: string }, { actor, people }: RequestContext) => dropDraft(people(), actor, key),
    makeWorkshop: (_: unknown, wanted: NewWorkshop, { actor, people }: RequestContext) => makeWorkshop(people(), actor, wanted),
    endWorkshop: async (_: unknown, { id }: { id: Id }, { actor, people }: RequestContext) => {
      await endWorkshop(people(), actor, id)
      return true
    },
    contribute: (_: unknown, contribution: Contribution, context: RequestContext) => contribute({ ...context.people(), ...writingPorts(context), directory: context.people().directory }, contribution, context.visit().from),
    capture: async (_: unknown, { evidence }: { evidence: Id }, { actor, asking, people, jobs }: RequestContext) => {
      await capture({ graph: asking.graph, accounts: people().accounts, jobs: jobs() }, actor, evidence)
      return true
    },
    enter: async (_: unknown, { key, entry, draft }: { key: string; entry: EntryInput; draft?: string | null }, context: RequestContext) => {
      const entered = await enter(writingPorts(context), writer(context), key, entry, draft == null ? undefined : () => demandDraft(context.people(), context.actor, draft))
      if (draft != null) await dropDraft(context.people(), context.actor, draft)
      return entered
    },
  },
  DraftHead: times,
  Draft: times,
  Workshop: { id: ({ account }: ShownWorkshop) => account, createdAt: ({ createdAt }: ShownWorkshop) => iso(createdAt), expiresAt: ({ expiresAt }: ShownWorkshop) => iso(expiresAt) },
  Contributor: { createdAt: ({ createdAt }: Contributor) => iso(createdAt), purgeAt: ({ purgeAt }: Contributor) => iso(purgeAt) },
}

function read(edtf: string | undefined): object {
  if (edtf === undefined) return { edtf: null, text: null, from: null, to: null }
  const { earliest, latest } = parseDate(edtf)
  const [from, to] = [earliest, latest].map((day) => (dayText(day) === '..' ? null : dayText(day)))
  return { edtf, text: formatDate(edtf, 'zh-Hant'), from, to }
}
