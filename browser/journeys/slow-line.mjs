// A birth is registered from a phone on the worst line that we promise: 50 kbit/s, and 600 ms until
// anything answers. The photo is cut off at 60 % of its way and goes on where it stopped. It takes
// minutes, so it runs only with MOTCUA_LONG=1; how long a page took is not judged.

import { createHash } from 'node:crypto';
import { fill } from '../lib/filling.mjs';
import { hasSent, lineOf, piecesOf } from '../lib/line.mjs';
import { complaints } from '../lib/officials.mjs';
import { file, photo } from '../lib/photo.mjs';

export const name = 'Người dân, đường truyền chậm';

const FIELD = '#giay-giay-chung-sinh';
const SIZE = 200_000;
const LINE = { bytesPerSecond: 50_000 / 8, latency: 600 };
const WAIT_MAX_MS = 180_000;
const STEPS_MAX = 12;
const OWN = { case: 'thong-thuong', desk: 'xã Bình Lư', via: 'desk', sex: 'female' };

export async function run(ctx) {
  if (!process.env.MOTCUA_LONG) return;
  const page = await ctx.page({ width: 360, hasTouch: true, isMobile: true });
  page.context().setDefaultTimeout(WAIT_MAX_MS);
  const line = await lineOf(page);
  await line.slow(LINE);
  await finds(ctx, page);
  await answers(page, '/giay-to');
  await ctx.check('trả lời các câu đầu rồi tới trang giấy tờ', isAt(page, '/giay-to'));
  const picture = photo(SIZE);
  await sendsThePhoto(ctx, page, line, picture);
  await answers(page, '/kiem-tra');
  await ctx.check('kiểm tra lại thấy tệp đã gửi', said(page, 'chung-sinh.png'));
  await fill(page, { files: false });
  await went(page, () => page.getByRole('button', { name: 'Nộp hồ sơ' }).click());
  await ctx.check('đã nộp', said(page, 'Đã nộp hồ sơ'));
  await ctx.check('nói nhận đúng tệp nào', said(page, 'chung-sinh.png'));
  const digest = createHash('sha256').update(picture).digest('hex');
  await ctx.check('và từng byte của tệp', said(page, digest));
  await ctx.shot(page, 'nguoi-dan-duong-truyen-cham');
}

async function finds(ctx, page) {
  await page.goto('/');
  await page.getByLabel('Ông/bà cần làm việc gì?').fill('lam giay khai sinh');
  await went(page, () => page.getByRole('button', { name: 'Tìm thủ tục' }).click());
  await went(page, () => page.getByRole('link', { name: 'Đăng ký khai sinh', exact: true }).first().click());
  await ctx.check('trang thủ tục nói những gì không phải nộp', said(page, 'Không phải nộp'));
  const begin = { name: 'Nộp trực tuyến', exact: true };
  await went(page, () => page.getByRole('button', begin).or(page.getByRole('link', begin)).first().click());
}

/** Answers page after page, up to the one whose address ends so. */
async function answers(page, end) {
  for (let step = 0; step < STEPS_MAX && !isAt(page, end); step += 1) {
    const before = page.url();
    await fill(page, { own: OWN, files: false });
    await went(page, () => page.getByRole('button', { name: 'Tiếp tục' }).click());
    const found = await complaints(page);
    if (found.length > 0) throw new Error(`${before}: ${found.join(' ')}`);
  }
}

async function sendsThePhoto(ctx, page, line, picture) {
  const offsets = piecesOf(page);
  await page.locator(FIELD).setInputFiles(file('chung-sinh.png', picture));
  await page.getByRole('button', { name: 'Tiếp tục' }).click();
  await hasSent(page, 60);
  await line.cut();
  const told = page.locator('main').filter({ hasText: /Mạng bị ngắt khi gửi được [6-9]\d%/ });
  await ctx.check('đứt mạng thì nói gửi được bao nhiêu', told.waitFor().then(() => true));
  await line.slow(LINE);
  await page.getByRole('button', { name: 'Gửi tiếp' }).click();
  await page.waitForURL(/\/nhan-ket-qua$/);
  const isResumed = offsets.length >= 2 && offsets.slice(1).every((offset) => offset > SIZE / 4);
  await ctx.check('phần đã gửi không gửi lại', isResumed || [`pieces began at ${offsets.join(', ')}`]);
}

const isAt = (page, end) => new URL(page.url()).pathname.endsWith(end);

const said = async (page, text) => ((await page.locator('main').textContent()) ?? '').includes(text);

/** Does what leads to another page, and waits until that one stands. */
async function went(page, act) {
  await Promise.all([page.waitForEvent('load'), act()]);
}
