// Every form, sent empty or wrong: the page comes back, opens at what is to be mended, and passes the
// same gates as when it was calm.

import { fill } from '../lib/filling.mjs';
import { logIn } from '../lib/officials.mjs';
import { Town } from '../screens/town.mjs';

export const name = 'Gửi sai';

const BIRTH = '1.001193';
const TOO_LONG = 'Một lý do dài hơn mức nhận. '.repeat(40);

// Acts that are never done without a word: sent without any, they change nothing.
const ACTS = new Map([
  ['yeu-cau-bo-sung', 'Yêu cầu bổ sung'],
  ['tu-choi-tiep-nhan', 'Từ chối tiếp nhận'],
  ['y-kien', 'Ghi ý kiến'],
  ['trinh', 'Trình lãnh đạo'],
  ['tra-lai', 'Trả lại bước trước'],
  ['tu-choi-giai-quyet', 'Từ chối giải quyết'],
  ['vao-so', 'Vào sổ kết quả'],
  ['dung', 'Dừng giải quyết'],
  ['tam-dung', 'Tạm dừng'],
  ['xin-loi', 'Xin lỗi và hẹn lại'],
]);

export async function run(ctx) {
  await ctx.loaded;
  const town = new Town(ctx);
  await ctx.mistakes([
    { path: '/tra-cuu', press: 'Xem hồ sơ' },
    { path: '/kiem-chung', press: 'Kiểm chứng' },
    { path: `/nop/${BIRTH}`, press: 'Tiếp tục' },
    { path: `/thu-tuc/${BIRTH}/kiem-tra`, press: 'Tiếp tục' },
    { path: '/dang-nhap', press: 'Đăng nhập' },
    { path: '/dang-nhap', fill: { ten: 'khong.co.ai', 'mat-khau': 'mot cau sai' }, press: 'Đăng nhập' },
  ]);
  await applying(ctx);
  await tracking(ctx, town);
  await atTheDesk(ctx, town);
  await acts(ctx);
  await administering(ctx);
}

/** An application, wrong on every page before it is right. */
async function applying(ctx) {
  const page = await ctx.page({ js: false, width: 360 });
  const wrong = async (empty) => ctx.mistakes([{
    path: new URL(page.url()).pathname, state: await page.context().storageState(), fill: empty, press: 'Tiếp tục',
  }]);
  const goesOn = async (own) => {
    await fill(page, { own: { ...own, desk: 'xã Bình Lư', case: 'thong-thuong', via: 'desk', sex: 'female' } });
    await page.getByRole('button', { name: 'Tiếp tục' }).click();
  };
  await page.goto(`/nop/${BIRTH}`);
  await goesOn();
  await wrong({ identity: '01219000000', birth_day: '31', birth_month: '13', phone: '09', email: 'khong-co-a-cong' });
  await goesOn();
  const isAt = (part) => new URL(page.url()).pathname.includes(part);
  for (let group = 0; group < 10 && isAt('/to-khai/'); group += 1) {
    if (group === 0) await wrong(await emptied(page));
    await goesOn();
  }
  await ctx.check('tới trang giấy tờ', isAt('/giay-to'));
  await wrong({});
  await goesOn();
  await wrong({});
  await goesOn();
  await ctx.check('tới trang kiểm tra', isAt('/kiem-tra'));
  await ctx.mistakes([{ path: `/nop/${BIRTH}/kiem-tra`, state: await page.context().storageState(), press: 'Nộp hồ sơ' }]);
}

/** Every line of a form, with nothing in it. */
async function emptied(page) {
  const lines = page.locator('main form').last().locator('input[type=text], textarea');
  const names = await lines.evaluateAll((all) => all.map((line) => line.name));
  return Object.fromEntries(names.map((line) => [line, '']));
}

