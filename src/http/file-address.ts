import type { Size } from '../archive/files/picture.ts'

/** Where a file of a content is. */
export const fileAddress = (content: string, number: number, size?: Size): string => `/files/${content}/${number}${size === undefined ? '' : `?size=${size}`}`
