import { createHash, randomBytes } from 'node:crypto'

/**
 * What a cookie, a token or a link carries: 256 random bits in base64url, 43 characters. Stores keep only its hash.
 * It never begins with a minus: at a terminal that would be an option.
 */
export function newSecret(): string {
  const secret = randomBytes(32).toString('base64url')
  return secret.startsWith('-') ? newSecret() : secret
}

/** SHA-256 in hexadecimal: enough for what cannot be guessed. Passwords can, and have their own (`password.ts`). */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex')
