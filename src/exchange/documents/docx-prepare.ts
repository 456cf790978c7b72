import { counting, valueIn } from './docx-numbering.ts'
import { xmlText, type Parts } from './zip.ts'

const OUTLINED = /^outlined([1-6])\.(.*)$/

/** For mammoth's map: the names that `outlineOf` gives. */
export const OUTLINE_STYLES = [1, 2, 3, 4, 5, 6].map((level) => `p[style-name='outlined ${level}'] => h${level}:fresh`)

/**
 * The document's XML with what Word shows and mammoth does not look at: the numbers that Word counts, at the head of
 * their paragraphs; and an outline level that a paragraph has of itself and not from its style, as the name of one.
 */
export function prepared(parts: Parts): string {
  const count = counting(parts)
  return xmlText(parts.get('word/document.xml')!).replace(/(<w:p(?:\s[^>]*)?>\s*)<w:pPr>([\s\S]*?)<\/w:pPr>/g, (_, opening: string, properties: string) => {
    const label = count(properties)
    const level = Number(valueIn(properties, 'outlineLvl') ?? 9) + 1
    const style = valueIn(properties, 'pStyle') ?? ''
    const styled = level > 6 ? properties : `<w:pStyle w:val="outlined${level}.${style}"/>${properties.replace(/<w:pStyle\s[^>]*\/>/, '')}`
    return `${opening}<w:pPr>${styled}</w:pPr>${label === '' ? '' : `<w:r><w:t xml:space="preserve">${label.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</w:t></w:r>`}`
  })
}

/** The style that the document gave a paragraph, and the name for mammoth's map where its outline was its own. */
export function outlineOf(styleId: string): { styleId: string; styleName?: string } {
  const outlined = OUTLINED.exec(styleId)
  return outlined === null ? { styleId } : { styleId: outlined[2]!, styleName: `outlined ${outlined[1]}` }
}
