// What journeys do with linked procedures: file them, settle the dossiers that are ours, wait for the rest.

import { fill } from './filling.mjs';
import { act, complaints, logIn } from './officials.mjs';

const COMMUNE = 'Phường Đoàn Kết';

// Number and day of every result of ours.
const DATED = { so: '15/2026', ngay_day: '20', ngay_month: '11', ngay_year: '2026' };

/** Holds the page of a visitor without script against the gates: the same page, with script. */
export async function standsFor(ctx, page, what) {
  const seen = await ctx.page({ width: 360, storageState: await page.context().storageState() });
  await seen.goto(page.url());
  await ctx.stands(seen, what);
  await seen.close();
}

/** Files linked procedures online, from a page that leads there; answers with the code and its page. */
export async function file(ctx, from, kind, own = {}) {
  const page = await ctx.page({ js: false, width: 360 });
  await page.goto(ctx.url + from);
  if (!from.startsWith('/lien-thong/')) await page.locator(`main a[href="/lien-thong/${kind}"]`).first().click();
  await ctx.shot(page, `lien-thong-${kind}-360`);
  await standsFor(ctx, page, `the beginning of ${kind}`);
  await page.getByRole('button', { name: 'Bắt đầu' }).click();
  const places = Object.fromEntries(['khai_sinh--xa', 'thuong_tru--xa', 'khai_tu--xa'].map((field) => [field, COMMUNE]));
  for (let step = 0; step < 20 && !/\/tra-cuu\//.test(page.url()); step += 1) {
    const before = page.url();
    await fill(page, { own: { sex: 'female', ...places, ...own } });
    for (const promise of await page.getByLabel('Tôi cam đoan').all()) await promise.check();
    await page.locator('main button:has-text("Tiếp tục"), main button:has-text("Nộp hồ sơ")').first().click();
    const found = await complaints(page);
    if (found.length > 0) throw new Error(`${before}: ${found.join(' ')}`);
  }
  const code = /\/tra-cuu\/([^/?]+)/.exec(page.url())?.[1] ?? '';
  await ctx.check(`${kind}: one code and one secret`, (await page.locator('.govuk-panel strong').count()) === 2);
  return { code, page };
}

function childLinks(page) {
  return page.locator('main .mc-papers a[href^="/tra-cuu/"]').evaluateAll((all) => all.map((link) => link.getAttribute('href').split('/').pop()));
}

/** The code of the first dossier of ours. */
export async function childCode(page) {
  const [code] = await childLinks(page);
  if (!code) throw new Error('no dossier of ours was opened');
  return code;
}

/** The second dossier of ours, once it is there. */
export async function other(ctx, filed, first) {
  for (let tries = 0; tries < 60; tries += 1) {
    const found = (await childLinks(filed.page)).find((code) => code !== first);
    if (found) return found;
    await filed.page.waitForTimeout(500);
    await filed.page.goto(`${ctx.url}/tra-cuu/${filed.code}`);
  }
  throw new Error('the second dossier of ours was not opened');
}

/** A dossier of the demonstration's commune, from reception to its result. */
export async function settle(ctx, code, facts) {
  await receive(ctx, code);
  await finish(ctx, code, facts);
}

/** The desk takes it in and passes it on. */
export async function receive(ctx, code) {
  const desk = await logIn(ctx, 'quay');
  await ctx.check(`${code}: received`, await act(desk, ctx, code, 'tiep-nhan'));
  await ctx.check(`${code}: passed on`, await act(desk, ctx, code, 'chuyen'));
}

/** What lies with the unit is examined, signed and numbered. */
export async function finish(ctx, code, facts) {
  const examiner = await examinerOf(ctx, code);
  await ctx.check(`${code}: taken`, await act(examiner, ctx, code, 'phan-cong'));
  await ctx.check(`${code}: proposed`, await act(examiner, ctx, code, 'trinh', { 'ket-qua': 'granted' }));
  const leader = await logIn(ctx, 'lanhdao');
  await ctx.check(`${code}: approved`, await act(leader, ctx, code, 'phe-duyet'));
  const clerk = await logIn(ctx, 'vanthu');
  await ctx.check(`${code}: numbered`, await act(clerk, ctx, code, 'vao-so', { ...DATED, ...facts }));
}

/** The case officer in whose unit it lies. */
async function examinerOf(ctx, code) {
  for (const login of ['thuly2', 'thuly', 'thuly-kt']) {
    const page = await logIn(ctx, login);
    const answer = await page.goto(`${ctx.url}/xu-ly/ho-so/${code}`);
    if (answer.ok()) return page;
    await page.close();
  }
  throw new Error(`${code} lies with nobody of the demonstration`);
}

/** Loads the citizen's page until it says this. */
export async function until(ctx, filed, words) {
  for (let tries = 0; tries < 60; tries += 1) {
    await filed.page.goto(`${ctx.url}/tra-cuu/${filed.code}`);
    if ((await textOf(filed.page)).includes(words)) return;
    await filed.page.waitForTimeout(500);
  }
  throw new Error(`${filed.code} never says "${words}": ${(await textOf(filed.page)).slice(0, 600)}`);
}

/** What the page says, in one line. */
export async function textOf(page) {
  return ((await page.locator('main').textContent()) ?? '').replace(/\s+/g, ' ');
}
