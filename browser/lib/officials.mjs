// Officials of the demonstration: log-ins from the file that only its owner may read.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fill } from './filling.mjs';

/** A page of an official who is logged in. */
export async function logIn(ctx, login, options = { js: false }) {
  const logins = JSON.parse(await readFile(join(ctx.data, 'demo-logins.json'), 'utf8'));
  const { password } = logins.find((official) => official.login === login);
  const page = await ctx.page(options);
  await page.goto(`${ctx.url}/dang-nhap`);
  await page.locator('main input[type=text]').first().fill(login);
  await page.locator('main input[type=password]').first().fill(password);
  await page.locator('main form').last().locator('button').last().click();
  return page;
}

/** Give a command to a dossier by its form; answers with the complaints on the page that came back. */
export async function act(page, ctx, code, name, own = {}, more = {}) {
  await page.goto(`${ctx.url}/xu-ly/ho-so/${code}/viec/${name}`);
  await fill(page, { own, files: false, ...more });
  await page.locator('main form').last().locator('button[type=submit], button:not([type])').last().click();
  return complaints(page);
}

/** Errors and refusals that the page shows. */
export async function complaints(page) {
  const said = page.locator('.govuk-error-summary, .mc-note--refused');
  return (await said.allTextContents()).map((text) => text.replace(/\s+/g, ' ').trim());
}