async function tracking(ctx, town) {
  const page = await ctx.page({ js: false, width: 360 });
  const open = async (code) => {
    await page.goto('/tra-cuu');
    await town.types(page, code);
    return { path: `/tra-cuu/${code}`, state: await page.context().storageState() };
  };
  const asked = await open(await town.last('quay', '/quay/hop-viec?buoc=awaiting_supplement'));
  const over = await open(await town.handsOver());
  await ctx.mistakes([
    { ...asked, path: `${asked.path}/bo-sung`, press: 'Gửi bổ sung' },
    { ...asked, path: `${asked.path}/phan-anh`, press: 'Gửi phản ánh' },
    { ...asked, path: `${asked.path}/rut`, fill: { reason: TOO_LONG }, press: 'Rút hồ sơ' },
    { ...over, path: `${over.path}/danh-gia`, fill: { reason: TOO_LONG }, press: 'Bình thường' },
  ]);
}

async function atTheDesk(ctx, town) {
  const state = await (await town.at('quay')).context().storageState();
  await ctx.mistakes([
    { path: '/quay', state, press: 'Mở' },
    { path: '/quay/quet', state, fill: { ma: '012190000001|khong phai the' }, press: 'Mở' },
    { path: '/quay/tiep-nhan?thu-tuc=2.000815&truong-hop=thong-thuong', state, press: 'Tiếp nhận và cấp mã' },
    { path: '/quay/so-quy', state, fill: { ngay: '32/13/2026' }, press: 'Xem' },
    { path: '/quay/ban-giao', state, fill: { ngay: '32/13/2026' }, press: 'Xem' },
    { path: '/tai-khoan', state, press: 'Đổi mật khẩu' },
  ]);
}

/** The forms of acts, each once, on the first dossier that has them open. */
async function acts(ctx) {
  const left = new Map(ACTS);
  const lists = [
    ['quay', '/quay/hop-viec?buoc=submitted'], ['thuly', '/xu-ly'], ['thuly2', '/xu-ly'],
    ['lanhdao', '/dieu-hanh/cho-duyet'], ['lanhdao', '/dieu-hanh/ho-so'], ['vanthu', '/xu-ly?buoc=numbering'],
  ];
  for (const [login, list] of lists) {
    const page = await logIn(ctx, login);
    const state = await page.context().storageState();
    await page.goto(ctx.url + list);
    const dossiers = await page.locator('.mc-inbox tbody th a').evaluateAll((all) => all.map((link) => link.getAttribute('href')));
    for (const dossier of dossiers.slice(0, 8)) {
      await page.goto(ctx.url + dossier);
      const found = await page.locator('a[href*="/viec/"]').evaluateAll((all) => all.map((link) => link.getAttribute('href')));
      for (const path of new Set(found)) {
        const act = path.split('/').at(-1);
        if (!left.has(act)) continue;
        await page.goto(ctx.url + path);
        const chosen = act === 'trinh' ? { 'de-xuat': 'declined' } : {};
        await ctx.mistakes([{ path, state, fill: { ...(await emptied(page)), ...chosen }, press: left.get(act) }]);
        left.delete(act);
      }
    }
  }
  await ctx.check('mỗi việc đã thử một lần', [...left.keys()].map((act) => `${act} was open nowhere`));
}

async function administering(ctx) {
  const page = await logIn(ctx, 'quantri');
  const state = await page.context().storageState();
  await page.goto(`${ctx.url}/quan-tri/nguoi-dung?q=quay2`);
  const account = await page.locator('.mc-inbox a').first().getAttribute('href');
  await ctx.mistakes([
    { path: '/quan-tri/nguoi-dung/moi', state, press: 'Tạo tài khoản' },
    { path: account, state, fill: { name: '' }, press: 'Lưu thay đổi' },
    { path: '/quan-tri/lich-lam-viec', state, fill: { luc: '25:99', so: '' }, press: 'Tính' },
    { path: '/quan-tri/lich', state, press: 'Xem trước' },
    { path: '/quan-tri/quy-trinh/1.001193/cong-bo', state, press: 'Soát và xem trước' },
  ]);
}
