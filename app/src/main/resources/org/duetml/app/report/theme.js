// Colours by the system's preference, and charts that follow it and their size.

const report = JSON.parse(document.getElementById("document").textContent);
const darkScheme = matchMedia("(prefers-color-scheme: dark)");
const calmMotion = matchMedia("(prefers-reduced-motion: reduce)");

/** A colour of the style sheet by its name without dashes. */
function color(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

function channels(hex) {
  return [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
}

/** The colour at the given part of the way between two, as three channels. */
function mix(from, to, part) {
  return from.map((channel, i) => channel + part * (to[i] - channel));
}

/** A function from [0, 1] to colours that interpolates in a table, as the pictures of a run do. */
function colorMap(table) {
  const points = table.map(channels);
  return (fraction) => {
    const place = Math.min(Math.max(fraction, 0), 1) * (points.length - 1);
    const below = Math.min(Math.floor(place), points.length - 2);
    return mix(points[below], points[below + 1], place - below);
  };
}

const sequential = colorMap(report.colors.sequential);
const diverging = colorMap(report.colors.diverging);

function rgb(colorChannels) {
  return `rgb(${colorChannels.map(Math.round).join(",")})`;
}

/** A bar that tells colours: a gradient with the texts at its ends. */
function colorBar(map, low, high, unit) {
  const stops = Array.from({ length: 17 }, (_, i) => rgb(map(i / 16))).join(",");
  const ramp = el("span", { class: "ramp" });
  ramp.style.background = `linear-gradient(to right, ${stops})`;
  return el("div", { class: "bar" }, low, ramp, `${high} ${unit}`);
}

/**
 * A chart that is made when it is about to be seen. `option` is called again when the colours
 * change; `ready` once, with the chart.
 */
class Chart {
  static all = new Set();
  static sight = new IntersectionObserver(
    (entries) => {
      entries
        .filter((entry) => entry.isIntersecting)
        .forEach((entry) => entry.target.chart.start());
    },
    { rootMargin: "400px" },
  );

  constructor(className, label, option, ready = () => {}) {
    this.host = el("div", { class: className, role: "img", "aria-label": label });
    this.host.chart = this;
    this.option = option;
    this.ready = ready;
    this.echarts = null;
    Chart.sight.observe(this.host);
  }

  start() {
    if (this.echarts === null) {
      Chart.sight.unobserve(this.host);
      this.echarts = echarts.init(this.host);
      Chart.all.add(this);
      new ResizeObserver(() => this.echarts.resize()).observe(this.host);
      this.redraw();
      this.ready(this.echarts);
    }
  }

  /** Draws all anew. */
  redraw() {
    this.echarts?.setOption(this.option(), { notMerge: true });
  }

  /** Changes a part. */
  update(option) {
    this.echarts?.setOption(option);
  }
}

darkScheme.addEventListener("change", () => Chart.all.forEach((chart) => chart.redraw()));

/** What all axes have in common. */
function axis(more = {}) {
  const { axisLabel = {}, ...rest } = more;
  return {
    type: "value",
    axisLine: { show: true, onZero: false, lineStyle: { color: color("frame") } },
    axisTick: { show: true, lineStyle: { color: color("frame") } },
    splitLine: { lineStyle: { color: color("line"), opacity: 0.6 } },
    nameTextStyle: { color: color("muted"), fontSize: 12 },
    axisLabel: { color: color("muted"), fontSize: 11, hideOverlap: true, ...axisLabel },
    ...rest,
  };
}

/** What all tooltips have in common; `content` makes an element. */
function tooltip(trigger, content) {
  return {
    trigger,
    confine: true,
    backgroundColor: color("card"),
    borderColor: color("line"),
    textStyle: { color: color("ink") },
    formatter: (parameters) => el("div", { class: "tip" }, content(parameters)),
  };
}
