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
    const end = ({ min, max }, text) => ({
      formatter: (value) => (value === min || value === max ? "" : text(value)),
    });
    const chart = new Chart("plane", `${pair.y} over ${pair.x}, ${side.name}`, () => ({
      animation: false,
      grid: { left: 4, right: 12, top: 8, bottom: 4, containLabel: true },
      xAxis: axis({ ...x, splitNumber: 3, axisLabel: end(x, valueText(kinds[pair.x])) }),
      yAxis: axis({ ...y, splitNumber: 4, axisLabel: end(y, valueText(kinds[pair.y])) }),
      series: [
        {
          type: "scatter",
          silent: true,
          data: xs.map((value, k) => [value, ys[k]]),
          symbolSize: 4,
          itemStyle: { color: sides()[i].color, opacity: 0.5 },
        },
      ],
    }));
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
  const cells = columns.flatMap((_, i) =>
    columns.flatMap((_, j) => (Number.isFinite(values[i][j]) ? [[j, i, values[i][j]]] : [])),
  );
  const labels = {
    show: columns.length <= MOST_LABELS,
    interval: 0,
    hideOverlap: false,
    formatter: (name) => shortName(name, 14),
  };
  const names = (more) =>
    axis({
      type: "category",
      data: columns,
      axisTick: { show: false },
      splitLine: { show: false },
      ...more,
    });
  const chart = new Chart("matrix", `${title}: associations of ${columns.length} columns`, () => ({
    animation: false,
    grid: { left: 4, right: 8, top: 4, bottom: 4, containLabel: true },
    tooltip: tooltip("item", (item) => [
      el("div", {}, `${columns[item.value[1]]}, ${columns[item.value[0]]}`),
      el("strong", {}, fixed(item.value[2])),
    ]),
    xAxis: names({ axisLabel: { ...labels, rotate: 60 } }),
    yAxis: names({ inverse: true, axisLabel: labels }),
    visualMap: {
      show: false,
      min: -1,
      max: 1,
      dimension: 2,
      inRange: { color: report.colors.diverging },
    },
    series: [
      {
        type: "heatmap",
        data: cells,
        itemStyle: { borderColor: color("card"), borderWidth: columns.length <= 40 ? 1 : 0 },
      },
    ],
  }));
  return el("figure", { class: "panel" }, el("h4", {}, title), chart.host);
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
