// @ts-check
// A timeline over the rows of a table. Dragging chooses a period: one brush for the page, which the table, and a map or a graph
// beside it, follow (they listen for "shiome-period" on the document).

const NS = "http://www.w3.org/2000/svg";
const DAY = 86_400_000;
const LANE = 22;
const LEFT = 215;
const WIDTH = 1100;

/** @param {string} name @param {Record<string, string | number>} attributes @param {string} [text] */
function svg(name, attributes, text) {
  const made = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  if (text !== undefined) made.textContent = text;
  return made;
}

/** @param {number} time */
const iso = (time) => new Date(time).toISOString().slice(0, 10);

class Timeline {
  /** @param {HTMLElement} place */
  constructor(place) {
    this.place = place;
    this.rows = /** @type {HTMLTableRowElement[]} */ ([...document.querySelectorAll(`#${place.dataset.timeline} tr[data-start]`)]);
    /** @type {[string, string][]} name and words of each, from top to bottom */
    this.lanes = JSON.parse(place.dataset.lanes ?? "[]");
    this.items = this.rows.map((row) => ({
      row,
      start: Date.parse(row.dataset.start ?? ""),
      end: Date.parse(row.dataset.end ?? "") + DAY,
      lane: row.dataset.lane ?? "other",
      text: row.cells[1]?.textContent?.trim() ?? "",
    }));
    const starts = this.items.map((item) => item.start);
    const pad = 30 * DAY;
    this.whole = [Math.min(...starts) - pad, Math.max(...this.items.map((item) => item.end)) + pad];
    this.view = [...this.whole];
    /** @type {[number, number] | null} */
    this.chosen = null;
    this.build();
    this.draw();
  }

  build() {
    this.height = LANE * this.lanes.length + 34;
    this.drawing = svg("svg", { viewBox: `0 0 ${WIDTH} ${this.height}`, role: "img", "aria-label": this.place.dataset.label ?? "" });
    const bar = document.createElement("div");
    bar.className = "timeline-bar";
    this.told = document.createElement("output");
    const hint = document.createElement("span");
    hint.textContent = this.place.dataset.hint ?? "";
    bar.append(this.button("+", () => this.zoom(0.5)), this.button("−", () => this.zoom(2)));
    bar.append(this.button("◀", () => this.pan(-0.3)), this.button("▶", () => this.pan(0.3)));
    bar.append(this.button(this.place.dataset.all ?? "", () => this.reset()), this.told, hint);
    this.place.append(bar, this.drawing);
    this.drawing.addEventListener("pointerdown", (event) => this.begin(event));
    this.drawing.addEventListener("dblclick", () => this.reset());
    this.drawing.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
  }

