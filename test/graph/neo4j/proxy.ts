import { connect, createServer, type Server, type Socket } from 'node:net'

/** A network between the service and a server, which can be taken away: `down` refuses, `hang` swallows. */
export class Proxy {
  readonly #target: { readonly host: string; readonly port: number }
  readonly #sockets = new Set<Socket>()
  #server: Server | undefined
  #hanging = false
  port = 0

  constructor(uri: string) {
    const { hostname, port } = new URL(uri)
    this.#target = { host: hostname, port: Number(port || 7687) }
  }

  get uri(): string {
    return `bolt://127.0.0.1:${this.port}`
  }

  async up(): Promise<void> {
    this.#hanging = false
    this.#server = createServer((socket) => {
      this.#keep(socket)
      if (this.#hanging) return
      const onward = connect(this.#target)
      this.#keep(onward)
      socket.on('data', (data) => this.#hanging || onward.write(data))
      onward.on('data', (data) => this.#hanging || socket.write(data))
      socket.on('close', () => onward.destroy())
      onward.on('close', () => socket.destroy())
    })
    await new Promise<void>((resolve) => this.#server!.listen(this.port, '127.0.0.1', resolve))
    this.port = (this.#server.address() as { port: number }).port
  }

  /** Connections break, new ones are refused: a server that was killed. */
  async down(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server!.close(() => resolve()))
    for (const socket of this.#sockets) socket.destroy()
    await closed
  }

  /** Nothing comes back any more, nothing breaks: a cable that was pulled. */
  hang(): void {
    this.#hanging = true
  }

  /** What was swallowed stays so; the connections it was on are of no use any more. */
  resume(): void {
    this.#hanging = false
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => this.#sockets.delete(socket))
  }
}
