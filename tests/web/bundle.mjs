// Bundles src/serve/site.ts: node bundle.mjs SITE.TS OUT.JS
import { buildSync } from "esbuild";

const [source, out] = process.argv.slice(2);
buildSync({
  entryPoints: [source], outfile: out, bundle: true, minify: true, format: "iife",
  target: "es2022", charset: "utf8", legalComments: "none", logLevel: "warning",
  tsconfigRaw: "{}",
  banner: { js: "/* Made of site.ts by tests/web/bundle.mjs. */" },
});
