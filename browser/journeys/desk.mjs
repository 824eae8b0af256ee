// The desk by scanner and keyboard alone: a card is caught wherever the focus is, typing is no scan,
// and one intake after the other needs no mouse. MOTCUA_LONG=1 makes it thirty in a row.

import { logIn } from '../lib/officials.mjs';

export const name = 'Quầy: máy quét và bàn phím';

const IN_A_ROW = process.env.MOTCUA_LONG ? 30 : 5;
const KEYS_MAX = 25;
const INTAKE = '/quay/tiep-nhan?thu-tuc=2.000815&truong-hop=thong-thuong';

/** A card of somebody invented; each has a number of their own. */
function card(at, name = 'LÒ THỊ MAI', birth = '09021990') {
  const id = `012190${String(700_000 + at).padStart(6, '0')}`;
  return { id, text: `${id}||${name}|${birth}|Nữ|Bản Nà Khằm, phường Đoàn Kết, tỉnh Lai Châu|15082021` };
}

export async function run(ctx) {
  await ctx.loaded;
  const page = await logIn(ctx, 'quay', {});
  // The page's time stands still during a scan: how fast keys come is this journey's to say, not
  // that of a busy machine.
  await page.clock.install();
  await ctx.gates([
    { path: '/quay/quet', kind: 'desk', state: await page.context().storageState() },
    { path: '/quay/may-quet', kind: 'desk', state: await page.context().storageState() },
    { path: INTAKE, kind: 'desk', state: await page.context().storageState() },
  ]);
  await typingIsNoScan(ctx, page);
  await scansDoNotLeak(ctx, page);
  await aScannerIsTried(ctx, page);
  await differencesAreShown(ctx, page);
  await keysAreListed(ctx, page);
  await withoutTheMouse(ctx, page);
}

async function typingIsNoScan(ctx, page) {
  await page.goto(INTAKE);
  const line = page.locator('#address');
  await line.focus();
  await page.keyboard.type('To 3, Tan Phong', { delay: 90 });
  await page.keyboard.press('Tab');
  await ctx.check('gõ chậm là gõ, không phải quét', (await line.inputValue()) === 'To 3, Tan Phong');
  // Fast, but nothing ends it: an expander of words, not a scanner.
  await line.fill('');
  await line.focus();
  await keys(page, 'phuong Doan Ket', []);
  await stands(page, 'phuong Doan Ket');
  await ctx.check('gõ nhanh rồi dừng vẫn là gõ', (await said(page)) === '');
}

async function scansDoNotLeak(ctx, page) {
  await page.goto(INTAKE);
  const { id, text } = card(90_001);
  await page.locator('#phone').focus();
  await scan(page, text);
  await heard(page, 'Đã điền từ thẻ');
  await ctx.check('thẻ điền các mục trống', await values(page, { name: 'Lò Thị Mai', identity: id, birth_day: '09', birth_month: '02', birth_year: '1990', sex: 'female' }));
  await ctx.check('mã quét không lọt vào ô đang có con trỏ', await values(page, { phone: '', email: '', the: '' }));
  await ctx.check('quét không tự gửi đi', new URL(page.url()).search === new URL(INTAKE, ctx.url).search);
  await ctx.shot(page, 'quay-quet-the');

  // A scanner without cable halts in the middle; its keys are no typing for that.
  await page.goto(INTAKE);
  await page.locator('#phone').focus();
  await scan(page, text, 'Enter', 350);
  await heard(page, 'Đã điền từ thẻ');
  await ctx.check('máy quét không dây ngắt quãng vẫn là quét', await values(page, { name: 'Lò Thị Mai', identity: id, phone: '' }));

  await page.locator('select[data-mc-key]').first().focus();
  await scan(page, 'A017-KHONG-RO');
  await heard(page, 'Mã vừa quét chưa nhận ra: "A017-KHONG-RO"');
  await ctx.check('mã lạ không đổi ô nào', await values(page, { name: 'Lò Thị Mai', phone: '' }));

  await page.goto('/quay');
  await scan(page, text, 'Tab');
  await heard(page, 'Đã đọc thẻ của Lò Thị Mai');
  // Right after a scan an Enter is the scanner's own second one; a button is pressed by Space too.
  await went(page, () => page.keyboard.press('Space'));
  await ctx.check('thẻ đi theo, không vào địa chỉ', page.url().endsWith('/quay/quet') && (await page.getByText('Đã đọc thẻ của Lò Thị Mai').count()) > 0);
}

