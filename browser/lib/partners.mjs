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
 * Returns what `startServer` does, and `tells(name, order)`, which tells one what to do, and
 * `later(now)`: all are stopped and go on at that moment, the program with the same data at another
 * address. What outside systems had in hand is forgotten there: tell them what to say.
 */
export async function startWithPartners(names, { program = process.env.MOTCUA_BIN } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'motcua-partners-'));
  const data = join(folder, 'data');
  const ports = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await freePort()])));
  const file = await listed(folder, ports);
  const town = { data };
  let guards = [];
  const close = async () => {
    await Promise.all(guards.splice(0).map(gone));
    await town.server?.stop();
  };
  town.later = async (now) => {
    await close();
    town.server = await startServer({ program, now, more: ['--partners', file], data });
    Object.assign(town, { url: town.server.url, loaded: town.server.loaded });
    const answerTo = new URL(town.url).host;
    guards = names.map((name) => {
      const words = [program, '--now', now, 'partner', '--name', name, '--listen', `127.0.0.1:${ports[name]}`,
        '--answer-to', answerTo, '--key-file', join(folder, `key-${name}`)];
      return spawn('sh', ['-c', GUARD, 'sh', ...words], { stdio: ['pipe', 'inherit', 'inherit'] });
    });
    for (const name of names) await listening(ports[name]);
  };
  town.tells = async (name, order) => {
    const answer = await fetch(`http://127.0.0.1:${ports[name]}/lenh`, { method: 'POST', body: JSON.stringify(order) });
    if (!answer.ok) throw new Error(`${name} does not obey: ${answer.status}`);
  };
  town.stop = async () => {
    await close();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await town.later(NOW);
  } catch (fault) {
    await town.stop();
    throw fault;
  }
  return town;
}

/** The file that names them to the program, with a key for each beside it. */
async function listed(folder, ports) {
  let list = '';
  for (const [name, port] of Object.entries(ports)) {
    await writeFile(join(folder, `key-${name}`), randomBytes(32).toString('base64'), { mode: 0o600 });
    list += `[[partners]]\nname = "${name}"\nurl = "http://127.0.0.1:${port}"\nkey_file = "key-${name}"\n\n`;
  }
  const file = join(folder, 'partners.toml');
  await writeFile(file, list);
  return file;
}

async function gone(guard) {
  const ended = new Promise((resolve) => guard.once('close', resolve));
  guard.stdin.end();
  await ended;
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
