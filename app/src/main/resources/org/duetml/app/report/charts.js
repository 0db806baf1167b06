// Charts that are made when they are about to be seen, and follow the colours and their size.

Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
Chart.defaults.maintainAspectRatio = false;
Chart.defaults.layout.padding = { top: 8, right: 12 };
Chart.defaults.plugins.legend.display = false;
Chart.defaults.plugins.tooltip.enabled = false;

/**
 * A chart that is made when it is about to be seen.
 *
 * `make` is called again when the colours change. It gives an object with the type, data and
 * options of Chart.js. Beside them are layers, functions that draw on the chart: `beneath` its axes,
 * `between` axes and data, and `above` both; and `tell`, which makes the elements of the tip about
 * the items at the pointer. `ready` is called once, with the chart.
 */
class LazyChart {
  static started = new Set();
  static sight = new IntersectionObserver(
    (entries) => {
      entries
        .filter((entry) => entry.isIntersecting)
        .forEach((entry) => entry.target.chart.start());
    },
    { rootMargin: "400px" },
  );

  constructor(className, label, make, ready = () => {}) {
    this.host = el("div", { class: `chart ${className}`, role: "img", "aria-label": label });
    this.host.chart = this;
    this.tip = new Tip(this.host);
    this.make = make;
    this.ready = ready;
    this.drawn = null;
    LazyChart.sight.observe(this.host);
  }

  /** Frees the charts that are no longer on the page. */
  static forgetReplaced() {
    for (const chart of LazyChart.started) {
      if (!chart.host.isConnected) {
        LazyChart.started.delete(chart);
        chart.drawn.destroy();
      }
    }
  }

  start() {
    if (this.drawn !== null) {
      return;
    }
    LazyChart.sight.unobserve(this.host);
    LazyChart.forgetReplaced();
    LazyChart.started.add(this);
    const canvas = el("canvas");
    this.host.append(canvas);
    const { type, data, options } = this.prepare();
    this.drawn = new Chart(canvas, {
      type,
      data,
      options: { ...options, animation: false },
      plugins: [this.painter()],
    });
    this.ready(this.drawn);
  }

  prepare() {
    const { type, data, options, tell = () => null, ...layers } = this.make();
    const { beneath = [], between = [], above = [] } = layers;
    this.layers = { beneath, between, above };
    const external = ({ tooltip }) => this.showTip(tooltip, tell);
    return {
      type,
      data,
      options: { animation: false, ...options, plugins: { tooltip: { external } } },
    };
  }

  showTip({ opacity, dataPoints, caretX, caretY }, tell) {
    const content = opacity > 0 ? tell(dataPoints) : null;
    if (content === null) {
      this.tip.hide();
    } else {
      this.tip.show(content, caretX, caretY);
    }
  }

  /** Draws the layers when their turn comes. */
  painter() {
    return {
      id: "layers",
      beforeDraw: (chart) => LazyChart.paint(chart, this.layers.beneath),
      beforeDatasetsDraw: (chart) => LazyChart.paint(chart, this.layers.between),
      afterDatasetsDraw: (chart) => LazyChart.paint(chart, this.layers.above),
    };
  }

  /** Draws layers within the axes. */
  static paint(chart, layers) {
    const { ctx, chartArea: area } = chart;
    ctx.save();
    ctx.beginPath();
    ctx.rect(area.left, area.top, area.width, area.height);
    ctx.clip();
    layers.forEach((layer) => layer(chart));
    ctx.restore();
  }

  /** Makes and draws all anew, as fast as its options say. */
  redraw() {
    if (this.drawn === null) {
      return;
    }
    const { data, options } = this.prepare();
    // Chart.js moves elements only within the same object.
    const datasets = data.datasets.map((dataset, i) =>
      Object.assign(this.drawn.data.datasets[i] ?? {}, dataset),
    );
    this.drawn.data = { ...data, datasets };
    this.drawn.options = options;
    // The mode "none" would keep the former colours of marks.
    this.drawn.update();
  }

  /** Draws the same with other axes. */
  rescale(scales) {
    if (this.drawn !== null) {
      Object.assign(this.drawn.options.scales, scales);
      this.drawn.stop();
      this.drawn.update("none");
    }
  }
}

darkScheme.addEventListener("change", () => {
  LazyChart.forgetReplaced();
  LazyChart.started.forEach((chart) => chart.redraw());
});
