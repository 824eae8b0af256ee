// The index of the pictures, docs/screens/README.md, made from the list alone.

/** The name of the index in the folder of the pictures. */
export const INDEX = 'README.md';

/** A phone and a wide screen: how wide, and how high at least and at most. */
export const WIDTHS = [
  { width: 390, least: 844, most: 2_000, device: 'phone' },
  { width: 1280, least: 800, most: 1_600, device: 'wide screen' },
];

/** The file of a picture at a width. */
export const fileOf = (name, { width }) => `${name}-${width}.png`;

/** The index of these faces, in Markdown. */
export function indexOf(faces) {
  const widths = WIDTHS.map(({ width }) => width).join(' and ');
  return [
    '# Pictures',
    '',
    `Every face at ${widths} pixels, long pages cut off at the foot. Pictures and this page are`,
    'made by `cargo xtask screens` from `browser/screens`: change them there. The people are',
    'invented.',
    ...faces.flatMap(section),
    '',
  ].join('\n');
}

function section({ title, pictures }) {
  const heads = ['What', ...WIDTHS.map(({ width }) => `${width} pixels`)];
  return [
    '',
    `## ${title}`,
    '',
    `| ${heads.join(' | ')} |`,
    `| ${heads.map(() => '---').join(' | ')} |`,
    ...pictures.map(row),
  ];
}

function row({ name, alt }) {
  const cells = WIDTHS.map((size) => `![${alt} (${size.device})](${fileOf(name, size)})`);
  return `| ${[alt, ...cells].join(' | ')} |`;
}
