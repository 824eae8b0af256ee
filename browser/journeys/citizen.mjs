// A citizen without script and without an account: finds, reads, applies, sees what arrived, tracks,
// withdraws. On the way every page is held against the gates.

export const name = 'Người dân';

const BIRTH = '1.001193';

// One dot; a file is judged by its bytes.
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

export async function run(ctx) {
  await ctx.gates([
    { path: '/' },
    { path: '/thu-tuc' },
    { path: '/thu-tuc?q=khai%20sinh' },
    { path: '/thu-tuc?q=zzzz' },
    { path: '/thu-tuc?su-kien=nha-dat' },
    { path: '/su-kien/lam-nha' },
    { path: '/su-kien/la', status: 404 },
    { path: `/thu-tuc/${BIRTH}`, paper: true },
    { path: `/thu-tuc/${BIRTH}?noi=binh%20lu` },
    { path: `/thu-tuc/${BIRTH}/kiem-tra` },
    { path: `/thu-tuc/${BIRTH}/kiem-tra?cau=ai`, status: 422 },
    { path: `/thu-tuc/${BIRTH}/kiem-tra?ai=organisation` },
    { path: `/thu-tuc/${BIRTH}/kiem-tra?ai=person` },
    { path: `/thu-tuc/${BIRTH}/kiem-tra?ai=person&noi=03390-TT` },
    { path: `/thu-tuc/${BIRTH}/kiem-tra?ai=person&noi=03390-TT&truong-hop=khac` },
    { path: `/thu-tuc/${BIRTH}/kiem-tra?ai=person&noi=03390-TT&truong-hop=thong-thuong` },
    { path: '/thu-tuc/2.000884' },
    { path: '/thu-tuc/9.999999', status: 404 },
    { path: '/thu-tuc/1.009994', status: 410 },
    { path: `/nop/${BIRTH}` },
    { path: '/nop/2.000884', status: 409 },
    { path: '/tra-cuu' },
    { path: '/tra-cuu?ma=xyz', status: 422 },
    { path: '/kiem-chung' },
    { path: '/kiem-chung?ma=H35.22.01-261121-0001' },
    { path: '/giup-do' },
    { path: '/tinh-ngay-hen' },
    { path: `/tinh-ngay-hen?thu-tuc=${BIRTH}` },
    { path: '/tinh-ngay-hen?so=30&don-vi=ngay-lam-viec' },
    { path: '/tinh-ngay-hen?so=x&don-vi=ngay', status: 422 },
    { path: '/cong-khai/thoi-han' },
    { path: '/tiep-can' },
    { path: '/quyen-rieng-tu' },
  ].map(expected));

  const page = await ctx.page({ js: false, width: 360 });
  const says = async (text) => (await page.locator('main').textContent()).includes(text);
  const goesOn = () => page.getByRole('button', { name: 'Tiếp tục' }).click();
  const state = () => page.context().storageState();
  const gate = async (more = {}) => {
    const path = page.url().slice(ctx.url.length);
    await ctx.gates([{ path, kind: 'citizen', state: await state(), ...more }]);
  };

  await page.goto('/');
  await page.getByLabel('Ông/bà cần làm việc gì?').fill('lam giay khai sinh');
  await page.getByRole('button', { name: 'Tìm thủ tục' }).click();
  await page.getByRole('link', { name: 'Đăng ký khai sinh', exact: true }).click();
  await ctx.check('nói cả những gì không phải nộp', says('Không phải nộp'));
  await ctx.shot(page, 'nguoi-dan-thu-tuc');
  await page.getByRole('button', { name: 'Nộp trực tuyến' }).or(page.getByRole('link', { name: 'Nộp trực tuyến', exact: true })).first().click();

  await goesOn();
  await ctx.check('thiếu thì nói thiếu gì', says('Chọn nơi nộp trong danh sách'));
  await page.getByLabel('Trẻ có cha hoặc mẹ đứng tên').check();
  await page.getByLabel('Nộp ở Trung tâm Phục vụ hành chính công nào?').selectOption({ label: 'xã Bình Lư' });
  await goesOn();

  await page.getByLabel('Họ, chữ đệm và tên').fill('Giàng A Phềnh');
  await page.getByLabel('Số định danh cá nhân').fill('01209000123');
  await birthday(page, '#birth', '9', '2', '1990');
  await page.getByLabel('Nam', { exact: true }).check();
  await page.getByLabel('Nơi ở').fill('Bản Nậm Củm, xã Bình Lư, tỉnh Lai Châu');
  await page.getByLabel('Cho chính mình').check();
  await goesOn();
  await ctx.check('số định danh thiếu một chữ số', says('Ông/bà đã nhập 11 chữ số'));
  await ctx.check('điều đã gõ vẫn còn', (await page.getByLabel('Nơi ở').inputValue()).startsWith('Bản Nậm Củm'));
  await ctx.shot(page, 'nguoi-dan-nguoi-nop-loi');
  await page.getByLabel('Số định danh cá nhân').fill('012090001234');
  await gate();
  await goesOn();

  await ctx.check('tờ khai có sẵn tên', (await page.locator('input[type=text]').first().inputValue()) === 'Giàng A Phềnh');
  await gate();
  for (let group = 0; group < 10 && page.url().includes('/to-khai/'); group += 1) {
    await answerAll(page);
    await ctx.shot(page, `nguoi-dan-to-khai-${group + 1}`);
    await goesOn();
  }
  await ctx.check('tới trang giấy tờ', page.url().endsWith('/giay-to'));
  await goesOn();
  await ctx.check('chưa có tệp thì nói', says('Chưa có tệp'));
  await ctx.shot(page, 'nguoi-dan-giay-to-loi');
  await page.locator('#giay-giay-chung-sinh').setInputFiles({ name: 'chung-sinh.png', mimeType: 'image/png', buffer: PICTURE });
  await page.getByRole('button', { name: 'Tải lên, ở lại trang này' }).click();
  await ctx.check('nói đã nhận tệp nào', says('chung-sinh.png'));
  await ctx.shot(page, 'nguoi-dan-giay-to');
  await gate();
  await goesOn();
  await page.getByLabel('Nhận tại quầy').check();
  await gate();
  await goesOn();
  await ctx.check('kiểm tra lại thấy tên', says('Giàng A Phềnh'));
  await ctx.shot(page, 'nguoi-dan-kiem-tra');
  await gate();
  await page.getByRole('button', { name: 'Nộp hồ sơ' }).click();
  await ctx.check('phải cam đoan', says('Đánh dấu vào lời cam đoan'));
  await page.getByLabel('Tôi cam đoan').check();
  await page.getByRole('button', { name: 'Nộp hồ sơ' }).click();

  await ctx.check('đã nộp', says('Đã nộp hồ sơ'));
  await ctx.check('nhận đúng tệp đã gửi', says('chung-sinh.png'));
  const panel = await page.locator('.govuk-panel').textContent();
  const [secret] = panel.match(/[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}/) ?? [''];
  await ctx.check('cho mã bí mật', secret.length === 9);
  await ctx.shot(page, 'nguoi-dan-da-nop');
  await gate({ paper: true });
  const code = decodeURIComponent(page.url().split('/').at(-2));

  const holder = await ctx.page({ js: false, width: 360 });
  const verifies = async (typed) => {
    await holder.goto('/kiem-chung');
    await holder.getByLabel('Mã hồ sơ').fill(code);
    await holder.getByLabel('Mã bí mật').fill(typed);
    await holder.getByRole('button', { name: 'Kiểm chứng' }).click();
    return holder.locator('main').textContent();
  };
  await ctx.check('giấy giả thì nói không khớp', (await verifies('22222222')).includes('không có giấy tiếp nhận nào'));
  await ctx.shot(holder, 'nguoi-dan-kiem-chung');
  await ctx.check('chưa tiếp nhận thì chưa có giấy', (await verifies(secret)).includes('chưa cấp giấy tiếp nhận nào'));

  const other = await ctx.page({ js: false, width: 360 });
  await other.goto(`/tra-cuu/${code}`);
  const little = await other.locator('main').textContent();
  await ctx.check('chỉ có mã thì không thấy tên', !little.includes('Phềnh') && little.includes('Mới đăng ký'));
  await ctx.gates([{ path: `/tra-cuu/${code}` }].map(expected));
  await other.getByLabel('Mã bí mật').fill(secret.toLowerCase());
  await other.getByRole('button', { name: 'Xem hồ sơ' }).click();
  const much = await other.locator('main').textContent();
  await ctx.check('có mã bí mật thì thấy hết', much.includes('Giàng A Phềnh') && much.includes('xã Bình Lư'));
  await ctx.shot(other, 'nguoi-dan-ho-so');
  const opened = await other.context().storageState();
  await ctx.gates([
    { path: `/tra-cuu/${code}`, state: opened, paper: true },
    { path: `/tra-cuu/${code}/vi-sao`, state: opened, paper: true },
    { path: `/tra-cuu/${code}/rut`, state: opened },
    { path: `/tra-cuu/${code}/phan-anh`, state: opened },
    { path: `/tra-cuu/${code}/bo-sung`, state: opened, status: 409 },
    { path: `/tra-cuu/${code}/danh-gia`, state: opened, status: 409 },
  ].map(expected));

  await other.getByRole('link', { name: 'Rút hồ sơ này' }).click();
  await other.getByRole('button', { name: 'Rút hồ sơ' }).click();
  const end = await other.locator('main').textContent();
  await ctx.check('rút được, và trang nói đã rút', end.includes('Công dân yêu cầu rút hồ sơ'));
  await ctx.shot(other, 'nguoi-dan-da-rut');
}

