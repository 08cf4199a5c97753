// Starts a certified OpenID provider on loopback, the directory of a town hall in our tests.
// DIRECTORY_PEOPLE is JSON: { subject: { email, email_verified, name } }; the practice log-in takes the
// subject for a name. Clients register themselves.
// Tells its address in one line of JSON and ends when its input ends.
import { createServer } from 'node:http'
import { generateKeyPairSync } from 'node:crypto'

import { Provider } from 'oidc-provider'

const people = JSON.parse(process.env.DIRECTORY_PEOPLE)
const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })

const server = createServer().listen(0, '127.0.0.1', () => {
  const issuer = `http://localhost:${server.address().port}`
  const provider = new Provider(issuer, {
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: 'town-hall', alg: 'ES256', use: 'sig' }] },
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    conformIdTokenClaims: process.env.DIRECTORY_CLAIMS !== 'token',
    pkce: { required: () => true },
    features: { registration: { enabled: true }, devInteractions: { enabled: true } },
    findAccount: (context, subject) =>
      people[subject] && {
        accountId: subject,
        claims: () => ({ ...people[subject], sub: subject }),
      },
  })
  server.on('request', provider.callback())
  console.log(JSON.stringify({ url: issuer }))
})

const end = () => process.exit(0)
process.stdin.on('end', end).resume()
process.on('SIGTERM', end)
