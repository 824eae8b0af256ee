// The whole way without script: a citizen applies for birth registration online, a desk receives
// another dossier in person, one is supplemented with code and secret, both travel to hand-over
// through the log-ins of four officials, and the tracking page is right at every stage.

import { fill, pdf } from '../lib/filling.mjs';
import { act, complaints, logIn } from '../lib/officials.mjs';

export const name = 'two dossiers, from filing to hand-over';

const DESK = 'phường Đoàn Kết';

export async function run(ctx) {
  const online = await applyOnline(ctx);
  await tracking(ctx, online, 'Mới đăng ký');

  const desk = await logIn(ctx, 'quay');
  const inPerson = await receiveAtDesk(ctx, desk);
  await tracking(ctx, inPerson, 'Được tiếp nhận');

  // The desk asks once for what is missing, the citizen brings it with code and secret.
  await ctx.check('the desk asks for a supplement', await act(desk, ctx, online.code, 'yeu-cau-bo-sung', await oneItem(desk, ctx, online.code)));
  await tracking(ctx, online, 'Yêu cầu bổ sung giấy tờ');
  await supplement(ctx, online);
  await tracking(ctx, online, 'Mới đăng ký');
  await ctx.check('the desk receives what was filed online', await act(desk, ctx, online.code, 'tiep-nhan'));
  await tracking(ctx, online, 'Được tiếp nhận');

  const officers = {
    examiner: await logIn(ctx, online.examiner),
    other: await logIn(ctx, inPerson.examiner),
    leader: await logIn(ctx, 'lanhdao'),
    clerk: await logIn(ctx, 'vanthu'),
  };
  for (const [dossier, examiner] of [[online, officers.examiner], [inPerson, officers.other]]) {
    const { code } = dossier;
    await ctx.check(`${code}: the desk forwards it`, await act(desk, ctx, code, 'chuyen'));
    await tracking(ctx, dossier, 'Đang xử lý');
    await ctx.check(`${code}: the case officer takes it`, await act(examiner, ctx, code, 'phan-cong'));
    await ctx.check(`${code}: and notes what was found`, await act(examiner, ctx, code, 'y-kien'));
    await ctx.check(`${code}: and proposes`, await act(examiner, ctx, code, 'trinh', { 'ket-qua': 'granted', outcome: 'granted' }));
    await ctx.check(`${code}: the leader approves`, await act(officers.leader, ctx, code, 'phe-duyet'));
    await ctx.check(`${code}: the records clerk numbers it`, await act(officers.clerk, ctx, code, 'vao-so', { number: '15/2026', so: '15/2026', dated_day: '20', dated_month: '11', dated_year: '2026', ngay_day: '20', ngay_month: '11', ngay_year: '2026' }, { files: true }));
    await tracking(ctx, dossier, 'Đã xử lý xong');
    await ctx.check(`${code}: the desk hands it over`, await act(desk, ctx, code, 'tra-ket-qua'));
    await tracking(ctx, dossier, 'Đã trả kết quả');
  }
}

async function applyOnline(ctx) {
  const page = await ctx.page({ js: false, width: 360 });
  await page.goto(`${ctx.url}/?`);
  await page.locator('main input[type=search], main input[name=q]').first().fill('lam giay khai sinh');
  await page.locator('main form').first().locator('button').click();
  await ctx.check('the procedure is found in everyday words', (await page.locator('a[href="/thu-tuc/1.001193"]').count()) > 0);
  await page.locator('a[href="/thu-tuc/1.001193"]').first().click();
  await page.locator('a[href^="/nop/1.001193"]').first().click();
  await ctx.shot(page, 'nop-360');
  for (let step = 0; step < 14 && !/\/da-nop$/.test(new URL(page.url()).pathname); step += 1) {
    const before = page.url();
    await fill(page, { own: { desk: DESK, via: 'desk', sex: 'female' } });
    await page.locator('main button:has-text("Tiếp tục"), main button:has-text("Nộp hồ sơ")').first().click();
    const found = await complaints(page);
    if (found.length > 0) throw new Error(`${before}: ${found.join(' ')}`);
  }
  await ctx.check('the citizen is told that it arrived', (await page.locator('h1').textContent())?.includes('Đã nộp') ?? false);
  const said = (await page.locator('main').textContent()) ?? '';
  await ctx.check('and what exactly arrived', /[0-9a-f]{16}/.test(said.replace(/\s/g, '')));
  await ctx.shot(page, 'da-nop-360');
  const code = /\/tra-cuu\/([^/]+)\/da-nop/.exec(page.url())?.[1] ?? '';
  const secret = ((await page.locator('.govuk-panel strong').nth(1).textContent()) ?? '').trim();
  return { code, secret, examiner: 'thuly2' };
}

