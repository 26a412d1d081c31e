// Forty payloads in every field of a casebook, on every page, in a real browser: no script may run, no request may leave.
// Two controls: the same payloads written raw into a page without a policy must be noticed, and our policy alone must
// stop them.

import { readFileSync } from "node:fs";
import { atMost, check, launch, open, serve, watched, within } from "./browser.mjs";

const [program, casebook] = process.argv.slice(2);
atMost(25);
const payloads = readFileSync(new URL("payloads.txt", import.meta.url), "utf8").split("\n").filter(Boolean);
const server = await serve(program, casebook);
const browser = await launch();
const { context, page, wrong } = await watched(browser, server);

/** A page that takes a document's words for markup, wherever words may stand. */
const careless = (words) => `<!doctype html><html><head><title>${words}</title></head><body>${words}
<textarea>${words}</textarea><noscript>${words}</noscript><!-- ${words} --><style>${words}</style>
<p title="${words}">a</p><p title='${words}'>b</p><input value="${words}"><input value='${words}'><a href="${words}">c</a><img src="y.png"></body></html>`;

/** How many of the payloads are noticed on careless pages with these headers. */
const noticed = async (headers) => {
  const all = [];
  for (const [at, words] of payloads.entries()) {
    const own = await context.newPage();
    const seen = [];
    await own.exposeBinding("seen", () => seen.push("script")).catch(() => {});
    await own.addInitScript(() => { window.boom = () => window.seen(); });
    await own.route("**/*", (route) => {
      // what a policy stops does not come this far
      const to = new URL(route.request().url());
      if (to.origin !== server.origin) seen.push(to.href);
      if (to.pathname === "/careless") return route.fulfill({ status: 200, headers: { "content-type": "text/html", ...headers }, body: careless(words) });
      return route.abort();
    });
    await within(`careless page ${at + 1}`, own.goto(`${server.origin}/careless`, { waitUntil: "domcontentloaded" }));
    await own.waitForTimeout(50);
    await own.evaluate(() => {
      const act = () => {
        document.querySelectorAll("p, input, a").forEach((one) => one.dispatchEvent(new MouseEvent("mouseover", { bubbles: true })));
        document.querySelectorAll("input").forEach((one) => one.focus());
        document.querySelectorAll("a[href^='java'], svg a").forEach((one) => one.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true })));
        document.querySelectorAll("form button").forEach((one) => one.click());
      };
      act();
    }).catch(() => {});
    await own.waitForTimeout(150);
    if (seen.length) all.push(`${words}: ${seen[0]}`);
    await own.close();
  }
  return all;
};

let pages = 0;
const visit = async (path) => {
  const answer = await open(page, server.origin + path, path);
  check(answer.status() === 200, `${path}: ${answer.status()}`);
  await page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
  await page.mouse.move(300, 300);
  pages++;
};
try {
  // the detector sees a script that does run
  await open(page, server.link, "the link");
  await page.evaluate(() => window.boom("control"));
  check(wrong.length === 1, "a script that runs is not noticed");
  wrong.length = 0;
  const policy = (await page.request.get(`${server.origin}/case`)).headers()["content-security-policy"];
  const bare = await noticed({});
  check(bare.length >= 32, `of ${payloads.length} payloads on careless pages only ${bare.length} were noticed`);
  const held = await noticed({ "content-security-policy": policy });
  check(held.length === 0, `past the policy:\n${held.join("\n")}`);
  console.log(`control: of ${payloads.length} payloads on careless pages ${bare.length} ran or asked another host, under our policy ${held.length}`);

  const fixed = ["case", "people", "statements", "conflicts", "stale", "gaps", "watch", "sources", "changes", "review", "decisions", "add", "export", "search?q=boom", "search?q=%3Cimg%20src%3Dx%20onerror%3Dboom()%3E", "case?by=source"];
  const found = new Set();
  for (const path of fixed) {
    await visit(`/${path}`);
    for (const href of await page.locator("main a[href^='/']").evaluateAll((all) => all.map((one) => one.getAttribute("href")))) {
      const plain = href.split("#")[0];
      if (/^\/(people|charges|sources|words|facts)\/[^?]+$/.test(plain) && !plain.endsWith("/original")) found.add(plain);
    }
  }
  // what is asked comes back in the words of a refusal
  for (const words of payloads) {
    await open(page, `${server.origin}/case?person=${encodeURIComponent(words)}`);
    await open(page, `${server.origin}/case?as_of=${encodeURIComponent(words)}`);
    pages += 2;
  }
  for (const path of found) await visit(path);
  // words in the panel, which the script puts there
  await open(page, `${server.origin}/case`);
  let opened = 0;
  for (const link of (await page.locator(".list a.words").all()).slice(0, payloads.length)) {
    await link.click();
    await page.locator("dialog.peek[open]").waitFor();
    await page.keyboard.press("Escape");
    opened++;
  }
  check(wrong.length === 0, wrong.join("\n"));
  console.log(`${pages} pages and ${opened} panels with ${payloads.length} payloads in every field: no script ran, no request left`);
} finally {
  await browser.close();
  server.stop();
}
