declare module '@citation-js/core' {
  export class Cite {
    constructor(items: readonly unknown[])
    format(format: string, options?: Readonly<Record<string, unknown>>): string
    readonly data: readonly Record<string, unknown>[]
  }
  export const plugins: { readonly config: { get(plugin: string): { format: Record<string, boolean> } } }
}
declare module '@citation-js/plugin-bibtex'
declare module '@citation-js/plugin-ris'
