import type { Got } from './site.ts'

/** What a browser would send of the first form of the page's main part. */
export function formOf({ text }: Pick<Got, 'text'>): Record<string, string[]> {
  const main = /<main[\s\S]*<\/main>/.exec(text)![0]
  const values: Record<string, string[]> = {}
  const add = (name: string, value: string): void => { (values[name] ??= []).push(unescaped(value)) }
  for (const [tag] of main.matchAll(/<input [^>]*>/g)) {
    const [name, value, type] = ['name', 'value', 'type'].map((one) => new RegExp(` ${one}="([^"]*)"`).exec(tag)?.[1]) as [string, string, string]
    if (name !== undefined && (!['checkbox', 'radio', 'file'].includes(type) || / checked/.test(tag))) add(name, value ?? '')
  }
  for (const [, name, value] of main.matchAll(/<textarea [^>]*name="([^"]+)"[^>]*>\n?([\s\S]*?)<\/textarea>/g)) add(name!, value!)
  for (const [, name, inner] of main.matchAll(/<select [^>]*name="([^"]+)"[^>]*>([\s\S]*?)<\/select>/g)) add(name!, /value="([^"]*)" selected/.exec(inner!)?.[1] ?? /value="([^"]*)"/.exec(inner!)?.[1] ?? '')
  return values
}
const unescaped = (text: string): string => text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" })[name]!)
