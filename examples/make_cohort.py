"""Writes the demo cohort, examples/cohort.json: the same bytes every time.

Everybody in it is invented. What is real is the shape: how wanted and offered topics are distributed (a few asked for by
many, many by few), how many people leave things blank (a third of mentees, a quarter of mentors), how they misspell and
abbreviate, how load and seats are spread, and that some work part-time and in other zones.

    python3 examples/make_cohort.py            writes examples/cohort.json
    python3 examples/make_cohort.py --check    exits with 1 if it is not what this writes
"""

import json
import random
import sys
from pathlib import Path

MENTORS, MENTEES, BOTH = 250, 400, 30
HORIZON = {"from": "2026-10-19", "days": 14}  # clocks go back in Europe on 25 October, in North America on 1 November

# area: topics, each as "Label | alias | alias > related id, related id"
AREAS = {
    "Programming": [
        "Python | py", "Rust | rustlang > cpp", "C++ | cpp lang", "Java", "JavaScript | JS | ecmascript > typescript",
        "TypeScript | TS", "Go | golang", "C# | c sharp | dotnet", "SQL > data-modelling", "Testing | unit tests | QA",
        "Code Review", "Debugging", "Legacy Code > refactoring", "Refactoring", "Functional Programming | FP",
    ],
    "Web and Mobile": [
        "React | reactjs | react.js > javascript", "Accessibility | a11y", "CSS", "Web Performance", "Android | kotlin",
        "iOS | swift", "API Design | REST > microservices", "GraphQL",
    ],
    "Data": [
        "Data Science | DS > machine-learning", "Machine Learning | ML", "Time Series > forecasting", "Forecasting",
        "Statistics | stats", "Data Modelling | data modeling", "Business Intelligence | BI | dashboards", "Excel | spreadsheets",
        "Data Privacy | GDPR > compliance", "Natural Language Processing | NLP",
    ],
    "Operations": [
        "Cloud | AWS | Azure", "Kubernetes | k8s", "Linux", "Observability | monitoring", "Security | infosec > compliance",
        "Networking Basics | networks", "Incident Response | on call", "Microservices", "Databases | DB > sql",
    ],
    "Career": [
        "Career Planning | career", "Career Change | switching career", "Promotion | getting promoted", "First Job | graduate start",
        "Interviewing | job interviews", "CV Writing | resume", "Returning from Leave | parental leave", "Part-time Work",
        "Working Abroad | relocation", "Mentoring Others | becoming a mentor",
    ],
    "Leadership": [
        "Managing People | people management", "First-time Management | new manager > managing-people", "Giving Feedback | feedback",
        "Delegation", "Conflict Resolution | conflict > difficult-conversations", "Difficult Conversations", "Hiring > interviewing",
        "Strategy", "Decision Making", "Leading without Authority | influence > stakeholder-management", "Coaching | coaching skills",
    ],
    "Communication": [
        "Public Speaking | presentations | speaking in public", "Writing | business writing", "Negotiation", "Storytelling > public-speaking",
        "Stakeholder Management | stakeholders", "Listening", "Facilitation | running workshops", "Meetings",
        "English for Work | business english", "Networking | meeting people > visibility", "Visibility | self promotion",
    ],
    "Culture": [
        "Company History | how things work here", "Remote Work | working from home | WFH", "Work-Life Balance | balance > stress",
        "Stress | burnout", "Inclusion | diversity | D&I", "Neurodiversity > inclusion", "Cross-cultural Work | culture",
        "Women in Tech > inclusion", "Volunteering",
    ],
    "Business": [
        "Product Management | PM", "Project Management | projects > planning", "Planning", "Agile | scrum", "Finance | budgets",
        "Compliance", "Procurement", "Sales", "Marketing", "Customer Support | support", "User Research | UX research > design",
        "Design | UX", "Contracts | legal basics > compliance",
    ],
}
ZONES = ["Europe/London"] * 7 + ["America/New_York"] * 5 + ["Asia/Kolkata"] * 4 + ["Europe/Berlin"] * 4 + [
    "America/Sao_Paulo", "Australia/Sydney", "Asia/Tokyo", "Africa/Nairobi", "America/Los_Angeles",
]
DEPARTMENTS = ["Engineering"] * 7 + ["Sales"] * 4 + ["Operations"] * 4 + ["Finance"] * 2 + ["Product"] * 3 + ["People"] * 2 + ["Legal"]
AREA_OF = {"Engineering": ["Programming", "Web and Mobile", "Operations"], "Sales": ["Business", "Communication"],
           "Operations": ["Operations", "Business"], "Finance": ["Business", "Data"], "Product": ["Business", "Data", "Web and Mobile"],
           "People": ["Culture", "Career", "Leadership"], "Legal": ["Business", "Communication"]}
