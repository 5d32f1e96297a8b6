// Looks at dossiers in Chromium: node dossier.mjs CHROMIUM FILE.html…
// Prints a line of the Test Anything Protocol for each thing looked at.
import { readFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";
import { end, told } from "./told.mjs";

const [browserPath, ...files] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** A page with what it asked for and complained about. */
async function open(browser, file, options) {
  const context = await browser.newContext({ bypassCSP: true, ...options });
  const page = await context.newPage();
  const own = pathToFileURL(resolve(file)).href;
  const trouble = [];
  page.on("request", (r) => {
    if (!r.url().startsWith("data:") && r.url().split("#")[0] !== own) trouble.push(`request: ${r.url()}`);
  });
  page.on("console", (m) => { if (m.type() === "error") trouble.push(`console: ${m.text()}`); });
  page.on("pageerror", (e) => trouble.push(`error: ${e.message}`));
  await page.goto(own);
  return { context, page, trouble };
}

async function look(browser, file, width, colorScheme) {
  const name = `${basename(file)} at ${width}, ${colorScheme}`;
  const { context, page, trouble } = await open(browser, file, {
    viewport: { width, height: 900 }, colorScheme,
  });
  const wide = await page.evaluate(() => document.scrollingElement.scrollWidth - innerWidth);
  if (wide > 0) trouble.push(`the page is ${wide} px wider than the window`);
  told(`${name}: no request, no error, no sideways scrolling`, trouble);
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document));
  told(`${name}: axe finds nothing`,
    violations.flatMap((v) => v.nodes.slice(0, 3).map((n) => `${v.id}: ${n.target} ${n.failureSummary ?? ""}`.replace(/\s+/g, " "))));
  await context.close();
}

/** Every link of evidence leads to a mark, and opens the page at it. */
async function follow(browser, file) {
  const { context, page } = await open(browser, file, {
    viewport: { width: 1600, height: 900 }, javaScriptEnabled: false,
  });
  const dead = await page.$$eval("a[href^='#']", (links) => links
    .map((a) => a.getAttribute("href").slice(1))
    .filter((id) => !document.getElementById(id)));
  told(`${basename(file)}: every link leads somewhere`, dead);
  const links = page.locator("main a.ev");
  const count = await links.count();
  const lost = [];
  for (let i = 0; i < Math.min(count, 400); i += Math.max(1, Math.floor(count / 12))) {
    const link = links.nth(i);
    if (!(await link.isVisible())) continue; // within closed details
    const id = (await link.getAttribute("href")).slice(1);
    await link.evaluate((a) => a.scrollIntoView({ block: "center" }));
    await link.focus();
    await page.keyboard.press("Enter");
    const box = await page.locator(`[id="${id}"]`).boundingBox();
    if (!box || box.y < 0 || box.y > 900) lost.push(`${id}: not in view (${JSON.stringify(box)})`);
    await page.goto(page.url().split("#")[0] + "#main");
  }
  told(`${basename(file)}: without script, by keyboard, evidence opens in view (${count} links)`,
    count > 0 ? lost : ["no link of evidence"]);
  await context.close();
}

async function print(browser, file) {
  const { context, page } = await open(browser, file, {});
  const pdf = await page.pdf({ format: "A4" });
  told(`${basename(file)}: prints`, pdf.subarray(0, 5).toString() === "%PDF-" && pdf.length > 20000 ? [] : [`${pdf.length} bytes`]);
  await context.close();
}

const browser = await chromium.launch({
  executablePath: browserPath,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
});
try {
  for (const file of files) {
    for (const width of file === files[0] ? [360, 900, 1600] : [900]) {
      await look(browser, file, width, "light");
      if (width === 1600) await look(browser, file, width, "dark");
    }
    await follow(browser, file);
    await print(browser, file);
  }
} finally {
  await browser.close();
}
end();
