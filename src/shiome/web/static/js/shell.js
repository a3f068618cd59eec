// @ts-check
// The frame of every page: theme, keys, as-of date, search that waits for composition to end, quotes beside evidence, sorting.

/** Whether keys are being typed into something. @param {EventTarget | null} target */
function isTyping(target) {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

function switchTheme() {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  localStorage.setItem("shiome-theme", root.dataset.theme);
}

function showKeys() {
  const dialog = /** @type {HTMLDialogElement | null} */ (document.getElementById("keys"));
  if (dialog && !dialog.open) dialog.showModal();
}

let jumping = 0;

/** @param {KeyboardEvent} event */
function onKey(event) {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (jumping && Date.now() - jumping < 1500) {
    jumping = 0;
    const link = /** @type {HTMLAnchorElement | null} */ (document.querySelector(`[data-jump="${CSS.escape(event.key)}"]`));
    if (link) {
      event.preventDefault();
      link.click();
      return;
    }
  }
  if (event.key === "/") {
    const box = /** @type {HTMLElement | null} */ (document.querySelector('[data-shortcut="/"]'));
    if (box) {
      event.preventDefault();
      box.focus();
    }
  } else if (event.key === "g") jumping = Date.now();
  else if (event.key === "?") showKeys();
}

// Inputs say when they are ready: at once, or when the composition of Japanese, Korean or Chinese ends; never in between.
/** @param {Event} event */
function ready(event) {
  event.target?.dispatchEvent(new Event("ready-input", { bubbles: true }));
}
document.addEventListener("input", (event) => {
  if (!(/** @type {InputEvent} */ (event).isComposing)) ready(event);
});
document.addEventListener("compositionend", ready);

/** The as-of date keeps every other parameter of the address. @param {SubmitEvent} event */
function onAsOf(event) {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (!form.matches("[data-as-of]")) return;
  event.preventDefault();
  const address = new URL(location.href);
  const day = new FormData(form).get("as_of");
  if (day) address.searchParams.set("as_of", String(day));
  else address.searchParams.delete("as_of");
  location.href = address.href;
}

const bubble = document.createElement("div");
bubble.className = "bubble";
bubble.id = "bubble";
bubble.setAttribute("role", "tooltip");
bubble.hidden = true;

/** @param {Event} event */
function showQuote(event) {
  const link = event.target instanceof Element ? event.target.closest("[data-quote]") : null;
  if (!(link instanceof HTMLElement)) {
    bubble.hidden = true;
    return;
  }
  bubble.textContent = "";
  const from = document.createElement("strong");
  from.textContent = link.dataset.from ?? "";
  const quote = document.createElement("q");
  quote.textContent = link.dataset.quote ?? "";
  bubble.append(from, document.createElement("br"), quote);
  document.body.append(bubble);
  bubble.hidden = false;
  link.setAttribute("aria-describedby", "bubble");
  const box = link.getBoundingClientRect();
  const left = Math.max(8, Math.min(box.left, innerWidth - bubble.offsetWidth - 8));
  const below = box.bottom + bubble.offsetHeight + 8 < innerHeight;
  bubble.style.left = `${left + scrollX}px`;
  bubble.style.top = `${(below ? box.bottom + 4 : box.top - bubble.offsetHeight - 4) + scrollY}px`;
}

/** Sort a table by a column. @param {HTMLTableCellElement} head */
function sortBy(head) {
  const table = head.closest("table");
  const body = table?.tBodies[0];
  if (!table || !body) return;
  const down = head.getAttribute("aria-sort") === "ascending";
  for (const other of table.querySelectorAll("th[aria-sort]")) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
  const numeric = head.classList.contains("number") || head.classList.contains("share");
  /** @param {HTMLTableRowElement} row */
  const value = (row) => {
    const cell = row.cells[head.cellIndex];
    const text = cell?.dataset.sort ?? cell?.textContent?.trim() ?? "";
    return numeric ? Number.parseFloat(text.replace(/[,\s%]/g, "").replace("−", "-")) || 0 : text;
  };
  const rows = [...body.rows].sort((a, b) => {
    const [x, y] = [value(a), value(b)];
    const order = typeof x === "number" && typeof y === "number" ? x - y : String(x).localeCompare(String(y), document.documentElement.lang);
    return down ? -order : order;
  });
  body.append(...rows);
}

/** @param {ParentNode} where */
function makeSortable(where) {
  for (const head of where.querySelectorAll("table[data-sortable] thead th")) {
    if (head.querySelector("button")) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", () => sortBy(/** @type {HTMLTableCellElement} */ (head)));
    head.append(button);
  }
}

document.addEventListener("keydown", onKey);
document.addEventListener("submit", onAsOf);
document.addEventListener("mouseover", showQuote);
document.addEventListener("focusin", showQuote);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") bubble.hidden = true;
});
document.addEventListener("click", (event) => {
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest("[data-theme-switch]")) switchTheme();
  if (target?.closest("[data-keys-show]")) showKeys();
});
// A page that is still worked out is opened again: put into this one, its own scripts and styles would not be loaded.
const again = document.querySelector("[data-again]");
if (again instanceof HTMLElement) setTimeout(() => location.reload(), Number(again.dataset.again));
makeSortable(document);
// On a narrow screen the sections stand in a row that is moved sideways; the one that is open comes into view.
const here = document.querySelector(".sections [aria-current]");
const row = here?.closest("ul");
if (here && row) row.scrollLeft = here.getBoundingClientRect().left - row.getBoundingClientRect().left - row.clientWidth / 3;
new MutationObserver((changes) => {
  for (const change of changes) for (const node of change.addedNodes) if (node instanceof HTMLElement) makeSortable(node);
}).observe(document.body, { childList: true, subtree: true });
