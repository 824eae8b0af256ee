// Every page that officials see, held against the gates: as it opens, with an act's form, after a
// mistake, and where it is not theirs. The way of a whole dossier is told in 10-story.mjs.

import { logIn } from '../lib/officials.mjs';

export const name = 'Cán bộ';

const DESK_LISTS = ['/quay', '/quay/tiep-nhan', '/quay/hop-viec', '/quay/tra-ket-qua', '/quay/tim'];

export async function run(ctx) {
  await ctx.loaded;
  await ctx.gates([
    { path: '/dang-nhap', kind: 'desk' },
    { path: '/dat-mat-khau/KHONGCONDUNGDUOC', kind: 'desk', status: 404 },
  ]);
  await atTheDesk(ctx);
  await inCasework(ctx);
  await leading(ctx);
}

async function atTheDesk(ctx) {
  const page = await logIn(ctx, 'quay');
  const gate = gateFor(ctx, page);
  for (const path of DESK_LISTS) await gate(path);
  await gate('/quay/tiep-nhan?q=khai%20sinh');
  await gate('/quay/tiep-nhan?q=zzzz');
  await gate('/quay/tiep-nhan?thu-tuc=1.001193');
  await gate('/quay/tiep-nhan?thu-tuc=1.001193&truong-hop=thong-thuong');
  await gate('/tai-khoan');
  await gate('/xu-ly/ho-so/H35.1-261120-9999', { status: 404 });
  await gate('/dieu-hanh', { status: 403 });

  await page.goto('/quay/tiep-nhan?thu-tuc=1.001193&truong-hop=thong-thuong');
  await page.getByLabel('Số định danh', { exact: true }).fill('01209000001');
  await page.getByRole('button', { name: 'Tiếp nhận và cấp mã' }).click();
  await ctx.check('thiếu thì nói thiếu gì', (await page.title()).startsWith('Lỗi: '));
  await ctx.check('điều đã gõ vẫn còn', (await page.getByLabel('Số định danh', { exact: true }).inputValue()) === '01209000001');

  await everyAct(ctx, page, '/quay/hop-viec?buoc=submitted');
  await everyAct(ctx, page, '/quay/hop-viec?buoc=received');
  await everyAct(ctx, page, '/quay/tra-ket-qua');
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto('/quay');
  await ctx.shot(page, 'quay-360');
}

async function inCasework(ctx) {
  for (const [login, work] of [['thuly', '/xu-ly'], ['vanthu', '/xu-ly?buoc=numbering']]) {
    const page = await logIn(ctx, login);
    const gate = gateFor(ctx, page);
    await gate('/xu-ly');
    await gate('/xu-ly?cua=toi&han=qua-han');
    await gate('/xu-ly/tim?q=0000');
    await everyAct(ctx, page, work);
    await ctx.shot(page, `xu-ly-${login}`);
  }
}

async function leading(ctx) {
  const page = await logIn(ctx, 'lanhdao');
  const gate = gateFor(ctx, page);
  for (const path of ['/dieu-hanh', '/dieu-hanh/cho-duyet', '/dieu-hanh/qua-han', '/dieu-hanh/qua-han?han=sap-han']) await gate(path);
  await everyAct(ctx, page, '/dieu-hanh/cho-duyet');
}

/** The first dossier of a list, and the form of every act that is open on it. */
async function everyAct(ctx, page, list) {
  const gate = gateFor(ctx, page);
  await page.goto(list);
  const rows = page.locator('.mc-inbox tbody th a');
  if ((await rows.count()) === 0) {
    await ctx.check(`${list} có hồ sơ`, [`${list} is empty`]);
    return;
  }
  const dossier = await rows.first().getAttribute('href');
  await gate(dossier);
  await page.goto(dossier);
  const acts = await page.locator('a[href*="/viec/"]').evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  await ctx.check(`${list}: có việc làm được`, acts.length > 0);
  for (const act of new Set(acts)) await gate(act);
}

/** Holds a page against the gates as this official sees it. */
function gateFor(ctx, page) {
  return async (path, more = {}) => {
    const state = await page.context().storageState();
    await ctx.gates([{ path, kind: 'desk', state, ...more }]);
  };
}

