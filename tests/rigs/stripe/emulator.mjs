// Runs the Stripe service of the npm package `emulate` as a process of its own.
// It keeps the sessions, shows the hosted page and decides between paying and
// expiring; whatever it decides is not of our making.
import net from 'node:net'
import { createEmulator } from 'emulate'

const rigUrl = process.argv[2]

// `emulate` listens on every address of the machine and has no option against
// it. Its only server is bound to loopback here, on whatever port is free.
const listen = net.Server.prototype.listen
net.Server.prototype.listen = function listenOnLoopback() {
  this.once('listening', () => {
    process.send({ url: `http://127.0.0.1:${this.address().port}` })
  })
  return listen.call(this, { host: '127.0.0.1', port: 0 })
}

// Ends with the rig, also when the rig was killed and could not say so.
process.once('disconnect', () => process.exit(0))

await createEmulator({
  service: 'stripe',
  // The hosted page is reached through the rig, so that API and page share one
  // origin and one base URL says everything.
  baseUrl: rigUrl,
  seed: {
    stripe: {
      webhooks: [
        {
          url: `${rigUrl}/_rig/emulator`,
          events: ['checkout.session.completed', 'checkout.session.expired'],
          secret: 'unused',
        },
      ],
    },
  },
})
