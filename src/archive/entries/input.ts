import type { State } from '../../model/records.ts'
import type { AudienceInput } from '../access/audiences.ts'
import type { ContentInput } from '../contribute/input.ts'

type Given<T> = T | null | undefined

/** What whoever told it agreed to. */
export interface ConsentInput {
  /** What was agreed to, in words: 「可以公開，不要放照片」. */
  readonly scope: string
  readonly on?: Given<string>
  /** Who agreed, where it was not they themselves: a guardian, the head of a family. */
  readonly by?: Given<string>
  /** In writing, by word of mouth, on the recording. */
  readonly means?: Given<string>
}

/** Somebody: an entity of the archive, somebody new by name, or in words (「一位老住戶」). One of these. */
export interface SomebodyInput {
  readonly person?: Given<string>
  readonly name?: Given<string>
  readonly words?: Given<string>
}

export interface TellerInput extends SomebodyInput {
  readonly consent?: Given<ConsentInput>
}

/** Something of an entry with readers of its own: a text, files, the form of a consent. */
export interface PartInput extends Pick<ContentInput, 'text' | 'files' | 'licence' | 'labels' | 'contentWarning'> {
  /** Default: the entry's. */
  readonly audience?: Given<AudienceInput>
}

/** What the entry says of things that are known: it is the source. */
export interface SaidInput {
  readonly type: string
  /** Default: the entry itself. */
  readonly from?: Given<string>
  readonly to?: Given<string>
  readonly start?: Given<string>
  readonly end?: Given<string>
  /** Words of the story that say so. */
  readonly quote?: Given<string>
}

/** Answers to the short questions of an entry. Only the title and one of story, files and parts are needed. */
export interface EntryInput {
  readonly title: string
  readonly when?: Given<string>
  /** The year in which whoever tells it was born: for 「小時候」. */
  readonly born?: Given<string>
  readonly where?: Given<{
    readonly place?: Given<string>
    readonly district?: Given<string>
    readonly address?: Given<string>
    readonly coordinates?: Given<string>
    /** Who is to know address and coordinates; default: the entry's readers. The district is told to all of these. */
    readonly audience?: Given<AudienceInput>
  }>
  readonly toldBy?: Given<readonly TellerInput[]>
  readonly writtenDownBy?: Given<readonly SomebodyInput[]>
  /** Markdown; blank lines part passages. */
  readonly story?: Given<string>
  /** A code or name of `model/languages.ts`; default zh-Hant. */
  readonly language?: Given<string>
  readonly keywords?: Given<readonly string[]>
  readonly files?: Given<NonNullable<ContentInput['files']>>
  readonly parts?: Given<readonly PartInput[]>
  /** Ids of what the story mentions, with the words that do. */
  readonly mentions?: Given<readonly { readonly id: string; readonly quote?: Given<string> }[]>
  readonly said?: Given<readonly SaidInput[]>
  readonly licence?: Given<string>
  readonly labels?: Given<readonly string[]>
  readonly contentWarning?: Given<readonly string[]>
  readonly audience: AudienceInput
  /** draft, proposed (default) or published. */
  readonly state?: Given<State>
}
