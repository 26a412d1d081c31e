// A picture of every page, wide and narrow, light and dark; and axe-core on each.

import { createRequire } from "node:module";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { launch, serve, watched } from "./browser.mjs";

const [program, casebook, folder, only] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const server = await serve(program, casebook);
const browser = await launch();
mkdirSync(folder, { recursive: true });
const first = await watched(browser, server);
await first.page.goto(server.link);
const state = await first.context.storageState();
const href = async (path, selector) => {
  await first.page.goto(server.origin + path);
  const all = first.page.locator(selector);
  return (await all.count()) ? all.first().getAttribute("href") : null;
};
const pages = { case: "/case", "case-past": "/case?as_of=2023-05-01&known_by=2023-05-01", "case-sources": "/case?by=source", people: "/people", statements: "/statements", conflicts: "/conflicts", stale: "/stale", gaps: "/gaps", watch: "/watch", sources: "/sources", search: "/search?q=charged", review: "/review", decisions: "/decisions", add: "/add", export: "/export", problem: "/case?as_of=soon" };
pages.person = await href("/people", ".people th a");
pages.charge = await href("/case", ".card h4 a");
pages.source = (await href("/stale", ".overtaken cite ~ a, .overtaken s a")) || (await href("/sources", ".sources th a"));
const struck = pages.source && pages.source.match(/^\/words\/([0-9a-f]+)\//);
if (struck) { pages.words = pages.source; pages.source = `/sources/${struck[1]}`; }
let violations = 0, wide = 0;
for (const [width, scheme] of [[1360, "light"], [1360, "dark"], [390, "light"], [390, "dark"]]) {
  const context = await browser.newContext({ storageState: state, viewport: { width, height: width > 1000 ? 900 : 800 }, colorScheme: scheme, bypassCSP: true });
  const page = await context.newPage();
  for (const [name, path] of Object.entries(pages)) {
    if (!path || (only && !only.split(",").includes(name))) continue;
    await page.goto(server.origin + path);
    await page.waitForLoadState("networkidle");
    await page.screenshot({ path: join(folder, `${name}-${width}-${scheme}.png`), fullPage: width > 1000 ? name !== "case" || true : false });
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (over > 1) { wide++; console.log(`${name} at ${width}: ${over} pixels too wide`); }
    await page.evaluate(axe);
    const found = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
    for (const one of found.violations) {
      violations++;
      console.log(`${name} ${width} ${scheme}: ${one.id}: ${one.help}\n    ${one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join("\n    ")}`);
    }
  }
  await context.close();
}
await browser.close();
server.stop();
console.log(`${Object.keys(pages).length} pages at 2 widths, light and dark: ${violations} violations by axe-core, ${wide} too wide; pictures in ${folder}`);
process.exitCode = violations + wide ? 1 : 0;
