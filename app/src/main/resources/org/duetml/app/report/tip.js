// The tip beside the pointer.

const TIP_DISTANCE = 14;

/** What is told about a place of a chart, in elements of their own: nothing of it is ever HTML. */
class Tip {
  constructor(host) {
    this.host = host;
    this.element = el("div", { class: "tip", hidden: true });
    host.append(this.element);
  }

  /** Shows elements beside a place of the chart, within its borders where they fit. */
  show(content, x, y) {
    this.element.replaceChildren(...content);
    this.element.hidden = false;
    const { offsetWidth: width, offsetHeight: height } = this.element;
    const right = x + TIP_DISTANCE;
    const left = right + width > this.host.clientWidth ? x - TIP_DISTANCE - width : right;
    const top = Math.min(y - height / 2, this.host.clientHeight - height);
    this.element.style.left = `${Math.max(0, left)}px`;
    this.element.style.top = `${Math.max(0, top)}px`;
  }

  hide() {
    this.element.hidden = true;
  }
}
