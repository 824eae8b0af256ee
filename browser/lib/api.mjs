// The API as a program uses it: with an official's token, and a new key for every wish.

import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The API for the official with this log-in. */
export async function asProgram(ctx, login, program = process.env.MOTCUA_BIN) {
  const { stdout } = await run(program, ['token', 'create', '--user', login, '--name', 'journey', '--data', ctx.data, '--json']);
  return new Caller(ctx, JSON.parse(stdout).token);
}

class Caller {
  #ctx;
  #token;

  constructor(ctx, token) {
    this.#ctx = ctx;
    this.#token = token;
  }

  /** What stands there; none for what this official may not see. */
  async get(path) {
    const answer = await this.#ask(path, {});
    return answer.status === 404 ? undefined : read(path, answer);
  }

  /** Wishes something; answers with what came of it. */
  async post(path, body) {
    return read(path, await this.#wish(path, 'application/json', JSON.stringify(body)));
  }

  /** Keeps a file; answers with its id. */
  async keeps(name, bytes) {
    const path = `/files?name=${encodeURIComponent(name)}`;
    return (await read(path, await this.#wish(path, 'application/octet-stream', bytes))).id;
  }

  /** An act on a dossier as it stands now. */
  async acts(code, act, own = {}) {
    const { version } = await this.get(`/dossiers/${code}`);
    return this.post(`/dossiers/${code}/acts/${act}`, { seen: version, ...own });
  }

  #wish(path, type, body) {
    return this.#ask(path, { method: 'POST', body, headers: { 'content-type': type, 'idempotency-key': randomUUID() } });
  }

  #ask(path, { headers, ...wish }) {
    return fetch(`${this.#ctx.url}/api/v1${path}`, { ...wish, headers: { ...headers, authorization: `Bearer ${this.#token}` } });
  }
}

async function read(path, answer) {
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path} answers ${answer.status}: ${text}`);
  return JSON.parse(text);
}
