#!/usr/bin/env python3
"""Makes the decisions of Benchmarks/Sources/decisions with other tools, for comparison in one run.

  swift build -c release --package-path Benchmarks --product decisions
  pip install zen-engine numpy
  Benchmarks/decisions.py

Runs the Swift program, then zen-engine (Rust, through its Python interface) and numpy written by hand over the same
table of eight rules.
"""

import json
import pathlib
import subprocess
import time

import numpy

STATUSES = ["resident", "student", "worker", "retired"]


def rules(count):
    for index in range(count):
        low = 18 + index * 7 % 60
        statuses = None if index % 3 == 0 else [STATUSES[index % 4], STATUSES[(index + 1) % 4]]
        yield low, low + 12, 1000 + index * 500, statuses, f"level {index}"


def report(what, count, work):
    best = (float("inf"), float("inf"))
    for _ in range(5):
        wall, processor = time.perf_counter(), time.process_time()
        work()
        best = (min(best[0], time.perf_counter() - wall), min(best[1], time.process_time() - processor))
    print(f"{what}: {count / best[0] / 1e6:.4f} million/s (per second of processor {count / best[1] / 1e6:.4f})")


def with_zen():
    try:
        import zen
    except ImportError:
        return print("zen-engine is not installed")
    table = [
        {
            "_id": f"r{index}",
            "a": f"[{low}..{high}]",
            "i": f"< {income}",
            "s": "" if statuses is None else ", ".join(f'"{s}"' for s in statuses),
            "o": f'"{level}"',
        }
        for index, (low, high, income, statuses, level) in enumerate(rules(8))
    ]
    node = {
        "hitPolicy": "first",
        "inputs": [{"id": key, "name": field, "field": field} for key, field in [("a", "age"), ("i", "income"), ("s", "status")]],
        "outputs": [{"id": "o", "name": "level", "field": "level"}],
        "rules": table,
    }
    graph = {
        "nodes": [
            {"id": "1", "type": "inputNode", "name": "in", "position": {"x": 0, "y": 0}},
            {"id": "2", "type": "decisionTableNode", "name": "t", "content": node, "position": {"x": 0, "y": 0}},
            {"id": "3", "type": "outputNode", "name": "out", "position": {"x": 0, "y": 0}},
        ],
        "edges": [
            {"id": "e1", "sourceId": "1", "targetId": "2", "type": "edge"},
            {"id": "e2", "sourceId": "2", "targetId": "3", "type": "edge"},
        ],
    }
    decision = zen.ZenEngine().create_decision(json.dumps(graph))
    subjects = [{"age": 15 + k % 70, "income": k * 37 % 6000, "status": STATUSES[k % 4]} for k in range(1024)]
    print("zen-engine says", decision.evaluate({"age": 20, "income": 500, "status": "student"})["result"])

    def work():
        for index in range(5000):
            decision.evaluate(subjects[index & 1023])

    report("zen-engine, one by one, 8 rules", 5000, work)


def with_numpy():
    generator = numpy.random.default_rng(1)
    count = 4_000_000
    ages = 15 + generator.integers(0, 70, count)
    incomes = generator.integers(0, 6000, count)
    statuses = generator.integers(0, 4, count).astype(numpy.int32)

    def work():
        result = numpy.full(count, -1, dtype=numpy.int32)
        for index, (low, high, income, allowed, _) in reversed(list(enumerate(rules(8)))):
            hit = (ages >= low) & (ages <= high) & (incomes < income)
            if allowed is not None:
                hit &= numpy.isin(statuses, [STATUSES.index(s) for s in allowed])
            result[hit] = index
        return result

    report("numpy by hand, batch, all known, 1 thread", count, work)


if __name__ == "__main__":
    program = pathlib.Path(__file__).resolve().parent / ".build/release/decisions"
    subprocess.run([str(program)], check=True)
    with_zen()
    with_numpy()
