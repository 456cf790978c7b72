/** The `edtf` package ships no types; this is the part of it that is used here. */
declare module 'edtf' {
  export function parse(text: string, constraints?: { level?: number; types?: readonly string[] }): { readonly type: string }
}
