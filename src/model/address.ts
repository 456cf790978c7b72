/** Whether a browser may be sent there: only what is fetched from the web, nothing that runs (javascript:) or lies in a file. */
export const isWebAddress = (text: string): boolean => /^https?:\/\//i.test(text) && URL.canParse(text)
