"""What fit_weights finds of weights that were planted: a simulated journal, how well each component foretells a yes, and the calibration.

    python benches/fit.py            the figures of RESULTS.md
    python benches/fit.py --plot     and the picture benches/calibration.png (needs matplotlib)

400 people want, offer, are free and prefer at random. Mentees ask random mentors whom they may meet; whether these say yes is a coin whose chance
is a logistic function of the components, with weights that the script knows and fit_weights does not.
"""

from __future__ import annotations

import math
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import fireside

PICTURE = Path(__file__).with_name("calibration.png")
START = datetime(2026, 1, 1, tzinfo=UTC)
TOPICS = [f"t{k}" for k in range(12)]
DAYS = ["mon", "tue", "wed", "thu", "fri"]
TEAM = "prefer_differ:team"

# By component, in odds: how much more likely a yes is with all of it than with nothing. Interests alone matter least.
PLANTED = {"interests": 1.0, "availability": 2.5, "preference": 1.5, TEAM: 1.0}


def clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def person(dice: Random, id: str, others: list[str]) -> dict[str, Any]:
    weekly = []
    for day in DAYS:
        if dice.random() < 0.4:
            start, minutes = dice.randrange(8 * 60, 16 * 60, 15), dice.randrange(30, 135, 15)
            weekly.append({"day": day, "start": clock(start), "end": clock(start + minutes)})
    return {
        "id": id,
        "availability": {"time_zone": "Europe/London", "weekly": weekly},
        "attributes": {"team": dice.choice("abc")},
        "prefers": dice.sample(others, 8),
    }


def portal(dice: Random) -> fireside.Cohort:
    mentor_ids, mentee_ids = [f"m{k}" for k in range(100)], [f"e{k}" for k in range(300)]
    level = lambda: dice.randint(1, 5)  # noqa: E731
    willingness = lambda: dice.choice(["eager", "willing", "if_needed"])  # noqa: E731
    return fireside.Cohort.from_dict(
        {
            "topics": [{"id": topic} for topic in TOPICS],
            "mentors": [
                {**person(dice, id, mentee_ids), "offers": [{"topic": topic, "level": level(), "willingness": willingness()} for topic in dice.sample(TOPICS, 4)]}
                for id in mentor_ids
            ],
            "mentees": [
                {**person(dice, id, mentor_ids), "wants": [{"topic": topic, "level": level()} for topic in dice.sample(TOPICS, 3)]} for id in mentee_ids
            ],
            "policy": {
                "horizon": {"from": "2026-01-05", "days": 7},
                # Less than a session in common counts less.
                "session_minutes": 60,
                "min_overlap_minutes": 15,
                "weights": {"interests": 60, "availability": 20, "preference": 20},
                "rules": [{"rule": "prefer_differ", "attribute": "team", "weight": 10}],
            },
        }
    )


def history(cohort: fireside.Cohort, dice: Random, proposals: int) -> list[fireside.EventLike]:
    """Proposals between people who may meet, and their answers."""
    matcher = fireside.Matcher(cohort)
    events: list[fireside.EventLike] = []
    seen = set()
    while len(seen) < proposals:
        mentor, mentee = f"m{dice.randrange(100)}", f"e{dice.randrange(300)}"
        explanation = matcher.explain(mentor, mentee)
        if (mentor, mentee) in seen or not explanation.eligible:
            continue
        seen.add((mentor, mentee))
        odds = -2.4 + sum(PLANTED.get(part.component, 0) * part.value for part in explanation.pairing.breakdown)
        yes = dice.random() < 1 / (1 + math.exp(-odds))
        at = START + timedelta(hours=len(seen))
        pair = {"mentor": mentor, "mentee": mentee}
        events.append({"id": f"a{len(seen)}", "at": at, "event": "proposed", **pair})
        events.append({"id": f"b{len(seen)}", "at": at + timedelta(minutes=30), "event": "accepted" if yes else "declined", **pair})
    return events


def plot(fit: fireside.WeightFit) -> None:
    """The ten lines of the documentation."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    bins = fit.calibration
    expected, accepted = [bin.expected for bin in bins], [bin.accepted for bin in bins]
    low, high = [bin.accepted - bin.low for bin in bins], [bin.high - bin.accepted for bin in bins]
    pyplot.figure(figsize=(5, 4.5), layout="constrained")
    pyplot.plot([0, 1], [0, 1], color="grey", linestyle="dotted", label="as it should be")
    pyplot.errorbar(expected, accepted, (low, high), fmt="o", capsize=3, label="what came, 95 %")
    pyplot.xlabel("chance of being accepted, by a model that had not seen it")
    pyplot.ylabel("share that was accepted")
    pyplot.legend()
    pyplot.savefig(PICTURE, dpi=110)


def main() -> None:
    """See the top."""
    planted = sum(PLANTED.values())
    print("| proposals | component | planted | fitted | AUC alone |\n|---|---|---|---|---|")
    for proposals in (300, 1_000, 4_000):
        dice = Random(7)
        cohort = portal(dice)
        fit = fireside.fit_weights(cohort, history(cohort, dice, proposals))
        for weight in fit.weights:
            share = 100 * PLANTED.get(weight.component, 0) / planted
            print(f"| {proposals:,} | {weight.component} | {share:.1f} | {weight.fitted:.1f} | {weight.auc_alone:.3f} |")
        held_out = f"{fit.auc:.3f} ± {fit.auc_error:.3f}" if fit.auc is not None and fit.auc_error is not None else "none"
        print(f"| {proposals:,} | all, on what was not seen | | {fit.refused or ''} | {held_out} |")
        print(f"| {proposals:,} | points, by the policy as it is | | | {fit.auc_of_points:.3f} |")
    inside = sum(bin.low <= bin.expected <= bin.high for bin in fit.calibration)
    print(f"\nof {len(fit.calibration)} bins of the last, what was expected is inside the interval of {inside}")
    if "--plot" in sys.argv[1:]:
        plot(fit)


if __name__ == "__main__":
    main()
