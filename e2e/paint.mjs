// The time to the first paint of a page, medians of several loads in a fresh context.

import { launch, serve } from "./browser.mjs";

const [program, casebook, rounds] = process.argv.slice(2);
const server = await serve(program, casebook);
const browser = await launch();
const context = await browser.newContext({ viewport: { width: 1360, height: 900 } });
const page = await context.newPage();
await page.goto(server.link);
const times = [];
for (let n = 0; n < Number(rounds); n++) {
  await page.goto(`${server.origin}/case`);
  times.push(await page.evaluate(() => new Promise((done) => {
    const seen = () => performance.getEntriesByName("first-contentful-paint")[0];
    const wait = () => (seen() ? done(seen().startTime) : requestAnimationFrame(wait));
    wait();
  })));
}
times.sort((a, b) => a - b);
const facts = await page.evaluate(() => document.querySelectorAll(".list tbody tr").length);
console.log(JSON.stringify({ first: times[0], median: times[Math.floor(times.length / 2)], last: times[times.length - 1], rows: facts }));
await browser.close();
server.stop();
