// A log-in ends while a form is half filled, as when somebody logs out in another tab: nothing is
// done, nothing typed is lost, and the form goes on after a new log-in.

import { logIn, passwordOf, signIn, went } from '../lib/officials.mjs';

export const name = 'Phiên làm việc hết giữa chừng';

const INTAKE = '/quay/tiep-nhan?thu-tuc=2.000815&truong-hop=thong-thuong';
const TYPED = {
  name: 'Chẻo Thị Yến',
  identity: '01219090000',
  birth_day: '09',
  birth_month: '02',
  birth_year: '1990',
  phone: '0912345678',
  address: 'Bản Nậm Củm, phường Đoàn Kết, tỉnh Lai Châu',
};
const OPINION = 'Đã gọi cho người nộp, sáng thứ Hai mang bản chính đến.';

export async function run(ctx) {
  await ctx.loaded;
  const page = await logIn(ctx, 'quay', {});
  await halfFilled(ctx, page);
  await sentWhole(ctx, page);
}

/** A form that is not yet right comes back as it was typed, with what is to be mended. */
async function halfFilled(ctx, page) {
  await page.goto(INTAKE);
  for (const [field, value] of Object.entries(TYPED)) await page.locator(`[data-mc-intake] [name="${field}"]`).first().fill(value);
  await page.locator('select[data-mc-key]').first().selectOption('giay');
  await logsOutElsewhere(page);
  await went(page, () => page.getByRole('button', { name: 'Tiếp nhận và cấp mã' }).click());
  await ctx.check('nói phiên đã hết và chưa ghi', (await page.locator('h1').textContent()) === 'Chưa ghi được vì phiên làm việc đã hết');
  await ctx.shot(page, 'het-phien');
  await ctx.stands(page, 'trang báo hết phiên');
  await logsInAgain(ctx, page);
  await went(page, () => page.getByRole('button', { name: 'Gửi lại' }).click());
  const found = [];
  for (const [field, value] of Object.entries(TYPED)) {
    const stands = await page.locator(`[data-mc-intake] [name="${field}"]`).first().inputValue();
    if (stands !== value) found.push(`${field} holds ${JSON.stringify(stands)}`);
  }
  await ctx.check('đăng nhập lại thì mọi điều đã gõ còn nguyên', found);
  await ctx.check('giấy tờ đã đánh dấu cũng còn', (await page.locator('select[data-mc-key]').first().inputValue()) === 'giay');
  await ctx.check('và mục chưa đúng được nói ngay', (await page.title()).startsWith('Lỗi: '));
}

/** A form that is right is done by one more press. */
async function sentWhole(ctx, page) {
  await page.goto('/quay/hop-viec?buoc=received');
  const dossier = await page.locator('.mc-inbox tbody th a').first().getAttribute('href');
  await page.goto(`${dossier}/viec/y-kien`);
  await page.locator('#y-kien').fill(OPINION);
  await logsOutElsewhere(page);
  await went(page, () => page.getByRole('button', { name: 'Ghi ý kiến' }).click());
  await logsInAgain(ctx, page);
  await went(page, () => page.getByRole('button', { name: 'Gửi lại' }).click());
  const said = (await page.locator('main').textContent()) ?? '';
  await ctx.check('gửi lại thì được ghi, không mất chữ nào', said.includes('Đã ghi ý kiến.') && said.includes(OPINION));
}

async function logsOutElsewhere(page) {
  const other = await page.context().newPage();
  await other.goto('/quay');
  await went(other, () => other.getByRole('button', { name: 'Đăng xuất', exact: true }).click());
  await other.close();
}

/** Through the page's own link, which opens another tab. */
async function logsInAgain(ctx, page) {
  const [tab] = await Promise.all([
    page.context().waitForEvent('page'),
    page.getByRole('link', { name: 'Đăng nhập ở thẻ mới' }).click(),
  ]);
  await tab.waitForLoadState('load');
  await signIn(tab, 'quay', await passwordOf(ctx, 'quay'));
  await tab.close();
}
