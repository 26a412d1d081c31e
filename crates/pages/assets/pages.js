// The live parts: sliders that redraw, words in a panel, search as one types, a review by keys, files that are dropped.
// Every page works without it. Answers are parsed by the browser's own loader (responseType "document"), which runs no
// script; nothing here makes markup from text.
"use strict";

const load = (address, done, tries = 8) => {
  const request = new XMLHttpRequest();
  request.open("GET", address);
  request.responseType = "document";
  request.onload = () => {
    answered();
    // what takes longer than a second is put together meanwhile
    if (request.status === 503 && tries && request.getResponseHeader("Retry-After")) setTimeout(() => load(address, done, tries - 1), 1000);
    else if (request.response) done(request.response, request.status);
  };
  request.onerror = silent;
  request.send();
  return request;
};

// A line that says what went wrong, for as long as it does.
const notice = (words) => {
  let line = document.getElementById("notice");
  if (!line && !words) return;
  if (!line) {
    line = document.createElement("p");
    line.id = "notice";
    line.setAttribute("role", "alert");
    document.body.append(line);
  }
  line.textContent = words;
  line.hidden = !words;
};
const SILENT = "The pages do not answer. Is “factum serve” still running?";
const silent = () => notice(SILENT);
const answered = () => { const line = document.getElementById("notice"); if (line && line.textContent === SILENT) line.hidden = true; };

// Puts the parts of a fresh page in the place of the same parts of this one.
const redraw = (page) => {
  for (const part of document.querySelectorAll("[data-part]")) {
    const fresh = page.querySelector(`[data-part="${part.dataset.part}"]`);
    if (!fresh) continue;
    // a slider that is being dragged stays where it is
    if (part.dataset.part === "times" && part.contains(document.activeElement) && document.activeElement.type === "range") {
      steps(part, fresh);
      continue;
    }
    part.replaceWith(document.importNode(fresh, true));
  }
  const twin = page.querySelector(".foot a");
  if (twin) document.querySelector(".foot a").href = twin.getAttribute("href");
  ready();
};

// Only the arrows beside a slider.
const steps = (part, fresh) => {
  const old = part.querySelectorAll(".steps"), now = fresh.querySelectorAll(".steps");
  old.forEach((one, at) => now[at] && one.replaceWith(document.importNode(now[at], true)));
};

let asking = null, drawn = location.pathname + location.search;
const go = (address, keep) => {
  if (asking) asking.abort();
  asking = load(address, (page, status) => {
    asking = null;
    if (status !== 200) { location.assign(address); return; }
    redraw(page);
    if (keep) history.replaceState(null, "", address); else history.pushState(null, "", address);
    drawn = location.pathname + location.search;
  });
};
// a way within the page, as to a note, is no other page
addEventListener("popstate", () => { if (location.pathname + location.search !== drawn) location.reload(); });

// Sliders: a day for every step, from the first day of change to the last.
const day = (text) => Date.parse(`${text}T00:00:00Z`) / 86400000;
const text = (number) => new Date(number * 86400000).toISOString().slice(0, 10);
let waiting = 0;
const sliders = () => {
  for (const range of document.querySelectorAll("input.range[hidden]")) {
    const field = document.getElementById(range.dataset.for);
    range.min = day(range.dataset.first) - 1;
    range.max = day(range.dataset.last);
    // a month or a year in the field stands for its last day; the address has it in full
    range.value = Number.isNaN(day(field.value)) ? range.max : day(field.value);
    range.hidden = false;
    const days = range.dataset.days.split(" ");
    const say = () => range.setAttribute("aria-valuetext", field.value || "now");
    say();
    range.addEventListener("input", () => {
      field.value = Number(range.value) === Number(range.max) ? "" : text(range.value);
      say();
      clearTimeout(waiting);
      waiting = setTimeout(() => ask(range.form), 60);
    });
    // with the arrow keys from change to change
    range.addEventListener("keydown", (event) => {
      const back = ["ArrowLeft", "ArrowDown"].includes(event.key), on = ["ArrowRight", "ArrowUp"].includes(event.key);
      if (!back && !on) return;
      const here = text(range.value);
      const to = back ? days.filter((one) => one < here).pop() : days.find((one) => one > here);
      if (!to) return;
      event.preventDefault();
      range.value = day(to);
      range.dispatchEvent(new Event("input"));
    });
  }
};
const ask = (form) => {
  const fields = [...new FormData(form)].filter(([, value]) => value !== "");
  const here = new URL(location.href);
  for (const name of ["by", "from", "to"]) if (here.searchParams.has(name) && !fields.some(([own]) => own === name)) fields.push([name, here.searchParams.get(name)]);
  const query = new URLSearchParams(fields).toString();
  go(form.getAttribute("action") + (query ? `?${query}` : ""), true);
};

// Words open beside the page; with a modifier, or a second click there, the link is followed.
const panel = () => {
  let dialog = document.querySelector("dialog.peek");
  if (dialog) return dialog;
  dialog = document.createElement("dialog");
  dialog.className = "peek";
  dialog.setAttribute("aria-label", "Words");
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
  return dialog;
};
const peek = (address) => load(address, (page, status) => {
  const article = page.querySelector("[data-peek]");
  if (status !== 200 || !article) { location.assign(address); return; }
  const dialog = panel(), close = document.createElement("button");
  close.className = "close";
  close.textContent = "Close";
  close.addEventListener("click", () => dialog.close());
  dialog.replaceChildren(close, document.importNode(article, true));
  if (!dialog.open) dialog.showModal();
});
document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = event.target.closest("a[href]");
  if (!link || link.closest("dialog")) return;
  const address = link.getAttribute("href");
  if (link.classList.contains("words")) { event.preventDefault(); peek(address); }
  else if ("live" in link.dataset) { event.preventDefault(); go(address); }
});

