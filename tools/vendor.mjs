// Copies the libraries of the workbench from node_modules into the package, and makes its basemap: coastlines alone, without any
// attribution of land to states. Usage: npm ci --ignore-scripts && node tools/vendor.mjs
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { feature } from "topojson-client";

const TARGET = "src/shiome/web/static/vendor";
const BOX = [100, 10, 165, 60]; // degrees: west, south, east, north
const DIGITS = 3; // some hundred metres
const FILES = {
  "htmx.org": { "dist/htmx.min.js": "htmx.js" },
  cytoscape: { "dist/cytoscape.esm.min.mjs": "cytoscape.js" },
  "maplibre-gl": {
    "dist/maplibre-gl.mjs": "maplibre-gl.js",
    "dist/maplibre-gl-worker.mjs": "maplibre-gl-worker.js",
    "dist/maplibre-gl.css": "maplibre-gl.css",
  },
};

/** Points of a ring within the box, rounded; shores outside it are left out where they leave it. */
function cropped(ring) {
  const [west, south, east, north] = BOX;
  const runs = [];
  let run = [];
  for (const [x, y] of ring) {
    const inside = x >= west && x <= east && y >= south && y <= north;
    if (inside) {
      const point = [Number(x.toFixed(DIGITS)), Number(y.toFixed(DIGITS))];
      const last = run.at(-1);
      if (!last || last[0] !== point[0] || last[1] !== point[1]) run.push(point);
    } else if (run.length) {
      runs.push(run);
      run = [];
    }
  }
  if (run.length) runs.push(run);
  return runs.filter((each) => each.length > 1);
}

function coastlines() {
  const atlas = JSON.parse(readFileSync("node_modules/world-atlas/land-10m.json", "utf8"));
  const land = feature(atlas, atlas.objects.land);
  const shapes = land.type === "FeatureCollection" ? land.features.map((each) => each.geometry) : [land.geometry];
  const rings = shapes.flatMap((shape) => (shape.type === "Polygon" ? shape.coordinates : shape.coordinates.flat()));
  return { type: "Feature", properties: {}, geometry: { type: "MultiLineString", coordinates: rings.flatMap(cropped) } };
}

rmSync(TARGET, { recursive: true, force: true });
mkdirSync(`${TARGET}/licences`, { recursive: true });
const manifest = [];
for (const [name, files] of Object.entries(FILES)) {
  const folder = `node_modules/${name}`;
  const { version, license } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
  for (const [from, to] of Object.entries(files)) {
    copyFileSync(`${folder}/${from}`, `${TARGET}/${to}`);
    const sha256 = createHash("sha256").update(readFileSync(`${TARGET}/${to}`)).digest("hex");
    manifest.push({ file: to, name, version, license, sha256 });
  }
  const licence = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  if (licence && existsSync(`${folder}/${licence}`)) copyFileSync(`${folder}/${licence}`, `${TARGET}/licences/${name}.txt`);
}
writeFileSync(`${TARGET}/coastlines.json`, JSON.stringify(coastlines()));
const { version, license } = JSON.parse(readFileSync("node_modules/world-atlas/package.json", "utf8"));
const sha256 = createHash("sha256").update(readFileSync(`${TARGET}/coastlines.json`)).digest("hex");
manifest.push({ file: "coastlines.json", name: "world-atlas (Natural Earth, cropped)", version, license, sha256 });
writeFileSync(`${TARGET}/manifest.json`, `${JSON.stringify(manifest, null, 2)}\n`);
console.log(`${manifest.length} files in ${TARGET}`);
