// What leads to a procedure and the way of a dossier, for who reads English: the same gates, and what
// is Vietnamese only, for officials, says so.

import { went } from '../lib/officials.mjs';
import { Town } from '../screens/town.mjs';

export const name = 'English';

const BIRTH = '1.001193';
const UNDER_WAY = '/quay/hop-viec?buoc=examining';

export async function run(ctx) {
  await ctx.loaded;
  const town = new Town(ctx);
  const code = await town.last('quay', UNDER_WAY);
  const page = await ctx.page({ js: false, width: 360 });
  await page.goto('/tra-cuu');
  await town.types(page, code);
  await went(page, () => page.getByRole('button', { name: 'English', exact: true }).click());
  await ctx.check('the button leads back to the same page', new URL(page.url()).pathname === `/tra-cuu/${code}`);
  await ctx.check('the page speaks English', (await page.locator('html').getAttribute('lang')) === 'en');
  const state = await page.context().storageState();
  const english = (path, more = {}) => ({ path, state, language: 'en', ...more });
  await ctx.gates([
    english('/'),
    english('/thu-tuc'),
    english('/thu-tuc?q=birth'),
    english('/thu-tuc?q=zzzz'),
    english('/su-kien/sinh-con'),
    english('/su-kien/la', { status: 404 }),
    english(`/thu-tuc/${BIRTH}`),
    english('/tra-cuu'),
    english('/tra-cuu?ma=xyz', { status: 422 }),
    english(`/tra-cuu/${code}`, { paper: true }),
    english(`/nop/${BIRTH}`),
    english('/giup-do'),
    english('/kiem-chung'),
    { path: '/dang-nhap', kind: 'desk', state },
  ]);
  await ctx.mistakes([english('/tra-cuu', { fill: { ma: code, 'bi-mat': 'ABCDEFGH' }, press: 'See the application' })]);

  await page.goto('/dang-nhap');
  await ctx.check('a page without English says so', (await page.getByText('This page is in Vietnamese only.').count()) === 1);
  await page.goto('/');
  await went(page, () => page.getByRole('button', { name: 'Tiếng Việt', exact: true }).click());
  await ctx.check('and back again', (await page.locator('html').getAttribute('lang')) === 'vi');
}
