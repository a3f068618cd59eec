// @ts-check
// Events of a table on a map of coastlines, with the tracks of their vessels. Whatever the table hides, the map hides.

/** @param {string} name */
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** The rows that have a place. @param {HTMLElement} place */
function events(place) {
  const rows = /** @type {HTMLTableRowElement[]} */ ([...document.querySelectorAll(`#${place.dataset.map} tr[data-key]`)]);
  return rows.map((row) => {
    const [lon, lat, letter] = (row.dataset.key ?? "").split("|");
    return { row, at: /** @type {[number, number]} */ ([Number(lon), Number(lat)]), letter };
  });
}

/** The corners that hold all events, with room around them. @param {{at: [number, number]}[]} found */
function bounds(found) {
  const lon = found.map((each) => each.at[0]);
  const lat = found.map((each) => each.at[1]);
  const low = /** @type {[number, number]} */ ([Math.min(...lon) - 1, Math.max(-85, Math.min(...lat) - 1)]);
  return [low, /** @type {[number, number]} */ ([Math.max(...lon) + 1, Math.min(85, Math.max(...lat) + 1)])];
}

/** The tracks as lines; asked for again while they are worked out. @param {string} address */
async function tracks(address) {
  const wanted = new URL(address, location.href);
  wanted.searchParams.set("format", "json");
  const answer = await fetch(wanted);
  if (!answer.ok) return { type: "FeatureCollection", features: [] };
  const { tracks: found } = await answer.json();
  return {
    type: "FeatureCollection",
    features: found.map((/** @type {{vessel: number, points: number[][]}} */ each) => ({
      type: "Feature",
      properties: { vessel: each.vessel },
      geometry: { type: "LineString", coordinates: each.points.map(([, lon, lat]) => [lon, lat]) },
    })),
  };
}

/** @param {HTMLElement} place @param {ReturnType<typeof events>} found */
async function draw(place, found) {
  const maplibre = await import(new URL("../vendor/maplibre-gl.js", import.meta.url).href);
  maplibre.setWorkerUrl(new URL("../vendor/maplibre-gl-worker.js", import.meta.url).href);
  place.replaceChildren();
  place.classList.add("shown");
  const map = new maplibre.Map({
    container: place,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    maxZoom: 12,
    bounds: bounds(found),
    fitBoundsOptions: { padding: 30 },
    locale: { "Map.Title": place.dataset.label ?? "" },
    style: {
      version: 8,
      sources: { coast: { type: "geojson", data: new URL(place.dataset.coast ?? "", location.href).href } },
      layers: [
        { id: "ground", type: "background", paint: { "background-color": colour("--raised") } },
        { id: "coast", type: "line", source: "coast", paint: { "line-color": colour("--soft"), "line-width": 1 } },
      ],
    },
  });
  map.addControl(new maplibre.NavigationControl({ showCompass: false }));
  const markers = found.map((each) => {
    const element = document.createElement("button");
    element.type = "button";
    element.className = "map-event";
    element.textContent = each.letter;
    element.tabIndex = -1; // the table is where the keyboard goes
    element.title = each.row.cells[0].textContent?.trim() ?? "";
    element.addEventListener("click", () => {
      for (const other of found) other.row.classList.toggle("pointed", other === each);
      each.row.scrollIntoView({ block: "center" });
    });
    new maplibre.Marker({ element }).setLngLat(each.at).addTo(map);
    return { element, row: each.row };
  });
  const refresh = () => {
    for (const marker of markers) marker.element.hidden = marker.row.hidden;
  };
  document.addEventListener("shiome-period", refresh);
  map.on("load", async () => {
    place.dataset.ready = "true";
    if (!place.dataset.tracks) return;
    map.addSource("tracks", { type: "geojson", data: await tracks(place.dataset.tracks) });
    const paint = { "line-color": colour("--line"), "line-width": 1.5, "line-opacity": 0.7 };
    map.addLayer({ id: "tracks", type: "line", source: "tracks", paint });
    place.dataset.drawn = "tracks";
  });
}

for (const place of document.querySelectorAll("[data-map]")) {
  if (!(place instanceof HTMLElement)) continue;
  const found = events(place);
  place.hidden = !found.length;
  // Where it cannot be drawn, the place keeps the sentence that says so.
  if (found.length && document.createElement("canvas").getContext("webgl2")) draw(place, found);
}
