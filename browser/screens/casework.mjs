// What a case officer sees.

import { went } from '../lib/officials.mjs';

const OWN = '/xu-ly?goc=can-toi';

export const pictures = [
  thuly('xu-ly', "A case officer's work, by deadline", '/xu-ly'),
  {
    ...thuly('ho-so', 'A dossier: papers, applicant, timeline, what can be done now'),
    path: ownDossier,
    shows: '.mc-signoff',
  },
  {
    ...thuly('ho-so-viec', 'What one act asks: a form of its own, and what it leads to'),
    path: async (town) => {
      const acts = await town.acts('thuly', await ownDossier(town));
      return acts.find((act) => act.endsWith('/yeu-cau-bo-sung')) ?? acts[0];
    },
    shows: 'form.mc-act',
  },
  {
    ...thuly('tim-nhanh', 'Ctrl+K: dossiers, pages and procedures from the keyboard', '/xu-ly'),
    walk: async (page) => {
      await page.keyboard.press('Control+KeyK');
      await page.keyboard.type('khai sinh');
      await page.locator('.mc-palette__list a', { hasText: 'Đăng ký khai sinh' }).first().waitFor();
    },
  },
  {
    ...thuly('phim-tat', 'Ctrl+/: the keys of this page'),
    path: ownDossier,
    walk: (page) => page.keyboard.press('Control+Slash'),
    shows: 'dialog.mc-keys[open]',
  },
  {
    ...thuly('tim-theo-ten', 'Dossiers found by a name', '/xu-ly/tim'),
    walk: async (page, town) => {
      await page.locator('#q').fill(await town.cell('thuly', '/xu-ly', 'Người nộp'));
      await went(page, () => page.keyboard.press('Enter'));
    },
    shows: '.mc-inbox tbody tr',
  },
  {
    ...thuly('ban-giao-khi-nghi', 'Away for a week: dossiers handed to a colleague in one go'),
    path: async (town) => {
      await town.takes('thuly');
      return '/xu-ly/ban-giao?den_day=27&den_month=11&den_year=2026';
    },
    shows: 'input[name="ho-so"]',
  },
];

function thuly(name, alt, path) {
  return { name, alt, who: 'thuly', path };
}

/** The most urgent of what this case officer has. */
async function ownDossier(town) {
  await town.takes('thuly');
  return town.dossier('thuly', OWN);
}
