// Strings of mixed direction look right in the claim ledger, and copy out as they stand in the source:
//   node mixed.mjs CHROMIUM DOSSIER.html mixed.json
// Each string's letters are read from left to right off the screen and compared with `shown`, which the Unicode
// Bidirectional Algorithm gives for the string by itself (python-bidi; brackets mirrored, controls left out).
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [browserPath, file, list] = process.argv.slice(2);
const cases = JSON.parse(readFileSync(list, "utf8"));
const browser = await chromium.launch({ executablePath: browserPath, args: ["--no-sandbox", "--disable-gpu"] });
const page = await (await browser.newContext({ bypassCSP: true, viewport: { width: 2600, height: 1000 } })).newPage();
await page.goto(pathToFileURL(resolve(file)).href);
await page.addStyleTag({ content: "td.words, td.words * { white-space: nowrap !important }" });
const seen = await page.$$eval("td.words a.ev bdi", (all) => all.map((bdi) => {
  const letters = [];
  const walker = document.createTreeWalker(bdi, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let node; (node = walker.nextNode());) {
    for (let i = 0; i < node.length; i++) {
      range.setStart(node, i);
      range.setEnd(node, i + 1);
      // A letter beside a control has two boxes, one of them empty.
      const box = [...range.getClientRects()].sort((a, b) => b.width - a.width)[0] ?? { width: 0 };
      if (box.width > 0 && !/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/.test(node.data[i])) letters.push([box.left, node.data[i]]);
    }
  }
  const selection = getSelection();
  selection.selectAllChildren(bdi);
  const copied = selection.toString();
  letters.sort((a, b) => a[0] - b[0]);
  return { copied, shown: letters.map((l) => l[1]).join("") };
}));
await browser.close();

const controls = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const pairs = "()[]{}«»<>";
const unmirrored = (s) => s.replace(controls, "").replace(/[()[\]{}«»<>]/g, (c) => {
  const i = pairs.indexOf(c);
  return pairs[i - (i % 2)];
});
let failed = 0;
cases.forEach(({ text, shown }, n) => {
  const found = seen.find((s) => s.copied === text);
  const ok = found && unmirrored(found.shown) === unmirrored(shown);
  failed += !ok;
  console.log(`${ok ? "ok" : "not ok"} ${n + 1} - mixed directions: ${text.replaceAll("#", "♯")}`);
  if (!ok) console.log(`# shown  ${found ? found.shown : "is not in the ledger"}\n# wanted ${shown}`);
});
console.log(`1..${cases.length}`);
process.exit(failed ? 1 : 0);
