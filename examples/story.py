"""The same small story as story.rs and story.mjs: the three print the same, to the byte."""

from datetime import date, time

from fireside import (
    Availability,
    Cohort,
    Horizon,
    InvalidInputError,
    Matcher,
    Mentee,
    Mentor,
    MustShare,
    Offer,
    Policy,
    PreferDiffer,
    Topic,
    Want,
    WeeklyWindow,
)

policy = Policy(
    horizon=Horizon(from_=date(2026, 12, 1)),
    rules=[MustShare(attribute="languages"), PreferDiffer(attribute="department", weight=5)],
)
london = Availability(
    time_zone="Europe/London", weekly=[WeeklyWindow(day="tue", start=time(9, 0), end=time(12, 0))]
)
kolkata = Availability(
    time_zone="Asia/Kolkata", weekly=[WeeklyWindow(day="tue", start=time(15, 0), end=time(18, 0))]
)
cohort = Cohort(
    topics=[
        Topic(id="systems", label="Systems Programming"),
        Topic(id="rust", label="Rust", aliases=["rustlang"], broader=["systems"]),
        Topic(id="speaking", label="Public Speaking"),
    ],
    mentors=[
        Mentor(
            id="ada",
            name="Ada",
            offers=[Offer(topic="RustLang", level=5, willingness="eager")],
            availability=london,
            attributes={"languages": ["en", "fr"], "department": "Engineering"},
        ),
        Mentor(
            id="gil",
            name="Gil",
            offers=[Offer(topic="speaking", level=4), Offer(topic="rust", willingness="no")],
            capacity=2,
            attributes={"languages": ["en"], "department": "Sales"},
        ),
    ],
    mentees=[
        Mentee(
            id="bo",
            name="Bo",
            wants=[Want(topic="systems", importance=5, level=1), Want(topic="Public speaking")],
            mentors_wanted=2,
            availability=kolkata,
            attributes={"languages": ["en"], "department": "Engineering"},
        ),
        Mentee(
            id="cem", name="Cem", wants=[Want(topic="rust", level=2)], attributes={"languages": ["fr"], "department": "Law"}
        ),
        Mentee(id="dag", name="Dag"),
    ],
    policy=policy,
)

matcher = Matcher(cohort)
matching = matcher.run()
for pairing in matching.pairings:
    print(f"{pairing.points} {pairing.mentor} -> {pairing.mentee}: {pairing.summary}")
for absent in matching.unmatched:
    print(f"{absent.mentee} meets nobody: {'; '.join(reason.detail for reason in absent.reasons)}")
for spare in matching.spare:
    print(f"{spare.mentor} has {spare.seats} left: {'; '.join(reason.detail for reason in spare.reasons)}")
print(f"best for bo: {', '.join(pairing.mentor for pairing in matcher.suggest('bo', 5))}")
print(f"why not gil and cem: {'; '.join(reason.detail for reason in matcher.explain('gil', 'cem').reasons)}")
matching.verify(cohort)
try:
    Cohort.from_json('{"topics":[{"id":"rust"}],"mentees":[{"id":"bo","wants":[{"topic":"rsut"}]},{"id":"bo"}]}')
except InvalidInputError as error:
    for problem in error.problems:
        print(f"{problem.code} {problem.path}: {problem.message}")
print(cohort.to_json())
print(matching.to_json())
