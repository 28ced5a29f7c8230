"""The page to look at, of a realistic cohort: `python examples/report.py > report.html`."""

import sys
from pathlib import Path

from fireside import Cohort, match_cohort

cohort = Cohort.from_json(Path(__file__).with_name("cohort.json").read_text(encoding="utf-8"))
page = match_cohort(cohort).report(
    cohort,
    details=20,
    insight={
        "silo": "department",
        "cost": {"mentor_hour": 9_000, "mentee_hour": 6_000, "per_conversation": 500, "currency": "EUR"},
    },
    audit={"by": ["department", "grade"], "bands": {"grade": [3, 6]}},
)
sys.stdout.buffer.write(page.encode())
