// Loaded before everything else. Pins every listening socket to 127.0.0.1 (the servers would bind
// all interfaces) and puts our driver in the place of the one that needs a compiler.
import { registerHooks } from 'node:module'
import net from 'node:net'

const SQLITE = new URL('./sqlite.mjs', import.meta.url).href

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'better-sqlite3' ? { url: SQLITE, shortCircuit: true } : next(specifier, context),
})

const listen = net.Server.prototype.listen
net.Server.prototype.listen = function (...args) {
  const [first] = args
  if (typeof first === 'number' || /^\d+$/.test(String(first))) {
    const ready = args.findLast((arg) => typeof arg === 'function')
    return listen.call(this, { port: Number(first), host: '127.0.0.1' }, ready)
  }
  if (typeof first === 'object' && first?.port !== undefined) {
    return listen.call(this, { ...first, host: '127.0.0.1' }, ...args.slice(1))
  }
  throw new Error('this server may listen on a loopback port only')
}
