// The columns of a table, real against synthetic: distributions, categories, missing values.

const [DAY, MICROSECONDS] = [86400000, 1000];

/** More columns than these are shown on request. */
const FIRST_COLUMNS = 24;

function share(value, digits = 1) {
  return Number.isFinite(value) ? `${fixed(100 * value, digits)}\u00a0%` : "\u2013";
}

/** A long name with its middle left out: names often differ at their ends. */
function shortName(name, most = 20) {
  const end = Math.floor((most - 1) / 2);
  return name.length > most ? `${name.slice(0, most - 1 - end)}\u2026${name.slice(-end)}` : name;
}

function total(counts) {
  return counts.reduce((sum, count) => sum + count, 0);
}

/** A function from values of a kind to their texts. */
function valueText(kind) {
  const time = (milliseconds, length) => {
    const date = new Date(milliseconds);
    return Number.isNaN(date.getTime()) ? "\u2013" : date.toISOString().slice(0, length);
  };
  return (
    {
      DATE: (value) => time(value * DAY, 10),
      TIMESTAMP: (value) => time(value / MICROSECONDS, 16).replace("T", " "),
    }[kind] ?? ((value) => significant(value, 4))
  );
}

/** How much worse a column is than other real rows would be. */
function excess(column) {
  const number = (value) => (Number.isFinite(value) ? value : 0);
  const missing =
    Math.abs(column.syntheticMissing - column.heldOutMissing) -
    Math.abs(column.trainingMissing - column.heldOutMissing);
  return Math.max(number(column.distance) - number(column.floor), number(missing));
}

function columnsTable(columns) {
  const figures = ["Distance", "floor", "Missing", "real", "Unseen", "floor", "Repeated", "floor"];
  const rows = columns.map((column) => [
    column.name,
    column.kind.toLowerCase(),
    fixed(column.distance, 3),
    fixed(column.floor, 3),
    share(column.syntheticMissing),
    share(column.heldOutMissing),
    share(column.unseen),
    share(column.unseenFloor),
    share(column.repeated),
    share(column.repeatedFloor),
  ]);
  return table([["Column", "Kind", ...figures], ...rows]);
}

function columnsCard(columns) {
  const worst = columns.toSorted((a, b) => excess(b) - excess(a));
  return card(
    "Schema and columns, the worst first",
    "Distance: Kolmogorov-Smirnov of numbers and times, total variation of categories, between synthetic and held-out rows; from 0, the same, to 1. Unseen: values out of the range, or categories, of the training rows. Repeated: values that a training row has, to the last digit. Floors: other real rows in place of the synthetic ones.",
    columnsTable(worst.slice(0, FIRST_COLUMNS)),
    worst.length > FIRST_COLUMNS
      ? details(
          `The other ${worst.length - FIRST_COLUMNS} columns`,
          columnsTable(worst.slice(FIRST_COLUMNS)),
        )
      : null,
  );
}

function sides() {
  return [
    { name: "real", color: color("series-1") },
    { name: "synthetic", color: color("series-2") },
  ];
}

function valuesCard({ columns: all, rows }) {
  // Numbers before categories, whose charts are not as high.
  const columns = [
    ...all.filter((column) => column.histogram),
    ...all.filter((column) => column.frequencies),
  ];
  const figures = (list) =>
    el(
      "div",
      { class: "curves" },
      list.map((column) => columnFigure(column, rows)),
    );
  return card(
    "Values of every column",
    "Shares of the rows that have a value. Real rows are training and held-out rows together.",
    legend(sides()),
    figures(columns.slice(0, FIRST_COLUMNS)),
    columns.length > FIRST_COLUMNS
      ? details(
          `The other ${columns.length - FIRST_COLUMNS} columns`,
          figures(columns.slice(FIRST_COLUMNS)),
        )
      : null,
  );
}

