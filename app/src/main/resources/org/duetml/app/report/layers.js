// Layers of charts: what Chart.js has no kind of chart for.

/** Strokes the line between two places of the canvas. */
function stroke(context, from, to, { color: strokeStyle, width = 1, dash = [] }) {
  context.strokeStyle = strokeStyle;
  context.lineWidth = width;
  context.setLineDash(dash);
  context.beginPath();
  context.moveTo(...from);
  context.lineTo(...to);
  context.stroke();
}

/** Marks the x of the items at the pointer. */
function pointerLine(chart) {
  const [active] = chart.getActiveElements();
  if (active) {
    const { top, bottom } = chart.chartArea;
    const { x } = active.element;
    stroke(chart.ctx, [x, top], [x, bottom], { color: color("frame"), dash: [4, 4] });
  }
}

/** Tints spans of x. */
function spans(pairs) {
  return ({ ctx, chartArea, scales }) => {
    ctx.fillStyle = color("phase");
    for (const [from, to] of pairs) {
      const [left, right] = [from, to].map((x) => scales.x.getPixelForValue(x));
      ctx.fillRect(left, chartArea.top, right - left, chartArea.height);
    }
  };
}

/** A dashed line at a value of y. */
function referenceLine(value) {
  return ({ ctx, chartArea, scales }) => {
    const y = scales.y.getPixelForValue(value);
    const line = { color: color("muted"), dash: [4, 3] };
    stroke(ctx, [chartArea.left, y], [chartArea.right, y], line);
  };
}

/** Vertical lines with short ends, each from one value of y to another: triples of x, low, high. */
function errorBars(bars, stroked) {
  return ({ ctx, scales }) => {
    for (const [index, low, high] of bars) {
      const x = scales.x.getPixelForValue(index);
      const [bottom, top] = [low, high].map((value) => scales.y.getPixelForValue(value));
      stroke(ctx, [x, bottom], [x, top], stroked);
      stroke(ctx, [x - 5, bottom], [x + 5, bottom], stroked);
      stroke(ctx, [x - 5, top], [x + 5, top], stroked);
    }
  };
}

/** An image whose outermost pixels are centred on the borders of the grid's square. */
function imageLayer(image, grid) {
  const reach = grid.halfWidth * (1 + 1 / (grid.nodes - 1));
  return ({ ctx, scales }) => {
    const [left, right] = [-reach, reach].map((x) => scales.x.getPixelForValue(x));
    const [top, bottom] = [reach, -reach].map((y) => scales.y.getPixelForValue(y));
    ctx.imageSmoothingQuality = "high";
    ctx.drawImage(image, left, top, right - left, bottom - top);
  };
}