async function aScannerIsTried(ctx, page) {
  await page.goto('/quay/may-quet');
  const code = (await page.locator('#ma-thu code').allTextContents()).join('|');
  await scan(page, code);
  await heard(page, 'Mã thử đến nguyên vẹn');
  await ctx.shot(page, 'quay-may-quet');
  await page.goto('/quay/may-quet');
  await scan(page, code.replace('dd aa', 'đ â'), 'Tab');
  await heard(page, 'Chữ bị bộ gõ tiếng Việt đổi');
  await page.goto('/quay/may-quet');
  await scan(page, code.replace('0123456789', 'đăâêô'));
  await heard(page, 'Chữ số hoặc dấu câu đến thành chữ khác');
  // A scanner that ends its code with nothing.
  await page.goto('/quay/may-quet');
  await keys(page, code, []);
  await heard(page, 'sau mã không có Enter hay Tab');
  await ctx.check('máy quét mới được thử tại chỗ', page.url().endsWith('/quay/may-quet'));
}

async function differencesAreShown(ctx, page) {
  await page.goto(INTAKE);
  await page.locator('#name').fill('Lò Thị Hoa');
  await scan(page, card(90_002).text);
  await heard(page, 'Thẻ ghi khác điều đã nhập: họ tên');
  const row = page.locator('.mc-differs tbody tr');
  const beside = ((await row.textContent()) ?? '').replace(/\s+/g, ' ');
  await ctx.check('điều đã nhập và điều thẻ ghi đứng cạnh nhau', beside.includes('Lò Thị Hoa') && beside.includes('Lò Thị Mai'));
  await ctx.check('điều đã nhập vẫn còn', await values(page, { name: 'Lò Thị Hoa' }));
  await ctx.shot(page, 'quay-quet-khac');
  await row.getByRole('button').focus();
  await page.keyboard.press('Space');
  await ctx.check('bấm thì dùng dữ liệu trên thẻ', await values(page, { name: 'Lò Thị Mai' }));
  await ctx.check('và không còn khác nữa', !(await page.locator('.mc-differs').isVisible()));

  await page.goto(INTAKE);
  await scan(page, card(90_003, 'LÒ THỊ MAI', '09021991').text);
  await heard(page, 'Đọc được số, chưa tin tên');
  await ctx.check('thẻ tự mâu thuẫn chỉ cho số', await values(page, { name: '', identity: card(90_003).id }));
}

async function keysAreListed(ctx, page) {
  await page.goto(INTAKE);
  await page.keyboard.press('Control+Slash');
  const dialog = page.getByRole('dialog', { name: 'Phím dùng được ở trang này' });
  const listed = ((await dialog.textContent()) ?? '').replace(/\s+/g, ' ');
  const missing = ['F4Tiếp nhận', 'Alt+HHôm nay', 'Alt+VHộp việc', 'Alt+TTrả kết quả', 'Ctrl+EnterTiếp nhận và cấp mã', 'Alt+1'];
  await ctx.check('Ctrl+/ nói phím nào dùng được', missing.filter((one) => !listed.includes(one)));
  await ctx.shot(page, 'quay-phim');
  await page.keyboard.press('Escape');
  await ctx.check('Esc đóng lại', !(await dialog.isVisible()));
  await page.keyboard.press('Alt+1');
  const first = page.locator('select[data-mc-key="Alt+1"]');
  await ctx.check('Alt+1 đánh dấu giấy thứ nhất', (await first.inputValue()) === 'giay');
}

