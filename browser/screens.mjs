// Takes the pictures of each face for README.md: `MOTCUA_BIN=… node screens.mjs FOLDER`.

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openBrowser } from './lib/browser.mjs';
import { Journey } from './lib/journey.mjs';
import { logIn } from './lib/officials.mjs';
import { Report } from './lib/report.mjs';
import { startServer } from './lib/server.mjs';

const folder = process.argv[2];
if (!folder) throw new Error('name the folder for the pictures');
await mkdir(folder, { recursive: true });

const browser = await openBrowser();
const server = await startServer();
const ctx = new Journey({ browser, report: new Report(), name: 'screens', server });
try {
  await ctx.loaded;
  const citizen = await ctx.page({ width: 1000, height: 750 });
  await take(citizen, '/', 'nguoi-dan');
  await take(citizen, '/thu-tuc/1.001193', 'thu-tuc');
  const phone = await ctx.page({ width: 390, height: 780 });
  await take(phone, await first(await official('quay', 1280, 800), '/quay/hop-viec', (code) => `/tra-cuu/${code}`), 'tra-cuu');
  await take(await official('quay', 1280, 800), '/quay', 'quay');
  const examiner = await official('thuly', 1280, 800);
  await take(examiner, '/xu-ly', 'xu-ly');
  await take(examiner, await first(examiner, '/xu-ly', (code) => `/xu-ly/ho-so/${code}`), 'ho-so');
  await take(await official('lanhdao', 1280, 800), '/dieu-hanh', 'dieu-hanh');
  await take(await official('quantri', 1280, 800), '/quan-tri', 'quan-tri');
} finally {
  await ctx.close();
  await server.stop();
  await browser.close();
}

async function official(login, width, height) {
  return logIn(ctx, login, { width, height });
}

async function take(page, path, name) {
  await page.goto(ctx.url + path, { waitUntil: 'load' });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

/** The address made of the first dossier's code in a list. */
async function first(page, list, address) {
  await page.goto(ctx.url + list);
  const href = await page.locator('.mc-inbox tbody th a').first().getAttribute('href');
  return address(href.split('/').at(-1));
}
