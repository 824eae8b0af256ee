// Linked procedures with an outside system that never answers: a death whose residence record the
// police should close. The rest goes its way, everybody reads who is waited for, and the answer that
// comes too late is taken.

import { asProgram } from '../lib/api.mjs';
import { childCode, file, finish, other, receive, settle, standsFor, textOf, until } from '../lib/bundles.mjs';
import { disagreements } from '../lib/clocks.mjs';
import { logIn } from '../lib/officials.mjs';
import { startWithPartners } from '../lib/partners.mjs';

export const name = 'linked procedures, somebody silent';

const POLICE = 'Công an phường Đoàn Kết';
// The 24th is a day off; the support is counted from the morning of its reception, the 23rd.
const DUE = { 'khai-tu': '2026-11-20T17:00', 'xoa-thuong-tru': '2026-11-25T17:00' };
const DUE_RECEIVED = { ...DUE, 'mai-tang-phi': '2026-11-27T17:00' };
const WIDTHS = [360, 768, 1280];

export async function run(ctx) {
  const town = await startWithPartners(['cong-an']);
  const own = ctx.beside(town);
  try {
    await death(own, town);
  } finally {
    await own.close();
    await town.stop();
  }
}

async function death(ctx, town) {
  await mute(town);
  const filed = await file(ctx, '/lien-thong/death', 'death', { 'bao_tu--co': 'Có', 'mai_tang--cach_nhan': 'Tiền mặt' });
  const first = await childCode(filed.page);
  await receive(ctx, first);
  await later(ctx, town, '2026-11-20T10:30:00+07:00');
  await mute(town);
  await finish(ctx, first, {});
  await until(ctx, filed, 'GL-0001');
  const second = await other(ctx, filed, first);
  const api = await asProgram(ctx, 'quay');
  await ctx.check('what the first part took adds up', await disagreements(api, filed.code, DUE, ['khai-tu']));
  await ctx.check('nobody is late yet', !(await textOf(filed.page)).includes('quá hạn'));
  await later(ctx, town, '2026-11-23T08:30:00+07:00');
  await settle(ctx, second, {});
  await until(ctx, filed, 'Chi trả tiền mặt');
  await ctx.check('the support is paid though the police says nothing', (await childOf(api, filed, 2)).status === 'granted');
  await ctx.check('what the support took adds up', await disagreements(api, filed.code, DUE_RECEIVED, ['mai-tang-phi']));
  await later(ctx, town, '2026-11-26T09:00:00+07:00');
  await silence(ctx, api, filed);
  await lateAnswer(ctx, town, api, filed);
}

async function mute(town) {
  await town.tells('cong-an', { behave: { when: 'never', verdict: 'granted', facts: {} } });
}

async function later(ctx, town, now) {
  await town.later(now);
  ctx.url = town.url;
}

async function childOf(api, { code }, at) {
  return (await api.get(`/bundles/${code}`)).children[at];
}

/** The answer was due at the end of the 25th. */
async function silence(ctx, api, filed) {
  await until(ctx, filed, 'chưa trả lời đúng hạn');
  const police = await childOf(api, filed, 1);
  await ctx.check('programs read since when it is silent', police.late && police.silent_since?.startsWith('2026-11-26T09:0'));
  await ctx.check('its time is whole', await disagreements(api, filed.code, DUE_RECEIVED));
  // Friday from half past ten, a whole Monday, no Tuesday, a whole Wednesday, Thursday until nine.
  await ctx.check('and is that since it was handed over', police.working_minutes >= 1350 && police.working_minutes <= 1355 || [`${police.working_minutes}`]);
  const said = await textOf(filed.page);
  const expected = [POLICE, 'đã quá hạn', '09:00, 26/11/2026', 'Chi trả tiền mặt', 'Quá hạn', 'Đang giải quyết'];
  await ctx.check('the family reads who is waited for, and what is done', expected.filter((words) => !said.includes(words)));
  await ctx.check('one story', ['Đã nộp hồ sơ liên thông', 'Hệ thống đã ghi nhận', 'Hỗ trợ chi phí mai táng'].filter((words) => !said.toLowerCase().includes(words.toLowerCase())));
  await standsFor(ctx, filed.page, 'a story with somebody silent');
  await looked(ctx, await seenAgain(ctx, filed.page), `/tra-cuu/${filed.code}`, 'lien-thong-im-lang-nguoi-dan');
  const desk = await logIn(ctx, 'quay', {});
  await looked(ctx, desk, '/xu-ly/lien-thong', 'lien-thong-danh-sach');
  await ctx.stands(desk, 'the list of bundles');
  const asking = desk.locator('main h2:has-text("Cần người xem") ~ ol').first();
  await ctx.check('the desk is asked to look at it', (await asking.textContent()).includes(filed.code));
  await looked(ctx, desk, `/xu-ly/lien-thong/${filed.code}`, 'lien-thong-im-lang-can-bo');
  const read = await textOf(desk);
  const told = [POLICE, 'đã quá hạn', 'ghi nhận im lặng lúc 09:00, 26/11/2026', '2 ngày 6 giờ 30 phút làm việc'];
  await ctx.check('the desk reads who is silent, since when, and for how long it had it', told.filter((words) => !read.includes(words)));
  await ctx.stands(desk, 'a bundle with somebody silent');
}

/** Late is better than never. */
async function lateAnswer(ctx, town, api, filed) {
  const part = { bundle: filed.code, child: 'xoa-thuong-tru' };
  await town.tells('cong-an', { say: { part, verdict: 'granted', facts: {} } });
  await until(ctx, filed, 'Đã xong tất cả');
  const bundle = await api.get(`/bundles/${filed.code}`);
  await ctx.check('the late answer ends it', bundle.status === 'granted' && bundle.to_review.length === 0);
  await ctx.check('it stays late, and on record', bundle.children[1].late && bundle.children[1].silent_since !== undefined);
}

/** The same visitor, with script. */
async function seenAgain(ctx, page) {
  return ctx.page({ storageState: await page.context().storageState() });
}

/** Pictures of a page at every width; nowhere it needs scrolling sideways. */
async function looked(ctx, page, path, picture) {
  const wide = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(ctx.url + path);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (over > 0) wide.push(`${over} pixels too wide at ${width}`);
    await ctx.shot(page, `${picture}-${width}`);
  }
  await ctx.check(`${picture} fits every width`, wide);
}
