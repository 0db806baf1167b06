// Samples over data.

const CLOUDS = [
  ["data", () => "Data"],
  ["before", (run) => `Before the game: diffusion, ${run.steps} steps`],
  ["after", (run) => `After the game, ${run.steps} steps`],
];

/** The true density as a tint of the background, or nothing where it is unknown. */
function densityLayers(run) {
  if (!run.landscape?.truth) {
    return [];
  }
  const grid = new Grid(decode(run.landscape.truth), run.landscape.nodes, run.landscape.halfWidth);
  const top = grid.max;
  const [empty, full] = [channels(color("card")), channels(color("density"))];
  const paint = (node) => mix(empty, full, 0.8 * Math.exp(grid.values[node] - top));
  return [imageLayer(gridImage(grid, paint), grid)];
}

/** Small points of one colour. */
function pointData(data) {
  return { data, radius: 1.5, borderWidth: 0, backgroundColor: faded(color("point"), 0.45) };
}

function pointsCard(run) {
  const clouds = CLOUDS.filter(([name]) => run.points[name]);
  const heading = run.points.data ? "Samples over data" : "Samples";
  const about = `Drawn with the seed of the training${run.landscape?.truth ? ", over the true density (tinted)" : ""}.`;
  if (run.dimension === 1) {
    return card(heading, about, histogram(run, clouds));
  }
  const place = el("div", {});
  let [x, y] = [0, 1];
  const draw = () => place.replaceChildren(...pointPanels(run, clouds, x, y));
  draw();
  const names = Array.from({ length: run.points.coordinates }, (_, i) => [String(i), `x${i + 1}`]);
  const pickers =
    run.dimension === 2
      ? null
      : el(
          "div",
          { class: "controls" },
          select("Across", names, "0", (value) => {
            x = Number(value);
            draw();
          }),
          select("Up", names, "1", (value) => {
            y = Number(value);
            draw();
          }),
        );
  return card(heading, about, pickers, place);
}

function pointPanels(run, clouds, x, y) {
  const planes = new Planes(run.points.halfWidth, [`x${x + 1}`, `x${y + 1}`]);
  const panels = clouds.map(([name, title]) => {
    const data = decodePoints(run.points[name], run.points.coordinates, x, y);
    const content = () => ({ datasets: [pointData(data)], beneath: densityLayers(run) });
    const label = `${title(run)}: ${data.length} points of ${run.data}`;
    const chart = planes.add(label, content, () => "");
    return el("figure", { class: "panel" }, el("h4", {}, title(run)), chart.host);
  });
  return [
    el("div", { class: "controls" }, planes.buttons),
    el("div", { class: "panels three" }, panels),
  ];
}

/** One dimension: the parts of the points in cells of one width. */
function histogram(run, clouds) {
  const cells = 60;
  const width = (2 * run.points.halfWidth) / cells;
  const counts = (name) => {
    const values = decode(run.points[name]);
    const heights = new Array(cells).fill(0);
    for (const value of values) {
      const cell = Math.floor((value + run.points.halfWidth) / width);
      if (cell >= 0 && cell < cells) {
        heights[cell] += 1 / (values.length * width);
      }
    }
    return heights.map((height, i) => [-run.points.halfWidth + (i + 0.5) * width, height]);
  };
  const series = clouds.map(([name, title]) => [title(run), counts(name)]);
  const lines = () =>
    series.map(([name, data], i) => ({ name, data, color: color(`series-${i + 1}`) }));
  const end = Math.ceil(run.points.halfWidth);
  const range = () => ({ min: -end, max: end });
  return el(
    "div",
    {},
    lineChart("wide", `Densities of ${run.data} and of the samples`, "x1", "density", lines, {
      range,
    }),
    legend(lines()),
  );
}
