import { ArchiveError, conflict, notFound } from '../model/errors.ts'
import type { Id } from '../model/ids.ts'

export const idTaken = (): ArchiveError => new ArchiveError('CONFLICT', 'this id was given to an account before', { field: 'id' })

export const loginTaken = (): ArchiveError => new ArchiveError('CONFLICT', '這個登入名稱已有人使用 (this login is taken)', { field: 'login' })

export const identityTaken = (): ArchiveError => new ArchiveError('CONFLICT', '這個外部身分已屬於另一個帳號 (another account has this identity)', { field: 'identity' })

export const noAccount = (id: Id): ArchiveError => notFound(`帳號 ${id} (account)`)

/** Of `unlessLast`. */
export const lastOne = (): ArchiveError => new ArchiveError('CONFLICT', 'this is the last active account of its role', { field: 'standing' })
/** @param stands the version that stands; null: none */
export const draftMoved = (stands: string | null): ArchiveError => conflict('這份草稿在別的地方改過了 (this draft was changed elsewhere)', stands)

export const workshopTaken = (): ArchiveError => new ArchiveError('CONFLICT', 'this account has a workshop already', { field: 'account' })

export const feedTaken = (): ArchiveError => new ArchiveError('CONFLICT', 'another account has this address of a feed', { field: 'feed' })
