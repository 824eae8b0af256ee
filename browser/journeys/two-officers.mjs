// Two officers open the same dossier: one acts, and the other's press changes nothing. The page that
// comes back says who did what meanwhile, and what was typed is still there.

import { act, complaints, logIn, went } from '../lib/officials.mjs';

export const name = 'Hai cán bộ, một hồ sơ';

const SUBMITTED = '/quay/hop-viec?buoc=submitted';
const REASON = 'Ảnh chụp mờ, chưa đọc được tên và ngày sinh.';

export async function run(ctx) {
  await ctx.loaded;
  const first = await logIn(ctx, 'quay', {});
  const second = await logIn(ctx, 'quay2', {});
  await stillOpen(ctx, first, second);
  await closedMeanwhile(ctx, first, second);
}

/** What the second one wants is still possible: pressed once more, it is done. */
async function stillOpen(ctx, first, second) {
  const code = await opens(second, 'yeu-cau-bo-sung', 'main [name^="can."]');
  const asked = second.locator('main [name^="can."]').first();
  await asked.fill('Chụp lại cả trang');
  await second.locator('#ly-do').fill(REASON);
  await ctx.check('người thứ nhất tiếp nhận', await act(first, ctx, code, 'tiep-nhan'));

  await went(second, () => second.getByRole('button', { name: 'Yêu cầu bổ sung' }).click());
  await saysWhatHappened(ctx, second);
  await ctx.check('điều đã gõ còn trong các ô', (await asked.inputValue()) === 'Chụp lại cả trang'
    && (await second.locator('#ly-do').inputValue()) === REASON);
  await ctx.shot(second, 'hai-can-bo-con-lam-duoc');
  await ctx.stands(second, 'trang báo hồ sơ vừa đổi');
  await went(second, () => second.getByRole('button', { name: 'Yêu cầu bổ sung' }).click());
  await ctx.check('xem xong bấm lại thì được', await complaints(second));
  await ctx.check('lý do đến đúng hồ sơ', (await words(second)).includes(REASON));
}

/** What the second one wants is no longer possible: what was typed can still be read. */
async function closedMeanwhile(ctx, first, second) {
  const code = await opens(second, 'tu-choi-tiep-nhan', '#ly-do');
  await second.locator('main input[name="can-cu"]').first().check();
  await second.locator('#ly-do').fill(REASON);
  await ctx.check('người thứ nhất tiếp nhận trước', await act(first, ctx, code, 'tiep-nhan'));

  await went(second, () => second.getByRole('button', { name: 'Từ chối tiếp nhận' }).click());
  await saysWhatHappened(ctx, second);
  await ctx.check('không còn nút để bấm nhầm', (await second.locator('main form:visible').count()) === 0);
  const kept = second.locator('section', { has: second.locator('#typed') });
  await ctx.check('điều đã gõ vẫn đọc được', ((await kept.textContent()) ?? '').includes(REASON));
  await ctx.shot(second, 'hai-can-bo-khong-con-lam-duoc');
  await ctx.stands(second, 'trang báo không còn làm được');
}

async function saysWhatHappened(ctx, page) {
  const said = (await complaints(page)).join();
  await ctx.check('nói hồ sơ vừa thay đổi', said.includes('thay đổi mới kể từ lúc ông/bà mở trang') || [said]);
  const changes = ((await page.locator('section', { has: page.locator('#changes') }).textContent()) ?? '');
  await ctx.check('nói ai đã làm gì', (changes.includes('Lò Thị Mai') && changes.includes('tiếp nhận')) || [changes]);
}

/** Opens the form of an act on a dossier that waits at the desk and has the field; answers with the code. */
async function opens(page, slug, field) {
  await page.goto(SUBMITTED);
  const dossiers = await page.locator('.mc-inbox tbody th a').evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  for (const dossier of dossiers.reverse()) {
    await page.goto(`${dossier}/viec/${slug}`);
    if ((await page.locator(field).count()) > 0) return decodeURIComponent(dossier.split('/').at(-1));
  }
  throw new Error(`${SUBMITTED} has no dossier with ${slug}`);
}

const words = async (page) => ((await page.locator('main').textContent()) ?? '').replace(/\s+/g, ' ');