// Search as one types.
const search = () => {
  const form = document.querySelector("form[data-search]");
  if (!form || form.dataset.ready) return;
  form.dataset.ready = "yes";
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => ask(form), 160);
  });
};

// Review: a decision is sent and the queue drawn anew, without leaving the page.
let at = 0;
const doubts = () => [...document.querySelectorAll(".doubt")];
const show = (to, quiet) => {
  const all = doubts();
  at = Math.max(0, Math.min(to, all.length - 1));
  all.forEach((one, n) => one.classList.toggle("here", n === at));
  if (all[at] && !quiet) { all[at].focus({ preventScroll: true }); all[at].scrollIntoView({ block: "nearest" }); }
};
const decide = (form) => {
  const request = new XMLHttpRequest();
  request.open("POST", form.getAttribute("action"));
  request.setRequestHeader("Content-Type", "application/x-www-form-urlencoded");
  request.responseType = "document";
  request.onload = () => {
    if (request.status !== 200 || !request.response) { form.submit(); return; }
    answered();
    redraw(request.response);
    show(at);
  };
  request.onerror = silent;
  request.send(new URLSearchParams([...new FormData(form)]).toString());
};
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!document.querySelector("[data-queue]") || !form.getAttribute("action").startsWith("/review/")) return;
  event.preventDefault();
  decide(form);
});
document.addEventListener("keydown", (event) => {
  if (!document.querySelector("[data-queue]") || event.metaKey || event.ctrlKey || event.altKey) return;
  if (event.target.closest("input, select, textarea")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const here = doubts()[at];
  const find = (key) => (key === "u" ? document : here || document).querySelector(`[data-key="${key}"]`);
  if (event.key === "j") show(at + 1);
  else if (event.key === "k") show(at - 1);
  else if (event.key === "e") { const edit = find("e"); if (edit) { edit.open = true; edit.querySelector("select, input:not([type=hidden])").focus(); } }
  else if (event.key === "r") { const form = find("r"); if (form) decide(form); }
  else if (["a", "o", "t", "u"].includes(event.key)) { const form = find(event.key); if (form) decide(form); }
  else return;
  event.preventDefault();
});

// Words that are selected in a document go into the form for a step that no rule read.
document.addEventListener("selectionchange", () => {
  const link = document.querySelector("a[data-step]");
  if (!link) return;
  if (!link.dataset.plain) { link.dataset.plain = link.getAttribute("href"); link.dataset.words = link.textContent; }
  const chosen = getSelection(), words = String(chosen).trim().replace(/\s+/g, " ");
  const is = words.length > 3 && new TextEncoder().encode(words).length <= 500 && document.querySelector(".document").contains(chosen.anchorNode);
  link.href = is ? `${link.dataset.plain}${link.dataset.plain.includes("?") ? "&" : "?"}words=${encodeURIComponent(words)}` : link.dataset.plain;
  link.classList.toggle("chosen", is);
  link.textContent = is ? "Add a step with the words selected" : link.dataset.words;
});

// Files: dropped, sent one after the other, and their progress watched.
const sent = (file, data) => new Promise((done) => {
  const request = new XMLHttpRequest();
  request.open("POST", "/add");
  request.responseType = "document";
  request.upload.onprogress = (event) => event.total > 1e6 && notice(`${file.name}: ${Math.round((100 * event.loaded) / event.total)} % sent`);
  request.onload = () => done(request);
  request.onerror = () => done(null);
  request.send(data);
});
const send = async (form, files) => {
  const refused = [];
  for (const file of files) {
    const data = new FormData();
    for (const name of ["published", "publisher"]) data.append(name, form.elements[name].value);
    data.append("files", file, file.webkitRelativePath || file.name);
    const answer = await sent(file, data);
    if (!answer) { silent(); return; }
    if (answer.status !== 200) refused.push(`${file.name}: ${answer.status === 413 ? "larger than 64 MiB" : (answer.response && answer.response.querySelector(".problem") || { textContent: "not taken" }).textContent}`);
    watch();
  }
  notice(refused.join("; "));
  if (!refused.length) form.reset();
};
const watch = () => load("/add", (page) => {
  redraw(page);
  const jobs = document.querySelector('[data-part="jobs"]');
  clearTimeout(waiting);
  if (jobs && jobs.dataset.open !== "0") waiting = setTimeout(watch, 400);
});
const drop = () => {
  const form = document.querySelector("form[data-drop]");
  if (!form || form.dataset.ready) return;
  form.dataset.ready = "yes";
  const over = (event) => { event.preventDefault(); form.classList.add("over"); };
  form.addEventListener("dragover", over);
  form.addEventListener("dragleave", () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => { event.preventDefault(); form.classList.remove("over"); send(form, event.dataTransfer.files); });
  form.addEventListener("submit", (event) => { event.preventDefault(); send(form, form.elements.files.files); });
  const jobs = document.querySelector('[data-part="jobs"]');
  if (jobs && jobs.dataset.open !== "0") waiting = setTimeout(watch, 400);
};

document.documentElement.classList.add("scripted");
// on a phone the sections are one line: the current one must be in sight
const current = document.querySelector(".sections [aria-current]");
if (current) current.scrollIntoView({ block: "nearest", inline: "center" });
addEventListener("beforeprint", () => document.querySelectorAll("main details").forEach((one) => { if (!one.closest("form, .decide")) one.open = true; }));
const ready = () => { sliders(); search(); drop(); if (document.querySelector("[data-queue]")) show(at, true); };
ready();
