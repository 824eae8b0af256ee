// How many pages a PDF has, also one that keeps its objects compressed.

import { inflateSync } from 'node:zlib';

const PAGE = /\/Type\s*\/Page(?![A-Za-z])/g;

/** The number of pages. */
export function pagesOf(pdf) {
  const text = pdf.toString('latin1');
  const packed = [...text.matchAll(/\/ObjStm[^]*?stream\r?\n/g)].map(({ index, 0: head }) => unpacked(pdf, index + head.length));
  return [text, ...packed].reduce((count, part) => count + (part.match(PAGE)?.length ?? 0), 0);
}

/** Objects kept in a stream that begins here; what is no such stream holds nothing. */
function unpacked(pdf, start) {
  const end = pdf.indexOf('endstream', start);
  try {
    return inflateSync(pdf.subarray(start, end)).toString('latin1');
  } catch {
    return '';
  }
}
