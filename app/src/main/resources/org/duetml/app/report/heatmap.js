// Maps of coloured cells.

/**
 * A map of coloured cells.
 *
 * Of the options, `columns` and `rows` are their numbers; `value` is the number at a column and a
 * row, counted as on the axes that `x` and `y` make, and `paint` the colour of a number. Without a
 * finite value there is no cell. Between cells is a `gap`; `text` makes what is written on a cell
 * of a value, and its colour. `tell` makes the elements of the tip about a column and a row.
 */
function heatMap(className, label, options) {
  const cells = Array.from({ length: options.columns * options.rows }, (_, i) => ({
    column: i % options.columns,
    row: Math.floor(i / options.columns),
  })).map((cell) => ({ ...cell, value: options.value(cell.column, cell.row) }));
  const make = () => ({
    type: "scatter",
    data: { datasets: [cellCentres(cells)] },
    options: {
      interaction: { mode: "nearest", intersect: false },
      scales: { x: options.x(), y: options.y() },
    },
    beneath: [cellLayer(cells, options)],
    above: [activeCell(cells, options)],
    tell: ([{ dataIndex }]) => {
      const { column, row, value } = cells[dataIndex];
      return Number.isFinite(value) ? options.tell(column, row) : null;
    },
  });
  return new LazyChart(className, label, make).host;
}

/** Points that are not seen: the one nearest to the pointer is that of the cell under it. */
function cellCentres(cells) {
  return {
    data: cells.map(({ column, row }) => ({ x: column, y: row })),
    parsing: false,
    radius: 0,
    hoverRadius: 0,
  };
}

/** The rectangle of a cell in pixels of the canvas. */
function cellBox({ column, row }, { columns, rows, gap }, { x, y }) {
  const edges = (scale, size, index) => {
    const centre = scale.getPixelForValue(index);
    return [Math.round(centre - size / 2), Math.round(centre + size / 2)];
  };
  const [left, right] = edges(x, x.width / columns, column);
  const [top, bottom] = edges(y, y.height / rows, row);
  return [left + gap / 2, top + gap / 2, right - left - gap, bottom - top - gap];
}

function cellLayer(cells, options) {
  const shown = cells.filter(({ value }) => Number.isFinite(value));
  return ({ ctx, scales }) => {
    for (const cell of shown) {
      ctx.fillStyle = options.paint(cell.value);
      ctx.fillRect(...cellBox(cell, options, scales));
    }
    if (options.text) {
      ctx.font = `12px ${Chart.defaults.font.family}`;
      ctx.textAlign = "center";
      ctx.textBaseline = "middle";
      for (const cell of shown) {
        const { text, color: fill } = options.text(cell.value);
        ctx.fillStyle = fill;
        ctx.fillText(
          text,
          scales.x.getPixelForValue(cell.column),
          scales.y.getPixelForValue(cell.row),
        );
      }
    }
  };
}

/** Frames the cell under the pointer, in two colours: on any ground one of them shows. */
function activeCell(cells, options) {
  return (chart) => {
    const [active] = chart.getActiveElements();
    if (!active || !Number.isFinite(cells[active.index].value)) {
      return;
    }
    const box = cellBox(cells[active.index], options, chart.scales);
    for (const [name, width] of [
      ["ink", 5],
      ["card", 2],
    ]) {
      chart.ctx.strokeStyle = color(name);
      chart.ctx.lineWidth = width;
      chart.ctx.strokeRect(...box);
    }
  };
}
