// Pictures with at most 256 colours: a page has few, and a palette makes its picture a third as heavy.

import { crc32, deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
const COLOURS_MAX = 256;
// Colours closer than this, squared, are one until there is room for both.
const ALIKE = 3 * 6 ** 2;

/** The same picture with a palette; `png` has eight bits a channel, as browsers make it. */
export function withFewColours(png) {
  const { width, height, pixels } = decoded(png);
  const counts = new Map();
  for (const colour of pixels) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const palette = chosen(counts);
  const places = new Map(palette.map((colour, at) => [colour, at]));
  for (const colour of counts.keys()) {
    if (!places.has(colour)) places.set(colour, nearest(palette, colour));
  }
  const rows = Buffer.alloc(height * (width + 1));
  pixels.forEach((colour, at) => {
    rows[at + Math.floor(at / width) + 1] = places.get(colour);
  });
  return encoded(width, height, palette, rows);
}

/** The colours used most, none too close to another; then the rest while there is room. */
function chosen(counts) {
  const byUse = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([colour]) => colour);
  if (byUse.length <= COLOURS_MAX) return byUse;
  const palette = [];
  for (const colour of byUse) {
    if (palette.length === COLOURS_MAX) break;
    if (palette.every((other) => distance(colour, other) > ALIKE)) palette.push(colour);
  }
  const known = new Set(palette);
  const others = byUse.filter((colour) => !known.has(colour));
  return [...palette, ...others.slice(0, COLOURS_MAX - palette.length)];
}

function nearest(palette, colour) {
  let best = 0;
  for (let at = 1; at < palette.length; at += 1) {
    if (distance(palette[at], colour) < distance(palette[best], colour)) best = at;
  }
  return best;
}

function distance(one, other) {
  const channel = (shift) => ((one >> shift) & 255) - ((other >> shift) & 255);
  return channel(16) ** 2 + channel(8) ** 2 + channel(0) ** 2;
}

/** Width, height, and the colour of each pixel as one number. */
function decoded(png) {
  const parts = chunks(png);
  const head = parts.find(({ type }) => type === 'IHDR').data;
  const [width, height] = [head.readUInt32BE(0), head.readUInt32BE(4)];
  const channels = { 2: 3, 6: 4 }[head[9]];
  if (head[8] !== 8 || !channels || head[12] !== 0) throw new Error('a picture of a kind not expected');
  const bytes = inflateSync(Buffer.concat(parts.filter(({ type }) => type === 'IDAT').map(({ data }) => data)));
  const length = width * channels;
  const pixels = new Uint32Array(width * height);
  let above = Buffer.alloc(length);
  for (let y = 0; y < height; y += 1) {
    const start = y * (length + 1);
    const row = bytes.subarray(start + 1, start + 1 + length);
    unfilter(bytes[start], row, above, channels);
    for (let x = 0; x < width; x += 1) {
      const at = x * channels;
      pixels[y * width + x] = (row[at] << 16) | (row[at + 1] << 8) | row[at + 2];
    }
    above = row;
  }
  return { width, height, pixels };
}

function chunks(png) {
  const found = [];
  for (let at = SIGNATURE.length; at < png.length;) {
    const length = png.readUInt32BE(at);
    found.push({ type: png.toString('latin1', at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) });
    at += length + 12;
  }
  return found;
}

/** Undoes, in place, what a row was filtered with: left, above, both, or Paeth's choice. */
function unfilter(filter, row, above, channels) {
  if (filter === 0) return;
  for (let at = 0; at < row.length; at += 1) {
    const left = at < channels ? 0 : row[at - channels];
    const corner = at < channels ? 0 : above[at - channels];
    row[at] += guess(filter, left, above[at], corner);
  }
}

function guess(filter, left, above, corner) {
  if (filter === 1) return left;
  if (filter === 2) return above;
  return filter === 3 ? (left + above) >> 1 : paeth(left, above, corner);
}

function paeth(left, above, corner) {
  const a = Math.abs(above - corner);
  const b = Math.abs(left - corner);
  const c = Math.abs(left + above - 2 * corner);
  if (a <= b && a <= c) return left;
  return b <= c ? above : corner;
}

function encoded(width, height, palette, rows) {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3], 8);
  const colours = Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]));
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', head),
    chunk('PLTE', colours),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
