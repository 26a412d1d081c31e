// From an empty casebook to an export, as an editor would go: by clicks, keys and the slider.

import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { atMost, check, launch, serve, watched, within } from "./browser.mjs";

const [program, example] = process.argv.slice(2);
atMost(20);
const folder = mkdtempSync(join(tmpdir(), "factum-story-"));
const server = await serve(program, join(folder, "case.factum"));
const browser = await launch();
const { page, wrong } = await watched(browser, server);
const steps = [];
const step = async (words, act) => {
  const began = Date.now();
  await within(words, act(), 300_000);
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
  await step("a step that no rule read is added by hand, refused with what was typed, and taken back", async () => {
    await page.goto(`${server.origin}/sources`);
    await page.locator(".sources th a").first().click();
    const document = page.url();
    // words that are selected go into the form
    await page.locator(".b-paragraph").first().evaluate((block) => getSelection().selectAllChildren(block.querySelector(".silent") || block.firstElementChild));
    const link = page.locator("a[data-step]");
    await page.waitForFunction(() => /selected/.test(window.document.querySelector("a[data-step]").textContent));
    await link.click();
    check((await page.locator("#words").inputValue()).length > 10, "the words did not come along");
    const words = await page.locator("#words").inputValue();
    await page.locator("#words").fill("Words that stand nowhere at all.");
    await page.locator("#who").fill("Tess Lane");
    await page.locator("#offence").fill("trespass");
    await page.locator("#status").selectOption("charged");
    await page.locator("#date").fill("2023-03");
    await page.getByRole("button", { name: "Add the step" }).click();
    check(/do not stand in the document/.test(await page.getByRole("alert").innerText()), "wrong words were taken");
    check((await page.locator("#who").inputValue()) === "Tess Lane", "what was typed is lost");
    await page.locator("#words").fill(words);
    await page.getByRole("button", { name: "Add the step" }).click();
    check(page.url() === document, page.url());
    check(/added by hand/.test(await page.locator(".hl .hover").evaluateAll((all) => all.map((one) => one.textContent).join(" "))), "it does not stand in the document");
    await page.goto(`${server.origin}/case?person=Tess%20Lane`);
    check(/trespass/.test(await page.locator(".card").innerText()), "it is not on the board");
    await page.goto(`${server.origin}/decisions`);
    await page.getByRole("button", { name: /^Undo/ }).first().click();
    await page.locator("td s").first().waitFor();
    const gone = await page.goto(`${server.origin}/case?person=Tess%20Lane`);
    check(gone.status() === 404, "it was not taken back");
  });
  await step("two people are joined and split; only plausible ones are offered", async () => {
    await page.goto(`${server.origin}/people`);
    const all = await page.locator(".people th a").count();
    await page.locator(".people th a").first().click();
    const person = page.url();
    const offered = await page.locator("#join option").count();
    check(offered < all, `${offered} of ${all} are offered`);
    await page.locator("#like").fill("a");
    await page.getByRole("button", { name: "Look" }).click();
    const other = await page.locator("#join option").nth(1).getAttribute("value");
    await page.locator("#join").selectOption(other);
    await page.getByRole("button", { name: "Join", exact: true }).click();
    check(page.url() === person, page.url());
    check(/a person said so|decided|by hand|joined by/i.test(await page.locator("main").innerText()), "the join does not say who joined");
    await page.goto(`${server.origin}/decisions`);
    await page.getByRole("button", { name: /^Undo/ }).first().click();
    await page.locator("td s").first().waitFor();
  });
  await step("by the keyboard alone: to the board, into a charge, to its words", async () => {
    await page.goto(`${server.origin}/case`);
    await page.keyboard.press("Tab");
    check(/To the page/.test(await page.evaluate(() => document.activeElement.textContent)), "the first stop is not the way to the page");
    await page.keyboard.press("Enter");
    const reach = async (what, test) => {
      for (let n = 0; n < 80; n++) {
        await page.keyboard.press("Tab");
        const seen = await page.evaluate(() => {
          const one = document.activeElement, box = one.getBoundingClientRect(), style = getComputedStyle(one);
          return { at: `${one.tagName} ${one.className.baseVal ?? one.className} ${one.parentElement?.tagName}`, outline: style.outlineStyle !== "none", inside: box.width > 0 && box.bottom > 0 && box.top < innerHeight };
        });
        if (seen.at !== "BODY  HTML") check(seen.outline && seen.inside, `the focus cannot be seen on ${seen.at}`);
        if (test.test(seen.at)) return;
      }
      throw new Error(`${what} is not reached by Tab`);
    };
    await reach("a charge", /^A  H3/);
    await page.keyboard.press("Enter");
    await page.locator("h1", { hasText: "charge against" }).waitFor();
    await reach("its words", /^A words/);
    await page.keyboard.press("Enter");
    await page.locator("dialog.peek[open] mark").waitFor();
    check(await page.evaluate(() => document.querySelector("dialog.peek").contains(document.activeElement)), "the focus is not in the panel");
    await page.keyboard.press("Escape");
    check(await page.evaluate(() => document.activeElement.matches("a.words")), "the focus does not come back");
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
    // what a form decides can be decided, too
    await still.goto(`${server.origin}/review`);
    const before = await still.locator(".doubt").count();
    await still.getByRole("button", { name: "Accept" }).first().click();
    check((await still.locator(".doubt").count()) === before - 1, "a review item cannot be settled");
    await still.getByRole("button", { name: /Undo the last/ }).click();
    check((await still.locator(".doubt").count()) === before, "it cannot be taken back");
    await still.goto(`${server.origin}/add`);
    await still.setInputFiles("#files", { name: "still.txt", mimeType: "text/plain", buffer: readFileSync(example) });
    await still.getByRole("button", { name: "Add", exact: true }).click();
    for (let n = 0; n < 60 && (await still.locator('[data-part="jobs"]').getAttribute("data-open")) !== "0"; n++) { await still.waitForTimeout(500); await still.goto(`${server.origin}/add`); }
    check(/still\.txt/.test(await still.locator("main").innerText()), "no file can be added");
    for (const path of ["case", "people", "statements", "conflicts", "stale", "gaps", "watch", "sources", "changes", "search?q=charged", "review", "add", "export", "decisions"]) {
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
