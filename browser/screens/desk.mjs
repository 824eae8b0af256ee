// What the desk sees, from the first look at the day to the last.

const INTAKE = '/quay/tiep-nhan?thu-tuc=1.001193&truong-hop=thong-thuong';
const ADDRESS = 'Bản Nà Khằm, phường Đoàn Kết, tỉnh Lai Châu';
const CARD = `012190700001||GIÀNG THỊ PHƯỢNG|09021990|Nữ|${ADDRESS}|15082021`;

export const pictures = [
  desk('quay', "The desk's day: what waits, and one field for code, name, identity number or phone", '/quay'),
  desk('quay-quet', 'The scanner, or the same by hand', '/quay/quet'),
  desk('quay-chon-thu-tuc', 'Choosing a procedure: those received most come first', '/quay/tiep-nhan'),
  {
    ...desk('quay-tiep-nhan', 'Intake: the scanned card has filled in the applicant', INTAKE),
    walk: async (page) => {
      await page.locator('input[name="the"]').fill(CARD);
      await page.getByRole('button', { name: 'Đọc mã' }).click();
      await page.locator('input[name="name"][value="Giàng Thị Phượng"]').waitFor();
    },
  },
  {
    ...desk('quay-da-nhan', 'Received: code, promised day, secret, what to print'),
    path: async (town) => `/quay/tiep-nhan/${await town.first('quay', '/quay/hop-viec?buoc=received')}`,
    shows: '.govuk-panel',
  },
  desk('quay-hop-viec', "The desk's dossiers, by deadline", '/quay/hop-viec'),
  desk('quay-tra-ket-qua', 'The shelf: results that wait for their people', '/quay/tra-ket-qua'),
  {
    ...desk('quay-so-quy', "The day's cash-up: who took what, by which means"),
    path: async (town) => {
      await town.takesMoney();
      return '/quay/so-quy';
    },
    shows: 'table.mc-inbox',
  },
  {
    ...desk('quay-ban-giao', 'Bundles of paper that went to a unit today, ready to print and sign'),
    path: async (town) => {
      await town.forwards();
      return '/quay/ban-giao';
    },
    shows: 'table.mc-inbox',
  },
];

function desk(name, alt, path) {
  return { name, alt, who: 'quay', path };
}
