// @ts-check
// Levers and switches that answer at once: the part is asked for again with whatever is chosen, and the address carries it.

/** @typedef {{ ajax: (verb: string, path: string, options: object) => Promise<void> }} Htmx */

/** What the form says, without what is left free. @param {HTMLFormElement} form */
function chosen(form) {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value !== "") query.append(name, String(value));
  return query;
}

/** An address that says what is chosen, with the day and form that it had. @param {string} address @param {URLSearchParams} query */
function carrying(address, query) {
  const made = new URL(address, location.origin);
  const merged = new URLSearchParams(query);
  for (const name of ["as_of", "format"]) {
    const value = made.searchParams.get(name);
    if (value !== null) merged.set(name, value);
  }
  made.search = merged.toString();
  return made;
}

/** The page's own links and fields that repeat its address follow it. @param {URLSearchParams} query */
function follow(query) {
  for (const link of document.querySelectorAll(".switches a[hreflang], .foot a")) {
    if (link instanceof HTMLAnchorElement) link.href = carrying(link.href, query).href;
  }
  for (const field of document.querySelectorAll('.foot input[name="address"]')) {
    if (!(field instanceof HTMLInputElement)) continue;
    const made = carrying(field.value, query);
    field.value = made.pathname + made.search;
  }
}

/** @param {HTMLFormElement} form */
function answer(form) {
  const query = chosen(form);
  const text = query.size ? `?${query}` : "";
  history.replaceState(null, "", new URL(form.action).pathname + text);
  follow(query);
  for (const select of form.querySelectorAll("select")) select.closest("label")?.classList.toggle("held", select.value !== "");
  const { htmx } = /** @type {{ htmx: Htmx }} */ (/** @type {unknown} */ (window));
  htmx.ajax("GET", (form.dataset.part ?? "") + text, { source: form, target: form.dataset.into, swap: "innerHTML" });
}

for (const form of document.querySelectorAll("form[data-levers]")) {
  if (form instanceof HTMLFormElement) form.addEventListener("change", () => answer(form));
}
