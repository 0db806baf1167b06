// What the pointer does in a square of the plane: it reads values, zooms and moves the window.

class PlanePointer {
  /** `drawn` is the chart of the square; `read` makes the text for a place. */
  constructor(planes, drawn, read) {
    this.planes = planes;
    this.drawn = drawn;
    this.read = read;
    this.held = null;
  }

  listen(host) {
    host.addEventListener("pointerdown", (event) => this.press(event));
    host.addEventListener("pointermove", (event) => this.move(event));
    host.addEventListener("pointerup", () => this.release());
    host.addEventListener("pointercancel", () => this.leave());
    host.addEventListener("pointerleave", () => this.leave());
    host.addEventListener("dblclick", (event) => this.enlarge(event));
    host.addEventListener("wheel", (event) => this.turn(event));
  }

  /** The pixel of the chart that an event is at. */
  pixel(event) {
    const { left, top } = this.drawn.canvas.getBoundingClientRect();
    return [event.clientX - left, event.clientY - top];
  }

  place(event) {
    const [x, y] = this.pixel(event);
    const { scales } = this.drawn;
    return [scales.x.getValueForPixel(x), scales.y.getValueForPixel(y)];
  }

  isInside(event) {
    const [x, y] = this.pixel(event);
    const { left, right, top, bottom } = this.drawn.chartArea;
    return left <= x && x <= right && top <= y && y <= bottom;
  }

  press(event) {
    if (this.isInside(event)) {
      this.held = this.place(event);
      // A drag goes on outside of the square.
      event.currentTarget.setPointerCapture(event.pointerId);
      this.move(event);
    }
  }

  release() {
    this.held = null;
  }

  leave() {
    this.release();
    this.planes.mark(null);
  }

  move(event) {
    if (this.held !== null) {
      this.planes.drag(this.held, this.place(event));
    }
    if (this.isInside(event)) {
      this.planes.point(this.place(event), this.read);
    } else {
      this.planes.mark(null);
    }
  }

  enlarge(event) {
    if (this.isInside(event)) {
      this.planes.zoom(0.6, this.place(event));
    }
  }

  turn(event) {
    if (event.ctrlKey && this.isInside(event)) {
      event.preventDefault();
      this.planes.zoom(event.deltaY < 0 ? 0.8 : 1.25, this.place(event));
    }
  }
}
