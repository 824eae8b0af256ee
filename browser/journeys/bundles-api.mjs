// Linked procedures over the API: a birth that a slow and a doubling outside system end, and one
// where the police never answers, until it is withdrawn.

import { asProgram } from '../lib/api.mjs';
import { disagreements, gaps } from '../lib/clocks.mjs';
import { pdf } from '../lib/filling.mjs';
import { startWithPartners } from '../lib/partners.mjs';

export const name = 'linked procedures over the API';

const PLACE = 'Tổ 5, phường Đoàn Kết';

// The 24th is a day off: two working days after Friday the 20th and after Monday the 23rd.
const DUE = { 'khai-sinh': '2026-11-20T17:00', 'thuong-tru': '2026-11-25T17:00', 'the-bhyt': '2026-11-26T17:00' };

export async function run(ctx) {
  const town = await startWithPartners(['cong-an', 'bhxh']);
  const own = ctx.beside(town);
  try {
    await bothBirths(own, town);
  } finally {
    await own.close();
    await town.stop();
  }
}

async function bothBirths(ctx, town) {
  await town.tells('cong-an', { behave: { when: 'never', verdict: 'granted', facts: {} } });
  const api = await asProgram(ctx, 'quay');
  const whole = await files(api, 'Lò Văn Ún');
  const silent = await files(api, 'Lò Văn Hai');
  for (const code of [whole, silent]) await receives(ctx, api, code);
  await later(ctx, town, '2026-11-20T10:15:00+07:00');
  await town.tells('cong-an', { behave: { when: 'never', verdict: 'granted', facts: {} } });
  for (const code of [whole, silent]) await settles(ctx, api, code);
  for (const code of [whole, silent]) {
    await until(api, code, ({ children }) => children[1].number);
    await ctx.check(`${code}: what the birth took adds up`, await disagreements(api, code, DUE, ['khai-sinh']));
  }
  await later(ctx, town, '2026-11-23T09:00:00+07:00');
  await ends(ctx, town, api, whole);
  await later(ctx, town, '2026-11-26T09:00:00+07:00');
  await isWithdrawn(ctx, api, silent);
  await ctx.check('what was over stays as it was', (await api.get(`/bundles/${whole}`)).status === 'granted');
}

async function later(ctx, town, now) {
  await town.later(now);
  ctx.url = town.url;
}

/** Files a birth; answers with its code. */
async function files(api, child) {
  const file = await api.keeps('giay-chung-sinh.pdf', pdf(child));
  const { code } = await api.post('/bundles', {
    kind: 'birth',
    channel: 'online',
    chosen: ['the-bhyt'],
    applicant: { name: 'Lò Thị Mai', address: PLACE },
    answers: {
      'nguoi_yeu_cau.ho_ten': 'Lò Thị Mai', 'nguoi_yeu_cau.ngay_sinh': '01/05/1990', 'nguoi_yeu_cau.noi_cu_tru': PLACE,
      quan_he: 'Mẹ', 'tre.ho_ten': child, 'tre.ngay_sinh': '10/11/2026', 'tre.gioi_tinh': 'Nam', 'tre.dan_toc': 'Thái',
      'tre.quoc_tich': 'Việt Nam', 'tre.noi_sinh': PLACE, 'tre.que_quan': PLACE, 'ban_sao.de_nghi': 'false',
      'khai_sinh.xa': 'Phường Đoàn Kết', 'thuong_tru.xa': 'Phường Đoàn Kết', 'thuong_tru.dia_chi': PLACE,
      'chu_ho.ho_ten': 'Lò Thị Mai', 'chu_ho.so_dinh_danh': '012190000001', 'chu_ho.quan_he': 'Con',
      'bhyt.noi_kham': 'Trạm y tế phường Đoàn Kết',
    },
    papers: [{ paper: 'giay-chung-sinh', file, file_name: 'giay-chung-sinh.pdf' }],
  });
  return code;
}

async function receives(ctx, api, code) {
  const { children } = await api.get(`/bundles/${code}`);
  const begun = children.map(({ status }) => status).join();
  await ctx.check(`${code}: the first part is there, the others wait`, begun === 'running,waits,waits');
  await api.acts(children[0].dossier, 'receive');
  await api.acts(children[0].dossier, 'forward');
}

