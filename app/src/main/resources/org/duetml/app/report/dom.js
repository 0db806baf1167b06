// Elements. Text only ever becomes text nodes: no name or value from a run can become HTML.

/** An element with properties (`on...` are listeners, others attributes) and children. */
function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("on")) {
      element.addEventListener(name.slice(2), value);
    } else if (value !== null && value !== false) {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
  element.append(...children.flat().filter((child) => child !== null));
  return element;
}

/** A part of a section, with its heading and what one sees in it. */
function card(heading, about, ...children) {
  return el(
    "section",
    { class: "card" },
    el("h3", {}, heading),
    about ? el("p", { class: "about" }, about) : null,
    ...children,
  );
}

/** A table from rows of texts; the first row is its header, which may be empty. */
function table(rows, { kind = "numbers", rowClass = () => null } = {}) {
  const [header, ...body] = rows;
  return el(
    "div",
    { class: "scroll", tabindex: 0, role: "region", "aria-label": "Table" },
    el(
      "table",
      { class: kind },
      header.length === 0
        ? null
        : el(
            "thead",
            {},
            el(
              "tr",
              {},
              header.map((cell) => el("th", { scope: "col" }, cell)),
            ),
          ),
      el(
        "tbody",
        {},
        body.map((row, index) =>
          el(
            "tr",
            { class: rowClass(row, index) },
            row.map((cell, column) =>
              column === 0 ? el("th", { scope: "row" }, cell) : el("td", {}, cell),
            ),
          ),
        ),
      ),
    ),
  );
}

/** A drop-down. `options` are pairs (value, text). */
function select(label, options, chosen, onChoice) {
  const element = el(
    "select",
    { onchange: () => onChoice(element.value) },
    options.map(([value, text]) => el("option", { value, selected: value === chosen }, text)),
  );
  return el("label", {}, label, element);
}

/** Buttons of which one is pressed. `options` are pairs (value, text). */
function choice(label, options, chosen, onChoice) {
  const buttons = options.map(([value, text]) =>
    el(
      "button",
      {
        type: "button",
        "aria-pressed": String(value === chosen),
        onclick: (event) => {
          buttons.forEach((button) =>
            button.setAttribute("aria-pressed", String(button === event.currentTarget)),
          );
          onChoice(value);
        },
      },
      text,
    ),
  );
  return el(
    "span",
    { class: "group", role: "group", "aria-label": label, style: "flex-wrap: wrap" },
    buttons,
  );
}

/** A closed part that opens on request. */
function details(summary, ...children) {
  return el("details", {}, el("summary", {}, summary), ...children);
}