async function withoutTheMouse(ctx, page) {
  const codes = new Set();
  let most = 0;
  await page.goto('/quay');
  for (let at = 0; at < IN_A_ROW; at += 1) {
    const { code, pressed } = await receive(page, card(at).text);
    if (code) codes.add(code);
    most = Math.max(most, pressed);
  }
  await ctx.check(`${IN_A_ROW} hồ sơ liền nhau không cần chuột`, codes.size === IN_A_ROW || [`${codes.size} were received`]);
  await ctx.check(`mỗi hồ sơ nhiều nhất ${KEYS_MAX} phím`, most <= KEYS_MAX || [`${most} keys`]);

  const [first] = codes;
  await page.goto('/quay');
  await went(page, () => scan(page, `${ctx.url}/tra-cuu/${first}?m=ABCDEFGH`));
  await ctx.check('quét giấy hẹn mở hồ sơ', new URL(page.url()).pathname === `/xu-ly/ho-so/${first}`);

  // The same person once more: the open dossier is shown before another one is received.
  await page.goto('/quay');
  const { code } = await receive(page, card(0).text);
  const warned = (await page.locator('main').textContent()) ?? '';
  await ctx.check('hồ sơ trùng được nói trước', code === undefined && warned.includes(`đã có hồ sơ ${first}`));
  await ctx.shot(page, 'quay-trung');
  await page.keyboard.press('F8');
  await went(page, () => page.keyboard.press('Control+Enter'));
  await ctx.check('vẫn tiếp nhận được', /\/quay\/tiep-nhan\/[^/?]+$/.test(page.url()));
}

/** One intake by scanner and keyboard; a chord counts as all of its keys. */
async function receive(page, text) {
  let pressed = 0;
  const press = async (chord) => {
    pressed += chord.split('+').length;
    await page.keyboard.press(chord);
  };
  await went(page, () => press('F4'));
  await page.keyboard.type('ctbs', { delay: 90 });
  pressed += 4;
  await stands(page, 'ctbs');
  await went(page, () => press('Enter'));
  while ((await page.locator('.mc-choose a').count()) > 0) await went(page, () => press('Alt+1'));
  await scan(page, text);
  await heard(page, 'Đã điền từ thẻ');
  const papers = page.locator('select[data-mc-key]');
  const open = await papers.evaluateAll((all) => all.filter((one) => one.value === '').map((one) => one.dataset.mcKey));
  for (const chord of open) await press(chord);
  await went(page, () => press('Control+Enter'));
  const code = /\/quay\/tiep-nhan\/([^/?]+)$/.exec(page.url())?.[1];
  return { code: code && decodeURIComponent(code), pressed };
}

/** Does what leads to another page, and waits until that one stands. */
async function went(page, act) {
  const loaded = page.waitForEvent('load');
  await act();
  await loaded;
}

/** Keys as a scanner sends them: one after the other, marks and all, far faster than a hand. It may halt half-way. */
async function scan(page, text, end = 'Enter', halt = 0) {
  const code = { Enter: 13, Tab: 9 }[end];
  await keys(page, text, [
    { type: 'rawKeyDown', key: end, code: end, windowsVirtualKeyCode: code },
    { type: 'keyUp', key: end, code: end, windowsVirtualKeyCode: code },
  ], halt);
}

async function keys(page, text, end, halt = 0) {
  await page.clock.pauseAt(1_000 + (await page.evaluate(() => Date.now())));
  const session = await page.context().newCDPSession(page);
  const letters = [...text].flatMap((key) => [{ type: 'keyDown', key, text: key, unmodifiedText: key }, { type: 'keyUp', key }]);
  // Handed over at once, so that no answer is waited for between two keys.
  const send = (some) => Promise.allSettled(some.map((key) => session.send('Input.dispatchKeyEvent', key)));
  const half = halt ? 2 * (text.length >> 1) : 0;
  await send(letters.slice(0, half));
  if (halt) await page.clock.runFor(halt);
  // The last key may lead to another page before it is answered.
  await send([...letters.slice(half), ...end]);
  await session.detach().catch(() => {});
  await page.clock.resume();
}

/** Waits until the field in focus holds this: keys that were withheld come a moment later. */
async function stands(page, value) {
  const end = Date.now() + 5_000;
  let found;
  do found = await page.evaluate(() => document.activeElement.value);
  while (found !== value && Date.now() < end);
  if (found !== value) throw new Error(`the field holds ${JSON.stringify(found)}, not ${JSON.stringify(value)}`);
}

async function said(page) {
  return ((await page.locator('[data-mc-scanned] p, .mc-scanned p').first().textContent()) ?? '').trim();
}

async function heard(page, words) {
  await page.locator('.mc-scanned p', { hasText: words }).waitFor();
}

/** What stands in fields, against what should. */
async function values(page, wanted) {
  const complaints = [];
  for (const [field, value] of Object.entries(wanted)) {
    const found = await page.locator(`[data-mc-intake] [name="${field}"]`).first().inputValue();
    if (found !== value) complaints.push(`${field} holds ${JSON.stringify(found)}, not ${JSON.stringify(value)}`);
  }
  return complaints;
}
