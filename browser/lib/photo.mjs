// A file as a phone would send it: a picture as heavy as a small photo.

import { crc32 } from 'node:zlib';

const DOT = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

/** One dot behind a remark of this many bytes. */
export function photo(size) {
  const remark = Buffer.alloc(size + 12);
  remark.writeUInt32BE(size, 0);
  remark.write('tEXt', 4, 'latin1');
  for (let at = 8; at < size + 8; at += 1) remark[at] = at % 251;
  remark.writeUInt32BE(crc32(remark.subarray(4, size + 8)), size + 8);
  return Buffer.concat([DOT.subarray(0, 33), remark, DOT.subarray(33)]);
}

/** A file to choose in a field; its bytes alone say what it is. */
export const file = (fileName, buffer) => ({ name: fileName, mimeType: 'application/octet-stream', buffer });
