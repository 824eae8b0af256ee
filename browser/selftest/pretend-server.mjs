#!/usr/bin/env node
// Stands in for the program in the self-test: says where it listens, and answers with its words.

import { createServer } from 'node:http';

const server = createServer((_, response) => response.end(process.argv.slice(2).join(' ')));
server.listen(0, '127.0.0.1', () => {
  console.log('Một Cửa đang khởi động');
  console.log(`Địa chỉ: http://127.0.0.1:${server.address().port}/`);
});
