/** Of the program, as package.json has it. */
export const VERSION = '0.1.0'

/** As answers that are taken away name it. */
export const SOFTWARE = `fangzhi ${VERSION}`
