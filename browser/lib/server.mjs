// The real program, on a free port, with its data in a folder that goes when it stops.

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

// Every run happens on the same morning: a Friday, a working day.
export const NOW = '2026-11-20T09:00:00+07:00';

const START_MAX_MS = 120_000;

// A shell waits for the end of its input and then stops the program: however we end, the pipe
// closes, and nothing of ours keeps running.
const GUARD = '"$@" & server=$!; while read -r _; do :; done; exec 2>/dev/null; kill "$server"; wait "$server"';

/**
 * Start the program and wait until it says where it listens.
 *
 * Returns `{ url, data, loaded, stop() }`: the address without a slash at the end, the folder of
 * its data, a promise that is kept once the demonstration's dossiers are there, and a function that
 * stops it and clears the folder. With `data` it goes on with a folder that is there, and leaves it.
 */
export async function startServer({ program = process.env.MOTCUA_BIN, now = NOW, more = [], data: kept } = {}) {
  if (!program || !existsSync(program)) {
    throw new Error(`MOTCUA_BIN must name the program; it is ${program ?? 'not set'}`);
  }
  const data = kept ?? await mkdtemp(join(tmpdir(), 'motcua-browser-'));
  const words = [
    program, 'serve', '--demo', '--now', now, '--listen', '127.0.0.1:0', '--data', data, ...more,
  ];
  const guard = spawn('sh', ['-c', GUARD, 'sh', ...words], { stdio: 'pipe' });
  const ended = new Promise((resolve) => guard.once('close', resolve));
  const stop = async () => {
    guard.stdin.end();
    await ended;
    if (!kept) await rm(data, { recursive: true, force: true });
  };
  const loaded = demonstration(guard);
  try {
    const url = await address(guard);
    return { url, data, loaded, stop };
  } catch (fault) {
    await stop();
    throw fault;
  }
}

/** Passes the program's log on; kept once it says that the demonstration is loaded. */
function demonstration(guard) {
  return new Promise((resolve) => {
    createInterface({ input: guard.stderr }).on('line', (line) => {
      process.stderr.write(`${line}\n`);
      if (line.includes('the demonstration is loaded')) resolve();
    });
  });
}

/** The address, read off the line `Địa chỉ: http://127.0.0.1:PORT/`. */
function address(guard) {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('the program names no address')), START_MAX_MS);
    const lines = createInterface({ input: guard.stdout });
    lines.on('line', (line) => {
      const found = /^Địa chỉ: (http:\/\/\S+?)\/?$/.exec(line.normalize('NFC').trim());
      if (found) {
        clearTimeout(late);
        resolve(found[1]);
      }
    });
    lines.once('close', () => {
      clearTimeout(late);
      reject(new Error('the program ended before it named its address'));
    });
  });
}
