// Starts Bluesky's reference server and an in-memory directory of identities, both on loopback.
// Tells its address in one line of JSON; ends, and takes everything with it, when its input ends:
// so it never outlives the test run, whatever became of that.
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { Secp256k1Keypair } from '@atproto/crypto'
import { PDS } from '@atproto/pds'
import { Database, PlcServer } from '@did-plc/server'

const freePort = () =>
  new Promise((found) => {
    const probe = net.createServer().listen({ port: 0 }, () => {
      const { port } = probe.address()
      probe.close(() => found(port))
    })
  })

const folder = await mkdtemp(join(tmpdir(), 'ausrufer-bluesky-'))
const [directoryPort, port] = [await freePort(), await freePort()]
const directory = PlcServer.create({ db: Database.mock(), port: directoryPort })
await directory.start()

const rotationKey = await Secp256k1Keypair.create({ exportable: true })
const server = await PDS.fromEnv({
  devMode: true,
  hostname: 'localhost',
  port,
  didPlcUrl: `http://localhost:${directoryPort}`,
  dataDirectory: folder,
  blobstoreDiskLocation: join(folder, 'blobs'),
  serviceHandleDomains: ['.test'],
  inviteRequired: false,
  disableSsrfProtection: true,
  rateLimitsEnabled: process.argv.includes('--rate-limits'),
  adminPassword: randomBytes(16).toString('hex'),
  jwtSecret: process.env.JWT_SECRET,
  plcRotationKeyK256PrivateKeyHex: Buffer.from(await rotationKey.export()).toString('hex'),
})
await server.start()

async function end() {
  await Promise.allSettled([server.destroy(), directory.destroy()])
  await rm(folder, { recursive: true, force: true })
  process.exit(0)
}
process.stdin.on('end', end).resume()
process.on('SIGTERM', end)

console.log(JSON.stringify({ url: `http://127.0.0.1:${port}` }))
