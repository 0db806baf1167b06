// The learned log-density beside the true one, with the difference.

const LARGEST_DIFFERENCE = 1;
const CONTOUR_STEP = 2;

/** How far below the top of the density the difference is shown in full, and over what it fades. */
const SOLID_DEPTH = 5;
const FADE = 2;

function landscapeCard(run) {
  const { nodes, halfWidth, normalised, depth } = run.landscape;
  const learned = new Grid(decode(run.landscape.learned), nodes, halfWidth);
  const truth = run.landscape.truth
    ? new Grid(decode(run.landscape.truth), nodes, halfWidth)
    : null;
  const unit = normalised ? "nats" : "units of energy";
  const planes = new Planes(halfWidth);
  const place = { depth: 12 };
  // Log-densities are cut so far below their top: there, only a bound is known.
  const isCut = (grid, value) => normalised && value < grid.max - depth + 0.01;
  const text = (grid, value) => (isCut(grid, value) ? `below ${fixed(value, 0)}` : fixed(value));
  const read = (x, y) => {
    const q = learned.at(x, y);
    if (truth === null) {
      return `: learned ${text(learned, q)} ${unit}`;
    }
    const p = truth.at(x, y);
    const difference = isCut(learned, q) || isCut(truth, p) ? "unknown" : fixed(q - p);
    return `: learned ${text(learned, q)}, true ${text(truth, p)}, difference ${difference} ${unit}`;
  };
  const scales = [];
  const panel = (title, label, image, grid, bar) => {
    const scale = el("div", {});
    scales.push(() => scale.replaceChildren(bar()));
    return el(
      "figure",
      { class: "panel" },
      el("h4", {}, title),
      planes.add(label, () => ({ beneath: [imageLayer(image(), grid)] }), read).host,
      scale,
    );
  };
  const top = Math.ceil((truth ?? learned).max);
  const density = (grid) => () => densityPicture(grid, top, place.depth);
  const bar = () => colorBar(sequential, fixed(top - place.depth, 0), fixed(top, 0), unit);
  const panels = [
    panel(
      normalised ? "Learned: \u2212E/\u03c4 \u2212 log Z" : "Learned: \u2212E",
      `Learned log-density of ${run.data}`,
      density(learned),
      learned,
      bar,
    ),
  ];
  if (truth) {
    panels.push(
      panel("True log-density", `True log-density of ${run.data}`, density(truth), truth, bar),
    );
    panels.push(
      panel(
        "Learned minus true",
        `Learned minus true log-density of ${run.data}`,
        () => differencePicture(learned, truth),
        truth,
        () =>
          colorBar(diverging, fixed(-LARGEST_DIFFERENCE, 0), fixed(LARGEST_DIFFERENCE, 0), unit),
      ),
    );
  }
  const redraw = () => {
    scales.forEach((scale) => scale());
    planes.redraw();
  };
  redraw();
  const depths = [
    [6, "6"],
    [12, "12"],
    [24, "24"],
    [48, "48"],
  ].map(([value, text]) => [String(value), `top ${text} ${unit}`]);
  return card(
    "Energy landscape",
    landscapeWords(truth, normalised),
    el(
      "div",
      { class: "controls" },
      planes.buttons,
      select("Colours", depths, "12", (value) => {
        place.depth = Number(value);
        redraw();
      }),
    ),
    el("div", { class: "panels three" }, panels),
    planes.readout,
  );
}

function landscapeWords(truth, normalised) {
  if (!normalised) {
    return "The negative energy. Without a temperature (gcd.tau = 0) it has no density, so nothing stands beside it.";
  }
  return truth
    ? `In nats, both normalised, contours every ${CONTOUR_STEP} nats. The difference is shown where there is density and fades where there is none: there the data say nothing.`
    : `In nats, normalised by quadrature, contours every ${CONTOUR_STEP} nats. The true density of these data is not known.`;
}

function densityPicture(grid, top, depth) {
  const step = depth > 12 ? (CONTOUR_STEP * depth) / 12 : CONTOUR_STEP;
  const levels = Array.from({ length: Math.ceil(depth / step) }, (_, i) => top - step * (i + 1));
  return gridImage(grid, (node) => sequential((grid.values[node] - top + depth) / depth), levels);
}

function differencePicture(learned, truth) {
  const threshold = truth.max - SOLID_DEPTH;
  const paper = channels(color("card"));
  const paint = (node) => {
    const q = learned.values[node];
    const p = truth.values[node];
    const visible = Math.min(Math.max(1 + (Math.max(p, q) - threshold) / FADE, 0), 1);
    return mix(paper, diverging(0.5 + (q - p) / (2 * LARGEST_DIFFERENCE)), visible);
  };
  return gridImage(truth, paint, [threshold], "rgba(110,118,130,0.6)");
}
