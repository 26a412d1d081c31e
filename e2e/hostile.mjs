// Forty payloads in every field of a casebook, on every page, in a real browser: no script may run, no request may leave.

import { check, launch, serve, watched } from "./browser.mjs";

const [program, casebook] = process.argv.slice(2);
const server = await serve(program, casebook);
const browser = await launch();
const { page, wrong } = await watched(browser, server);
let pages = 0;
const visit = async (path) => {
  const answer = await page.goto(server.origin + path);
  check(answer.status() === 200, `${path}: ${answer.status()}`);
  await page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
  await page.mouse.move(300, 300);
  pages++;
};
try {
  // a control: the detector sees a script that does run
  await page.goto(server.link);
  await page.evaluate(() => window.boom("control"));
  check(wrong.length === 1, "a script that runs is not noticed");
  wrong.length = 0;
  const fixed = ["case", "people", "statements", "conflicts", "stale", "gaps", "watch", "sources", "review", "decisions", "add", "export", "search?q=boom", "search?q=%3Cimg%20src%3Dx%20onerror%3Dboom()%3E", "case?by=source", "case?person=%3Cscript%3Eboom()%3C%2Fscript%3E"];
  const found = new Set();
  for (const path of fixed) {
    if (path.startsWith("case?person")) { await page.goto(`${server.origin}/${path}`); pages++; continue; }
    await visit(`/${path}`);
    for (const href of await page.locator("main a[href^='/']").evaluateAll((all) => all.map((one) => one.getAttribute("href")))) {
      if (/^\/(people|charges|sources|words|facts)\/[^?#]+$/.test(href.split("#")[0]) && !href.endsWith("/original")) found.add(href.split("#")[0]);
    }
  }
  for (const path of found) await visit(path);
  // words in the panel
  await page.goto(`${server.origin}/case`);
  for (const link of (await page.locator(".list a.words").all()).slice(0, 40)) {
    await link.click();
    await page.locator("dialog.peek").waitFor();
    await page.keyboard.press("Escape");
  }
  check(wrong.length === 0, wrong.join("\n"));
  console.log(`${pages} pages of 40 payloads in every field: no script ran, no request left`);
} finally {
  await browser.close();
  server.stop();
}
