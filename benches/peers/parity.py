"""Parity audits beside Fairlearn, on the same selections: rates of groups, impact ratios, and how far groups are apart."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

from .report import Report, table

METRICS = ("matched", "best", "above_median")
NEAR = 1e-6
"""Documents have six decimals."""


def cohort(mentees: int, seed: int) -> dict[str, Any]:
    """People of four teams, some of whom find nobody: few mentors, and topics that not everybody offers."""
    chance = random.Random(seed)
    topics = [f"t{k}" for k in range(6)]

    def person(side: str, k: int) -> dict[str, Any]:
        team = chance.choices(["red", "blue", "green", "black"], [5, 4, 2, 1])[0]
        return {"id": f"{side}{k:05}", "attributes": {"team": team}}

    def offers() -> list[dict[str, Any]]:
        return [{"topic": topic, "level": chance.randint(1, 5)} for topic in chance.sample(topics[:5], 2)]

    def wants() -> list[dict[str, Any]]:
        return [{"topic": topic, "level": chance.randint(1, 5)} for topic in chance.sample(topics, 2)]

    return {
        "schema": "fireside/cohort/1",
        "topics": [{"id": topic} for topic in topics],
        "mentors": [person("m", k) | {"offers": offers(), "capacity": 3} for k in range(mentees // 4)],
        "mentees": [person("p", k) | {"wants": wants()} for k in range(mentees)],
    }


def parity(sizes: Sequence[int], seed: int = 1) -> Report:
    import fireside
    from fairlearn.metrics import MetricFrame, demographic_parity_difference, demographic_parity_ratio, selection_rate

    report, rows = Report(), []
    for mentees in sizes:
        document = cohort(mentees, seed)
        matching = fireside.match_cohort(document)
        [audited] = matching.audit(document, by=["team"], side="mentee", min_group=2).tables
        shown = {str(row.values[0]): row for row in audited.rows if row.kind == "group" and not row.suppressed}
        team = {one["id"]: one["attributes"]["team"] for one in document["mentees"]}
        held = {pairing.mentee for pairing in matching.pairings}
        for metric in METRICS:
            # Who was matched is known one by one; of the others the document has counts, and rates ask for no more.
            flags: list[tuple[str, int]] = [(team[one], int(one in held)) for one in team if team[one] in shown]
            if metric != "matched":
                good = {name: getattr(row, metric) for name, row in shown.items()}
                flags = [(name, int(k < good[name])) for name, row in shown.items() for k in range(row.people or 0)]
            groups, chosen = [name for name, _ in flags], [flag for _, flag in flags]
            frame = MetricFrame(metrics=selection_rate, y_true=chosen, y_pred=chosen, sensitive_features=groups)
            theirs = [demographic_parity_difference(chosen, chosen, sensitive_features=groups)]
            theirs.append(demographic_parity_ratio(chosen, chosen, sensitive_features=groups))
            apart = next(one for one in audited.parity if one.metric == metric)
            ours = [apart.difference, apart.ratio]
            for name, rate in frame.by_group.items():
                own = next(one for one in shown[str(name)].rates if one.metric == metric)
                ours += [own.rate, own.impact_ratio]
                theirs += [rate, rate / frame.by_group.max()]
            same = all(mine is not None and abs(mine - other) < NEAR for mine, other in zip(ours, theirs, strict=True))
            if not same:
                report.wrong.append(f"parity of {metric}, {mentees:,} mentees: {ours} here, {theirs} with Fairlearn")
            figures = [f"{apart.difference:.4f}", f"{apart.ratio or 0:.4f}"]
            rows.append([f"{mentees:,}", metric, *figures, "the same" if same else "**other**"])
    head = ["mentees", "rate", "difference", "ratio", "Fairlearn"]
    report.say("### Parity of four teams, beside Fairlearn\n\n" + table(head, rows))
    return report
