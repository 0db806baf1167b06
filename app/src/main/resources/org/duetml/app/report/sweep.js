// A sweep: its table, and a figure over the keys of its grid.

/** The figure that is shown first: the first of these that there is. */
const FIRST_FIGURES = ["sliced_wasserstein_exact", "sliced_wasserstein"];
const TABLE_FIGURES = [
  "sliced_wasserstein_exact",
  "sliced_wasserstein",
  "sliced_wasserstein_floor",
  "kl_data_model",
  "log_density_correlation",
  "auroc_uniform",
];

const [LOWER, HIGHER] = [" Lower is better.", " Higher is better."];
const BETTER = {
  sliced_wasserstein: LOWER,
  sliced_wasserstein_exact: LOWER,
  kl_data_model: LOWER,
  mmd_squared: LOWER,
  training_seconds: LOWER,
  auroc_uniform: HIGHER,
  log_density_correlation: HIGHER,
  within_3sd: HIGHER,
  modes_covered: HIGHER,
  precision: HIGHER,
  recall: HIGHER,
};

/** Values in their order: numbers by size, texts as they come. */
function ordered(values) {
  const all = [...new Set(values)];
  return all.every((value) => value.trim() !== "" && Number.isFinite(Number(value)))
    ? all.sort((a, b) => Number(a) - Number(b))
    : all;
}

function meanText(statistic) {
  if (!statistic) {
    return "\u2013";
  }
  const { mean, sd } = statistic;
  return Number.isFinite(sd) ? `${precise(mean)} \u00b1 ${significant(sd, 2)}` : precise(mean);
}

class Sweep {
  constructor(sweep) {
    this.sweep = sweep;
    // Numbers make better axes than names of data.
    this.keys = [
      ...sweep.keys.filter((key) => key !== "data"),
      ...sweep.keys.filter((key) => key === "data"),
    ];
    this.values = Object.fromEntries(
      this.keys.map((key) => [key, ordered(sweep.rows.map((row) => row.settings[key] ?? ""))]),
    );
    this.rows = sweep.rows.toSorted((a, b) => this.order(a, b));
    this.figure = FIRST_FIGURES.find((name) => sweep.figures.includes(name)) ?? sweep.figures[0];
    this.across = this.keys[0];
    this.up = this.keys[1];
    this.fixed = Object.fromEntries(this.keys.map((key) => [key, this.values[key][0]]));
    this.place = el("div", {});
    this.controls = el("div", { class: "controls" });
    this.about = el("p", { class: "about" });
    this.draw();
  }

  /** Rows in the order of their values, the first key before the others. */
  order(a, b) {
    const differences = this.keys.map(
      (key) =>
        this.values[key].indexOf(a.settings[key] ?? "") -
        this.values[key].indexOf(b.settings[key] ?? ""),
    );
    return differences.find((difference) => difference !== 0) ?? 0;
  }

  draw() {
    this.controls.replaceChildren(...this.pickers());
    this.about.textContent = `Means over the seeds.${BETTER[this.figure] ?? ""}`;
    this.place.replaceChildren(this.up === undefined ? this.line() : this.map());
  }

  pickers() {
    const set = (field) => (value) => {
      this[field] = value;
      this.draw();
    };
    const pairs = (values) => values.map((value) => [value, value]);
    const pickers = [select("Figure", pairs(this.sweep.figures), this.figure, set("figure"))];
    if (this.up !== undefined) {
      pickers.push(
        select(
          "Across",
          pairs(this.keys.filter((key) => key !== this.up)),
          this.across,
          set("across"),
        ),
      );
      pickers.push(
        select("Up", pairs(this.keys.filter((key) => key !== this.across)), this.up, set("up")),
      );
    }
    for (const key of this.keys.filter((other) => other !== this.across && other !== this.up)) {
      pickers.push(
        select(key, pairs(this.values[key]), this.fixed[key], (value) => {
          this.fixed[key] = value;
          this.draw();
        }),
      );
    }
    return pickers;
  }

  /** The row at a place of the grid, where there is one. */
  row(across, up) {
    return this.rows.find((row) =>
      this.keys.every((key) => {
        const wanted = key === this.across ? across : key === this.up ? up : this.fixed[key];
        return (row.settings[key] ?? "") === wanted;
      }),
    );
  }

  line() {
    const categories = this.values[this.across];
    const statistics = categories.map((value) => this.row(value)?.figures[this.figure]);
    return new Chart("wide", `${this.figure} over ${this.across}`, () => ({
      animation: false,
      grid: { left: 8, right: 20, top: 16, bottom: 30, containLabel: true },
      tooltip: tooltip("axis", (items) => [
        el("strong", {}, `${this.across} = ${categories[items[0].dataIndex]}`),
        el("div", {}, `${this.figure}: ${meanText(statistics[items[0].dataIndex])}`),
      ]),
      xAxis: axis({
        type: "category",
        data: categories,
        name: this.across,
        nameLocation: "middle",
        nameGap: 28,
      }),
      yAxis: axis({ scale: true, axisLabel: { formatter: (value) => significant(value) } }),
      series: [
        {
          type: "line",
          data: statistics.map((statistic) => statistic?.mean ?? null),
          symbolSize: 9,
          lineStyle: { color: color("series-1"), width: 2 },
          itemStyle: { color: color("series-1") },
        },
        {
          type: "custom",
          silent: true,
          renderItem: errorBar,
          encode: { x: 0, y: [1, 2] },
          itemStyle: { color: color("series-1") },
          data: statistics.flatMap((s, i) =>
            Number.isFinite(s?.sd) ? [[i, s.mean - s.sd, s.mean + s.sd]] : [],
          ),
        },
      ],
    })).host;
  }