async function settles(ctx, api, code) {
  const { dossier } = (await api.get(`/bundles/${code}`)).children[0];
  const officer = await officerOf(ctx, dossier);
  await officer.acts(dossier, 'assign');
  await officer.acts(dossier, 'propose', { outcome: 'granted' });
  await (await asProgram(ctx, 'lanhdao')).acts(dossier, 'approve');
  const result = { number: '15/2026', dated_on: '2026-11-20', facts: { so_dinh_danh: '012326000001' } };
  await (await asProgram(ctx, 'vanthu')).acts(dossier, 'record-result', result);
}

/** The case officer in whose unit it lies. */
async function officerOf(ctx, dossier) {
  for (const login of ['thuly2', 'thuly', 'thuly-kt']) {
    const api = await asProgram(ctx, login);
    if (await api.get(`/dossiers/${dossier}`)) return api;
  }
  throw new Error(`${dossier} lies with nobody of the demonstration`);
}

/** The police answers on the next working day, the insurance twice. */
async function ends(ctx, town, api, code) {
  await town.tells('bhxh', { behave: { when: 'twice', verdict: 'granted', facts: { so_the: 'TE1120000000001' } } });
  const part = { bundle: code, child: 'thuong-tru' };
  await town.tells('cong-an', { say: { part, verdict: 'granted', facts: { noi_thuong_tru: 'Bản Mới' } } });
  const bundle = await until(api, code, ({ status }) => status !== 'open');
  await ctx.check('every part is granted', bundle.children.every(({ status }) => status === 'granted') && bundle.status === 'granted');
  await ctx.check('the second of two equal answers changes nothing', bundle.to_review.length === 0);
  const facts = bundle.children.flatMap((child) => Object.values(child.facts));
  await ctx.check('every result is there', ['012326000001', 'Bản Mới', 'TE1120000000001'].filter((fact) => !facts.includes(fact)));
  await ctx.check('one part begins where the one before it ended', gaps(bundle));
  await ctx.check('the times of every part add up, each on its own limit', await disagreements(api, code, DUE));
  const [birth, residence] = bundle.children;
  await ctx.check('the birth took the first 75 minutes', isAbout(birth.working_minutes, 75));
  // Offices are open from 7:30 to 11:30 and from 13:00 to 17:00: 75 + 240 on Friday, 90 on Monday.
  await ctx.check('the residence took the rest of Friday and the beginning of Monday', isAbout(residence.working_minutes, 405));
  await ctx.check('nothing was late', bundle.children.every(({ late }) => !late));
  const parts = new Set(bundle.story.map((line) => line.part));
  await ctx.check('one story tells of all of them', bundle.children.filter((child) => !parts.has(child.name)).map((child) => child.name));
}

/** Whoever is silent is on record, and does not keep the family from withdrawing. */
async function isWithdrawn(ctx, api, code) {
  const { version } = await until(api, code, ({ children }) => children[1].silent_since);
  const [, police, card] = (await api.get(`/bundles/${code}`)).children;
  await ctx.check('the police is late and on record as silent', police.late && police.silent_since.startsWith('2026-11-26T09:0'));
  await ctx.check('what rests on it waits', card.status === 'waits');
  await ctx.check('its time runs on and adds up', await disagreements(api, code, DUE));
  const over = await api.post(`/bundles/${code}/withdraw`, { seen: version, reason: 'Chờ quá lâu' });
  const statuses = over.children.map(({ status }) => status).join();
  await ctx.check('withdrawn, what was granted stays', `${over.status} ${statuses}` === 'withdrawn_with_results granted,withdrawn,skipped');
}

/** A clock goes on while a journey is on its way; one that is wrong is complained about. */
function isAbout(minutes, expected) {
  return (minutes >= expected && minutes <= expected + 2) || [`${minutes} minutes, not ${expected}`];
}

/** Reads a bundle until it is so. */
async function until(api, code, isSo) {
  for (let tries = 0; tries < 60; tries += 1) {
    const bundle = await api.get(`/bundles/${code}`);
    if (isSo(bundle)) return bundle;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error(`${code} does not come to that: ${JSON.stringify(await api.get(`/bundles/${code}`))}`);
}
