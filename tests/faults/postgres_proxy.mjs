// A way to PostgreSQL that fails as a load balancer in front of a cluster does while it looks for the new primary.
import { once } from 'node:events'
import net from 'node:net'

/** What whoever connects meets. */
export const WAYS = {
  /** PostgreSQL. */
  open: (client, target) => {
    const server = net.connect(target, '127.0.0.1')
    for (const [one, other] of [[client, server], [server, client]]) {
      one.pipe(other)
      one.on('error', () => other.destroy())
      one.on('close', () => other.destroy())
    }
    return server
  },
  /** A connection that is closed at once. */
  closed: (client) => client.destroy(),
  /** An answer to the wish for TLS that is none. */
  garbled: (client) => client.once('data', () => client.end(Buffer.from([0]))),
  /** Silence. */
  silent: () => {},
}

/** Stands at `port` of loopback between the program and PostgreSQL at `target`. */
export async function standBetween(port, target) {
  let way = 'open'
  const sockets = new Set()
  const server = net.createServer((client) => {
    sockets.add(client)
    client.on('close', () => sockets.delete(client))
    client.on('error', () => {})
    WAYS[way](client, target)
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const cutAll = () => sockets.forEach((socket) => socket.destroy())
  return {
    /** From now on it goes that way; what was connected is cut. */
    turn(next) {
      way = next
      cutAll()
    },
    async remove() {
      cutAll()
      server.close()
      await once(server, 'close')
    },
  }
}
