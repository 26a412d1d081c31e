// axe-core on a page, and a control that shows that it finds what is wrong.

import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { within } from "./browser.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe-core finds wrong on a page, a line for each rule. */
export const violations = async (page, name) => {
  await page.evaluate(axe);
  const found = await within(`${name}, axe-core`, page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] })), 120_000);
  const lines = (one) => one.nodes.slice(0, 3).map((node) => `    ${node.html.slice(0, 160)}\n    ${node.failureSummary.split("\n").slice(0, 3).join(" ").slice(0, 300)}`);
  return found.violations.map((one) => `${name}: ${one.id}: ${one.help}\n${lines(one).join("\n")}`);
};

/** Faults that a page of ours must never have. */
const BAD = `<!doctype html><html><head><title></title></head><body style="background:#fff">
<p style="color:#bbb">words that are too pale to read</p><input type="text"><img src="data:,"><button></button>
<a href="/case"></a><select><option>a</option></select><p id="a">a</p><div role="slider">b</div></body></html>`;

/** The rules that must find them. */
const MUST = ["button-name", "color-contrast", "document-title", "html-has-lang", "image-alt", "label", "link-name", "select-name"];

/** Fails unless axe-core sees every fault of a page that is full of them. */
export const control = async (context) => {
  const page = await context.newPage();
  await page.setContent(BAD);
  const found = await violations(page, "control");
  const missed = MUST.filter((rule) => !found.some((line) => line.startsWith(`control: ${rule}:`)));
  if (missed.length) throw new Error(`axe-core does not see what is wrong on the control page: ${missed.join(", ")}`);
  await page.close();
  console.log(`control: axe-core sees the ${MUST.length} kinds of faults of a bad page`);
};
