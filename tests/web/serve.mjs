// Looks at the pages of isnad serve in Chromium:
//   node serve.mjs CHROMIUM URL HOSTILE_URL [FOLDER]
// URL serves a store with the demo and a correction, HOSTILE_URL pages whose every string tries to be
// markup; pictures go to FOLDER.  Prints a line of the Test Anything Protocol
// for each thing looked at.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";
import { end, told } from "./told.mjs";

const [browserPath, base, hostile, pictures] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** A tab that keeps count of what it complains about and asks others for. */
async function tab(browser, options = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const trouble = [];
  page.on("request", (r) => {
    if (![base, hostile].some((own) => r.url().startsWith(`${own}/`)) && !/^(data|blob):/.test(r.url())) {
      trouble.push(`request: ${r.url()}`);
    }
  });
  page.on("response", (r) => { if (r.status() >= 400 && !/\/none$/.test(r.url())) trouble.push(`${r.status()}: ${r.url()}`); });
  page.on("console", (m) => {
    if (m.type() === "error" && !/\/none$/.test(m.location().url)) trouble.push(`console: ${m.text()}`);
  });
  page.on("pageerror", (e) => trouble.push(`error: ${e.message}`));
  page.on("dialog", (d) => { trouble.push(`dialog: ${d.message()}`); d.dismiss(); });
  return { context, page, trouble };
}

/** One address of each kind of page, behind the language. */
async function kinds(page) {
  const first = async (path, selector) => {
    await page.goto(`${base}/ar${path}`);
    const link = await page.locator(selector).first().getAttribute("href");
    return link.replace(/^\/ar/, "").replace(/#.*/, "");
  };
  const sentence = encodeURIComponent("قتل 17 شخصا في وادي السرو");
  const story = await first("/", "main .contents a");
  return {
    stories: "/", newest: "/?order=day", story,
    article: await first(story, "main a[href*='/article/']"),
    people: "/people", person: await first("/people", "main td a"),
    places: "/places", place: await first("/places", "main td a"),
    figures: "/figures", killed: "/figures?of=killed", sources: "/sources",
    copies: "/copies", sides: await first("/copies", "main a[href*='/copies/']"),
    claim: "/claim", found: `/claim?q=${sentence}`, nothing: "/none",
    changes: "/changes", add: "/add", job: "/jobs/1", corrected: "/jobs/2", corrections: "/corrections?name=%D9%85",
    search: "/search", hits: "/search?q=%D8%A7%D9%84%D8%B3%D9%8A%D9%88%D9%84", said: "/search?said_by=%D8%A7%D9%84%D8%AD%D8%AF%D8%A7%D8%AF",
  };
}

/** What the width and the theme of a page may change; the other rules of axe
 * look at its markup alone. */
const ofLayout = ["color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size"];

async function violations(page, rules) {
  // As of a debugger, which the page's policy does not bind.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe);
  const options = { resultTypes: ["violations"], rules: { "target-size": { enabled: true } },
    ...(rules && { runOnly: { type: "rule", values: rules } }) };
  const result = await page.evaluate((o) => window.axe.run(document, o), options);
  return result.violations.flatMap((v) => v.nodes.slice(0, 3).map((n) =>
    `${v.id}: ${n.target} ${n.failureSummary ?? ""}`.replace(/\s+/g, " ")));
}

/** With ./test --all each page in each theme at each width, else in one. */
const all = process.env.ISNAD_TEST_STAGE === "all" || Boolean(pictures);

/** Every page at each width, in both languages and themes. */
async function look(browser, name, path) {
  for (const [turn, language] of ["ar", "en"].entries()) {
    const { context, page, trouble } = await tab(browser, { viewport: { width: 360, height: 900 } });
    await page.goto(`${base}/${language}${path}`, { waitUntil: "load" });
    const found = [];
    for (const width of [360, 900, 1600]) {
      const one = (turn + [360, 900, 1600].indexOf(width)) % 2 ? "dark" : "light";
      for (const theme of all ? ["light", "dark"] : [one]) {
        const at = `${width} px, ${theme}`;
        await page.setViewportSize({ width, height: 900 });
        await page.emulateMedia({ colorScheme: theme });
        const wide = await page.evaluate(() => document.scrollingElement.scrollWidth - innerWidth);
        if (wide > 0) trouble.push(`${at}: ${wide} px wider than the window`);
        const first = width === 360 && theme === (all ? "light" : one);
        found.push(...(await violations(page, first || all ? null : ofLayout)).map((v) => `${at}: ${v}`));
        if (pictures) {
          await page.screenshot({ path: `${pictures}/${name}-${language}-${width}-${theme}.png`, fullPage: true });
        }
      }
    }
    told(`${language} ${name}: no error, no foreign request, no sideways scrolling`, trouble);
    told(`${language} ${name}: axe finds nothing`, found);
    await context.close();
  }
}

/** Without script, by keyboard: the way in, a figure's evidence, and back. */
async function withoutScript(browser) {
  const { context, page, trouble } = await tab(browser, { javaScriptEnabled: false, viewport: { width: 1600, height: 900 } });
  await page.goto(`${base}/ar/`);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  if (!page.url().endsWith("#main")) trouble.push("the first stop skips to the content");
  await page.locator("main .contents a").first().focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/story\//);
  const story = page.url();
  await page.locator("main .figures a.ev").first().focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/article\/.*#/);
  const mark = page.locator("mark:target").first();
  const box = await mark.boundingBox();
  if (!box || box.y < 0 || box.y > 900) trouble.push(`the figure is not in view: ${JSON.stringify(box)}`);
  await page.goBack();
  if (page.url() !== story) trouble.push(`back leads to ${page.url()}`);
  told("without script, by keyboard: a figure opens at its sentence, and back", trouble);
  await context.close();
}

/** The page of a payload would have to say so in a dialog or a request. */
async function harmless(browser) {
  const { context, page, trouble } = await tab(browser);
  const seen = new Set(["/ar/"]);
  for (const path of seen) {
    await page.goto(hostile + path);
    await page.mouse.move(200, 200);
    const links = await page.$$eval("a[href]", (all) => all.map((a) => a.getAttribute("href").replace(/#.*/, "")));
    for (const l of links) {
      if (!l.startsWith("/") && l) trouble.push(`a link to ${l}`);
      if (seen.size < (all ? 400 : 100) && /^\/ar\/(?!dossier|changes\.atom)/.test(l)) seen.add(l);
    }
    if (await page.evaluate(() => document.querySelectorAll("body script, iframe, [onload], [onerror], [onmouseover], base").length)) {
      trouble.push(`${path}: markup`);
    }
  }
  told(`nothing runs in ${seen.size} pages of strings that try`, trouble);
  await context.close();
}

const browser = await chromium.launch({
  executablePath: browserPath,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
});
try {
  const { context, page } = await tab(browser);
  const addresses = await kinds(page);
  await context.close();
  // Two at a time: one is laid out while the other is looked at.
  const due = Object.entries(addresses);
  await Promise.all([0, 1].map(async () => { for (let next; (next = due.shift());) await look(browser, ...next); }));
  await withoutScript(browser);
  await harmless(browser);
} finally {
  await browser.close();
}
end();
