// An examiner asks another commune for its opinion, and an officer of that commune answers.
// Where an answer is not whole it comes back with what was typed.

import { act, complaints, firstLogIn, logIn, makeAccount, went } from '../lib/officials.mjs';

export const name = 'Lấy ý kiến';

const QUESTIONS = 'Bản chính có phải xã cấp không?\nAi đã ký?';
const ANSWER = 'Đúng, số 12 quyển 3, sổ năm 2024.';

export async function run(ctx) {
  await ctx.loaded;
  const lead = await logIn(ctx, 'thuly', {});
  const code = await takes(ctx, lead);
  const unit = await asks(ctx, lead, code);
  const path = await makeAccount(ctx, { login: 'duochoi', name: 'Vàng Thị Mỷ', unit, roles: ['case_officer'] });
  const asked = await firstLogIn(ctx, path, 'duochoi', {});
  await answers(ctx, asked, code);
  await reads(ctx, lead, code);
}

/** A dossier of the unit that nobody has yet. */
async function takes(ctx, lead) {
  await lead.goto(`${ctx.url}/xu-ly?goc=chua-giao`);
  const link = await lead.locator('.mc-inbox tbody th a').first().getAttribute('href');
  const code = decodeURIComponent(link.split('/').at(-1));
  await act(lead, ctx, code, 'phan-cong');
  return code;
}

/** Two questions to the first unit that may be asked; answers with its key. */
async function asks(ctx, lead, code) {
  await lead.goto(`${ctx.url}/xu-ly/ho-so/${code}/viec/lay-y-kien`);
  await ctx.stands(lead, 'trang lấy ý kiến');
  await ctx.shot(lead, 'lay-y-kien');
  await lead.locator('#cau-hoi').fill(QUESTIONS);
  const unit = await lead.locator('#don-vi-1 option').nth(1).getAttribute('value');
  await lead.locator('#don-vi-1').selectOption(unit);
  await went(lead, () => lead.getByRole('button', { name: 'Lấy ý kiến' }).click());
  await ctx.check('đã hỏi', (await words(lead)).includes('Chờ trả lời') || (await complaints(lead)));
  await ctx.check('chưa trình được', (await lead.locator('a[href$="/viec/trinh"]').count()) === 0);
  await ctx.shot(lead, 'ho-so-dang-lay-y-kien');
  return unit;
}

async function answers(ctx, asked, code) {
  await asked.goto(`${ctx.url}/xu-ly/y-kien`);
  await ctx.stands(asked, 'ý kiến đơn vị được hỏi');
  await ctx.shot(asked, 'y-kien-cho-tra-loi');
  await went(asked, () => asked.locator('.mc-inbox tbody th a').first().click());
  await went(asked, () => asked.getByRole('link', { name: 'Trả lời ý kiến' }).first().click());
  await asked.locator('main input[name="loai-1"]').first().check();
  await asked.locator('#tra-loi-1').fill(ANSWER);
  const send = () => asked.getByRole('button', { name: 'Trả lời ý kiến' }).click();
  await went(asked, send);
  await ctx.check('thiếu câu 2 thì báo', (await complaints(asked)).join().includes('câu 2'));
  await ctx.check('điều đã gõ còn đó', (await asked.locator('#tra-loi-1').inputValue()) === ANSWER);
  await asked.locator('main input[name="loai-2"]').first().check();
  await asked.locator('#tra-loi-2').fill('Phó Chủ tịch xã');
  await went(asked, send);
  await ctx.check('đã trả lời', (await complaints(asked)).length === 0 || (await complaints(asked)));
  await asked.goto(`${ctx.url}/xu-ly/y-kien/${code}/1`);
  await ctx.check('vẫn xem được điều đã trả lời', (await words(asked)).includes(ANSWER));
  await ctx.shot(asked, 'y-kien-da-tra-loi');
}

async function reads(ctx, lead, code) {
  await lead.goto(`${ctx.url}/xu-ly/ho-so/${code}`);
  await ctx.check('nơi hỏi đọc câu trả lời', (await words(lead)).includes(ANSWER));
  await ctx.check('trình được', (await lead.locator('a[href$="/viec/trinh"]').count()) > 0);
  await ctx.shot(lead, 'ho-so-da-co-y-kien');
}

const words = async (page) => ((await page.locator('main').textContent()) ?? '').replace(/\s+/g, ' ');
