// What the administrator of a province sees.

export const pictures = [
  admin('quan-tri', 'The administrator: what is to be mended, the most pressing first', '/quan-tri'),
  admin('quan-tri-nguoi-dung', 'Accounts', '/quan-tri/nguoi-dung'),
  admin('quan-tri-thu-tuc', 'Procedures, and what is missing in them', '/quan-tri/thu-tuc'),
  admin('quan-tri-mot-thu-tuc', 'One procedure as the catalogue has it', '/quan-tri/thu-tuc/1.001193'),
  admin('quan-tri-to-chuc', 'The organisation on a day', '/quan-tri/to-chuc'),
  admin('quan-tri-can-sua', 'To be mended: desks whose code is only an example', '/quan-tri/to-chuc?loc=ma-minh-hoa'),
  admin('quan-tri-lich', 'The working calendar', '/quan-tri/lich-lam-viec'),
  admin('quan-tri-quy-trinh', 'The internal process of every procedure', '/quan-tri/quy-trinh'),
  admin('quan-tri-mot-quy-trinh', 'One process: its picture, its steps, and the longest way to each end', '/quan-tri/quy-trinh/1.001193'),
  admin('quan-tri-lop-lich', 'The layers of the calendar: what each adds, and what is amiss', '/quan-tri/lich'),
];

function admin(name, alt, path) {
  return { name, alt, who: 'quantri', path };
}
