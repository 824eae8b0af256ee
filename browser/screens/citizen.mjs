// What a citizen sees: from looking for a procedure to rating how it was done.

import { fill } from '../lib/filling.mjs';
import { complaints, went } from '../lib/officials.mjs';
import { file, photo } from '../lib/photo.mjs';

const BIRTH = '1.001193';
const STEPS_MAX = 12;
const OWN = { case: 'thong-thuong', desk: 'phường Đoàn Kết', via: 'desk', sex: 'female' };
const UNDER_WAY = '/quay/hop-viec?buoc=examining';
const LATE = '/quay/hop-viec?han=qua-han';
const ASKED = '/quay/hop-viec?buoc=awaiting_supplement';

export const pictures = [
  citizen('nguoi-dan', "A citizen's first page: one search, tracking, life events", '/'),
  citizen('tim-thu-tuc', 'Procedures found in everyday words', '/thu-tuc?q=lam%20giay%20khai%20sinh'),
  citizen('thu-tuc', 'A procedure: how long, how much, what need not be handed in', `/thu-tuc/${BIRTH}`),
  citizen('phu-hop', 'Whether this is the right procedure: one question a page', `/thu-tuc/${BIRTH}/kiem-tra`),
  citizen(
    'phu-hop-ket-luan',
    'The answer: papers, time, fees and place of this case',
    `/thu-tuc/${BIRTH}/kiem-tra?ai=person&noi=03388-TT&truong-hop=thong-thuong`,
  ),
  citizen('viec-trong-doi', 'A life event: what to do, in which order', '/su-kien/lam-nha'),
  citizen('nop-cau-hoi', "An application's first question", `/nop/${BIRTH}`),
  applying('nop-giay-to', 'Papers: a photo has arrived', 'xong=tai-len', async (page) => {
    await applies(page, '/giay-to');
    await chooses(page);
    await page.getByRole('button', { name: 'Tải lên, ở lại trang này' }).click();
    await page.waitForURL(/xong=tai-len/);
  }),
  applying('nop-kiem-tra', 'Everything once more before it is sent, with day and fees', 'kiem-tra', toReview),
  applying('da-nop', 'Proof: code, secret, QR, and what exactly arrived', 'da-nop', async (page) => {
    await toReview(page);
    await fill(page, { files: false });
    await went(page, () => page.getByRole('button', { name: 'Nộp hồ sơ' }).click());
  }),
  citizen('tra-cuu-tim', 'Looking for a dossier by code and secret', '/tra-cuu'),
  {
    ...citizen('tra-cuu-cong-khai', 'With the code alone: status and promised day, no name'),
    path: async (town) => `/tra-cuu/${await town.last('quay', UNDER_WAY)}`,
  },
  {
    ...citizen('tra-cuu', 'Where a dossier is: who has it, what comes next', '/tra-cuu'),
    walk: async (page, town) => town.types(page, await town.last('quay', UNDER_WAY)),
    shows: '.mc-holder',
  },
  tracking('tra-cuu-bo-sung', 'Tracking when something is missing: one complete list', ASKED),
  tracking('bo-sung', 'Handing in what was asked for', ASKED, '/bo-sung'),
  {
    ...citizen('vi-sao', 'Why this day: each day that counts or does not, and on which ground', '/tra-cuu'),
    walk: async (page, town) => {
      const code = await town.last('quay', UNDER_WAY);
      await town.types(page, code);
      await page.goto(`/tra-cuu/${code}/vi-sao`);
    },
    shows: '.govuk-table',
  },
  citizen('tinh-ngay-hen', 'A promised day worked out by anybody, with its calendar', '/tinh-ngay-hen?so=10&don-vi=ngay-lam-viec'),
  tracking('tra-cuu-qua-han', 'Tracking when it is late: said plainly, and whom to ask', LATE),
  {
    ...citizen('danh-gia', 'Rating the service: one of five words', '/tra-cuu'),
    walk: async (page, town) => {
      const code = await town.handsOver();
      await town.types(page, code);
      await page.goto(`/tra-cuu/${code}/danh-gia`);
    },
    shows: '#score',
  },
  tracking('phan-anh', 'A complaint carries its dossier with it', LATE, '/phan-anh'),
  citizen('kiem-chung', 'Is this receipt genuine?', '/kiem-chung'),
  {
    ...citizen('kiem-chung-that', 'A genuine receipt: what must stand on the paper', '/kiem-chung'),
    walk: async (page, town) => town.types(page, await town.first('quay', LATE)),
    shows: 'h1:has-text("là thật")',
  },
];

function citizen(name, alt, path) {
  return { name, alt, who: 'citizen', path };
}

/** A picture on the way of an application; `end` is what the address then holds. */
function applying(name, alt, end, walk) {
  return {
    ...citizen(name, alt, `/nop/${BIRTH}`),
    walk: async (page) => {
      await walk(page);
      if (!page.url().includes(end)) throw new Error(`the way ended at ${page.url()}`);
    },
  };
}

/** The first dossier of a desk's list, opened by its secret; `below` is a page below it. */
function tracking(name, alt, list, below = '') {
  return {
    ...citizen(name, alt, '/tra-cuu'),
    walk: async (page, town) => {
      const code = await town.first('quay', list);
      await town.types(page, code);
      if (below) await page.goto(`/tra-cuu/${code}${below}`);
      if (!page.url().endsWith(`/tra-cuu/${code}${below}`)) throw new Error(`the way ended at ${page.url()}`);
    },
  };
}

/** Answers page after page, up to the one whose address ends so. */
async function applies(page, end) {
  for (let step = 0; step < STEPS_MAX && !new URL(page.url()).pathname.endsWith(end); step += 1) {
    const before = page.url();
    await fill(page, { own: OWN, files: false });
    await went(page, () => page.getByRole('button', { name: 'Tiếp tục' }).click());
    const found = await complaints(page);
    if (found.length > 0) throw new Error(`${before}: ${found.join(' ')}`);
  }
}

async function chooses(page) {
  await page.locator('#giay-giay-chung-sinh').setInputFiles(file('giay-chung-sinh.png', photo(40_000)));
}

async function toReview(page) {
  await applies(page, '/giay-to');
  await chooses(page);
  await page.getByRole('button', { name: 'Tiếp tục' }).click();
  await page.waitForURL(/\/nhan-ket-qua$/);
  await applies(page, '/kiem-tra');
}
