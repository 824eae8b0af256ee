// What is the same for everybody: log-in, account, help, and the pages that say no.

import { went } from '../lib/officials.mjs';

const RECEIVED = '/quay/hop-viec?buoc=received';

export const pictures = [
  { name: 'dang-nhap', alt: 'Log-in of officials', who: 'citizen', path: '/dang-nhap' },
  { name: 'tai-khoan', alt: "An official's own account", who: 'quay', path: '/tai-khoan' },
  { name: 'giup-do', alt: 'Help', who: 'citizen', path: '/giup-do' },
  {
    name: 'loi-404',
    alt: 'Not found: what that may mean, and where to go',
    who: 'citizen',
    path: '/thu-tuc/9.999999',
    status: 404,
  },
  {
    name: 'loi-409',
    alt: 'Somebody else was faster: what changed meanwhile, and what was typed is still there',
    who: 'quay',
    path: async (town) => `${await town.dossier('quay', RECEIVED)}/viec/chuyen`,
    walk: async (page, town) => {
      const code = decodeURIComponent(new URL(page.url()).pathname.split('/').at(-3));
      await town.act('quay2', code, 'y-kien');
      await went(page, () => page.keyboard.press('Control+Enter'));
    },
    shows: '#changes',
  },
  {
    name: 'loi-422',
    alt: 'Something to mend: a summary that leads to each field, and nothing typed is lost',
    who: 'quantri',
    path: '/quan-tri/nguoi-dung/moi',
    walk: async (page) => {
      await page.getByLabel('Tên đăng nhập').fill('pao.vang');
      await went(page, () => page.getByRole('button', { name: 'Tạo tài khoản' }).click());
    },
    shows: '.govuk-error-summary',
  },
];
