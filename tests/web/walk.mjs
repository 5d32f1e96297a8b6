// A newcomer's walk through isnad serve, with script:
//   node walk.mjs CHROMIUM URL FOLDER FILE…
// URL serves an empty store.  The files are sent; the story they make is
// opened, a figure followed to its sentence, a person corrected, the dossier
// taken along to FOLDER.  Prints a line of the Test Anything Protocol a step.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { end, told } from "./told.mjs";

const [browserPath, base, folder, ...files] = process.argv.slice(2);
/** The same of one thing that holds or not. */
function holds(name, ok, more = "") {
  told(name, ok ? [] : [more]);
}

const browser = await chromium.launch({
  executablePath: browserPath,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
});
const context = await browser.newContext({ acceptDownloads: true, viewport: { width: 1280, height: 900 } });
const page = await context.newPage();
page.setDefaultTimeout(30000);
const trouble = [];
page.on("console", (m) => { if (m.type() === "error") trouble.push(`console: ${m.text()} ${m.location().url}`); });
page.on("pageerror", (e) => trouble.push(`error: ${e.message}`));
page.on("response", (r) => { if (r.status() >= 400) trouble.push(`${r.status()}: ${r.url()}`); });

try {
  await page.goto(base);
  const empty = await page.locator("main").innerText();
  await page.locator("main a[href$='/add']").click();
  holds("an empty store says how to begin", page.url().endsWith("/ar/add"), empty);

  await page.locator("input[type=file]").setInputFiles(files);
  await page.locator("form.drop button").click();
  await page.waitForURL(/\/jobs\/1$/);
  await page.locator(".stage.done").waitFor();
  const rows = await page.locator("main tbody tr").count();
  holds(`${files.length} files are sent, and their page tells by itself when they are in`, rows === files.length, rows);

  await page.locator("main tbody tr a[href*='/story/']").first().click();
  await page.waitForURL(/\/story\//);
  const story = page.url();
  const figure = page.locator(".figures a.ev").first();
  const words = (await figure.innerText()).trim();
  await figure.click();
  await page.waitForURL(/\/article\/.*#/);
  const mark = page.locator("mark:target").first();
  await page.waitForTimeout(300);
  const box = await mark.boundingBox();
  holds(`a figure (${words}) opens at its sentence`, box && box.y >= 0 && box.y < 900, JSON.stringify(box));
  await page.goBack();
  holds("back leads to the story", page.url().split("#")[0] === story, page.url());

  await page.locator("main a[href*='/person?name=']").first().click();
  await page.waitForURL(/\/person\?name=/);
  const name = await page.locator("h2.title").innerText();
  await page.locator("main a[href*='/corrections?name=']").click();
  const other = `${name} الأول`;
  await page.locator("#other").fill(other);
  await page.locator("main form button").first().click();
  await page.waitForURL(/\/jobs\/2$/);
  await page.locator(".stage.done").waitFor();
  await page.locator("main a[href*='/person?name=']").first().click();
  const shown = await page.locator("h2.title").innerText();
  holds(`a person is corrected (${shown})`, shown === other, `${shown} for ${other}`);

  await page.locator("nav.site a").first().click();
  await page.locator("main .contents a").first().click();
  const [download] = await Promise.all([page.waitForEvent("download"),
    page.locator("main a[download]").click()]);
  const path = join(folder, download.suggestedFilename());
  await download.saveAs(path);
  const file = readFileSync(path, "utf8");
  holds(`the dossier is taken along as ${download.suggestedFilename()}`,
    /^isnad-\w+\.html$/.test(download.suggestedFilename()) && file.startsWith("<!doctype html>") && file.endsWith("</html>\n"));

  // No dead end: every page that a link of these pages leads to has a way on.
  const seen = new Set(["/ar/"]);
  for (const path of seen) {
    if (seen.size > 60 || /\/api\/|\/dossier\/|\.atom/.test(path)) continue;
    await page.goto(base + path);
    const links = await page.$$eval("a[href^='/']", (all) => all.map((a) => a.getAttribute("href").replace(/#.*/, "")));
    if (links.length < 5) trouble.push(`${path}: a dead end`);
    links.filter((l) => l.startsWith("/ar/")).forEach((l) => seen.add(l));
  }
  holds(`${seen.size} pages: no dead end, no error in the console`, trouble.length === 0, trouble.slice(0, 9).join("; "));
} catch (error) {
  holds("the walk comes to its end", false, `${error}; at ${page.url()}; ${trouble.join("; ")}`.replace(/\n/g, " "));
} finally {
  await browser.close();
}
end();
