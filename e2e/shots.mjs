// A picture of every page: wide and on a phone, light and dark, and as it is printed; and axe-core on each.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { control, violations } from "./axe.mjs";
import { atMost, launch, open, picture, serve, watched, within } from "./browser.mjs";

const [program, casebook, folder, only] = process.argv.slice(2);
atMost(25);
const server = await serve(program, casebook);
const browser = await launch();
mkdirSync(folder, { recursive: true });

/** The pages by name: their address, and what is done on them before they are looked at. */
const pages = {
  case: "/case",
  "case-past": "/case?as_of=2023-05-01&known_by=2023-05-01",
  "case-sources": "/case?by=source",
  people: "/people",
  statements: "/statements",
  conflicts: "/conflicts",
  stale: "/stale",
  gaps: "/gaps",
  watch: "/watch",
  sources: "/sources",
  changes: "/changes",
  search: "/search?q=charged",
  "search-none": "/search?q=zzzz",
  review: "/review",
  "review-edit": "/review",
  decisions: "/decisions",
  add: "/add",
  export: "/export",
  problem: "/case?as_of=soon",
  missing: "/nowhere",
};
const acts = {
  "review-edit": async (page) => { await page.keyboard.press("j"); await page.keyboard.press("e"); },
  peek: async (page) => { await page.locator(".list a.words").first().click(); await page.locator("dialog.peek mark").waitFor(); },
  hover: async (page) => { await page.locator(".hl").first().hover(); },
};

const first = await watched(browser, server);
await open(first.page, server.link, "the link");
const state = await first.context.storageState();
const href = async (path, selector) => {
  await open(first.page, server.origin + path);
  const all = first.page.locator(selector);
  return (await all.count()) ? all.first().getAttribute("href") : null;
};
pages.person = await href("/people", ".people th a");
pages.charge = await href("/case", ".card h4 a");
const struck = await href("/stale", ".overtaken s a");
pages.source = struck ? `/sources/${struck.split("/")[2]}` : await href("/sources", ".sources th a");
pages.words = struck || (await href("/case", ".list a.words"));
pages.step = pages.source && `${pages.source}/step`;
pages.peek = "/case";
pages.hover = pages.source;
await first.context.close();

const wrong = [];
let wide = 0, looked = 0;
const wanted = Object.entries(pages).filter(([name, path]) => path && (!only || only.split(",").includes(name)));
for (const [width, scheme, media] of [[1360, "light", "screen"], [1360, "dark", "screen"], [390, "light", "screen"], [390, "dark", "screen"], [794, "light", "print"]]) {
  const context = await browser.newContext({ storageState: state, viewport: { width, height: width > 1000 ? 900 : 800 }, colorScheme: scheme, bypassCSP: true });
  context.setDefaultTimeout(30_000);
  if (!only && width === 1360) await control(context);
  for (const [name, path] of wanted) {
    const what = `${name} ${media === "print" ? media : `${width} ${scheme}`}`;
    // one page that fails must not hide what is wrong with the others
    let page = null;
    try {
      page = await within(`${what}, a tab`, context.newPage());
      await open(page, server.origin + path, what);
      if (acts[name] && media === "screen") await acts[name](page);
      if (media === "print") await page.emulateMedia({ media });
      await picture(page, join(folder, `${name}-${media === "print" ? media : `${width}-${scheme}`}.png`), what);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (over > 1) { wide++; wrong.push(`${what}: ${over} pixels too wide`); }
      if (media === "screen") wrong.push(...(await violations(page, what)));
      looked++;
    } catch (error) {
      wrong.push(error.message);
    }
    await page?.close().catch(() => {});
  }
  await context.close();
}
await browser.close();
server.stop();
wrong.forEach((line) => console.log(line));
console.log(`${wanted.length} pages, ${looked} pictures (2 widths, light and dark, print): ${wrong.length} things wrong, ${wide} of them too wide; pictures in ${folder}`);
process.exitCode = wrong.length ? 1 : 0;
