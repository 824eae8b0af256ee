// The administrator: every page against the gates, and an account from its making to its first
// log-in, without script.

import { complaints, firstLogIn, logIn } from '../lib/officials.mjs';

export const name = 'Quản trị';

export async function run(ctx) {
  await ctx.loaded;
  const page = await logIn(ctx, 'quantri');
  const state = await page.context().storageState();
  const studio = (path, more = {}) => ({ path, kind: 'studio', state, ...more });
  await page.goto(`${ctx.url}/quan-tri/nguoi-dung?q=quay2`);
  const account = await page.locator('.mc-inbox a').first().getAttribute('href');
  await ctx.gates([
    studio('/quan-tri'),
    studio('/quan-tri/thu-tuc'),
    studio('/quan-tri/thu-tuc?q=khai%20sinh'),
    studio('/quan-tri/thu-tuc?q=zzzz'),
    studio('/quan-tri/thu-tuc/1.001193'),
    studio('/quan-tri/thu-tuc/9.999999', { status: 404 }),
    studio('/quan-tri/to-chuc'),
    studio('/quan-tri/to-chuc?loc=ma-minh-hoa'),
    studio('/quan-tri/to-chuc?ngay=31/02/2024', { status: 422 }),
    studio('/quan-tri/to-chuc/03388-TT@2025-07-01'),
    studio('/quan-tri/nguoi-dung'),
    studio('/quan-tri/nguoi-dung/moi'),
    studio(account),
    studio('/quan-tri/lich-lam-viec'),
    studio('/quan-tri/lich-lam-viec?nam=2040'),
    studio('/quan-tri/lich'),
    studio('/quan-tri/quy-trinh'),
    studio('/quan-tri/quy-trinh?loc=mau&trang=2'),
    studio('/quan-tri/quy-trinh/1.001193'),
    studio('/quan-tri/quy-trinh/1.001193/cong-bo'),
    studio('/quan-tri/quy-trinh/9.999999', { status: 404 }),
    { path: '/problems' },
    { path: '/problems/changed-since' },
  ]);
  const pages = [
    ['/quan-tri', 'home'],
    ['/quan-tri/thu-tuc', 'procedures'],
    ['/quan-tri/thu-tuc/1.001193', 'procedure'],
    ['/quan-tri/to-chuc', 'organisation'],
    ['/quan-tri/to-chuc/03388-TT@2025-07-01', 'unit'],
    ['/quan-tri/nguoi-dung', 'people'],
    ['/quan-tri/nguoi-dung/moi', 'new'],
    [account, 'account'],
    ['/quan-tri/lich-lam-viec', 'calendar'],
    ['/quan-tri/lich', 'layers'],
    ['/quan-tri/quy-trinh', 'processes'],
    ['/quan-tri/quy-trinh/1.001193', 'process'],
    ['/quan-tri/quy-trinh/1.001193/cong-bo', 'publish'],
    ['/problems', 'problems'],
  ];
  for (const width of [360, 768, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    for (const [path, shot] of pages) {
      await page.goto(ctx.url + path);
      await ctx.shot(page, `admin-${shot}-${width}`);
    }
  }

  await page.goto(`${ctx.url}/quan-tri/nguoi-dung/moi`);
  await page.getByRole('button', { name: 'Tạo tài khoản' }).click();
  await ctx.check('an empty form is mended', (await complaints(page)).join().includes('Có 4 chỗ cần sửa'));
  await ctx.shot(page, 'admin-new-errors');
  await page.getByLabel('Họ, chữ đệm và tên').fill('Vàng A Páo');
  await page.getByLabel('Tên đăng nhập').fill('pao.vang');
  await page.getByLabel('Đơn vị').selectOption('03388-TT@2025-07-01');
  await page.getByLabel('Cán bộ một cửa').check();
  await page.getByRole('button', { name: 'Tạo tài khoản' }).click();
  await ctx.check('the account is made', await complaints(page));
  await ctx.shot(page, 'admin-link');
  const link = (await page.locator('.govuk-inset-text').textContent()).trim();
  await ctx.check('the link is shown', link.includes('/dat-mat-khau/'));

  const owner = await firstLogIn(ctx, new URL(link).pathname, 'pao.vang');
  await ctx.check('the owner reaches the desk', new URL(owner.url()).pathname === '/quay');
  const denied = await owner.goto(`${ctx.url}/quan-tri`);
  await ctx.check('a desk officer is no administrator', denied.status() === 403);
}
