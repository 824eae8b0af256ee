// The longest words that the forms take: names, addresses, reasons, names of files. They are entered
// as people enter them, and every page that shows them passes the gates.

import { fill, pdf } from '../lib/filling.mjs';
import { act, complaints } from '../lib/officials.mjs';
import { Town } from '../screens/town.mjs';

export const name = 'Chữ dài nhất';

const INTAKE = '/quay/tiep-nhan?thu-tuc=2.000815&truong-hop=thong-thuong';
const BIRTH = '1.001193';
// A name may have 100 characters, an address 300, a line of a declaration 200, a reason 2,000; some
// words are never broken by hand.
const NAME = `${'Nguyễn Trường Phương Thượng '.repeat(3)}Hoàng Thúy Quỳnh`.slice(0, 100).trim();
const UNBROKEN = `https://noi-rat-xa.example/${'duong-dan-khong-cho-xuong-dong'.repeat(4)}`;
const ADDRESS = `Bản Nậm Củm Thượng, cụm dân cư số mười bảy, ${'bên kia suối lớn, '.repeat(13)}tỉnh Lai Châu`.slice(0, 300);
// The declaration takes the applicant's address into a line.
const LINE = ADDRESS.slice(0, 200).trim();
const EMAIL = `${'mot.hop.thu.rat.dai.'.repeat(3)}cuoi@thu.example`;
const REASON = `${'Bản chụp mờ, mất góc dưới, chưa đọc được số và ngày cấp. '.repeat(25)}${UNBROKEN}`;
const FILE = `${'ban_chup_giay_to_khong_co_dau_cach_'.repeat(4)}.pdf`;

export async function run(ctx) {
  await ctx.loaded;
  const town = new Town(ctx);
  await ctx.gates([
    // The longest name of the catalogue, and a search for what nobody could have meant.
    { path: '/thu-tuc/2.001827' },
    { path: `/thu-tuc?q=${encodeURIComponent(UNBROKEN)}` },
  ]);
  const code = await receives(ctx, await town.at('quay'));
  await officials(ctx, town, code);
  await citizen(ctx, town, code);
  await review(ctx);
}

/** Somebody with a long name is received at the desk, with a file of a long name. */
async function receives(ctx, page) {
  await page.goto(ctx.url + INTAKE);
  await page.locator('main input[type=file]').first().setInputFiles({ name: FILE, mimeType: 'application/pdf', buffer: pdf('dai') });
  await fill(page, { own: { name: NAME, identity: '012190900001', sex: 'female', address: ADDRESS, email: EMAIL }, files: false });
  for (const paper of await page.locator('main form select[data-mc-key]').all()) await paper.selectOption('giay');
  await page.getByRole('button', { name: 'Tiếp nhận và cấp mã' }).click();
  const found = await complaints(page);
  if (found.length > 0) throw new Error(`intake: ${found.join(' ')}`);
  return decodeURIComponent(new URL(page.url()).pathname.split('/').at(-1));
}

async function officials(ctx, town, code) {
  const desk = await town.at('quay');
  await ctx.check('ghi ý kiến dài', await act(desk, ctx, code, 'y-kien', { 'y-kien': REASON }));
  const dossier = `/xu-ly/ho-so/${code}`;
  await desk.goto(`${ctx.url}${dossier}/viec/yeu-cau-bo-sung`);
  const first = await desk.locator('main [name^="can."]').first().getAttribute('name');
  const open = await town.acts('quay', dossier);
  const state = await desk.context().storageState();
  const gates = [
    `/quay/tiep-nhan/${code}`, dossier, ...new Set(open), '/quay/hop-viec?buoc=received', `/quay/tim?q=${encodeURIComponent('Nguyễn Trường')}`,
  ];
  await ctx.gates(gates.map((path) => ({ path, kind: 'desk', state, paper: path === dossier })));
  const names = (await asked(desk, ctx, dossier)).filter((line) => line !== first);
  const own = { ...Object.fromEntries(names.map((line) => [line, ''])), [first]: REASON.slice(0, 1_500), 'ly-do': REASON };
  await ctx.check('yêu cầu bổ sung bằng lời dài', await act(desk, ctx, code, 'yeu-cau-bo-sung', own));
  await ctx.gates([dossier, '/quay/hop-viec?buoc=awaiting_supplement'].map((path) => ({ path, kind: 'desk', state })));
}

/** The fields that say what to do about each paper. */
async function asked(page, ctx, dossier) {
  await page.goto(`${ctx.url}${dossier}/viec/yeu-cau-bo-sung`);
  return page.locator('main [name^="can."]').evaluateAll((all) => all.map((line) => line.name));
}

async function citizen(ctx, town, code) {
  const page = await ctx.page({ js: false, width: 360 });
  await page.goto('/tra-cuu');
  await town.types(page, code);
  await ctx.check('trang tra cứu có tên dài', ((await page.locator('main').textContent()) ?? '').includes(NAME));
  const state = await page.context().storageState();
  const here = `/tra-cuu/${code}`;
  await ctx.gates([
    { path: here, state, paper: true },
    { path: `${here}/bo-sung`, state },
    { path: `${here}/phan-anh`, state },
    { path: `${here}/rut`, state },
  ]);
}

/** An application with everything as long as it may be, up to the page before it is sent. */
async function review(ctx) {
  const page = await ctx.page({ js: false, width: 360 });
  await page.goto(`/nop/${BIRTH}`);
  const own = { name: NAME, address: LINE, email: EMAIL, desk: 'xã Bình Lư', case: 'thong-thuong', via: 'desk', sex: 'female' };
  for (let step = 0; step < 12 && !isAt(page, '/kiem-tra'); step += 1) {
    const before = page.url();
    const isPapers = isAt(page, '/giay-to');
    await fill(page, { own, files: !isPapers });
    if (isPapers) {
      for (const field of await page.locator('main input[type=file]').all()) {
        await field.setInputFiles({ name: FILE, mimeType: 'application/pdf', buffer: pdf('dai') });
      }
      await page.getByRole('button', { name: 'Tải lên, ở lại trang này' }).click();
      await gate(ctx, page);
    }
    await page.getByRole('button', { name: 'Tiếp tục' }).click();
    const found = await complaints(page);
    if (found.length > 0) throw new Error(`${before}: ${found.join(' ')}`);
  }
  await ctx.check('tới trang kiểm tra với tên dài', isAt(page, '/kiem-tra') && ((await page.locator('main').textContent()) ?? '').includes(NAME));
  await gate(ctx, page, { paper: true });
}

const isAt = (page, end) => new URL(page.url()).pathname.endsWith(end);

async function gate(ctx, page, more = {}) {
  const state = await page.context().storageState();
  await ctx.gates([{ path: new URL(page.url()).pathname, state, ...more }]);
}