async function receiveAtDesk(ctx, page) {
  await page.goto(`${ctx.url}/quay/tiep-nhan?q=${encodeURIComponent('chung thuc chu ky')}`);
  for (let step = 0; step < 6 && !/\/quay\/tiep-nhan\/[^/?]+$/.test(page.url()); step += 1) {
    const links = page.locator('.mc-choose a');
    if ((await links.count()) > 0) {
      await links.first().click();
      continue;
    }
    const before = page.url();
    await fill(page, { files: false });
    for (const form of await page.locator('main form select').all()) {
      const values = await form.locator('option').evaluateAll((all) => all.map((option) => option.value));
      if (values.includes('on_paper')) await form.selectOption('on_paper');
      else if (values.includes('giay')) await form.selectOption('giay');
    }
    await page.locator('main form').last().locator('button').last().click();
    const found = await complaints(page);
    if (found.length > 0) throw new Error(`${before}: ${found.join(' ')}`);
  }
  const code = decodeURIComponent(/\/quay\/tiep-nhan\/([^/?]+)$/.exec(page.url())?.[1] ?? '');
  await ctx.check('the desk gets a code', code !== '');
  await ctx.shot(page, 'quay-da-nhan');
  const said = (await page.locator('main').textContent()) ?? '';
  const secret = /([2-9A-HJKMNP-TV-Z]{4})[- ]([2-9A-HJKMNP-TV-Z]{4})/.exec(said);
  const receipt = await page.request.get(`${ctx.url}/xu-ly/ho-so/${code}/giay/phieu-hen`);
  await ctx.check('and a receipt to print', (await receipt.body()).subarray(0, 5).toString() === '%PDF-');
  return { code, secret: secret ? secret[1] + secret[2] : '', examiner: 'thuly2' };
}

/** The first paper that may be asked for, and what to do about it. */
async function oneItem(page, ctx, code) {
  await page.goto(`${ctx.url}/xu-ly/ho-so/${code}/viec/yeu-cau-bo-sung`);
  const names = await page.locator('main form textarea, main form input[type=text]').evaluateAll((all) => all.map((line) => line.name));
  const own = Object.fromEntries(names.map((line) => [line, '']));
  own[names[1]] = 'Bản chụp mờ, mất góc dưới. Chụp lại cho rõ cả trang.';
  own[names.at(-1)] = 'Giấy tờ chưa đọc được nên chưa giải quyết được.';
  return own;
}

async function open(ctx, { code, secret }) {
  const page = await ctx.page({ js: false, width: 360 });
  await page.goto(`${ctx.url}/tra-cuu`);
  const lines = page.locator('main form input[type=text]');
  await lines.nth(0).fill(code);
  await lines.nth(1).fill(secret);
  await page.locator('main form button').last().click();
  return page;
}

async function tracking(ctx, dossier, status) {
  const page = await open(ctx, dossier);
  const said = (await page.locator('main').textContent()) ?? '';
  await ctx.check(`${dossier.code}: tracking says "${status}"`, said.includes(status) ? true : [said.replace(/\s+/g, ' ').slice(0, 300)]);
  await page.close();
}

async function supplement(ctx, dossier) {
  const page = await open(ctx, dossier);
  await page.locator(`a[href$="/bo-sung"]`).first().click();
  for (const file of await page.locator('main input[type=file]').all()) {
    await file.setInputFiles({ name: 'ban-ro.pdf', mimeType: 'application/pdf', buffer: pdf('ban ro') });
  }
  await page.locator('main .govuk-button:has-text("Gửi")').first().click();
  await ctx.check('the supplement is taken', await complaints(page));
  await page.close();
}
