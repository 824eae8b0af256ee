// Officials of the demonstration: log-ins from the file that only its owner may read.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fill } from './filling.mjs';

const PASSWORD = 'con suối trong bản Mới';

/** A page of an official who is logged in. */
export async function logIn(ctx, login, options = { js: false }) {
  const page = await ctx.page(options);
  await page.goto(`${ctx.url}/dang-nhap`);
  await signIn(page, login, await passwordOf(ctx, login));
  return page;
}

/** The password of one of the demonstration's log-ins. */
export async function passwordOf(ctx, login) {
  const logins = JSON.parse(await readFile(join(ctx.data, 'demo-logins.json'), 'utf8'));
  return logins.find((official) => official.login === login).password;
}

/** Fills the page of the log-in, and waits for what comes after it. */
export async function signIn(page, login, password) {
  await page.locator('main input[type=text]').first().fill(login);
  await page.locator('main input[type=password]').first().fill(password);
  await went(page, () => page.locator('main form').last().locator('button').last().click());
}

/**
 * The administrator makes an account, `{ login, name, unit, roles }`; answers with the path of the
 * link by which its owner sets a password.
 */
export async function makeAccount(ctx, { login, name, unit, roles }) {
  const page = await logIn(ctx, 'quantri');
  await page.goto(`${ctx.url}/quan-tri/nguoi-dung/moi`);
  await page.getByLabel('Họ, chữ đệm và tên').fill(name);
  await page.getByLabel('Tên đăng nhập').fill(login);
  await page.getByLabel('Đơn vị').selectOption(unit);
  for (const role of roles) await page.locator(`main input[type=checkbox][name="${role}"]`).check();
  await went(page, () => page.getByRole('button', { name: 'Tạo tài khoản' }).click());
  const link = await page.locator('.govuk-inset-text').textContent();
  return new URL(link.trim()).pathname;
}

/** The owner of a new account sets a password by the link, and logs in. */
export async function firstLogIn(ctx, path, login, options = { js: false }) {
  const page = await ctx.page(options);
  await page.goto(ctx.url + path);
  for (const field of await page.locator('main input[type=password]').all()) await field.fill(PASSWORD);
  await went(page, () => page.locator('main form').last().locator('button').last().click());
  await page.goto(`${ctx.url}/dang-nhap`);
  await signIn(page, login, PASSWORD);
  return page;
}

/** Give a command to a dossier by its form; answers with the complaints on the page that came back. */
export async function act(page, ctx, code, name, own = {}, more = {}) {
  await page.goto(`${ctx.url}/xu-ly/ho-so/${code}/viec/${name}`);
  await fill(page, { own, files: false, ...more });
  const button = page.locator('main form:visible').last().locator('button[type=submit], button:not([type])').last();
  await went(page, () => button.click());
  return complaints(page);
}

/** Does what leads to another page, and waits until that one stands. */
export async function went(page, work) {
  await Promise.all([page.waitForEvent('load'), work()]);
}

/** Errors and refusals that the page shows. */
export async function complaints(page) {
  const said = page.locator('.govuk-error-summary, .mc-note--refused');
  return (await said.allTextContents()).map((text) => text.replace(/\s+/g, ' ').trim());
}
