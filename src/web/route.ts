import type { Call } from './call.ts'
import type { Reply } from './page.ts'

export type Handler = (call: Call) => Promise<Reply>

/** An address, in both languages, and what stands there. `get` is safe; `post` changes something and leads on (303), or shows the form again with what is wrong. */
export interface Route {
  /** As Fastify writes paths: `/entities/:id`. */
  readonly path: string
  readonly get?: Handler
  readonly post?: Handler
  /** Files stand at the same address in Chinese: `get` is for who wants a page (`http/accepts.ts`). */
  readonly besideFiles?: true
  /** Its form may come with files (`multipart/form-data`), which the handler reads by `http/uploads.ts`. */
  readonly files?: true
  /** Others show a link to its page with a card (`card/`). */
  readonly hasCard?: true
  /** The same for everybody: whoever is signed in is asked for as a stranger. */
  readonly forEveryone?: true
}
