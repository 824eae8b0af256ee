// Every page that officials see, held against the gates: as it opens, with an act's form, after a
// mistake, and where it is not theirs. The way of a whole dossier is told in 10-story.mjs.

import { logIn } from '../lib/officials.mjs';

export const name = 'Cán bộ';

const DESK_LISTS = ['/quay', '/quay/tiep-nhan', '/quay/tra-ket-qua', '/quay/tim'];
const VIEWS = ['can-toi', 'chua-giao', 'sap-han', 'qua-han', 'cho-noi-khac', 'tam-dung', 'toi-theo-doi'];

export async function run(ctx) {
  await ctx.loaded;
  await ctx.gates([
    { path: '/dang-nhap', kind: 'desk' },
    { path: '/dat-mat-khau/KHONGCONDUNGDUOC', kind: 'desk', status: 404 },
  ]);
  await atTheDesk(ctx);
  await inCasework(ctx);
  await leading(ctx);
  await byPalette(ctx);
  await severalAtOnce(ctx);
}

async function atTheDesk(ctx) {
  const page = await logIn(ctx, 'quay');
  const gate = gateFor(ctx, page);
  await gate([
    ...DESK_LISTS,
    '/quay/tiep-nhan?q=khai%20sinh',
    '/quay/tiep-nhan?q=zzzz',
    '/quay/tiep-nhan?thu-tuc=1.001193',
    '/quay/tiep-nhan?thu-tuc=1.001193&truong-hop=thong-thuong',
    '/quay/may-quet',
    '/quay/so-theo-doi',
    '/quay/so-theo-doi?tu=01/01/2024&den=31/01/2024',
    '/tai-khoan',
  ]);
  await gate(['/quay/hop-viec', '/quay/so-quy', '/quay/ban-giao'], { paper: true });
  await gate('/quay/hop-viec?goc=toi-theo-doi');
  await gate('/quay/so-quy?ngay=32132026', { status: 422 });
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
    await gate(['/xu-ly', ...VIEWS.map((view) => `/xu-ly?goc=${view}`), '/xu-ly?cua=toi&han=qua-han', '/xu-ly/tim?q=0000']);
    if (login === 'thuly') await gate('/xu-ly/ban-giao?den_day=31/12/2030');
    await everyAct(ctx, page, work);
    await ctx.shot(page, `xu-ly-${login}`);
  }
}

async function leading(ctx) {
  const page = await logIn(ctx, 'lanhdao');
  const gate = gateFor(ctx, page);
  await gate([
    '/dieu-hanh', '/dieu-hanh/cho-duyet', '/dieu-hanh/qua-han', '/dieu-hanh/qua-han?han=sap-han', '/dieu-hanh/ho-so',
    '/dieu-hanh/ho-so?goc=chua-giao', '/dieu-hanh/ho-so?goc=toi-theo-doi', '/xu-ly/ban-giao',
    '/dieu-hanh/so-theo-doi', '/dieu-hanh/xin-loi', '/dieu-hanh/xin-loi?tu=01/01/2024&den=31/12/2024',
  ]);
  await everyAct(ctx, page, '/dieu-hanh/cho-duyet');
}

/** Ctrl+K from wherever the focus is, with the keyboard alone. */
async function byPalette(ctx) {
  const page = await logIn(ctx, 'quay', {});
  await page.goto('/quay/hop-viec');
  await page.locator('#buoc').focus();
  await page.keyboard.press('Control+KeyK');
  const dialog = page.locator('dialog.mc-palette');
  await ctx.check('Ctrl+K mở ô tìm nhanh', () => dialog.isVisible());
  await page.waitForFunction(() => document.querySelectorAll('.mc-palette__list a').length > 3);
  await page.keyboard.press('Escape');
  await ctx.check('Esc đóng và con trỏ về chỗ cũ', () => page.evaluate(() => document.activeElement?.id === 'buoc'));

  await page.keyboard.press('Control+KeyK');
  await page.keyboard.type('tra ket');
  await page.waitForFunction(() => document.querySelector('.mc-palette__list a')?.getAttribute('href') === '/quay/tra-ket-qua');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await ctx.check('mũi tên lên trả con trỏ về ô gõ', () => page.evaluate(() => document.activeElement?.id === 'mc-lenh'));
  await page.keyboard.press('Enter');
  await page.waitForURL('**/quay/tra-ket-qua');

  // Enter right after the last letter waits for its answer.
  const code = ((await page.locator('.mc-inbox tbody th a').first().textContent()) ?? '').trim();
  await page.keyboard.press('Control+KeyK');
  await page.keyboard.type(code);
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/xu-ly/ho-so/${code}`);
  await ctx.check('mã hồ sơ mở ngay hồ sơ', page.url().endsWith(code));
  await page.keyboard.press('Control+KeyK');
  await ctx.shot(page, 'tim-nhanh');
}

/** Boxes of a list with script: all at once; what became of each is said on the next page. */
async function severalAtOnce(ctx) {
  const page = await logIn(ctx, 'lanhdao', {});
  await page.goto('/dieu-hanh/ho-so?goc=chua-giao');
  const boxes = page.locator('input[name="ho-so"]');
  if ((await boxes.count()) === 0) {
    await ctx.check('có hồ sơ chưa giao', ['/dieu-hanh/ho-so?goc=chua-giao is empty']);
    return;
  }
  await page.getByLabel('Chọn tất cả của trang này').check();
  const chosen = await page.locator('input[name="ho-so"]:checked').count();
  await ctx.check('một ô chọn hết cả trang', chosen === (await boxes.count()));
  await ctx.shot(page, 'giao-viec');
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
  await gate([...new Set(acts)]);
}

/** Holds a page, or several, against the gates as this official sees them. */
function gateFor(ctx, page) {
  return async (paths, more = {}) => {
    const state = await page.context().storageState();
    await ctx.gates([paths].flat().map((path) => ({ path, kind: 'desk', state, ...more })));
  };
}