function columnFigure(column, rows) {
  const real =
    ((rows.training > 0 ? column.trainingMissing * rows.training : 0) +
      column.heldOutMissing * rows.heldOut) /
    (rows.training + rows.heldOut);
  const missing =
    real + column.syntheticMissing > 0
      ? `Missing: ${share(real)} real, ${share(column.syntheticMissing)} synthetic. `
      : "";
  const chart = column.histogram ? histogramChart(column) : categoriesChart(column);
  return el(
    "figure",
    { class: "panel" },
    el("h4", {}, column.name),
    chart,
    el("div", { class: "side" }, missing + (column.histogram ? beyond(column.histogram) : "")),
  );
}

/** What lies out of the range that is shown. */
function beyond({ real, synthetic }) {
  const outside = (counts) => (counts[0] + counts.at(-1)) / Math.max(1, total(counts));
  return outside(real) + outside(synthetic) > 0
    ? `Beyond the range shown: ${share(outside(real))} real, ${share(outside(synthetic))} synthetic.`
    : "";
}

function histogramChart(column) {
  const { low, high, real, synthetic } = column.histogram;
  const bins = real.length - 2;
  const edge = (i) => low + ((high - low) * i) / bins;
  const text = valueText(column.kind);
  const heights = (counts) =>
    counts.slice(1, -1).map((count) => count / Math.max(1, total(counts)));
  const shares = [heights(real), heights(synthetic)];
  const tell = ([{ dataIndex }]) => {
    const bin = Math.min(Math.max(dataIndex - 1, 0), bins - 1);
    const span = `${text(edge(bin))} to ${text(edge(bin + 1))}`;
    return sharesTip(span, shares, bin);
  };
  // A step in the middle between the centres of two bins is at the edge that they share.
  const steps = (heights) => [
    [low, heights[0]],
    ...heights.map((height, i) => [edge(i + 0.5), height]),
    [high, heights.at(-1)],
  ];
  const make = () => ({
    type: "line",
    data: {
      datasets: sides().map((side, i) => ({
        data: steps(shares[i]),
        stepped: "middle",
        borderColor: side.color,
        borderWidth: 2,
        pointRadius: 0,
        pointHoverRadius: 0,
        backgroundColor: faded(side.color, 0.25),
        fill: i === 0 ? "origin" : false,
        order: -i,
      })),
    },
    options: {
      interaction: nearestAlong("x"),
      scales: {
        x: numberAxis(9, text, { min: low, max: high, grid: false }),
        y: numberAxis(6, (value) => share(value, 0), { min: 0 }),
      },
    },
    between: [pointerLine],
    tell,
  });
  return new LazyChart("curve", `${column.name}: real and synthetic values`, make).host;
}

/** The shares of a bin or a category on both sides. */
function sharesTip(heading, shares, index) {
  return [
    el("strong", {}, heading),
    ...sides().map((side, i) =>
      el("div", {}, swatch(side.color), `${side.name}: ${share(shares[i][index])}`),
    ),
  ];
}

function categoriesChart(column) {
  const { categories, real, synthetic, others } = column.frequencies;
  const names =
    others > 0 ? [...categories, others === 1 ? "1 other" : `${others} others`] : categories;
  const shares = [real, synthetic].map((counts) =>
    counts.slice(0, names.length).map((count) => count / Math.max(1, total(counts))),
  );
  const make = () => ({
    type: "bar",
    data: {
      datasets: sides().map((side, i) => ({
        data: shares[i],
        backgroundColor: side.color,
        categoryPercentage: 0.75,
        barPercentage: 0.95,
      })),
    },
    options: {
      indexAxis: "y",
      interaction: { mode: "index", axis: "y", intersect: false },
      scales: {
        x: numberAxis(6, (value) => share(value, 0), { min: 0 }),
        y: nameAxis(names, { text: shortName, ticks: { autoSkip: false } }),
      },
    },
    tell: ([{ dataIndex }]) => sharesTip(names[dataIndex], shares, dataIndex),
  });
  const chart = new LazyChart("bars", `${column.name}: real and synthetic categories`, make);
  chart.host.style.height = `${Math.max(120, 44 + 20 * names.length)}px`;
  return chart.host;
}