NAMES = ("Abena Aiko Akira Alba Amara Amir Anouk Arjun Asha Astrid Ayla Bao Beatriz Bela Birgit Bruno Carmen Chidi Chloe Dara "
         "Dewi Dina Eamon Eira Elif Emeka Esra Farah Femi Fiona Freya Gabor Gita Goran Hana Haruto Ida Ines Ingrid Isla Jamal "
         "Jin Joana Jun Kofi Kaja Karim Keiko Lamar Leila Lena Lior Luca Mai Malik Mara Mateo Mei Milan Mina Nadia Nia Nils "
         "Noor Olu Omar Oona Paolo Petra Priya Quinn Ravi Rosa Sana Selin Sina Sofia Suki Tariq Tess Thandi Tomas Uma Vera "
         "Wanda Wei Xiu Yara Yusuf Zane Zara Zofia").split()
VAGUE = ["career", "growing", "getting better at my job", "leadership stuff", "not sure yet"]
DAYS = ["mon", "tue", "wed", "thu", "fri"]


def slug(label: str) -> str:
    return label.lower().replace("c++", "cpp").replace("c#", "csharp").replace(" ", "-")


def taxonomy() -> list[dict]:
    topics = []
    for area, entries in AREAS.items():
        topics.append({"id": slug(area), "label": area})
        for entry in entries:
            names, _, related = entry.partition(" > ")
            label, *aliases = names.split(" | ")
            topic = {"id": slug(label), "label": label, "broader": [slug(area)]}
            if aliases:
                topic["aliases"] = aliases
            if related:
                topic["related"] = related.split(", ")
            topics.append(topic)
    return topics


