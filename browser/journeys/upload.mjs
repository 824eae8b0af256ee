// A photo is cut off at 60 % of its way and goes on where it stopped; what cannot be taken is told
// before it travels.

import { hasSent, lineOf, piecesOf } from '../lib/line.mjs';
import { file, photo } from '../lib/photo.mjs';

export const name = 'Gửi tệp';

const BIRTH = '1.001193';
const FIELD = '#giay-giay-chung-sinh';
const SIZE = 200_000;

export async function run(ctx) {
  const page = await ctx.page({ width: 360, hasTouch: true, isMobile: true });
  const main = page.locator('main');
  await page.goto(`/nop/${BIRTH}`);
  await page.getByLabel('Trẻ có cha hoặc mẹ đứng tên').check();
  await page.getByLabel('Nộp ở Trung tâm Phục vụ hành chính công nào?').selectOption({ label: 'xã Bình Lư' });
  await page.getByRole('button', { name: 'Tiếp tục' }).click();
  await page.goto(`/nop/${BIRTH}/giay-to`);
  const send = page.getByRole('button', { name: 'Tải lên, ở lại trang này' });
  const says = async (text) => {
    await main.filter({ hasText: text }).waitFor();
    return true;
  };

  await ctx.check('điện thoại có nút chụp ảnh', page.getByRole('button', { name: /^Chụp ảnh/ }).first().isVisible());
  await page.locator(FIELD).setInputFiles(file('don.heic', Buffer.from('....ftypheic')));
  await ctx.check('sai loại tệp thì nói trước khi gửi', says('"don.heic" phải là PDF, JPG hoặc PNG'));
  const locked = Buffer.from('%PDF-1.4\ntrailer\n<< /Root 1 0 R /Encrypt 5 0 R >>\n%%EOF\n');
  await page.locator(FIELD).setInputFiles(file('khoa.pdf', locked));
  await ctx.check('tệp có mật khẩu thì nói trước khi gửi', says('"khoa.pdf" có mật khẩu'));

  const offsets = piecesOf(page);
  const line = await lineOf(page);
  await line.slow({ bytesPerSecond: 40_000 });
  await page.locator(FIELD).setInputFiles(file('chung-sinh.png', photo(SIZE)));
  await send.click();
  await hasSent(page, 60);
  await line.cut();
  await ctx.check('đứt mạng thì nói gửi được bao nhiêu', says(/Mạng bị ngắt khi gửi được [6-9]\d%/));
  await ctx.shot(page, 'nguoi-dan-giay-to-dut-mang');
  await line.mend();
  // As if the server were still keeping what came before the cut: the script asks once more by itself.
  let refusals = 0;
  await page.route('**/tep/*', (route) => {
    if (route.request().method() !== 'PATCH' || refusals > 0) return route.fallback();
    refusals += 1;
    return route.fulfill({ status: 409, headers: { 'Tus-Resumable': '1.0.0' } });
  });
  await page.getByRole('button', { name: 'Gửi tiếp' }).click();
  await page.waitForURL(/xong=tai-len/);
  await ctx.check('một lần bấm là đủ', refusals === 1);
  await ctx.check('gửi tiếp rồi tới nơi', says('chung-sinh.png'));
  await ctx.check('phần đã gửi không gửi lại', offsets.length >= 2 && offsets.slice(1).every((offset) => offset > SIZE / 4));
}
