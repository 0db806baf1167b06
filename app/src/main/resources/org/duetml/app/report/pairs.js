// The columns of a table in pairs: points, matrices of associations, the largest differences.

/** With more columns than these, the matrices have no names at their sides. */
const MOST_LABELS = 16;

function pairsCard(quality) {
  const { points } = quality.associations;
  if (points.length === 0) {
    return null;
  }
  const kinds = Object.fromEntries(quality.columns.map((column) => [column.name, column.kind]));
  return card(
    "Pairs of columns",
    "The numbers that go together most, then those whose correlation differs most. Every point is a row; the points of the real side are values of real rows.",
    el(
      "div",
      { class: "pairs" },
      points.map((pair) => pairFigure(pair, kinds)),
    ),
  );
}

/** The ends of an axis that both sides share. */
function extent(...lists) {
  const values = lists.flat();
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const margin = 0.03 * (high - low) || 1;
  return { min: low - margin, max: high + margin };
}

function pairFigure(pair, kinds) {
  const x = extent(pair.realX, pair.syntheticX);
  const y = extent(pair.realY, pair.syntheticY);
  const charts = sides().map((side, i) => {
    const [xs, ys] = i === 0 ? [pair.realX, pair.realY] : [pair.syntheticX, pair.syntheticY];
    const make = () => ({
      type: "scatter",
      data: {
        datasets: [
          {
            data: xs.map((value, k) => [value, ys[k]]),
            radius: 2,
            borderWidth: 0,
            backgroundColor: faded(sides()[i].color, 0.5),
          },
        ],
      },
      options: {
        events: [],
        scales: {
          x: numberAxis(7, valueText(kinds[pair.x]), x),
          y: numberAxis(7, valueText(kinds[pair.y]), y),
        },
      },
    });
    const chart = new LazyChart("plane", `${pair.y} over ${pair.x}, ${side.name}`, make);
    return el("div", {}, el("div", { class: "side" }, side.name), chart.host);
  });
  return el(
    "figure",
    { class: "panel" },
    el("h4", {}, `${pair.y} (up) over ${pair.x}`),
    el("div", { class: "pair" }, charts),
  );
}

function matrix(title, columns, values) {
  const ticks = { display: columns.length <= MOST_LABELS, autoSkip: false };
  const text = (name) => shortName(name, 14);
  const label = `${title}: associations of ${columns.length} columns`;
  const host = heatMap("matrix", label, {
    columns: columns.length,
    rows: columns.length,
    value: (column, row) => values[row][column],
    paint: (value) => rgb(diverging((value + 1) / 2)),
    gap: columns.length <= 40 ? 1 : 0,
    x: () => nameAxis(columns, { text, ticks: { ...ticks, minRotation: 60, maxRotation: 60 } }),
    y: () => nameAxis(columns, { text, ticks }),
    tell: (column, row) => [
      el("div", {}, `${columns[row]}, ${columns[column]}`),
      el("strong", {}, fixed(values[row][column])),
    ],
  });
  return el("figure", { class: "panel" }, el("h4", {}, title), host);
}

function associationsCard({ associations }) {
  const { columns, real, synthetic, largest } = associations;
  if (columns.length < 2) {
    return null;
  }
  const measured = (value) => (Number.isFinite(value) ? value : 0);
  const rows = largest.map((pair) => [
    `${pair.first}, ${pair.second}`,
    fixed(pair.real),
    fixed(pair.synthetic),
    fixed(measured(pair.synthetic) - measured(pair.real)),
  ]);
  return card(
    "How columns go together",
    "Pearson's correlation between numbers, Cram\u00e9r's V between categories, the correlation ratio between a number and a category. A square without a colour: a column is constant.",
    el(
      "div",
      { class: "matrices" },
      matrix("Real", columns, real),
      matrix("Synthetic", columns, synthetic),
    ),
    colorBar(diverging, "\u22121", "1", ""),
    el("h4", { style: "margin-top: 18px" }, "The largest differences"),
    table([["Columns", "Real", "Synthetic", "Difference"], ...rows]),
  );
}
