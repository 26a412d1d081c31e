// A browser on the pages of one casebook: the program is started, its link opened, and all that goes wrong is noted.

import { spawn } from "node:child_process";
import { chromium } from "playwright-core";

/** Starts `factum serve` and gives its launch link, and what stops it. */
export const serve = (program, casebook) =>
  new Promise((done, fail) => {
    const server = spawn(program, ["serve", "-C", casebook, "--by", "R. Tester"], { stdio: ["ignore", "pipe", "inherit"] });
    let said = "";
    server.stdout.on("data", (bytes) => {
      said += bytes;
      const link = said.match(/http:\/\/127\.0\.0\.1:\d+\/enter\?token=[0-9a-f]+/);
      if (link) done({ link: link[0], origin: new URL(link[0]).origin, stop: () => server.kill() });
    });
    server.on("exit", (code) => fail(new Error(`factum serve ended with ${code}: ${said}`)));
  });

export const launch = () =>
  chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });

/** A page that notes scripts that ran though they are not ours, requests that left, and errors. */
export const watched = async (browser, server, options = {}) => {
  const context = await browser.newContext({ acceptDownloads: true, viewport: { width: 1360, height: 900 }, ...options });
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

export const check = (fine, words) => {
  if (!fine) throw new Error(words);
};
