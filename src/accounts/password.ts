import { argon2, randomBytes, timingSafeEqual, type Argon2Parameters } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { promisify } from 'node:util'
import { ArchiveError, badInput, unavailable } from '../model/errors.ts'
import { loginKey } from './login.ts'

/** OWASP's choice for argon2id: 19 MiB of memory (in KiB), two passes, one lane. */
const COST: Cost = { memory: 19_456, passes: 2, parallelism: 1 }
/** Bytes. */
const [SALT, TAG] = [16, 32]

/** Characters of a password. */
const [LEAST, MOST] = [10, 200]
/** Fewer different characters than this are a pattern: 1111111111, 1212121212. */
const DIFFERENT = 5
/** Characters that must be left of it besides the login or another name that anyone can guess. */
const BESIDES = 6

/**
 * Hashes that are computed at once: one processor is left to whoever reads (of two, the other makes more than thirty a
 * second), and never all four threads of Node's pool, which read files, too. Further ones wait in line, up to so many.
 */
const AT_ONCE = Math.max(1, Math.min(3, availableParallelism() - 1))
const IN_LINE = 200

interface Cost {
  readonly memory: number
  readonly passes: number
  readonly parallelism: number
}

interface Hash extends Cost {
  readonly salt: Buffer
  readonly tag: Buffer
}

/**
 * @returns a PHC string: `$argon2id$v=19$m=19456,t=2,p=1$salt$tag`
 * @throws UNAVAILABLE when too many wait already
 */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT)
  return written({ ...COST, salt, tag: await compute(password, { ...COST, salt }, TAG) })
}

/**
 * Takes as long where there is no account, or none with a password.
 * @param phc undefined: no such account; the answer is no
 * @throws UNAVAILABLE when too many wait already; INTERNAL when what is kept is no hash of this kind
 */
export async function verifyPassword(password: string, phc: string | undefined): Promise<boolean> {
  const hash = phc === undefined ? decoy() : read(phc)
  const same = timingSafeEqual(await compute(password, hash, hash.tag.length), hash.tag)
  return same && phc !== undefined
}

/** Made at another cost than hashes are made today: to be made anew when its password is next known. */
export function needsRehash(phc: string): boolean {
  const { memory, passes, parallelism, salt, tag } = read(phc)
  return memory !== COST.memory || passes !== COST.passes || parallelism !== COST.parallelism || salt.length !== SALT || tag.length !== TAG
}

/**
 * Whether it may become somebody's password.
 * @param names the login, the name of the person and of the archive: what somebody who guesses tries first
 * @throws BAD_USER_INPUT naming the field
 */
export async function checkPassword(password: string, { names, field = 'password' }: { readonly names: readonly string[]; readonly field?: string }): Promise<void> {
  const text = password.normalize('NFKC')
  const length = Array.from(text).length
  if (length < LEAST) throw badInput(field, `密碼至少要 ${LEAST} 個字 (a password has at least ${LEAST} characters)`)
  if (length > MOST) throw badInput(field, `密碼最多 ${MOST} 個字 (a password has at most ${MOST} characters)`)
  const key = loginKey(text)
  if (new Set(key).size < DIFFERENT) throw badInput(field, `密碼至少要有 ${DIFFERENT} 個不同的字 (a password has at least ${DIFFERENT} different characters)`)
  const guessable = names.flatMap((name) => [loginKey(name), loginKey(name.replace(/@.*/s, ''))]).filter((name) => name !== '')
  if (guessable.some((name) => Array.from(key.replaceAll(name, '')).length < BESIDES)) throw badInput(field, '密碼不能是登入名稱或名稱，或只比它多一點 (a password is not the login or a name, nor little more)')
  if ((await common()).has(key)) throw badInput(field, '這個密碼太常見，很容易被猜到 (this password is a common one)')
}

/** The list itself: the package's module would also unpack words and keyboards, which holds the process up ten times as long. */
const LIST = new URL(import.meta.resolve('@zxcvbn-ts/language-common/src/passwords.json'))
let list: Promise<ReadonlySet<string>> | undefined

/** The most common passwords that are long enough at all, in small letters; read when it is first needed. */
function common(): Promise<ReadonlySet<string>> {
  return (list ??= readFile(LIST, 'utf8').then((text) => new Set((JSON.parse(text) as string[]).filter((password) => password.length >= LEAST))).catch((error: unknown) => {
    list = undefined
    throw error
  }))
}

const derive = promisify(argon2)

let running = 0
const line: (() => void)[] = []

async function compute(password: string, { memory, passes, parallelism, salt }: Omit<Hash, 'tag'>, tagLength: number): Promise<Buffer> {
  if (running < AT_ONCE) running++
  else {
    if (line.length >= IN_LINE) throw unavailable('signing in', undefined, 2)
    // whoever is done hands over their place
    await new Promise<void>((resolve) => line.push(resolve))
  }
  try {
    const parameters: Argon2Parameters = { message: password.normalize('NFKC'), nonce: salt, parallelism, tagLength, memory, passes }
    return await derive('argon2id', parameters)
  } finally {
    const next = line.shift()
    if (next === undefined) running--
    else next()
  }
}

/** A hash that no password is known to have. */
const decoy = (): Hash => ({ ...COST, salt: randomBytes(SALT), tag: randomBytes(TAG) })

const base64 = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '')

const written = ({ memory, passes, parallelism, salt, tag }: Hash): string => `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${base64(salt)}$${base64(tag)}`

/** https://github.com/P-H-C/phc-string-format */
const PHC = /^\$argon2id\$v=19\$m=(?<memory>\d{1,10}),t=(?<passes>\d{1,10}),p=(?<parallelism>\d{1,8})\$(?<salt>[A-Za-z0-9+/]{11,64})\$(?<tag>[A-Za-z0-9+/]{16,86})$/

function read(phc: string): Hash {
  const parts = PHC.exec(phc)?.groups
  if (parts === undefined) throw new ArchiveError('INTERNAL', 'what is kept as the hash of a password is none')
  const [memory, passes, parallelism] = [Number(parts['memory']), Number(parts['passes']), Number(parts['parallelism'])]
  return { memory, passes, parallelism, salt: Buffer.from(parts['salt']!, 'base64'), tag: Buffer.from(parts['tag']!, 'base64') }
}