const expected = (page) => ({ kind: 'citizen', ...page });

async function birthday(page, field, day, month, year) {
  await page.locator(field).fill(day);
  await page.locator(`${field}_month`).fill(month);
  await page.locator(`${field}_year`).fill(year);
}

/** An answer to every question that has none, whatever the form asks. */
async function answerAll(page) {
  for (const group of await page.locator('form fieldset').all()) {
    const radios = group.locator('input[type=radio]');
    if ((await radios.count()) > 0 && (await group.locator('input:checked').count()) === 0) {
      await radios.first().check();
    }
  }
  for (const list of await page.locator('form select').all()) {
    if ((await list.inputValue()) === '') await list.selectOption({ index: 1 });
  }
  for (const field of await page.locator('form input[type=text]').all()) {
    if ((await field.inputValue()) !== '') continue;
    const id = await field.getAttribute('id');
    const label = await page.locator(`label[for="${id}"]`).textContent();
    if (label.includes('không bắt buộc')) continue;
    await field.fill(answerTo(label, id));
  }
}

function answerTo(label, id) {
  if (id.endsWith('_month')) return '11';
  if (id.endsWith('_year')) return '2026';
  if (label.trim() === 'Ngày') return '2';
  if (/định danh/i.test(label)) return '012190001234';
  if (/điện thoại/i.test(label)) return '0912345678';
  if (/họ, chữ đệm|họ tên|tên/i.test(label)) return 'Lò Thị Ẳng';
  if (/số lượng|bao nhiêu|số bản/i.test(label)) return '1';
  return 'Bản Nậm Củm, xã Bình Lư';
}
