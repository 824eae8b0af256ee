// Linked procedures without script: a birth with a slow and a doubling outside system, a death with
// a contradicting one. The citizen fills in one form, has one code and reads one story.

import { childCode, file, other, settle, standsFor, textOf, until } from '../lib/bundles.mjs';
import { complaints, logIn } from '../lib/officials.mjs';
import { startWithPartners } from '../lib/partners.mjs';

export const name = 'linked procedures';

export async function run(ctx) {
  const server = await startWithPartners(['cong-an', 'bhxh']);
  const own = ctx.beside(server);
  try {
    await birth(own, server);
    await death(own, server);
  } finally {
    await own.close();
    await server.stop();
  }
}

async function birth(ctx, server) {
  await server.tells('cong-an', { behave: { when: { after: 60 }, verdict: 'granted', facts: { noi_thuong_tru: 'Bản Mới' } } });
  await server.tells('bhxh', { behave: { when: 'twice', verdict: 'granted', facts: { so_the: 'TE1120000000001' } } });
  const filed = await file(ctx, '/su-kien/sinh-con', 'birth');
  const first = await childCode(filed.page);
  await settle(ctx, first, { 'du-kien-so-dinh-danh': '012326000001' });
  await until(ctx, filed, 'GL-0001');
  await ctx.check('the slow system has it, and the citizen sees its number', true);
  await ctx.shot(filed.page, 'lien-thong-khai-sinh-360');
  await server.tells('cong-an', { minutes_pass: 60 });
  await until(ctx, filed, 'Đã xong tất cả');
  const said = await textOf(filed.page);
  await ctx.check('one page has every result', ['012326000001', 'Bản Mới', 'TE1120000000001'].filter((fact) => !said.includes(fact)));
  await ctx.shot(filed.page, 'lien-thong-khai-sinh-xong-360');
  await standsFor(ctx, filed.page, 'the story of a birth');
}

async function death(ctx, server) {
  await server.tells('cong-an', { behave: { when: 'in_two_ways', verdict: 'granted', facts: {} } });
  const filed = await file(ctx, '/lien-thong/death', 'death', {
    'bao_tu--co': 'Có',
    'mai_tang--cach_nhan': 'Chuyển khoản',
    'mai_tang--so_tai_khoan': '0123456789',
  });
  const first = await childCode(filed.page);
  await settle(ctx, first, {});
  await until(ctx, filed, 'Hỗ trợ chi phí mai táng');
  // The second child of ours is opened by the program.
  const second = await other(ctx, filed, first);
  await settle(ctx, second, {});
  await until(ctx, filed, 'Chi trả cho');
  await ctx.check('it says to whom money is paid', (await textOf(filed.page)).includes('0123456789'));
  const desk = await logIn(ctx, 'quay', {});
  await desk.goto(`${ctx.url}/xu-ly/lien-thong`);
  await ctx.check('the desk is asked to look', (await desk.locator(`a[href="/xu-ly/lien-thong/${filed.code}"]`).count()) > 0);
  await desk.goto(`${ctx.url}/xu-ly/lien-thong/${filed.code}`);
  const expected = ['Trả lời lần hai khác với lần đầu', 'Trả lời này nói: Không được giải quyết'];
  const told = await textOf(desk);
  await ctx.check('at the second answer, which says something else, and what', expected.filter((words) => !told.includes(words)));
  await ctx.shot(desk, 'lien-thong-xem-lai');
  await ctx.stands(desk, 'a bundle at the desk');
  await desk.locator('textarea[name="ghi-chu"]').first().fill('Đã gọi công an xã: giữ câu trả lời đầu');
  await desk.getByRole('button', { name: 'Đã xem' }).click();
  await ctx.check('and it is done with', await complaints(desk));
  await ctx.check('so nothing waits any more', !(await textOf(desk)).includes('Trả lời lần hai'));
}
