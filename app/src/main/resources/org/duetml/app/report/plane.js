// Squares of the plane: an image, points, zoom and the values under the pointer.

const IMAGE_SCALE = 4;

/** A grid as an image. `paint` turns a node's index into a colour; `lines` are levels to draw. */
function gridImage(grid, paint, lines = [], lineColor = "rgba(255,255,255,0.4)") {
  const n = grid.nodes;
  const small = el("canvas", { width: n, height: n });
  const pixels = new ImageData(n, n);
  for (let j = 0; j < n; j++) {
    for (let i = 0; i < n; i++) {
      const at = 4 * ((n - 1 - j) * n + i);
      pixels.data.set([...paint(j * n + i).map(Math.round), 255], at);
    }
  }
  small.getContext("2d").putImageData(pixels, 0, 0);
  const large = el("canvas", { width: n * IMAGE_SCALE, height: n * IMAGE_SCALE });
  const context = large.getContext("2d");
  context.imageSmoothingQuality = "high";
  context.drawImage(small, 0, 0, large.width, large.height);
  context.strokeStyle = lineColor;
  context.lineWidth = 1.4;
  context.beginPath();
  for (const [from, to] of lines.flatMap((level) => grid.contour(level))) {
    context.moveTo((from[0] + 0.5) * IMAGE_SCALE, (n - 0.5 - from[1]) * IMAGE_SCALE);
    context.lineTo((to[0] + 0.5) * IMAGE_SCALE, (n - 0.5 - to[1]) * IMAGE_SCALE);
  }
  context.stroke();
  return large;
}

/** The series that shows an image whose outermost pixels are centred on the borders of the square. */
function imageSeries(image, grid) {
  const reach = grid.halfWidth * (1 + 1 / (grid.nodes - 1));
  return {
    id: "image",
    type: "custom",
    silent: true,
    clip: true,
    animation: false,
    data: [[0, 0]],
    renderItem: (_, api) => {
      const [left, top] = api.coord([-reach, reach]);
      const [right, bottom] = api.coord([reach, -reach]);
      return {
        type: "image",
        style: { image, x: left, y: top, width: right - left, height: bottom - top },
      };
    },
  };
}

/** Squares that show the same window, moved and zoomed together, with buttons to do so. */
class Planes {
  constructor(halfWidth, names = ["x1", "x2"]) {
    this.halfWidth = halfWidth;
    this.names = names;
    this.members = [];
    this.readout = el("output", { class: "readout", "aria-live": "off" }, Planes.hint);
    this.reset();
    this.buttons = el(
      "span",
      { class: "group", role: "group", "aria-label": "Zoom" },
      el("button", { type: "button", "aria-label": "Zoom in", onclick: () => this.zoom(0.6) }, "+"),
      el(
        "button",
        { type: "button", "aria-label": "Zoom out", onclick: () => this.zoom(1 / 0.6) },
        "\u2212",
      ),
      el("button", { type: "button", onclick: () => this.reset() }, "Whole"),
    );
  }

  static hint = matchMedia("(pointer: coarse)").matches
    ? "Touch a picture for the values there."
    : "Move the pointer over a picture for the values there. Double-click, or Ctrl and wheel, to zoom; drag to move.";

  /** `series` makes the series of the square; `read` the text for a place, for all squares alike. */
  add(label, series, read) {
    const chart = new Chart(
      "plane",
      label,
      () => this.option(series()),
      (instance) => this.listen(instance, read),
    );
    this.members.push(chart);
    return chart;
  }

  option(series) {
    return {
      animation: false,
      grid: { left: 40, right: 8, top: 8, bottom: 40 },
      xAxis: this.axis(0, { nameGap: 24 }),
      yAxis: this.axis(1, { nameGap: 26 }),
      series: [
        ...series,
        {
          id: "pointer",
          type: "scatter",
          silent: true,
          symbol: "circle",
          symbolSize: 12,
          z: 9,
          data: [],
          itemStyle: {
            color: "transparent",
            borderColor: "#ffffff",
            borderWidth: 2,
            shadowBlur: 3,
            shadowColor: "#000000",
          },
        },
      ],
    };
  }

  axis(index, more) {
    const [low, high] = this.window[index];
    const text = (value) => (value === low || value === high ? "" : significant(value, 3));
    return axis({
      z: 5,
      min: low,
      max: high,
      name: this.names[index],
      nameLocation: "middle",
      splitNumber: 4,
      splitLine: { show: false },
      axisLabel: { formatter: text },
      ...more,
    });
  }

  show(window) {
    this.window = window;
    const zoomed = window[0][1] - window[0][0] < 2 * this.halfWidth * 0.999;
    for (const chart of this.members) {
      chart.host.classList.toggle("zoomed", zoomed);
      chart.update({ xAxis: this.axis(0), yAxis: this.axis(1) });
    }
  }

  reset() {
    this.show([
      [-this.halfWidth, this.halfWidth],
      [-this.halfWidth, this.halfWidth],
    ]);
  }

  /** Scales the window around a place, its centre unless told; never beyond the whole. */
  zoom(factor, centre = this.window.map(([low, high]) => (low + high) / 2)) {
    this.show(
      this.window.map(([low, high], i) =>
        this.within(
          centre[i] + factor * (low - centre[i]),
          centre[i] + factor * (high - centre[i]),
        ),
      ),
    );
  }

  within(low, high) {
    const h = this.halfWidth;
    const width = Math.min(high - low, 2 * h);
    const start = Math.min(Math.max(low, -h), h - width);
    return [start, start + width];
  }

  listen(instance, read) {
    const renderer = instance.getZr();
    const place = (event) => instance.convertFromPixel("grid", [event.offsetX, event.offsetY]);
    const inside = (event) => instance.containPixel("grid", [event.offsetX, event.offsetY]);
    let held = null;
    renderer.on("mousedown", (event) => {
      held = inside(event) ? place(event) : null;
    });
    renderer.on("globalout", () => {
      held = null;
      this.mark([]);
    });
    renderer.on("mouseup", () => {
      held = null;
    });
    renderer.on("dblclick", (event) => inside(event) && this.zoom(0.6, place(event)));
    renderer.on("mousewheel", (event) => {
      if (inside(event) && event.event.ctrlKey) {
        event.event.preventDefault();
        this.zoom(event.wheelDelta > 0 ? 0.8 : 1.25, place(event));
      }
    });
    renderer.on("mousemove", (event) => {
      if (!inside(event)) {
        this.mark([]);
        return;
      }
      if (held !== null) {
        const now = place(event);
        this.show(
          this.window.map(([low, high], i) =>
            this.within(low + held[i] - now[i], high + held[i] - now[i]),
          ),
        );
      }
      const [x, y] = place(event);
      this.mark([[x, y]]);
      this.readout.textContent = `${this.names[0]} = ${fixed(x)}, ${this.names[1]} = ${fixed(y)}${read(x, y)}`;
    });
  }

  /** Shows a ring at the same place of every square. */
  mark(data) {
    if (this.members.length > 1) {
      this.members.forEach((chart) => chart.update({ series: [{ id: "pointer", data }] }));
    }
  }
}
