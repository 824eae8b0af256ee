// What was asked for is brought from the tracking page, by code and secret: the file travels piece by
// piece, is cut off once, goes on where it stopped, and the dossier moves on.

import { hasSent, lineOf, piecesOf } from '../lib/line.mjs';
import { went } from '../lib/officials.mjs';
import { file, photo } from '../lib/photo.mjs';
import { Town } from '../screens/town.mjs';

export const name = 'Bổ sung giấy tờ';

const ASKED = '/quay/hop-viec?buoc=awaiting_supplement';
const SIZE = 200_000;

export async function run(ctx) {
  await ctx.loaded;
  const town = new Town(ctx);
  const { page, code } = await opens(ctx, town);
  const fields = page.locator('main input[type=file]');
  const main = page.locator('main');
  await ctx.check('nói cần bổ sung gì', (await page.locator('.govuk-inset-text').count()) > 0);

  const offsets = piecesOf(page);
  const line = await lineOf(page);
  await line.slow({ bytesPerSecond: 40_000 });
  await fields.first().setInputFiles(file('chup-lai.png', photo(SIZE)));
  await page.getByRole('button', { name: 'Tải lên, chưa gửi' }).click();
  await hasSent(page, 60);
  await line.cut();
  const told = main.filter({ hasText: /Mạng bị ngắt khi gửi được [6-9]\d%/ });
  await ctx.check('đứt mạng thì nói gửi được bao nhiêu', told.waitFor().then(() => true));
  await line.mend();
  await page.getByRole('button', { name: 'Gửi tiếp' }).click();
  await page.waitForURL(/xong=tai-len/);
  await main.filter({ hasText: 'chup-lai.png' }).waitFor();
  const isResumed = offsets.length >= 2 && offsets.slice(1).every((offset) => offset > SIZE / 4);
  await ctx.check('phần đã gửi không gửi lại', isResumed || [`pieces began at ${offsets.join(', ')}`]);
  await ctx.shot(page, 'bo-sung-da-tai-len');

  for (const field of await page.locator('main input[type=file]').all()) {
    await field.setInputFiles(file('ban-ro.png', photo(2_000)));
  }
  await page.locator('#note').fill('Đã chụp lại cho rõ.');
  await page.getByRole('button', { name: 'Gửi bổ sung' }).click();
  await page.waitForURL(new RegExp(`/tra-cuu/${code}(\\?|$)`));
  const said = (await main.textContent()) ?? '';
  await ctx.check('trang tra cứu nói đã nhận tệp', said.includes('chup-lai.png') || [said.replace(/\s+/g, ' ').slice(0, 300)]);
  await ctx.check('và không còn đòi bổ sung', (await page.locator('a[href$="/bo-sung"]').count()) === 0);
}

/** A dossier that waits for files, opened by its code and secret. */
async function opens(ctx, town) {
  const page = await ctx.page({ width: 360, hasTouch: true, isMobile: true });
  for (const code of await town.codes('quay', ASKED)) {
    await page.goto('/tra-cuu');
    await town.types(page, code);
    await went(page, () => page.getByRole('link', { name: 'Bổ sung giấy tờ', exact: true }).click());
    if ((await page.locator('main input[type=file]').count()) > 0) return { page, code };
  }
  throw new Error(`${ASKED} has no dossier that waits for files`);
}
