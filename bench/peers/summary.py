"""Turns the figures of several rounds into medians and ratios; run by `compare`."""

import json
import sys
from collections import defaultdict
from statistics import median


def lines(path):
    """The figures of `duet bench --json`, one line each, as the PyTorch program prints its own."""
    with open(path) as file:
        document = json.load(file)
    for row in document["game"] + document["rates"]:
        print("duet", json.dumps(row))


def table(path):
    rates, rows, batches = defaultdict(list), {}, {}
    with open(path) as file:
        for line in file:
            program, text = line.split(" ", 1)
            figure = json.loads(text)
            key = program, figure["work"], figure["threads"]
            rates[key].append(figure["per_second"])
            batches[key] = figure.get("batch", "")
            if "rows" in figure:
                rows[key] = figure["rows"]
    print("| work | threads | Duet, per second | PyTorch, per second | ratio |")
    print("|---|---|---|---|---|")
    for work in dict.fromkeys(key[1] for key in rates):
        ours = {key[2]: median(values) for key, values in rates.items() if key[:2] == ("duet", work)}
        theirs = {key[2]: median(values) for key, values in rates.items() if key[:2] == ("torch", work)}
        best = max(theirs.values())
        for threads, rate in ours.items():
            print_ratio(work, threads, rate, theirs.get(threads))
        print_ratio(work + ", best of each", "", max(ours.values()), best)
    for work, ours in {key[1]: value for key, value in rows.items() if key[0] == "duet"}.items():
        theirs = next(value for key, value in rows.items() if key[:2] == ("torch", work))
        same = "the same" if ours == theirs else f"PyTorch {theirs}"
        print(f"\n{work}: rows forward per iteration, Duet {ours}, {same}")
    tried = {key[1:]: batch for key, batch in batches.items() if key[0] == "torch" and batch}
    print("\nPyTorch's best batch:", ", ".join(f"{w} on {n}: {b}" for (w, n), b in tried.items()))


def print_ratio(work, threads, ours, theirs):
    other, ratio = ("-", "-") if theirs is None else (f"{theirs:.4g}", f"{ours / theirs:.2f}")
    print(f"| {work} | {threads} | {ours:.4g} | {other} | {ratio} |")


{"lines": lines, "table": table}[sys.argv[1]](sys.argv[2])
