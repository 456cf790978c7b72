const HERE = 'http://here.invalid'

/**
 * Where somebody wants to go afterwards: a path of this service and nothing else (open redirect). Browsers take
 * `\` for `/` and leave out tabs and line breaks, and so does the parser that decides here.
 * @returns `/` for anything else
 */
export function localPath(wanted: unknown): string {
  if (typeof wanted !== 'string' || !wanted.startsWith('/') || !URL.canParse(wanted, HERE)) return '/'
  const { origin, pathname, search, hash } = new URL(wanted, HERE)
  // `/.//evil.example` comes out as `//evil.example`
  return origin === HERE && !pathname.startsWith('//') ? `${pathname}${search}${hash}` : '/'
}