class Maker:
    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.topics = taxonomy()
        self.leaves = [topic for topic in self.topics if "broader" in topic]
        order = self.leaves[:]
        self.dice.shuffle(order)
        # Zipf: the k-th most popular topic is named in proportion to 1 / (k + 2).
        self.popularity = {topic["id"]: 1 / (rank + 2) for rank, topic in enumerate(order)}
        for topic in self.leaves:
            if topic["broader"] in (["career"], ["leadership"], ["communication"]):
                self.popularity[topic["id"]] *= 2.5  # what people of every department ask for
        self.used_names: dict[str, int] = {}

    def chance(self, share: float) -> bool:
        return self.dice.random() < share

    def name(self) -> str:
        first = self.dice.choice(NAMES)
        self.used_names[first] = self.used_names.get(first, 0) + 1
        return f"{first} {self.used_names[first]}" if self.used_names[first] > 1 else first

    def pick_topics(self, count: int, department: str) -> list[dict]:
        near = {slug(area) for area in AREA_OF[department]}
        weights = [self.popularity[topic["id"]] * (4 if topic["broader"][0] in near else 1) for topic in self.leaves]
        picked: dict[str, dict] = {}
        while len(picked) < count:
            topic = self.dice.choices(self.leaves, weights)[0]
            picked[topic["id"]] = topic
        return list(picked.values())

    def spelling(self, topic: dict) -> str:
        """As a person types it: mostly the label, often an alias, sometimes in capitals, now and then misspelt."""
        roll = self.dice.random()
        if roll < 0.25 and "aliases" in topic:
            return self.dice.choice(topic["aliases"])
        if roll < 0.35:
            return topic["label"].upper()
        if roll < 0.45:
            return topic["label"].lower()
        if roll < 0.48 and len(topic["label"]) > 6:
            at = self.dice.randrange(2, len(topic["label"]) - 1)
            return topic["label"][:at] + topic["label"][at + 1 :]  # a letter is missing
        return topic["label"]

    def availability(self, zone: str) -> dict:
        days = DAYS[:]
        if self.chance(0.25):  # part-time
            days = self.dice.sample(DAYS, self.dice.choice([2, 3, 4]))
        weekly = []
        for day in sorted(days, key=DAYS.index):
            if self.chance(0.7):
                start = self.dice.choice([8, 9, 10, 11, 12, 13, 14, 15, 16])
                weekly.append({"day": day, "start": f"{start:02}:{self.dice.choice(['00', '30'])}", "end": f"{start + self.dice.choice([1, 2, 3]):02}:30"})
        stated: dict = {"time_zone": zone, "weekly": weekly}
        if self.chance(0.15):
            first = self.dice.randrange(19, 29)
            stated["away"] = [{"from": f"2026-10-{first}", "to": f"2026-10-{first + 2}"}]
        if self.chance(0.1) or not weekly:
            day = self.dice.randrange(19, 31)
            stated["extra"] = [{"start": f"2026-10-{day}T17:00", "end": f"2026-10-{day}T18:30"}]
        return stated

    def person(self, identity: str) -> dict:
        department = self.dice.choice(DEPARTMENTS)
        zone = self.dice.choice(ZONES)
        languages = ["en"] if self.chance(0.95) else []
        extra = {"Europe/Berlin": "de", "America/Sao_Paulo": "pt", "Asia/Tokyo": "ja", "Asia/Kolkata": "hi"}.get(zone)
        if extra and self.chance(0.8):
            languages.append(extra)
        if self.chance(0.2):
            languages.append(self.dice.choice(["fr", "es"]))
        languages = languages or ["es"]
        attributes = {"department": department, "languages": sorted(set(languages)), "grade": self.dice.choices(range(1, 10), [9, 9, 8, 7, 5, 4, 3, 2, 1])[0]}
        if self.chance(0.04):
            del attributes["grade"]
        person = {"id": identity, "name": self.name(), "attributes": attributes}
        if self.chance(0.8):
            person["availability"] = self.availability(zone)
        return person

    def make(self) -> dict:
        mentors = [self.person(f"m{k:03}") for k in range(MENTORS)]
        mentees = [self.person(f"p{k:03}") for k in range(MENTEES - BOTH)]
        for mentor in mentors:
            department = mentor["attributes"]["department"]
            if "grade" in mentor["attributes"]:
                mentor["attributes"]["grade"] = min(9, mentor["attributes"]["grade"] + self.dice.choice([1, 2, 3]))
            if not self.chance(0.25):
                mentor["offers"] = [
                    {"topic": self.spelling(topic), "level": self.dice.choice([2, 3, 3, 4, 4, 5]),
                     "willingness": self.dice.choices(["eager", "willing", "if_needed", "no"], [30, 50, 14, 6])[0]}
                    for topic in self.pick_topics(self.dice.choice([1, 2, 2, 3, 3, 4, 5]), department)
                ]
            mentor["capacity"] = self.dice.choices([0, 1, 2, 3], [5, 75, 15, 5])[0]
            if self.chance(0.05):
                mentor["status"] = "paused"
        for k in range(BOTH):  # the same people, asking
            person = {key: mentors[k][key] for key in ("id", "name", "attributes", "availability") if key in mentors[k]}
            mentees.append(json.loads(json.dumps(person)))
        for mentee in mentees:
            department = mentee["attributes"]["department"]
            roll = self.dice.random()
            if roll < 0.28:
                pass  # blank
            elif roll < 0.33:
                mentee["wants"] = [{"topic": self.dice.choice(VAGUE)}]
            else:
                picked = self.pick_topics(self.dice.choice([1, 1, 2, 2, 3]), department)
                mentee["wants"] = [
                    {"topic": self.spelling(topic), "importance": self.dice.choice([1, 2, 3, 3, 4, 5]), "level": self.dice.choice([1, 1, 2, 2, 3, 4])}
                    for topic in picked
                ]
            if self.chance(0.08):
                mentee["mentors_wanted"] = 2
            if self.chance(0.03):
                mentee["status"] = "paused"
            if self.chance(0.12):
                mentee["passed_over"] = self.dice.choice([1, 1, 2])
        self.report_to(mentors, mentees)
        ids = [mentor["id"] for mentor in mentors]
        for mentee in mentees:
            if self.chance(0.12):
                mentee["prefers"] = self.dice.sample(ids, self.dice.choice([1, 2]))
            if self.chance(0.02):
                mentee["blocks"] = [self.dice.choice(ids)]
        for mentor in self.dice.sample(mentors, 20):
            mentor["prefers"] = [self.dice.choice(mentees)["id"]]
        history = [
            {"mentor": self.dice.choice(ids), "mentee": self.dice.choice(mentees)["id"], "round": round_}
            for round_ in ("2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3") for _ in range(60)
        ]
        return {
            "schema": "fireside/cohort/1",
            "topics": self.topics,
            "mentors": mentors,
            "mentees": mentees,
            "history": history,
            "locked": self.locks(mentors, mentees),
            "affinities": [
                {"mentor": mentor, "mentee": mentees[k]["id"], "value": self.dice.choice([0.4, 0.6, 0.8, 1.0])}
                for k, mentor in zip(self.dice.sample(range(len(mentees)), 40), self.dice.sample(ids, 40))
            ],
            "policy": {
                "weights": {"interests": 60, "availability": 15, "preference": 10, "affinity": 2},
                "rules": [
                    {"rule": "not_in_reporting_line"},
                    {"rule": "must_share", "attribute": "languages"},
                    {"rule": "gap", "attribute": "grade", "min": -2, "max": 6},
                    {"rule": "no_repeat", "rounds": 2},
                    {"rule": "prefer_differ", "attribute": "department", "weight": 8},
                    {"rule": "prefer_gap", "attribute": "grade", "target": 2, "weight": 5},
                ],
                "horizon": HORIZON,
                "min_score": 0.2,
                "blank_wants": "ask",
                "unknown_topics": "adopt",
            },
        }

    def report_to(self, mentors: list[dict], mentees: list[dict]) -> None:
        """A line a few levels deep in every department: people report to somebody of a higher grade."""
        everyone = {person["id"]: person for person in mentors + mentees}
        by_department: dict[str, list[dict]] = {}
        for person in everyone.values():
            by_department.setdefault(person["attributes"]["department"], []).append(person)
        managers: dict[str, str] = {}
        for people in by_department.values():
            for person in people:
                grade = person["attributes"].get("grade", 1)
                above = [other["id"] for other in people if grade < other["attributes"].get("grade", 1) <= grade + 2]
                if above and self.chance(0.9):
                    managers[person["id"]] = self.dice.choice(above)
        for person in mentors + mentees:
            if person["id"] in managers:
                person["manager"] = managers[person["id"]]

    def locks(self, mentors: list[dict], mentees: list[dict]) -> list[dict]:
        """Three pairs that go on from the round before, none of which any rule forbids."""
        locks: list[dict] = []
        for mentee in mentees:
            for mentor in mentors:
                if len(locks) == 3:
                    return locks
                wanted = {want["topic"] for want in mentee.get("wants", [])}
                offered = {offer["topic"] for offer in mentor.get("offers", []) if offer["willingness"] == "eager"}
                one, two = mentor["attributes"], mentee["attributes"]
                fits = (
                    wanted & offered and "status" not in mentor and "status" not in mentee and mentor["capacity"] > 1
                    and mentor["id"] != mentee["id"] and mentor["id"] not in mentee.get("blocks", [])
                    and one["department"] != two["department"] and set(one["languages"]) & set(two["languages"])
                    and -2 <= one.get("grade", 99) - two.get("grade", 99) <= 6
                    and all(lock["mentee"] != mentee["id"] and lock["mentor"] != mentor["id"] for lock in locks)
                )
                if fits:
                    locks.append({"mentor": mentor["id"], "mentee": mentee["id"]})
        return locks


def text() -> str:
    """One person, topic or pair a line, so that a diff shows who changed."""
    cohort = Maker(seed=20261019).make()
    parts = []
    for key, value in cohort.items():
        if isinstance(value, list):
            lines = ",\n".join("    " + json.dumps(item, ensure_ascii=False) for item in value)
            parts.append(f"  {json.dumps(key)}: [\n{lines}\n  ]")
        else:
            parts.append(f"  {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


if __name__ == "__main__":
    path = Path(__file__).with_name("cohort.json")
    if "--check" in sys.argv:
        sys.exit(0 if path.read_text(encoding="utf-8") == text() else f"{path} is not what this script writes")
    path.write_text(text(), encoding="utf-8")
