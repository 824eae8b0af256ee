// Nothing there yet: an officer of a unit without any dossier sees every list empty, and so do searches
// that find nothing. Each says one fact, and passes the gates.

import { firstLogIn, logIn, makeAccount } from '../lib/officials.mjs';

export const name = 'Chưa có gì';

const NEWCOMER = {
  login: 'moi.den',
  name: 'Sùng Thị Mới',
  unit: 'LC-TTT@2025-07-01',
  roles: ['desk_officer', 'case_officer', 'leader', 'records_clerk', 'cashier'],
};

const LISTS = [
  '/quay', '/quay/hop-viec', '/quay/tra-ket-qua', '/quay/so-quy', '/quay/ban-giao', '/quay/so-theo-doi', '/quay/tim?q=9999',
  '/xu-ly', '/xu-ly?goc=chua-giao', '/xu-ly?goc=toi-theo-doi', '/xu-ly/tim?q=9999',
  '/dieu-hanh', '/dieu-hanh/cho-duyet', '/dieu-hanh/qua-han', '/dieu-hanh/ho-so', '/dieu-hanh/xin-loi',
];

export async function run(ctx) {
  await ctx.loaded;
  const link = await makeAccount(ctx, NEWCOMER);
  await ctx.gates([{ path: link, kind: 'desk' }]);
  await ctx.mistakes([
    { path: link, press: 'Đặt mật khẩu' },
    { path: link, fill: { moi: 'mot cau du dai de nho', lai: 'mot cau khac han cau kia' }, press: 'Đặt mật khẩu' },
  ]);
  const page = await firstLogIn(ctx, link, NEWCOMER.login);
  const state = await page.context().storageState();
  for (const path of LISTS) {
    await page.goto(ctx.url + path);
    await ctx.check(`${path} nói là chưa có gì`, (await page.locator('.mc-empty').count()) > 0);
  }
  await ctx.gates(LISTS.map((path) => ({ path, kind: 'desk', state })));

  const admin = await logIn(ctx, 'quantri');
  const own = await admin.context().storageState();
  await ctx.gates([
    { path: '/quan-tri/nguoi-dung?q=khong%20co%20ai', kind: 'studio', state: own },
    { path: '/quan-tri/tiep-nhan', kind: 'studio', state: own },
  ]);
}
