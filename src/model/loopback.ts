/** Whether a host is this machine, as a URL has it: `localhost`, `127.0.0.1`, `[::1]`. */
export const isLoopback = (hostname: string): boolean => /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname)
