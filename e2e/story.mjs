// From an empty casebook to an export, as an editor would go: by clicks, keys and the slider.

import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { check, launch, serve, watched } from "./browser.mjs";

const [program, example] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "factum-story-"));
const server = await serve(program, join(folder, "case.factum"));
const browser = await launch();
const { page, wrong } = await watched(browser, server);
const steps = [];
const step = async (words, act) => {
  const began = Date.now();
  await act();
  steps.push(words);
  console.log(`ok  ${words} (${Date.now() - began} ms)`);
};
const main = () => page.locator("main").innerText();

try {
  await step("the link lets in once, and leaves no token in the address", async () => {
    await page.goto(server.link);
    check(!page.url().includes("token"), page.url());
    const again = await page.request.get(server.link, { maxRedirects: 0 });
    check(again.status() === 403, `the link let in again: ${again.status()}`);
  });
  await step("a fresh casebook offers the example, and adds it", async () => {
    await page.getByRole("button", { name: /Add the example/ }).click();
    await page.waitForSelector('[data-part="jobs"][data-open="0"] progress', { timeout: 240000 });
    const rows = await page.locator('[data-part="jobs"] tbody tr').count();
    check(rows >= 12, `${rows} documents`);
  });
  await step("the board as of three days", async () => {
    const seen = [];
    for (const day of ["2023-02-01", "2023-05-01", ""]) {
      await page.goto(`${server.origin}/case${day ? `?as_of=${day}` : ""}`);
      seen.push(await page.locator('[data-part="board"]').innerText());
    }
    check(seen[0] !== seen[1] && seen[1] !== seen[2], "the board is the same on all days");
    check(/charged/.test(seen[0]) && /dismissed/.test(seen[1]), "the charge was not dismissed in between");
    check(/sentenced|dismissed/.test(seen[2]), "no end");
  });
  await step("the slider redraws the board without a new page", async () => {
    await page.goto(`${server.origin}/case`);
    await page.evaluate(() => (window.same = true));
    const before = await page.locator('[data-part="board"]').innerText();
    const range = page.locator('input.range[data-for="t-as_of"]');
    await range.focus();
    for (let n = 0; n < 4; n++) { await range.press("ArrowLeft"); await page.waitForTimeout(120); }
    await page.waitForURL(/as_of=/);
    await page.waitForFunction((old) => document.querySelector('[data-part="board"]').innerText !== old, before);
    check(await page.evaluate(() => window.same === true), "the page was loaded anew");
  });
  await step("a fact opens its words beside the page", async () => {
    await page.goto(`${server.origin}/case`);
    await page.locator(".list .q a.words").first().click();
    const panel = page.locator("dialog.peek");
    await panel.waitFor();
    check((await panel.locator("mark").innerText()).length > 10, "no words");
    check(/Rule/.test(await panel.innerText()), "no rule");
    await page.keyboard.press("Escape");
    check(!(await panel.isVisible()), "Escape does not close it");
  });
  await step("a review item is settled by a key, and taken back by another", async () => {
    await page.goto(`${server.origin}/review`);
    const count = () => page.locator(".doubt").count();
    const before = await count();
    check(before > 0, "nothing is in doubt");
    // the first doubt that can be accepted
    for (let n = 0; n < before && !(await page.locator(".doubt.here [data-key=a]").count()); n++) await page.keyboard.press("j");
    await page.keyboard.press("a");
    await page.waitForFunction((n) => document.querySelectorAll(".doubt").length === n - 1, before);
    check(/1 settled/.test(await main()), "no progress");
    await page.keyboard.press("u");
    await page.waitForFunction((n) => document.querySelectorAll(".doubt").length === n, before);
  });
  await step("a stale sentence is found, struck in its document with what overtook it", async () => {
    await page.goto(`${server.origin}/stale`);
    check((await page.locator(".overtaken s").count()) > 0, "no sentence was overtaken");
    await page.locator(".overtaken s a").first().click();
    await page.locator("dialog.peek .source a").first().click();
    await page.waitForURL(/\/sources\//);
    check((await page.locator("s.stale").count()) > 0, "it is not struck");
    check((await page.locator(".overtaken-by").count()) > 0, "what overtook it is not said");
    await page.locator(".hl").first().hover();
    check(await page.locator(".hl .hover").first().isVisible(), "no words on the fact while the mouse is on it");
  });
  await step("search finds as one types, each passage with its outcome", async () => {
    await page.goto(`${server.origin}/search`);
    await page.locator("#q").pressSequentially("charged", { delay: 20 });
    await page.waitForSelector(".hits mark");
    check((await page.locator(".hits .beside").count()) > 0, "no outcome");
  });
  await step("a file that is dropped is read", async () => {
    await page.goto(`${server.origin}/add`);
    await page.setInputFiles("#files", { name: "note.txt", mimeType: "text/plain", buffer: readFileSync(example) });
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await page.waitForFunction(() => /note\.txt/.test(document.body.innerText) && document.querySelector('[data-part="jobs"]').dataset.open === "0", null, { timeout: 120000 });
  });
  await step("the record is exported", async () => {
    await page.goto(`${server.origin}/export`);
    const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "charges.csv" }).first().click()]);
    const text = readFileSync(await file.path(), "utf8");
    check(/dismissed|sentenced/.test(text), text.slice(0, 200));
  });
  await step("without script every page can be read", async () => {
    const state = await page.context().storageState();
    const context = await browser.newContext({ javaScriptEnabled: false, storageState: state });
    const still = await context.newPage();
    for (const path of ["case", "people", "statements", "conflicts", "stale", "gaps", "watch", "sources", "search?q=charged", "review", "add", "export", "decisions"]) {
      const answer = await still.goto(`${server.origin}/${path}`);
      check(answer.status() === 200 && (await still.locator("main h1").count()) === 1, path);
    }
    await context.close();
  });
  check(wrong.length === 0, wrong.join("\n"));
  console.log(`${steps.length} steps, nothing wrong`);
} finally {
  await browser.close();
  server.stop();
}
