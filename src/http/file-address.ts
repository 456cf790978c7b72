import type { Size } from '../archive/files/picture.ts'

/** Where a file is. @param of the content that has it, or the proposal that it have it */
export const fileAddress = (of: string, number: number, size?: Size): string => `/files/${of}/${number}${size === undefined ? '' : `?size=${size}`}`
