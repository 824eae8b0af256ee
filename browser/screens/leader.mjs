// What a leader sees.

export const pictures = [
  leader('dieu-hanh', "A leader's morning: what waits for a decision, what is late", '/dieu-hanh'),
  leader('cho-duyet', 'What waits for a decision', '/dieu-hanh/cho-duyet'),
  {
    ...leader('phe-duyet', 'Approving: what was proposed and why, and what will be issued'),
    path: async (town) => `${await town.dossier('lanhdao', '/dieu-hanh/cho-duyet')}/viec/phe-duyet`,
    shows: 'form.mc-act',
  },
  leader('dieu-hanh-ho-so', "Everything in the agency's care, and giving out what nobody has", '/dieu-hanh/ho-so'),
  leader('dieu-hanh-qua-han', 'What is late, at whatever step', '/dieu-hanh/qua-han'),
  leader('dieu-hanh-xin-loi', 'The ledger of apologies: what was late, and whether it was said in time', '/dieu-hanh/xin-loi'),
  leader('dieu-hanh-so-theo-doi', 'The tracking register of a period', '/dieu-hanh/so-theo-doi'),
];

function leader(name, alt, path) {
  return { name, alt, who: 'lanhdao', path };
}
