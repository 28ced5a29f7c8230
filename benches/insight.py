"""What it takes to say what a round comes to: Matching.insight beside the match that it speaks of, and the page that shows it, which asks for insight again.

From Rust, by parts: `cargo run --release -p fireside-benches --example insight -- MENTEES`.

    python benches/insight.py [MENTEES]        100,000 if absent

A fifth as many mentors with four to six seats; everybody names up to three or four of 400 topics in a tree, all alike, and one of 30 departments. Seeded.
"""

from __future__ import annotations

import resource
import sys
import time
from random import Random

import fireside as fs

TOPICS, DEPARTMENTS = 400, 30


def cohort(mentees: int) -> fs.Cohort:
    dice = Random(1)

    def some(most: int) -> set[str]:
        return {f"t{dice.randrange(TOPICS)}" for _ in range(most)}

    def attributes() -> dict[str, str]:
        return {"department": f"d{dice.randrange(DEPARTMENTS)}"}

    def offer(topic: str) -> dict[str, object]:
        return {"topic": topic, "level": dice.randint(1, 5), "willingness": dice.choice(["eager", "willing", "if_needed"])}

    def want(topic: str) -> dict[str, object]:
        return {"topic": topic, "level": dice.randint(1, 5), "importance": dice.randint(1, 5)}

    mentors = [
        {"id": f"m{k}", "capacity": dice.randint(4, 6), "attributes": attributes(), "offers": [offer(topic) for topic in sorted(some(4))]}
        for k in range(mentees // 5)
    ]
    people = [
        {"id": f"p{k}", "attributes": attributes(), "wants": [want(topic) for topic in sorted(some(3))]} for k in range(mentees)
    ]
    topics = [{"id": f"t{k}", "broader": [f"t{(k - 1) // 8}"] if k else []} for k in range(TOPICS)]
    return fs.Cohort.from_dict({"topics": topics, "mentors": mentors, "mentees": people})


def main() -> None:
    everybody = cohort(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
    matching, insight = None, None
    for what in ("match", "insight", "report"):
        wall, processor = time.monotonic(), time.process_time()
        if matching is None:
            matching = fs.match_cohort(everybody)
        elif insight is not None:
            page = matching.report(everybody, insight={"silo": "department"})
            print(f"{len(page.encode()) // 1000} kB of HTML")
        else:
            insight = matching.insight(everybody, silo="department")
        wall, processor = time.monotonic() - wall, time.process_time() - processor
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{what}: {wall:.1f} s, {processor:.1f} s of processors, {most} MB at most so far", flush=True)
    if matching is not None and insight is not None:
        print(f"{len(matching.pairings)} pairings, {len(insight.topics)} topics, {len(insight.to_json()) // 1000} kB")


if __name__ == "__main__":
    main()
