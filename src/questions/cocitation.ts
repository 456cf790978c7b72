import { kind } from './kind.ts'
import { grouped } from '../model/numbers.ts'
import { ALIKE, alikeBy } from './literature/alike.ts'

/** Works cited together (Small 1973): exactly as docs/questions.md. */
export const cocitationKind = kind({
  name: 'cocitation',
  summary: { 'zh-Hant': '哪些著作常跟 A 一起被引用？', en: 'Which works are cited together with A?' },
  shape: ALIKE,
  words: ['of'],
  answer: (asking, given) => alikeBy({
    name: 'cocitation', towards: 'in',
    words: {
      title: (of) => `哪些著作常跟「${of}」一起被引用？`,
      none: (of) => `沒有找到跟「${of}」一起被引用的著作。`,
      some: (of, total) => `跟「${of}」一起被引用的著作有 ${grouped(total)} 種，次數多的在前。`,
      number: ['共被引次數', 'cited together'], joining: ['同時引用的著作', 'works that cite both'],
    },
  }, asking, given),
})
