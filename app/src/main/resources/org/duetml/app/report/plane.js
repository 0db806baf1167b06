// Squares of the plane: an image, points, zoom and the values under the pointer.

const IMAGE_SCALE = 4;

/** What a square leaves free at its left and below, and at its other sides: pixels. */
const PLANE_AXIS = 40;
const PLANE_MARGIN = 8;

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

  /**
   * Adds a square. `content` makes its datasets, the layers beneath them and how they are animated;
   * `read` makes the text for a place, for all squares alike.
   */
  add(label, content, read) {
    const chart = new LazyChart(
      "plane",
      label,
      () => this.square(content()),
      (drawn) => new PlanePointer(this, drawn, read).listen(chart.host),
    );
    const ring = el("div", { class: "ring", hidden: true });
    chart.host.append(ring);
    this.members.push({ chart, ring });
    return chart;
  }

  square({ datasets = [], beneath = [], animation = false }) {
    return {
      type: "scatter",
      data: { datasets },
      options: {
        animation,
        events: [],
        layout: { autoPadding: false, padding: { top: PLANE_MARGIN, right: PLANE_MARGIN } },
        scales: this.scales(),
      },
      beneath,
    };
  }

  /** Axes that take the same room whatever their labels are. */
  scales() {
    const along = (index, size) => {
      const [min, max] = this.window[index];
      return numberAxis(7, (value) => significant(value, 3), {
        title: this.names[index],
        grid: false,
        min,
        max,
        afterFit: (scale) => {
          scale[size] = PLANE_AXIS;
        },
      });
    };
    return { x: along(0, "height"), y: along(1, "width") };
  }

  show(window) {
    this.window = window;
    const zoomed = window[0][1] - window[0][0] < 2 * this.halfWidth * 0.999;
    for (const { chart } of this.members) {
      chart.host.classList.toggle("zoomed", zoomed);
      chart.rescale(this.scales());
    }
  }

  redraw() {
    this.members.forEach(({ chart }) => chart.redraw());
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

  /** Moves the window so that the place `held` comes where the place `now` is. */
  drag(held, now) {
    this.show(
      this.window.map(([low, high], i) =>
        this.within(low + held[i] - now[i], high + held[i] - now[i]),
      ),
    );
  }

  /** Tells a place and what `read` says of it, and marks it. */
  point([x, y], read) {
    this.mark([x, y]);
    this.readout.textContent = `${this.names[0]} = ${fixed(x)}, ${this.names[1]} = ${fixed(y)}${read(x, y)}`;
  }

  /** Shows a ring at the same place of every square, or none. */
  mark(place) {
    if (this.members.length === 1) {
      return;
    }
    for (const { chart, ring } of this.members) {
      ring.hidden = place === null || chart.drawn === null;
      if (!ring.hidden) {
        const { x, y } = chart.drawn.scales;
        ring.style.left = `${x.getPixelForValue(place[0])}px`;
        ring.style.top = `${y.getPixelForValue(place[1])}px`;
      }
    }
  }
}
