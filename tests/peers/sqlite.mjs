// The part of better-sqlite3's interface which the server uses, on the SQLite inside Node itself.
// better-sqlite3 has to be compiled where its binary cannot be downloaded; this needs nothing.
import { DatabaseSync } from 'node:sqlite'

// https://www.sqlite.org/rescode.html: the codes the server tells apart
const CODES = {
  5: 'SQLITE_BUSY',
  261: 'SQLITE_BUSY_RECOVERY',
  517: 'SQLITE_BUSY_SNAPSHOT',
  773: 'SQLITE_BUSY_TIMEOUT',
  1555: 'SQLITE_CONSTRAINT_PRIMARYKEY',
  2067: 'SQLITE_CONSTRAINT_UNIQUE',
}

function withCodes(work) {
  try {
    return work()
  } catch (error) {
    if (error.errcode) error.code = CODES[error.errcode] ?? 'SQLITE_ERROR'
    throw error
  }
}

const bindable = (values) => (values ?? []).map((value) => value ?? null)

const asBuffer = (value) =>
  value instanceof Uint8Array
    ? Buffer.from(value.buffer, value.byteOffset, value.byteLength)
    : value

const plain = (row) =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, asBuffer(value)]))

class Statement {
  #statement

  constructor(statement) {
    this.#statement = statement
    this.reader = statement.columns().length > 0
  }

  all(values) {
    return withCodes(() => this.#statement.all(...bindable(values)).map(plain))
  }

  run(values) {
    return withCodes(() => this.#statement.run(...bindable(values)))
  }

  *iterate(values) {
    for (const row of this.#statement.iterate(...bindable(values))) yield plain(row)
  }
}

export default class Database {
  #database

  constructor(path, { timeout = 5000 } = {}) {
    this.#database = new DatabaseSync(path, { timeout })
  }

  pragma(text) {
    withCodes(() => this.#database.exec(`PRAGMA ${text}`))
  }

  prepare(text) {
    return new Statement(withCodes(() => this.#database.prepare(text)))
  }

  close() {
    this.#database.close()
  }
}
