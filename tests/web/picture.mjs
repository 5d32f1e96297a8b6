// The picture of the README: node picture.mjs CHROMIUM DOSSIER.html OUT.png  (see tools/picture.sh)
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [browserPath, file, out] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: browserPath, args: ["--no-sandbox", "--disable-gpu"] });
const page = await browser.newPage({ viewport: { width: 1440, height: 860 }, colorScheme: "light" });
await page.goto(pathToFileURL(resolve(file)).href);
await page.locator("td.direct a.ev").first().click();
await page.locator(".story > h2").first().evaluate((h) => h.scrollIntoView({ block: "start" }));
await page.evaluate(() => scrollBy(0, -24));
await page.screenshot({ path: out });
await browser.close();
