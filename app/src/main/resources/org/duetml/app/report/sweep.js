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

/** The map of a grid with more columns than these has no numbers in its cells. */
const MOST_WRITTEN = 8;

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
    const bars = statistics.flatMap((s, i) =>
      Number.isFinite(s?.sd) ? [[i, s.mean - s.sd, s.mean + s.sd]] : [],
    );
    const ends = bars.flatMap(([, low, high]) => [low, high]);
    const range =
      ends.length > 0 ? { suggestedMin: Math.min(...ends), suggestedMax: Math.max(...ends) } : {};
    const make = () => ({
      type: "line",
      data: {
        datasets: [
          {
            data: statistics.map((statistic) => statistic?.mean ?? null),
            borderColor: color("series-1"),
            borderWidth: 2,
            ...marks(color("series-1"), 4.5),
          },
        ],
      },
      options: {
        interaction: { mode: "index", intersect: false },
        scales: {
          x: nameAxis(categories, { title: this.across }),
          y: numberAxis(8, (value) => significant(value), range),
        },
      },
      between: [pointerLine, errorBars(bars, { color: color("series-1"), width: 1.5 })],
      tell: ([{ dataIndex }]) => [
        el("strong", {}, `${this.across} = ${categories[dataIndex]}`),
        el("div", {}, `${this.figure}: ${meanText(statistics[dataIndex])}`),
      ],
    });
    return new LazyChart("wide", `${this.figure} over ${this.across}`, make).host;
  }

  map() {
    const [columns, rows] = [this.values[this.across], this.values[this.up]];
    const statistics = rows.map((up) =>
      columns.map((across) => this.row(across, up)?.figures[this.figure]),
    );
    const means = statistics
      .flat()
      .flatMap((one) => (Number.isFinite(one?.mean) ? [one.mean] : []));
    const [low, high] = [Math.min(...means), Math.max(...means)];
    const part = (mean) => (high > low ? (mean - low) / (high - low) : 0);
    const host = heatMap("wide", `${this.figure} over ${this.across} and ${this.up}`, {
      columns: columns.length,
      rows: rows.length,
      value: (column, row) => statistics[row][column]?.mean,
      paint: (mean) => rgb(sequential(part(mean))),
      gap: 2,
      x: () => nameAxis(columns, { title: this.across }),
      y: () => nameAxis(rows, { title: this.up, reverse: true }),
      text:
        columns.length <= MOST_WRITTEN
          ? (mean) => ({ text: precise(mean), color: part(mean) > 0.6 ? "#15181e" : "#ffffff" })
          : null,
      tell: (column, row) => [
        el("div", {}, `${this.across} = ${columns[column]}, ${this.up} = ${rows[row]}`),
        el("strong", {}, `${this.figure}: ${meanText(statistics[row][column])}`),
      ],
    });
    return el("div", {}, host, colorBar(sequential, significant(low), significant(high), ""));
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
