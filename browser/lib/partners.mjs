// Outside systems of the program's own, pretended on this machine, beside a server that knows them.

import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NOW, startServer } from './server.mjs';

// As in server.mjs: however we end, the pipe closes, and nothing of ours keeps running.
const GUARD = '"$@" & partner=$!; while read -r _; do :; done; exec 2>/dev/null; kill "$partner"; wait "$partner"';

const TRIES = 100;

/**
 * Start the program beside outside systems with these names.
 *
 * Returns what `startServer` does, and `tells(name, order)`, which tells one what to do.
 */
export async function startWithPartners(names, { program = process.env.MOTCUA_BIN } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'motcua-partners-'));
  const ports = {};
  let list = '';
  for (const name of names) {
    ports[name] = await freePort();
    const key = join(folder, `key-${name}`);
    await writeFile(key, randomBytes(32).toString('base64'), { mode: 0o600 });
    list += `[[partners]]\nname = "${name}"\nurl = "http://127.0.0.1:${ports[name]}"\nkey_file = "key-${name}"\n\n`;
  }
  const file = join(folder, 'partners.toml');
  await writeFile(file, list);
  const server = await startServer({ program, more: ['--partners', file] });
  const answerTo = new URL(server.url).host;
  const guards = names.map((name) => {
    const words = [program, '--now', NOW, 'partner', '--name', name, '--listen', `127.0.0.1:${ports[name]}`,
      '--answer-to', answerTo, '--key-file', join(folder, `key-${name}`)];
    return spawn('sh', ['-c', GUARD, 'sh', ...words], { stdio: ['pipe', 'inherit', 'inherit'] });
  });
  const tells = async (name, order) => {
    const answer = await fetch(`http://127.0.0.1:${ports[name]}/lenh`, { method: 'POST', body: JSON.stringify(order) });
    if (!answer.ok) throw new Error(`${name} does not obey: ${answer.status}`);
  };
  const stop = async () => {
    for (const guard of guards) {
      const ended = new Promise((resolve) => guard.once('close', resolve));
      guard.stdin.end();
      await ended;
    }
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    for (const name of names) await listening(ports[name]);
  } catch (fault) {
    await stop();
    throw fault;
  }
  return { ...server, tells, stop };
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** Waits until somebody listens: a refused connection is tried again. */
async function listening(port) {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const heard = await fetch(`http://127.0.0.1:${port}/`).then(() => true, () => false);
    if (heard) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`nobody listens on ${port}`);
}
