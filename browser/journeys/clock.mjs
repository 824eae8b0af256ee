// A dossier's clock without script: it is stopped and goes on, its day is apologised for, and the
// office is shut. After each of these officials and the applicant read the same day.

import { fill } from '../lib/filling.mjs';
import { complaints, went } from '../lib/officials.mjs';
import { Town } from '../screens/town.mjs';

export const name = 'Đồng hồ';

const CALENDAR = '/quan-tri/lich?lop=03388';
const CLOSED = {
  loai: 'dong-cua', ngay: '23', ngay_month: '11', ngay_year: '2026', ngay_day: '23', gio: '',
  ten: 'Mất điện toàn phường', 'ly-do': 'Sửa đường dây', so: '15/TB-UBND',
  ky: '20', ky_day: '20', ky_month: '11', ky_year: '2026',
};

export async function run(ctx) {
  await ctx.loaded;
  const town = new Town(ctx);
  await stops(ctx, town);
  await apologises(ctx, town);
  await shuts(ctx, town);
}

/** The desk waits for an answer from elsewhere; the applicant reads what is waited for. */
async function stops(ctx, town) {
  const code = await town.last('quay', '/quay/hop-viec?buoc=received');
  const dossier = `/xu-ly/ho-so/${code}`;
  await town.act('quay', code, 'tam-dung', {
    'can-cu': 'awaited_verification', 'ly-do': 'Chờ nơi cấp bản chính trả lời', so: '15/CV',
  });
  await gate(ctx, await town.at('quay'), [dossier, `${dossier}/viec/tiep-tuc`]);
  const applicant = await tracks(ctx, town, code);
  await ctx.check('người nộp đọc vì sao dừng', (await says(applicant)).includes('nơi cấp bản chính'));
  await gate(ctx, applicant, [`/tra-cuu/${code}`, `/tra-cuu/${code}/vi-sao`], { kind: 'citizen' });
  await town.act('quay', code, 'tiep-tuc', {});
}

/** The leader says sorry for the longest overdue, once. */
async function apologises(ctx, town) {
  const leader = await town.at('lanhdao');
  await gate(ctx, leader, ['/dieu-hanh/nhac-viec', '/dieu-hanh/ho-so?goc=da-dung']);
  await gate(ctx, await town.at('thuly'), ['/xu-ly/nhac-viec']);
  const code = await town.first('lanhdao', '/dieu-hanh/qua-han');
  const dossier = `/xu-ly/ho-so/${code}`;
  await gate(ctx, leader, [`${dossier}/viec/xin-loi`]);
  await town.act('lanhdao', code, 'xin-loi', { so: '7/PXL', 'ly-do': 'Nhiều hồ sơ nộp cùng lúc' });
  await gate(ctx, leader, [dossier, '/dieu-hanh/xin-loi']);
  await gate(ctx, leader, [`${dossier}/viec/xin-loi`], { status: 409 });
  const applicant = await tracks(ctx, town, code);
  await ctx.check('người nộp đọc thư xin lỗi', (await says(applicant)).includes('có thư xin lỗi'));
  await gate(ctx, applicant, [`/tra-cuu/${code}`, `/tra-cuu/${code}/vi-sao`], { kind: 'citizen' });
  await gate(ctx, applicant, ['/cong-khai/thoi-han'], { kind: 'citizen' });
}

/** The administrator shuts an office for a day, after seeing whose day moves. */
async function shuts(ctx, town) {
  const page = await town.at('quantri');
  await page.goto(ctx.url + CALENDAR);
  await fill(page, { own: CLOSED, files: false });
  await went(page, () => page.getByRole('button', { name: 'Xem trước' }).click());
  await ctx.check('xem trước mà không lỗi', await complaints(page));
  await ctx.check('xem trước thì chưa ghi gì', (await says(page)).includes('Chưa ghi gì'));
  await ctx.shot(page, 'lich-xem-truoc');
  await went(page, () => page.getByRole('button', { name: 'Xác nhận đổi lịch' }).click());
  const campaign = new URL(page.url()).pathname;
  await ctx.check('đổi lịch mở đợt dời ngày hẹn', campaign.includes('/lich/dot/'));
  await gate(ctx, page, [campaign, CALENDAR], { kind: 'studio' });
  await ctx.shot(page, 'lich-dot');
}

/** The applicant's own page, by code and secret. */
async function tracks(ctx, town, code) {
  const page = await ctx.page({ js: false, width: 360 });
  await page.goto(`${ctx.url}/tra-cuu`);
  await town.types(page, code);
  return page;
}

const says = (page) => page.locator('main').textContent();

async function gate(ctx, page, paths, more = {}) {
  const state = await page.context().storageState();
  await ctx.gates(paths.map((path) => ({ path, kind: 'desk', state, ...more })));
}
