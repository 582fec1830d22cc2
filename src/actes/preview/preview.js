// The page of `actes preview`: it listens to what is new and puts it in place, so that the reader's place is kept.
"use strict";

const BLOCKS = "p, h1, h2, h3, h4, h5, h6, li, dt, dd, td, th, figcaption, caption, pre";
const query = new URLSearchParams(location.search);
const language = document.documentElement.dataset.lang;
const element = (id) => document.getElementById(id);
const shown = { chapter: query.get("chapter") || "", text: -1, panel: -1, proof: -1 };
let latest = null;

// ---- replacing what changed, and nothing else

function parsed(markup) {
  const holder = document.createElement("template");
  holder.innerHTML = markup;
  for (const node of holder.content.querySelectorAll("[data-width]")) node.style.width = node.dataset.width;
  return holder.content;
}

function alike(a, b) {
  return a.nodeType === b.nodeType && a.nodeName === b.nodeName && (a.id || "") === (b.id || "");
}

function copyAttributes(from, to) {
  for (const { name } of [...to.attributes]) {
    // what the reader opened stays open
    if (!from.hasAttribute(name) && !(name === "open" && to.nodeName === "DETAILS") && name !== "class") to.removeAttribute(name);
  }
  for (const { name, value } of from.attributes) {
    if (to.getAttribute(name) !== value && !(name === "open" && to.nodeName === "DETAILS")) to.setAttribute(name, value);
  }
  if (!from.hasAttribute("class") && to.hasAttribute("class")) to.removeAttribute("class");
}

// Makes the children of `old` those of `fresh`, keeping every node that did not change.
function morph(old, fresh) {
  const before = [...old.childNodes];
  const after = [...fresh.childNodes];
  let start = 0;
  while (start < before.length && start < after.length && before[start].isEqualNode(after[start])) start++;
  let endBefore = before.length;
  let endAfter = after.length;
  while (endBefore > start && endAfter > start && before[endBefore - 1].isEqualNode(after[endAfter - 1])) {
    endBefore--;
    endAfter--;
  }
  const left = before.slice(start, endBefore);
  const wanted = after.slice(start, endAfter);
  const following = before[endBefore] || null;
  if (left.length === wanted.length && left.every((node, i) => alike(node, wanted[i]))) {
    left.forEach((node, i) => morphNode(node, wanted[i]));
    return;
  }
  // something came or went: nodes that are still the same are moved along, not made again
  const pool = left.slice();
  for (const node of wanted) {
    let at = pool.findIndex((held) => held.isEqualNode(node));
    if (at < 0 && node.id) at = pool.findIndex((held) => held.id === node.id && alike(held, node));
    if (at < 0) {
      old.insertBefore(node, pool[0] && pool[0].parentNode === old ? pool[0] : following);
      continue;
    }
    for (const gone of pool.splice(0, at)) gone.remove();
    morphNode(pool.shift(), node);
  }
  for (const gone of pool) gone.remove();
}

function morphNode(old, fresh) {
  if (old.isEqualNode(fresh)) return;
  if (old.nodeType !== Node.ELEMENT_NODE) {
    old.nodeValue = fresh.nodeValue;
    return;
  }
  copyAttributes(fresh, old);
  if (fresh.style && old.style && fresh.style.width !== old.style.width) old.style.width = fresh.style.width;
  morph(old, fresh);
}

// Keeps on the screen what is on it, though the text above it grows or shrinks.
function keepingPlace(change) {
  const bar = document.querySelector(".bar").getBoundingClientRect().bottom;
  const blocks = [...document.querySelectorAll(`#chapter :is(${BLOCKS})`)];
  const anchor = blocks.find((node) => node.getBoundingClientRect().bottom > bar);
  const was = anchor ? anchor.getBoundingClientRect().top : 0;
  change();
  if (anchor && anchor.isConnected) window.scrollBy(0, anchor.getBoundingClientRect().top - was);
}

// ---- fetching what is new

