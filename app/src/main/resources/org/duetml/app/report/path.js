// The sampler's way from noise to samples, over the value function of each step.

/** Values are shown from the lowest upwards, as far as these points reach, with so many contours. */
const POINTS_WITHIN = 0.98;
const VALUE_CONTOURS = 8;
const MOVE_MILLISECONDS = 800;

/** The opacity of points with nothing behind them. */
const FREE_OPACITY = 0.6;

/** The hue of a direction; lightness and colourfulness are the same all around. */
function directionColor([x, y]) {
  const lightness = darkScheme.matches ? 0.78 : 0.6;
  return `oklch(${lightness} 0.14 ${(Math.atan2(y, x) * 180) / Math.PI} / ${FREE_OPACITY})`;
}

/** What a state's value function is at its points: the mean, and the highest but for outliers. */
function valuesAt({ grid, points }) {
  const values = points.map(([x, y]) => grid.at(x, y)).sort((a, b) => a - b);
  return {
    mean: values.reduce((sum, value) => sum + value, 0) / values.length,
    high: values[Math.floor(POINTS_WITHIN * (values.length - 1))],
  };
}

class Path {
  constructor(run) {
    this.run = run;
    this.path = run.path;
    this.states = run.path.states.map((state) => ({
      ...state,
      points: decodePoints(state.points),
      grid: state.values
        ? new Grid(decode(state.values), run.path.nodes, run.path.halfWidth)
        : null,
    }));
    this.current = this.states.length - 1;
    this.timer = null;
    this.planes = new Planes(run.path.halfWidth);
    this.chart = this.planes.add(
      `Samples of ${run.data} on their way from noise`,
      () => this.content(),
      (x, y) => this.read(x, y),
    );
    this.now = el("p", { class: "now", "aria-live": "polite" });
    this.about = el("p", { class: "about" });
    this.scale = el("div", {});
    for (const state of this.states.filter(({ grid }) => grid !== null)) {
      Object.assign(state, valuesAt(state));
    }
    this.table = el("div", {});
    this.slider = el("input", {
      type: "range",
      min: 0,
      max: this.current,
      step: 1,
      value: this.current,
      "aria-label": "State of the path",
      oninput: () => this.choose(Number(this.slider.value)),
    });
    this.play = el("button", { type: "button", onclick: () => this.toggle() }, "Play");
    this.describe();
  }

  content() {
    const state = this.states[this.current];
    const beneath = state.grid ? [imageLayer(this.picture(state), state.grid)] : [];
    const animation = calmMotion.matches
      ? false
      : { duration: MOVE_MILLISECONDS, easing: "easeInOutCubic" };
    return { datasets: [this.dots(state)], beneath, animation };
  }

  dots({ points, grid }) {
    const last = this.states.at(-1).points;
    return {
      data: points,
      radius: innerWidth < 760 ? 1.5 : 2.5,
      backgroundColor: grid ? "rgba(255,255,255,0.75)" : last.map(directionColor),
      borderColor: "rgba(0,0,0,0.41)",
      borderWidth: grid ? 0.6 : 0,
    };
  }

  picture({ grid, high }) {
    const step = (high - grid.min) / VALUE_CONTOURS;
    const levels = Array.from({ length: VALUE_CONTOURS }, (_, i) => grid.min + step * (i + 1));
    const paint = (node) => sequential(1 - (grid.values[node] - grid.min) / (high - grid.min));
    return gridImage(grid, paint, levels, "rgba(255,255,255,0.22)");
  }

  read(x, y) {
    const { grid, t } = this.states[this.current];
    return grid
      ? `: ${t === this.path.steps ? "E" : `V(x, ${t})`} = ${fixed(grid.at(x, y))} ${this.unit}`
      : "";
  }

  get unit() {
    return this.run.tau > 0 ? "\u03c4" : "units of energy";
  }

  choose(index) {
    this.current = index;
    this.slider.value = index;
    this.chart.redraw();
    this.describe();
  }

  toggle() {
    if (this.timer !== null) {
      this.stop();
      return;
    }
    this.play.textContent = "Stop";
    this.choose(0);
    this.timer = setInterval(() => {
      if (this.current + 1 < this.states.length) {
        this.choose(this.current + 1);
      } else {
        this.stop();
      }
    }, MOVE_MILLISECONDS + 500);
  }

  stop() {
    clearInterval(this.timer);
    this.timer = null;
    this.play.textContent = "Play";
  }

  step(by) {
    this.stop();
    this.choose(Math.min(Math.max(this.current + by, 0), this.states.length - 1));
  }

  describe() {
    const { t, grid, sigma, noiseLevel } = this.states[this.current];
    const kind = t === 0 ? "noise" : t === this.path.steps ? "samples" : "on the way";
    this.now.textContent = `t = ${t} of ${this.path.steps}: ${kind}`;
    this.table.replaceChildren(this.listStates(grid !== null));
    this.slider.setAttribute("aria-valuetext", this.now.textContent);
    this.about.textContent =
      t === this.path.steps
        ? `The last state is the sample.${grid ? " Behind it lies the energy, V(x, T) = E(x)." : ""}`
        : `Noise level ${significant(noiseLevel)}; the step from here adds noise of ` +
          `\u03c3 = ${significant(sigma)}, in standard deviations of the data.` +
          (grid ? ` Behind the points lies V(x, ${t}), the cost expected from here on.` : "");
    this.scale.replaceChildren(grid ? this.valueBar(this.states[this.current]) : "");
  }

  valueBar({ grid, high }) {
    const map = (part) => sequential(1 - part);
    return colorBar(map, fixed(grid.min, 1), fixed(high, 1), this.unit);
  }

  /** All states with their noise; the one that is shown is marked. */
  listStates(grids) {
    const header = [
      "t",
      "noise level",
      "\u03c3 of the step",
      ...(grids ? [`mean cost, ${this.unit}`] : []),
    ];
    const rows = this.states.map((state) => [
      String(state.t),
      significant(state.noiseLevel),
      significant(state.sigma),
      ...(grids ? [fixed(state.mean, 1)] : []),
    ]);
    return table([header, ...rows], {
      rowClass: (_, index) => (index === this.current ? "current" : null),
    });
  }

  card() {
    const grids = this.states[0].grid !== null;
    const shown =
      this.states.length <= this.path.steps
        ? ` Of ${this.path.steps} steps, ${this.states.length - 1} are shown.`
        : "";
    const about = grids
      ? "Points move towards low cost (bright)."
      : "A point keeps the colour of the direction in which it ends. First two coordinates.";
    const controls = el(
      "div",
      {},
      this.now,
      this.about,
      el(
        "div",
        { class: "controls" },
        this.play,
        el("button", { type: "button", onclick: () => this.step(-1) }, "Back"),
        el("button", { type: "button", onclick: () => this.step(1) }, "Next"),
        this.slider,
      ),
      el("div", { class: "controls" }, this.planes.buttons),
      this.planes.readout,
      this.table,
    );
    return card(
      "From noise to samples",
      about + shown,
      el(
        "div",
        { class: "pathway" },
        el("figure", { class: "panel" }, this.chart.host, this.scale),
        controls,
      ),
    );
  }
}
