// Linked procedures without script: a birth with a slow and a doubling outside system, a death with
// a silent and a contradicting one. The citizen fills in one form, has one code and reads one story.

import { fill } from '../lib/filling.mjs';
import { act, complaints, logIn } from '../lib/officials.mjs';
import { startWithPartners } from '../lib/partners.mjs';

export const name = 'linked procedures';

const COMMUNE = 'Phường Đoàn Kết';
const DATED = { so: '15/2026', ngay_day: '20', ngay_month: '11', ngay_year: '2026' };

export async function run(ctx) {
  const server = await startWithPartners(['cong-an', 'bhxh']);
  const own = ctx.beside(server);
  try {
    await birth(own, server);
    await death(own, server);
  } finally {
    await own.close();
    await server.stop();
  }
}

async function birth(ctx, server) {
  await server.tells('cong-an', { behave: { when: { after: 60 }, verdict: 'granted', facts: { noi_thuong_tru: 'Bản Mới' } } });
  await server.tells('bhxh', { behave: { when: 'twice', verdict: 'granted', facts: { so_the: 'TE1120000000001' } } });
  const filed = await file(ctx, '/su-kien/sinh-con', 'birth');
  const first = await childCode(filed.page);
  await settle(ctx, first, { 'du-kien-so-dinh-danh': '012326000001' });
  await until(ctx, filed, 'GL-0001');
  await ctx.check('the slow system has it, and the citizen sees its number', true);
  await ctx.shot(filed.page, 'lien-thong-khai-sinh-360');
  await server.tells('cong-an', { minutes_pass: 60 });
  await until(ctx, filed, 'Đã xong tất cả');
  const said = await text(filed.page);
  await ctx.check('one page has every result', ['012326000001', 'Bản Mới', 'TE1120000000001'].filter((fact) => !said.includes(fact)));
  await ctx.shot(filed.page, 'lien-thong-khai-sinh-xong-360');
  await stands(ctx, filed.page, 'the story of a birth');
}

async function death(ctx, server) {
  await server.tells('cong-an', { behave: { when: 'in_two_ways', verdict: 'granted', facts: {} } });
  const filed = await file(ctx, '/lien-thong/death', 'death', {
    'bao_tu--co': 'Có',
    'mai_tang--cach_nhan': 'Chuyển khoản',
    'mai_tang--so_tai_khoan': '0123456789',
  });
  const first = await childCode(filed.page);
  await settle(ctx, first, {});
  await until(ctx, filed, 'Hỗ trợ chi phí mai táng');
  // The second child of ours is opened by the program.
  const second = await other(ctx, filed, first);
  await settle(ctx, second, {});
  await until(ctx, filed, 'Chi trả cho');
  await ctx.check('it says to whom money is paid', (await text(filed.page)).includes('0123456789'));
  const desk = await logIn(ctx, 'quay', {});
  await desk.goto(`${ctx.url}/xu-ly/lien-thong`);
  await ctx.check('the desk is asked to look', (await desk.locator(`a[href="/xu-ly/lien-thong/${filed.code}"]`).count()) > 0);
  await desk.goto(`${ctx.url}/xu-ly/lien-thong/${filed.code}`);
  await ctx.check('at the second answer, which says something else', (await text(desk)).includes('Trả lời lần hai khác với lần đầu'));
  await ctx.shot(desk, 'lien-thong-xem-lai');
  await ctx.stands(desk, 'a bundle at the desk');
  await desk.locator('textarea[name="ghi-chu"]').first().fill('Đã gọi công an xã: giữ câu trả lời đầu');
  await desk.getByRole('button', { name: 'Đã xem' }).click();
  await ctx.check('and it is done with', await complaints(desk));
  await ctx.check('so nothing waits any more', !(await text(desk)).includes('Trả lời lần hai'));
}

/** Holds the page of a visitor without script against the gates: the same page, with script. */
async function stands(ctx, page, what) {
  const seen = await ctx.page({ width: 360, storageState: await page.context().storageState() });
  await seen.goto(page.url());
  await ctx.stands(seen, what);
  await seen.close();
}

/** Files linked procedures online, from a page that leads there; answers with the code and its page. */
async function file(ctx, from, kind, own = {}) {
  const page = await ctx.page({ js: false, width: 360 });
  await page.goto(ctx.url + from);
  if (!from.startsWith('/lien-thong/')) await page.locator(`main a[href="/lien-thong/${kind}"]`).first().click();
  await ctx.shot(page, `lien-thong-${kind}-360`);
  await stands(ctx, page, `the beginning of ${kind}`);
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

async function childCode(page) {
  const [code] = await childLinks(page);
  if (!code) throw new Error('no dossier of ours was opened');
  return code;
}

/** The second dossier of ours, once it is there. */
async function other(ctx, filed, first) {
  for (let tries = 0; tries < 60; tries += 1) {
    const found = (await childLinks(filed.page)).find((code) => code !== first);
    if (found) return found;
    await filed.page.waitForTimeout(500);
    await filed.page.goto(`${ctx.url}/tra-cuu/${filed.code}`);
  }
  throw new Error('the second dossier of ours was not opened');
}

/** A dossier of the demonstration's commune, from reception to its result. */
async function settle(ctx, code, facts) {
  const desk = await logIn(ctx, 'quay');
  await ctx.check(`${code}: received`, await act(desk, ctx, code, 'tiep-nhan'));
  await ctx.check(`${code}: passed on`, await act(desk, ctx, code, 'chuyen'));
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
async function until(ctx, filed, words) {
  for (let tries = 0; tries < 60; tries += 1) {
    await filed.page.goto(`${ctx.url}/tra-cuu/${filed.code}`);
    if ((await text(filed.page)).includes(words)) return;
    await filed.page.waitForTimeout(500);
  }
  throw new Error(`${filed.code} never says "${words}": ${(await text(filed.page)).slice(0, 600)}`);
}

async function text(page) {
  return ((await page.locator('main').textContent()) ?? '').replace(/\s+/g, ' ');
}
