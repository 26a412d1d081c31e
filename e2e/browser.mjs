// A browser on the pages of one casebook: the program is started, its link opened, and all that goes wrong is noted.
// Nothing waits for ever: whatever takes too long ends with an error that names the page.

import { spawn } from "node:child_process";
import { chromium } from "playwright-core";

/** How long one thing may take, in milliseconds; a machine that builds something else is slow. */
export const PATIENCE = 30_000;

/** Ends the whole run after so many minutes, naming what it was at. */
let at = "the start";
export const atMost = (minutes) =>
  setTimeout(() => {
    console.error(`no end after ${minutes} minutes; the last thing was ${at}`);
    process.exit(3);
  }, minutes * 60_000).unref();

/** Waits for a promise, but not for ever; the error says what for. */
export const within = (what, promise, patience = PATIENCE) => {
  at = what;
  let timer;
  const late = new Promise((_, fail) => {
    timer = setTimeout(() => fail(new Error(`${what}: no answer within ${patience / 1000} s`)), patience);
  });
  const named = promise.catch((error) => {
    throw new Error(`${what}: ${error.message}`, { cause: error });
  });
  return Promise.race([named, late]).finally(() => clearTimeout(timer));
};

/** Starts `factum serve` and gives its launch link, and what stops it. */
export const serve = (program, casebook) =>
  within(
    "factum serve",
    new Promise((done, fail) => {
      const server = spawn(program, ["serve", "-C", casebook, "--by", "R. Tester"], { stdio: ["ignore", "pipe", "inherit"] });
      process.on("exit", () => server.kill());
      let said = "";
      server.stdout.on("data", (bytes) => {
        said += bytes;
        const link = said.match(/http:\/\/127\.0\.0\.1:\d+\/enter\?token=[0-9a-f]+/);
        if (link) done({ link: link[0], origin: new URL(link[0]).origin, pid: server.pid, stop: () => server.kill() });
      });
      server.on("exit", (code) => fail(new Error(`ended with ${code}: ${said}`)));
    }),
  );

export const launch = () =>
  chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });

/** A page that notes scripts that ran though they are not ours, requests that left, and errors. */
export const watched = async (browser, server, options = {}) => {
  const context = await browser.newContext({ acceptDownloads: true, viewport: { width: 1360, height: 900 }, ...options });
  context.setDefaultTimeout(PATIENCE);
  const wrong = [];
  await context.exposeBinding("boom", (_, ...words) => wrong.push(`script of a document ran: ${words}`));
  const page = await context.newPage();
  page.on("request", (request) => {
    const to = request.url();
    if (!to.startsWith(server.origin) && !to.startsWith("data:")) wrong.push(`request to ${to}`);
  });
  page.on("dialog", (dialog) => { wrong.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on("pageerror", (error) => wrong.push(`error: ${error.message}`));
  page.on("console", (line) => line.type() === "error" && !line.text().includes("status of 4") && wrong.push(`console: ${line.text()}`));
  return { context, page, wrong };
};

/** Opens an address and waits until it is drawn; its answer. */
export const open = async (page, address, name = address) => {
  const answer = await within(name, page.goto(address, { waitUntil: "load" }));
  await within(`${name}, drawing`, page.evaluate(() => document.fonts.ready.then(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))).then(() => {}));
  return answer;
};

/** A picture's height, and how many are taken of a page: to draw one of hundreds of facts whole takes minutes. */
const TALL = 1_600, MOST = 3;

/** Pictures of a page from its top: `x.png`, and where it is taller `x-2.png`, `x-3.png`. */
export const picture = async (page, path, name) => {
  const { width, height } = await page.evaluate(() => ({ width: innerWidth, height: document.documentElement.scrollHeight }));
  for (let n = 0; n < MOST && n * TALL < height; n++) {
    const clip = { x: 0, y: n * TALL, width, height: Math.min(TALL, height - n * TALL) };
    const to = n ? path.replace(/\.png$/, `-${n + 1}.png`) : path;
    await within(`${name}, picture`, page.screenshot({ path: to, fullPage: true, clip, animations: "disabled", timeout: PATIENCE }));
  }
};

export const check = (fine, words) => {
  if (!fine) throw new Error(words);
};
