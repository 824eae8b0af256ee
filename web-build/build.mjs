// Builds crates/web/static/motcua.css from govuk-frontend's Sass and our own layer.
// `node build.mjs` writes the file, `node build.mjs --check` fails when it would differ.
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { compile } from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, "..", "crates", "web", "static", "motcua.css");
const brotliMax = 25 * 1024;

const notice = readFileSync(join(here, "notice.txt"), "utf8").trim();
const { css } = compile(join(here, "sass", "motcua.scss"), {
  style: "compressed",
  loadPaths: [join(here, "node_modules", "govuk-frontend", "dist")],
  quietDeps: true,
});
// A charset rule must stand first, so the notice follows it.
const body = css.replace(/^\uFEFF/, "").replace(/^@charset "UTF-8";/, "").trim();
const built = `@charset "UTF-8";\n/*!\n${notice}\n*/\n${body}\n`;

for (const foreign of ["GDS Transport", "crown", "url("]) {
  if (built.includes(foreign)) {
    console.error(`The built CSS must not contain "${foreign}".`);
    process.exit(1);
  }
}
const weight = brotliCompressSync(built).length;
if (weight > brotliMax) {
  console.error(`The built CSS weighs ${weight} bytes in brotli, more than ${brotliMax}.`);
  process.exit(1);
}
if (process.argv.includes("--check")) {
  if (readFileSync(target, "utf8") !== built) {
    console.error("crates/web/static/motcua.css is not what web-build makes: run `npm run build`.");
    process.exit(1);
  }
  console.log(`motcua.css is as built: ${weight} bytes in brotli.`);
} else {
  writeFileSync(target, built);
  console.log(`motcua.css written: ${built.length} characters, ${weight} bytes in brotli.`);
}
