// @ts-check
// The network of dealings, drawn from the rows of a table. A period chosen on the page's timeline narrows it.

/** @param {string} name */
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** @param {number} sign */
function style(sign) {
  if (sign > 0.25) return { "line-color": "#0072b2", "line-style": "solid" };
  if (sign < -0.25) return { "line-color": "#d55e00", "line-style": "dotted" };
  return { "line-color": "#8a8a8a", "line-style": "dashed" };
}

/** The pairs of the table, each with how many events it has and their mean sign. @param {HTMLElement} place */
function pairs(place) {
  const rows = /** @type {HTMLTableRowElement[]} */ ([...document.querySelectorAll(`#${place.dataset.ties} tr[data-key]`)]);
  return rows.map((row) => {
    const [a, b, sign, nameA, nameB] = (row.dataset.key ?? "").split("|");
    return { a, b, sign: Number(sign), nameA, nameB, row, count: Number(row.cells[1].textContent) };
  });
}

/** How many events each pair has that lie in a period. @param {HTMLElement} place */
function counted(place) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const row of document.querySelectorAll(`#${place.dataset.events} tr[data-key]`)) {
    if (!(row instanceof HTMLElement) || row.hidden) continue;
    for (const pair of (row.dataset.key ?? "").split(";")) if (pair) counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
  return counts;
}

const MIDDLE = 6;

/** Where each stands: those who deal most on an inner ellipse, the others on an outer one; the same data always give the same picture.
 * @param {string[]} ids from who deals most to who deals least @param {HTMLElement} place */
function places(ids, place) {
  const rings = ids.length > 2 * MIDDLE ? [ids.slice(0, MIDDLE), ids.slice(MIDDLE)] : [ids];
  return Object.fromEntries(rings.flatMap((ring, number) => {
    const share = rings.length > 1 && number === 0 ? 0.42 : 0.86;
    return ring.map((id, at) => {
      const angle = (2 * Math.PI * (at + number / 2)) / ring.length - Math.PI / 2;
      return [id, { x: (place.clientWidth / 2) * share * Math.cos(angle), y: (place.clientHeight / 2 - 14) * share * Math.sin(angle) }];
    });
  }));
}

/** @param {HTMLElement} place */
async function draw(place) {
  const vendor = new URL("../vendor/cytoscape.js", import.meta.url);
  const { default: cytoscape } = await import(vendor.href);
  const ties = pairs(place);
  const names = new Map(ties.flatMap((tie) => [[tie.a, tie.nameA], [tie.b, tie.nameB]]));
  /** @param {string} id */
  const weight = (id) => ties.reduce((sum, tie) => sum + (tie.a === id || tie.b === id ? tie.count : 0), 0);
  const stands = places([...names.keys()].sort((a, b) => weight(b) - weight(a) || a.localeCompare(b)), place);
  const graph = cytoscape({
    container: place,
    elements: [
      ...[...names].map(([id, label]) => ({ data: { id, label } })),
      ...ties.map((tie) => ({ data: { id: `${tie.a}|${tie.b}`, source: tie.a, target: tie.b, sign: tie.sign } })),
    ],
    style: [
      { selector: "node", style: { label: "data(label)", color: colour("--ink"), "background-color": colour("--accent"), "text-valign": "bottom", "text-margin-y": 3, "font-size": 13, "text-background-color": colour("--ground"), "text-background-opacity": 0.75, width: 16, height: 16, "border-width": 2, "border-color": colour("--ground") } },
      { selector: "edge", style: { "curve-style": "bezier", opacity: 0.75 } },
    ],
    layout: { name: "preset", positions: stands, fit: true, padding: 24 },
    wheelSensitivity: 0.3,
    maxZoom: 3,
  });
  const refresh = () => {
    const counts = counted(place);
    for (const edge of graph.edges()) {
      const count = counts.get(edge.id()) ?? 0;
      edge.style({ width: 1 + 2.2 * Math.sqrt(count), display: count ? "element" : "none", ...style(edge.data("sign")) });
    }
    for (const node of graph.nodes()) {
      node.style("display", node.connectedEdges().some((edge) => edge.style("display") === "element") ? "element" : "none");
    }
    place.dataset.shown = String(graph.edges(":visible").length);
  };
  graph.on("tap", "edge", (event) => {
    const tie = ties.find((each) => `${each.a}|${each.b}` === event.target.id());
    tie?.row.scrollIntoView({ block: "center" });
    for (const each of ties) each.row.classList.toggle("pointed", each === tie);
  });
  document.addEventListener("shiome-period", refresh);
  refresh();
}

for (const place of document.querySelectorAll("[data-ties]")) {
  if (place instanceof HTMLElement) {
    place.setAttribute("role", "img");
    place.setAttribute("aria-label", place.dataset.label ?? "");
    draw(place);
  }
}