  /** @param {string} text @param {() => void} work */
  button(text, work) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.addEventListener("click", work);
    return made;
  }

  /** @param {number} time */
  x(time) {
    return LEFT + ((time - this.view[0]) / (this.view[1] - this.view[0])) * (WIDTH - LEFT);
  }

  /** @param {PointerEvent | WheelEvent} event */
  time(event) {
    const box = this.drawing.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * WIDTH;
    return this.view[0] + ((x - LEFT) / (WIDTH - LEFT)) * (this.view[1] - this.view[0]);
  }

  /** @param {number} factor @param {number} [around] */
  zoom(factor, around = (this.view[0] + this.view[1]) / 2) {
    const span = Math.max(14 * DAY, Math.min((this.view[1] - this.view[0]) * factor, this.whole[1] - this.whole[0]));
    const share = (around - this.view[0]) / (this.view[1] - this.view[0]);
    this.view = [around - span * share, around + span * (1 - share)];
    this.draw();
  }

  /** @param {number} share */
  pan(share) {
    const step = (this.view[1] - this.view[0]) * share;
    this.view = [this.view[0] + step, this.view[1] + step];
    this.draw();
  }

  /** @param {WheelEvent} event */
  wheel(event) {
    event.preventDefault();
    this.zoom(event.deltaY < 0 ? 0.8 : 1.25, this.time(event));
  }

  reset() {
    this.view = [...this.whole];
    this.choose(null);
  }

  /** @param {PointerEvent} event */
  begin(event) {
    const from = this.time(event);
    /** @param {PointerEvent} moved */
    const move = (moved) => this.choose([Math.min(from, this.time(moved)), Math.max(from, this.time(moved))]);
    const end = () => {
      this.drawing.removeEventListener("pointermove", move);
      if (this.chosen && this.chosen[1] - this.chosen[0] < (this.view[1] - this.view[0]) / 200) this.choose(null);
    };
    this.drawing.setPointerCapture(event.pointerId);
    this.drawing.addEventListener("pointermove", move);
    this.drawing.addEventListener("pointerup", end, { once: true });
  }

  /** @param {[number, number] | null} period */
  choose(period) {
    this.chosen = period;
    for (const item of this.items) item.row.hidden = period !== null && (item.end < period[0] || item.start > period[1]);
    this.told.textContent = period ? `${iso(period[0])} – ${iso(period[1])}` : "";
    const detail = period ? { start: iso(period[0]), end: iso(period[1]) } : null;
    document.dispatchEvent(new CustomEvent("shiome-period", { detail }));
    this.draw();
  }

  draw() {
    this.drawing.replaceChildren();
    const names = this.lanes.map(([name]) => name);
    this.lanes.forEach(([, words], number) => {
      const y = 24 + LANE * number;
      this.drawing.append(svg("line", { class: "grid", x1: LEFT, x2: WIDTH, y1: y + LANE / 2, y2: y + LANE / 2 }));
      this.drawing.append(svg("text", { x: 4, y: y + LANE / 2 + 4 }, words));
    });
    this.ticks();
    for (const item of this.items) this.item(item, names.indexOf(item.lane));
    if (this.chosen) {
      const [from, to] = this.chosen.map((time) => Math.max(LEFT, this.x(time)));
      this.drawing.append(svg("rect", { class: "chosen", x: from, y: 18, width: Math.max(1, to - from), height: this.height - 18 }));
    }
  }

  ticks() {
    const days = (this.view[1] - this.view[0]) / DAY;
    const months = days > 7300 ? 60 : days > 2000 ? 12 : days > 700 ? 6 : days > 300 ? 3 : 1;
    const first = new Date(this.view[0]);
    for (let year = first.getUTCFullYear(); Date.UTC(year, 0) < this.view[1]; year += Math.max(1, months / 12)) {
      for (let month = 0; month < 12; month += months) {
        const time = Date.UTC(year, month);
        if (time < this.view[0] || time > this.view[1]) continue;
        const x = this.x(time);
        this.drawing.append(svg("line", { class: "grid", x1: x, x2: x, y1: 18, y2: this.height }));
        this.drawing.append(svg("text", { x: x + 2, y: 13 }, month === 0 ? String(year) : `${year}-${String(month + 1).padStart(2, "0")}`));
      }
    }
  }

  /** @param {{row: HTMLTableRowElement, start: number, end: number, lane: string, text: string}} item @param {number} lane */
  item(item, lane) {
    const [from, to] = [this.x(item.start), this.x(item.end)];
    if (to < LEFT || from > WIDTH || lane < 0) return;
    const y = 24 + LANE * lane + LANE / 2;
    const wide = to - from > 9;
    const left = Math.max(LEFT, from);
    const shape = wide
      ? svg("rect", { class: `item span ${item.lane}`, x: left, y: y - 4, width: Math.max(1, Math.min(to, WIDTH) - left), height: 8, rx: 3 })
      : svg("circle", { class: `item ${item.lane}`, cx: Math.max(LEFT + 4, (from + to) / 2), cy: y, r: 4.5 });
    shape.append(svg("title", {}, `${item.row.dataset.start} ${item.text}`));
    shape.addEventListener("click", () => {
      for (const other of this.rows) other.classList.toggle("pointed", other === item.row);
      item.row.scrollIntoView({ block: "center" });
    });
    this.drawing.append(shape);
  }
}

for (const place of document.querySelectorAll("[data-timeline]")) {
  if (place instanceof HTMLElement && document.querySelector(`#${place.dataset.timeline} tr[data-start]`)) new Timeline(place);
}