async function fetched(path) {
  const parameters = new URLSearchParams({ lang: language, chapter: shown.chapter });
  const answer = await fetch(`${path}?${parameters}`);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

async function showText() {
  const answer = await fetched("/text");
  const other = answer.chapter !== shown.chapter;
  shown.chapter = answer.chapter;
  shown.text = answer.number;
  if (answer.title) document.title = answer.title;
  const notice = element("notice");
  keepingPlace(() => {
    if (notice.textContent !== answer.notice) notice.textContent = answer.notice;
    notice.hidden = !answer.notice;
    if (answer.html || other) morph(element("chapter"), parsed(answer.html));
  });
}

async function showPanel() {
  const answer = await fetched("/panel");
  shown.panel = answer.number;
  morph(element("panel"), parsed(answer.html));
}

async function showProof() {
  const answer = await fetched("/proof");
  shown.proof = answer.number;
  morph(element("proof"), parsed(answer.html));
}

function listChapters(chapters) {
  const select = element("chapters");
  const options = chapters.map(([slug, title]) => new Option(title, slug, false, slug === shown.chapter));
  if (select.options.length !== options.length || options.some((o, i) => !o.isEqualNode(select.options[i]))) {
    select.replaceChildren(...options);
  }
  select.value = shown.chapter;
  select.closest("label").hidden = chapters.length < 2;
}

// Each part follows by itself, so that a new text never waits for the remarks on the one before.
const parts = { text: showText, panel: showPanel, proof: showProof };
const busy = new Set();

async function follow(part) {
  if (busy.has(part)) return;
  busy.add(part);
  try {
    for (let state = null; state !== latest; ) {
      state = latest;
      const numbers = state.views[shown.chapter];
      if (!numbers || numbers[part] !== shown[part]) await parts[part]();
    }
    if (!element("status").classList.contains("lost") || part === "text") sayState();
  } catch (error) {
    say("lost");
  } finally {
    busy.delete(part);
  }
}

async function followAll() {
  const numbers = latest.views[shown.chapter];
  element("proof").setAttribute("aria-busy", String(Boolean(numbers && numbers.pending)));
  // the first text says which chapter there is
  if (!numbers) await follow("text");
  for (const part of Object.keys(parts)) follow(part);
  listChapters(latest.chapters);
}

// Up to date, or the last good text while a file cannot be read.
function sayState() {
  const numbers = latest && latest.views[shown.chapter];
  say(numbers && numbers.stale ? "stale" : "fresh");
}

function say(what) {
  const status = element("status");
  status.className = `status ${what}`;
  if (status.textContent !== status.dataset[what]) status.textContent = status.dataset[what];
}

function listen() {
  const source = new EventSource("/state");
  source.onmessage = (event) => {
    latest = JSON.parse(event.data);
    followAll();
  };
  source.onerror = () => say("lost");
}

// ---- what the reader does

function passage(target) {
  if (target.startsWith("#")) return document.getElementById(target.slice(1));
  const blocks = [...element("chapter").querySelectorAll(BLOCKS)].filter((node) => !node.parentElement.closest(BLOCKS));
  return blocks[Number(target.slice(1))] || null;
}

function show(node) {
  choose("text");
  for (const held of document.querySelectorAll(".pointed")) held.classList.remove("pointed");
  node.classList.add("pointed");
  node.setAttribute("tabindex", "-1");
  node.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  node.focus({ preventScroll: true });
}

const places = { text: 0, proof: 0 };

function choose(name) {
  const current = element("tab-text").getAttribute("aria-selected") === "true" ? "text" : "proof";
  if (name === current) return;
  places[current] = window.scrollY;
  for (const other of ["text", "proof"]) {
    const tab = element(`tab-${other}`);
    tab.setAttribute("aria-selected", String(other === name));
    tab.tabIndex = other === name ? 0 : -1;
    element(`view-${other}`).hidden = other !== name;
  }
  window.scrollTo(0, places[name]);
}

for (const name of ["text", "proof"]) {
  const tab = element(`tab-${name}`);
  tab.addEventListener("click", () => choose(name));
  tab.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    const other = name === "text" ? "proof" : "text";
    choose(other);
    element(`tab-${other}`).focus();
  });
}

element("panel").addEventListener("click", (event) => {
  const button = event.target.closest("button[data-target]");
  const node = button && passage(button.dataset.target);
  if (node) show(node);
});

async function open(slug, anchor) {
  Object.assign(shown, { chapter: slug, text: -1, panel: -1, proof: -1 });
  query.set("chapter", slug);
  history.replaceState(null, "", `?${query}`);
  element("chapter").replaceChildren();
  element("proof").replaceChildren();
  say("working");
  await showText();
  await showPanel();
  await showProof();
  const node = anchor && document.getElementById(anchor);
  if (node) show(node);
  else window.scrollTo(0, 0);
  sayState();
}

element("chapters").addEventListener("change", (event) => open(event.target.value, ""));

element("chapter").addEventListener("click", (event) => {
  const link = event.target.closest("a[data-chapter]");
  if (!link) return;
  event.preventDefault();
  open(link.dataset.chapter, link.hash.slice(1));
});

element("language").addEventListener("click", (event) => {
  event.preventDefault();
  query.set("lang", language === "fr" ? "en" : "fr");
  if (shown.chapter) query.set("chapter", shown.chapter);
  location.search = query;
});

listen();
