// An officer goes on leave and names a stand-in, an administrator has a deputy sign for the head, and the
// desk pulls back what it passed on too early.

import { act, complaints, logIn, went } from '../lib/officials.mjs';

export const name = 'Nghỉ phép, làm thay, ký thay, rút lại';

const RECEIVED = '/quay/hop-viec?buoc=received';

export async function run(ctx) {
  await ctx.loaded;
  await leave(ctx);
  await delegation(ctx);
  await pullBack(ctx);
}

/** The days and the stand-in are entered once; nothing typed is lost on the way. */
async function leave(ctx) {
  const page = await logIn(ctx, 'thuly', {});
  await page.goto('/xu-ly/vang-mat');
  const standIn = page.locator('#thay option').nth(1);
  const chosen = (await standIn.count()) > 0 ? await standIn.getAttribute('value') : '';
  await page.locator('#thay').selectOption(chosen ?? '');
  await went(page, () => page.getByRole('button', { name: 'Ghi thời gian nghỉ' }).click());
  await ctx.check('thiếu ngày cuối thì nói', (await complaints(page)).length > 0);
  await ctx.check('người làm thay còn chọn', (await page.locator('#thay').inputValue()) === (chosen ?? ''));
  await ctx.shot(page, 'ghi-nghi');
  await ctx.stands(page, 'trang lịch nghỉ');
}

/** What the paper lacks is said beside its field. */
async function delegation(ctx) {
  const page = await logIn(ctx, 'quantri', {});
  await page.goto('/quan-tri/uy-quyen');
  await page.locator('#so').fill('12/QĐ-UBND');
  await went(page, () => page.getByRole('button', { name: 'Ghi lần giao' }).click());
  await ctx.check('chưa chọn người thì nói', (await complaints(page)).length > 0);
  await ctx.check('số văn bản còn trong ô', (await page.locator('#so').inputValue()) === '12/QĐ-UBND');
  await ctx.shot(page, 'uy-quyen');
  await ctx.stands(page, 'trang ký thay');
}

/** Passed on, and back again with a reason. */
async function pullBack(ctx) {
  const page = await logIn(ctx, 'quay', {});
  await page.goto(RECEIVED);
  const dossier = await page.locator('.mc-inbox tbody th a').first().getAttribute('href');
  const code = decodeURIComponent((dossier ?? '').split('/').at(-1) ?? '');
  await ctx.check('chuyển đi', await act(page, ctx, code, 'chuyen'));
  await page.goto(`${dossier}/viec/rut-lai`);
  await page.locator('#ly-do').fill('Chuyển nhầm bộ phận');
  await went(page, () => page.getByRole('button', { name: 'Rút lại' }).click());
  const words = ((await page.locator('main').textContent()) ?? '').replace(/\s+/g, ' ');
  await ctx.check('dòng thời gian có lý do', words.includes('Chuyển nhầm bộ phận'));
  await ctx.stands(page, 'hồ sơ vừa rút lại');
}
