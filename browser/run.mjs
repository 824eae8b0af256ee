// Runs the self-test of the gates, then every journey. `node run.mjs [--only WORD] [--self-test]`.
//
// A journey is a module in journeys/ with `export const name` and `export async function run(ctx)`;
// ctx is described in lib/journey.mjs. One server serves them all, in the order of their file names.

import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { openBrowser } from './lib/browser.mjs';
import { Journey } from './lib/journey.mjs';
import { Report } from './lib/report.mjs';
import { startServer } from './lib/server.mjs';
import * as selfTest from './selftest/selftest.mjs';

const { values: wish } = parseArgs({
  options: { only: { type: 'string' }, 'self-test': { type: 'boolean' } },
});

const report = new Report();
const browser = await openBrowser();
try {
  await travel(selfTest, undefined);
  const journeys = wish['self-test'] ? [] : await load();
  if (journeys.length > 0) {
    const server = await startServer();
    try {
      for (const journey of journeys) await travel(journey, server);
    } finally {
      await server.stop();
    }
  }
} catch (fault) {
  report.record('the run itself', [String(fault?.stack ?? fault)]);
} finally {
  await browser.close();
}
report.close();
process.exitCode = report.failed === 0 ? 0 : 1;

async function load() {
  const folder = new URL('journeys/', import.meta.url);
  if (!existsSync(folder)) return [];
  const files = (await readdir(folder)).filter((file) => file.endsWith('.mjs')).sort();
  const wanted = files.filter((file) => !wish.only || file.includes(wish.only));
  return Promise.all(wanted.map((file) => import(new URL(file, folder))));
}

/** A journey that breaks off is one failed check; the others go on. */
async function travel({ name, run }, server) {
  const journey = new Journey({ browser, report, name, server });
  try {
    await run(journey);
  } catch (fault) {
    report.record(`${name}: reaches its end`, [String(fault?.stack ?? fault)]);
  } finally {
    await journey.close();
  }
}