  map() {
    const [columns, rows] = [this.values[this.across], this.values[this.up]];
    const cells = columns.flatMap((across, i) =>
      rows.map((up, j) => ({ place: [i, j], row: this.row(across, up) })),
    );
    const shown = cells.filter((cell) => Number.isFinite(cell.row?.figures[this.figure]?.mean));
    const means = shown.map((cell) => cell.row.figures[this.figure].mean);
    const [low, high] = [Math.min(...means), Math.max(...means)];
    const chart = new Chart("wide", `${this.figure} over ${this.across} and ${this.up}`, () => ({
      animation: false,
      grid: { left: 12, right: 12, top: 34, bottom: 30, containLabel: true },
      tooltip: tooltip("item", (item) => {
        const cell = shown[item.dataIndex];
        return [
          el(
            "div",
            {},
            `${this.across} = ${columns[cell.place[0]]}, ${this.up} = ${rows[cell.place[1]]}`,
          ),
          el("strong", {}, `${this.figure}: ${meanText(cell.row.figures[this.figure])}`),
        ];
      }),
      xAxis: axis({
        type: "category",
        data: columns,
        name: this.across,
        nameLocation: "middle",
        nameGap: 28,
      }),
      yAxis: axis({
        type: "category",
        data: rows,
        name: this.up,
        nameLocation: "end",
        nameTextStyle: { align: "left" },
      }),
      visualMap: {
        show: false,
        min: low,
        max: high > low ? high : low + 1,
        dimension: 2,
        inRange: { color: report.colors.sequential },
      },
      series: [
        {
          type: "heatmap",
          data: shown.map((cell, i) => ({
            value: [...cell.place, means[i]],
            label: { color: (means[i] - low) / (high - low) > 0.6 ? "#15181e" : "#ffffff" },
          })),
          itemStyle: { borderColor: color("card"), borderWidth: 2 },
          label: { show: columns.length <= 8, formatter: (item) => precise(item.value[2]) },
        },
      ],
    }));
    return el("div", {}, chart.host, colorBar(sequential, significant(low), significant(high), ""));
  }

  table() {
    const figures = this.sweep.figures.filter((name) => TABLE_FIGURES.includes(name));
    const { keys } = this;
    const header = [
      ...(keys.length > 0 ? keys : ["Cells"]),
      ...figures.map((name) => name.replaceAll("_", " ")),
      "seeds",
    ];
    const rows = this.rows.map((row) => [
      ...(keys.length > 0 ? keys.map((key) => row.settings[key] ?? "") : [row.label]),
      ...figures.map((name) => meanText(row.figures[name])),
      String(Math.max(0, ...Object.values(row.figures).map((statistic) => statistic.count))),
    ]);
    return table([header, ...rows]);
  }

  failures() {
    const lines = this.rows.flatMap((row) =>
      row.failures.map((failure) => el("p", {}, `${row.label}, ${failure}`)),
    );
    return lines.length === 0 ? null : el("div", { class: "note", role: "note" }, lines);
  }

  section() {
    const { name, cells, seconds, common } = this.sweep;
    const data = common.data ? ` on ${common.data}` : "";
    return el(
      "section",
      { id: this.sweep.id },
      el("h2", {}, name),
      el(
        "p",
        { class: "lede" },
        `A sweep of ${cells} cells${data} over ${this.keys.join(", ") || "seeds"}; ${duration(seconds)} of computing.`,
      ),
      this.failures(),
      this.figure === undefined
        ? null
        : card(
            "Over the grid",
            null,
            this.controls,
            this.about,
            this.keys.length > 0 ? this.place : null,
          ),
      card(
        "All grid points",
        "Mean and sample standard deviation over the seeds.",
        this.table(),
        details(
          "Settings that all share",
          table([["Key", "Value"], ...Object.entries(common)], { kind: "words" }),
        ),
      ),
    );
  }
}

/** A vertical line from low to high with short ends. */
function errorBar(parameters, api) {
  const [x, bottom] = api.coord([api.value(0), api.value(1)]);
  const top = api.coord([api.value(0), api.value(2)])[1];
  const style = { stroke: api.visual("color"), lineWidth: 1.5 };
  const line = (x1, y1, x2, y2) => ({ type: "line", shape: { x1, y1, x2, y2 }, style });
  return {
    type: "group",
    children: [
      line(x, bottom, x, top),
      line(x - 5, bottom, x + 5, bottom),
      line(x - 5, top, x + 5, top),
    ],
  };
}
