"""The best 50 mentors of every mentee, exactly: scipy's sparse product with numpy's argpartition beside fireside.

    python -m peers.topk [--mentees 100000] [--mentors 20000] [--sample 200]

scipy does all mentees at once; fireside answers one mentee a call (``Matcher.suggest``), explained, on a sample.
"""

from __future__ import annotations

import argparse
import time

import numpy as np
from fireside import Cohort, Matcher

from . import cohorts, pipeline
from .report import seconds, table

K = 50
TOLERANCE = 5
"""Points by which two ways of rounding one score may differ."""


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="peers.topk", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--mentees", type=int, default=100_000)
    parser.add_argument("--mentors", type=int, default=20_000)
    parser.add_argument("--sample", type=int, default=200)
    options = parser.parse_args()
    document = cohorts.cohort(options.mentees, options.mentors, plain=True)
    matrices = pipeline.matrices(document)

    start = time.perf_counter()
    pipeline.best(matrices, K, masks=False)
    product = time.perf_counter() - start
    start = time.perf_counter()
    mentee, _, score = pipeline.best(matrices, K)
    masked = time.perf_counter() - start

    matcher = Matcher(Cohort.from_dict(document))
    every = max(options.mentees // options.sample, 1)
    sample = range(0, options.mentees, every)
    start = time.perf_counter()
    suggested = {i: matcher.suggest(document["mentees"][i]["id"], K) for i in sample}
    asked = (time.perf_counter() - start) / len(sample)

    for i, pairings in suggested.items():
        theirs = np.sort(np.rint(score[mentee == i].astype(np.float64) * 1e6))[::-1]
        ours = np.array([pairing.points for pairing in pairings])
        if len(ours) != len(theirs) or np.abs(ours - theirs).max(initial=0) > TOLERANCE:
            raise SystemExit(f"the best of mentee {i} differ: {ours[:5]} … and {theirs[:5]} …")

    print(f"The best {K} of {options.mentors:,} mentors for each of {options.mentees:,} mentees\n")
    rows = [
        ["scipy product + argpartition, interests only", seconds(product), f"{product / options.mentees * 1e6:.0f} µs"],
        [
            "the same with masks for languages and free time",
            seconds(masked),
            f"{masked / options.mentees * 1e6:.0f} µs",
        ],
        [
            f"fireside `suggest`, {len(sample)} mentees asked",
            f"{seconds(asked * options.mentees)} (from the sample)",
            f"{asked * 1e6:.0f} µs",
        ],
    ]
    print(table(["", "all mentees", "a mentee"], rows))
    print(f"The same points for every mentee of the sample, to {TOLERANCE} in a million.")


if __name__ == "__main__":
    main()
