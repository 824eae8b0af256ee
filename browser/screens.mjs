// Takes every picture of screens/list.mjs at both widths and writes their index:
// `MOTCUA_BIN=… node screens.mjs FOLDER [--only WORD]`.

import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openBrowser } from './lib/browser.mjs';
import { Journey } from './lib/journey.mjs';
import { logIn } from './lib/officials.mjs';
import { withFewColours } from './lib/png.mjs';
import { Report } from './lib/report.mjs';
import { startServer } from './lib/server.mjs';
import { INDEX, WIDTHS, fileOf, indexOf } from './screens/index.mjs';
import { FACES } from './screens/list.mjs';
import { Town } from './screens/town.mjs';

const { values: wish, positionals: [folder] } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string' } },
});
if (!folder) throw new Error('name the folder for the pictures');
await mkdir(folder, { recursive: true });

const report = new Report();
const all = FACES.flatMap((face) => face.pictures);
const wanted = all.filter(({ name }) => !wish.only || name.includes(wish.only));
const browser = await openBrowser();
const server = await startServer();
const ctx = new Journey({ browser, report, name: 'screens', server });
const town = new Town(ctx);
const visitors = new Map();
try {
  await ctx.loaded;
  for (const picture of wanted) await ctx.check(picture.name, () => take(picture));
} finally {
  await ctx.close();
  await server.stop();
  await browser.close();
}
if (wanted.length === all.length) {
  await clearAway();
  await writeFile(join(folder, INDEX), indexOf(FACES));
}
report.close();
process.exitCode = report.failed === 0 ? 0 : 1;

/** One picture at both widths; true, or what is wrong with the page. */
async function take({ name, who, path, walk, status = 200, shows }) {
  const page = await visitor(who);
  await page.setViewportSize({ width: WIDTHS.at(-1).width, height: WIDTHS.at(-1).least });
  const address = typeof path === 'function' ? await path(town) : path;
  const answer = await page.goto(ctx.url + address, { waitUntil: 'load' });
  if (answer.status() !== status) return [`${address} answers ${answer.status()}`];
  await walk?.(page, town);
  if (shows) await page.locator(shows).first().waitFor();
  for (const size of WIDTHS) await shoot(page, size, fileOf(name, size));
  if (who === 'citizen') await page.close();
  return true;
}

/** The page from its head, whole unless it is longer than `most`; with a dialog, what is behind it. */
async function shoot(page, { width, least, most }, file) {
  await page.setViewportSize({ width, height: least });
  const needed = await page.evaluate(() =>
    document.querySelector('dialog[open]') ? 0 : document.documentElement.scrollHeight);
  // A tall window rather than a long scroll: what sticks to the foot of the window stays there.
  await page.setViewportSize({ width, height: Math.max(least, Math.min(needed, most)) });
  await page.evaluate(() => scrollTo(0, 0));
  const picture = await page.screenshot({ animations: 'disabled' });
  await writeFile(join(folder, file), withFewColours(picture));
}

/** Citizens come fresh each time; officials stay logged in. */
async function visitor(who) {
  if (who === 'citizen') return ctx.page({});
  if (!visitors.has(who)) visitors.set(who, await logIn(ctx, who, {}));
  return visitors.get(who);
}

/** Pictures that are no longer in the list. */
async function clearAway() {
  const current = new Set(all.flatMap(({ name }) => WIDTHS.map((size) => fileOf(name, size))));
  const files = (await readdir(folder)).filter((file) => file.endsWith('.png'));
  for (const file of files) {
    if (!current.has(file)) await rm(join(folder, file));
  }
}
