"""A matcher that is told what happened: what it answers, what it remembers, and that many may ask while one tells."""

from __future__ import annotations

import copy
import json
import pickle
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import FrozenInstanceError, dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, get_args, get_type_hints

import pytest

import fireside as fs

START = datetime(2026, 12, 1, 10, tzinfo=UTC)


@pytest.fixture
def cohort() -> fs.Cohort:
    """Ada and Gil for Bo and Cy; to Bo, both are worth more than to Cy."""
    return fs.Cohort(
        topics=[fs.Topic(id="rust")],
        mentors=[
            fs.Mentor(id="ada", offers=[fs.Offer(topic="rust", level=5, willingness="eager")]),
            fs.Mentor(id="gil", offers=[fs.Offer(topic="rust", level=5)]),
        ],
        mentees=[
            fs.Mentee(id="bo", wants=[fs.Want(topic="rust", level=1)]),
            fs.Mentee(id="cy", wants=[fs.Want(topic="rust", level=4)]),
        ],
    )


def no(mentor: str = "ada", mentee: str = "bo", id: str = "e-1") -> fs.DeclinedEvent:
    return {"id": id, "at": START, "event": "declined", "mentor": mentor, "mentee": mentee}


def test_a_decline_and_the_next_choice(cohort: fs.Cohort) -> None:
    matcher = fs.Matcher(cohort)
    applied = matcher.apply(no())
    assert applied.now == START and applied.now.tzinfo is not None
    assert applied.events == (fs.Outcome(id="e-1", outcome="applied"),)
    assert applied.conversations == (fs.Conversation(mentor="ada", mentee="bo", state="declined", since=START),)
    assert [(pair.mentee, pair.mentor) for pair in applied.gained] == [("bo", "gil"), ("cy", "ada")]
    assert applied.lost == (fs.Pair(mentor="ada", mentee="bo"), fs.Pair(mentor="gil", mentee="cy"))
    assert (applied.churn, applied.gap, applied.total_points) == (1, 0, sum(pair.points for pair in applied.gained))
    assert matcher.matching().certificate.total_points == applied.total_points
    with pytest.raises(FrozenInstanceError):
        applied.churn = 0  # type: ignore[misc]


def test_applied_is_plain_data(cohort: fs.Cohort) -> None:
    applied = fs.Matcher(cohort).apply(no())
    assert json.loads(applied.to_json()) == applied.to_dict()
    assert applied.to_dict()["now"] == "2026-12-01T10:00:00Z"
    again = pickle.loads(pickle.dumps(applied))
    assert again == applied and again.to_json() == applied.to_json() and hash(again) == hash(applied)
    assert "_document" not in repr(applied)


@dataclass(frozen=True)
class Decline:
    """A host's own."""

    id: str
    at: datetime
    mentor: str
    mentee: str
    event: str = "declined"


def test_every_form_of_events_is_one(cohort: fs.Cohort) -> None:
    text = {"id": "e-1", "at": "2026-12-01T11:00:00+01:00", "event": "declined", "mentor": "ada", "mentee": "bo"}
    there = START.astimezone(timezone(timedelta(hours=3)))
    forms: list[Any] = [
        no(),
        [no()],
        (event for event in [no()]),
        text,
        Decline("e-1", there, "ada", "bo"),
        [Decline("e-1", START, "ada", "bo")],
        {"schema": "fireside/journal/1", "events": [no()]},
        {"events": (no(),)},
        fs.Journal(no()),
        fs.Journal([text]),
    ]
    assert len({fs.Matcher(cohort).apply(form).to_json() for form in forms}) == 1
    assert fs.Matcher(cohort).apply([]).events == () == fs.Matcher(cohort).apply({"events": []}).events


@pytest.mark.parametrize(
    ("events", "code", "path"),
    [
        ({"id": "e-1"}, "missing_field", "events[0].at"),
        ([no(), no(mentee="ada", id="e-2")], "contradiction", "events[1].mentee"),
        ({**no(), "at": datetime(2026, 12, 1)}, "invalid_time", "events[0].at"),
        ({**no(), "mentor": b"ada"}, "wrong_type", "events[0].mentor"),
        ([no(), 7], "wrong_type", "events[1]"),
        ("declined", "wrong_type", "events"),
        (7, "wrong_type", "events"),
        (None, "wrong_type", "events"),
        ({"schema": "fireside/journal/7", "events": []}, "unsupported_schema", "schema"),
        ({"schema": "fireside/journal/1"}, "missing_field", "events"),
        ({"events": {}, "more": 1}, "wrong_type", "events"),
    ],
)
def test_wrong_events(cohort: fs.Cohort, events: Any, code: str, path: str) -> None:
    matcher = fs.Matcher(cohort)
    before = matcher.to_state()
    with pytest.raises(fs.InvalidInputError) as raised:
        matcher.apply(events)
    assert (raised.value.code, raised.value.path) == (code, path)
    assert matcher.to_state() == before and matcher.cohort is cohort


def test_what_a_caller_raises_comes_back(cohort: fs.Cohort) -> None:
    def events() -> Any:
        yield no()
        raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        fs.Matcher(cohort).apply(events())


def test_cancelled(cohort: fs.Cohort) -> None:
    event = threading.Event()
    event.set()
    matcher = fs.Matcher(cohort)
    for work in (
        lambda: matcher.apply(no(), cancel=event),
        lambda: matcher.matching(cancel=event),
        lambda: fs.Matcher.from_journal(cohort, no(), cancel=event),
    ):
        with pytest.raises(fs.CancelledError):
            work()
    assert matcher.cohort is cohort
    assert matcher.apply(no(), timeout=60).gap == 0
    with pytest.raises(fs.InvalidInputError):
        matcher.apply(no(), timeout=-1)


def test_the_cohort_is_the_one_there_is_now(cohort: fs.Cohort) -> None:
    matcher = fs.Matcher(cohort)
    assert matcher.cohort is cohort
    matcher.apply({"id": "t-1", "at": START, "event": "tick"})
    assert matcher.cohort is cohort, "a new one only if it changed"
    matcher.apply(no())
    now = matcher.cohort
    assert now is matcher.cohort and now != cohort
    assert now.to_dict()["apart"] == [{"mentor": "ada", "mentee": "bo", "until": "2027-05-30T10:00:00Z"}]
    assert "apart" not in cohort.to_dict() or cohort.to_dict()["apart"] == []
    matcher.apply(
        {
            "id": "j-1",
            "at": START,
            "event": "joined",
            "mentees": [fs.Mentee(id="di", wants=[fs.Want(topic="rust")])],
            "mentors": [{"id": "hal", "offers": [{"topic": "rust"}]}],
        }
    )
    assert [mentee["id"] for mentee in matcher.cohort.to_dict()["mentees"]] == ["bo", "cy", "di"]
    assert matcher.changed({"remove_mentees": ["di"]}).cohort == matcher.cohort.changed({"remove_mentees": ["di"]})
    assert matcher.what_if({"remove_mentees": ["di"]}).before == matcher.matching() == matcher.run()
    assert matcher.coverage_curve() == fs.coverage_curve(matcher.cohort)


def test_what_is_due(cohort: fs.Cohort) -> None:
    matcher = fs.Matcher(cohort)
    matcher.apply({"id": "e-1", "at": START, "event": "proposed", "mentor": "ada", "mentee": "bo", "by": "mentor"})
    [talk] = matcher.conversations()
    assert (talk.state, talk.since, talk.asked_by, talk.start) == ("proposed", START, "mentor", None)
    week = timedelta(days=7)
    assert matcher.due(START + week - timedelta(microseconds=1)) == []
    due = matcher.due(START + week)
    assert due == matcher.due("2026-12-08T10:00:00Z") == json.loads(json.dumps(due))
    assert [(event["event"], event["mentor"], event["at"]) for event in due] == [
        ("expired", "ada", "2026-12-08T10:00:00Z")
    ]
    assert matcher.apply(due).events[0].outcome == "applied"
    assert matcher.apply(due).events[0].outcome == "duplicate"
    assert matcher.conversations() == [] == matcher.due(START + 2 * week)
    for wrong in (datetime(2026, 12, 8), "tomorrow", 7, None):
        with pytest.raises(fs.InvalidInputError) as raised:
            matcher.due(wrong)  # type: ignore[arg-type]
        assert raised.value.path == "now"


def test_how_people_stand(cohort: fs.Cohort) -> None:
    matcher = fs.Matcher(cohort)
    missed = START + timedelta(days=1)
    matcher.apply({"id": "e-1", "at": missed, "event": "no_show", "mentor": "ada", "mentee": "bo", "who": "mentor"})
    assert matcher.standing("ada").as_mentor is None or matcher.standing("ada").reliability is None
    matcher.apply({"id": "e-0", "at": START, "event": "scheduled", "mentor": "ada", "mentee": "bo", "start": missed})
    ada = matcher.standing("ada")
    assert ada.as_mentor is not None and ada.as_mentor.resting_until == missed + timedelta(days=14)
    assert (ada.status, ada.as_mentee, ada.responsiveness) == ("active", None, None)
    assert ada.reliability is not None and (ada.reliability.value, ada.reliability.observations) == (0.5, 1)
    with pytest.raises(fs.InvalidInputError) as raised:
        matcher.standing("adda")
    assert (raised.value.code, raised.value.path) == ("unknown_person", "person")
    assert raised.value.problems[0].suggestion == "ada"


def test_goes_on_elsewhere(cohort: fs.Cohort) -> None:
    events: list[fs.Event] = [
        {"id": "e-1", "at": START, "event": "proposed", "mentor": "ada", "mentee": "bo"},
        {"id": "e-2", "at": START, "event": "paused", "person": "cy"},
    ]
    matcher = fs.Matcher(cohort)
    matcher.apply(events)
    later: fs.Event = {"id": "e-3", "at": START, "event": "accepted", "mentor": "ada", "mentee": "bo"}
    others = [
        fs.Matcher.from_state(matcher.to_state()),
        fs.Matcher.from_state(matcher.to_state().encode()),
        fs.Matcher.from_journal(cohort, events),
        fs.Matcher.from_journal(cohort.to_dict(), fs.Journal.from_json(fs.Journal(events).to_json())),
        pickle.loads(pickle.dumps(matcher)),
        copy.deepcopy(matcher),
    ]
    answer = matcher.apply(later).to_json()
    for other in others:
        assert other.apply([*events, later]).events[0].outcome == "duplicate"
        assert other.to_state() == matcher.to_state() and other.cohort == matcher.cohort
    assert copy.copy(fs.Matcher.from_journal(cohort, events)).apply(later).to_json() == answer
    with pytest.raises(fs.InvalidInputError) as raised:
        fs.Matcher.from_state('{"schema": "fireside/state/9"}')
    assert {problem.path for problem in raised.value.problems} >= {"cohort"}


def test_a_journal(cohort: fs.Cohort) -> None:
    journal = fs.Journal([no(), {"id": "t-1", "at": START, "event": "tick"}])
    assert len(journal) == 2 and repr(journal) == "<Journal of 2 events>"
    again = fs.Journal.from_json(journal.to_json())
    assert again == journal == fs.Journal(journal.events) == pickle.loads(pickle.dumps(journal))
    assert hash(again) == hash(journal) and journal != fs.Journal() and journal != "journal"
    assert json.loads(journal.to_json()) == journal.to_dict()
    journal.events[0]["id"] = "mine to change"
    assert journal.events[0]["id"] == "e-1"
    assert [event["event"] for event in fs.Journal(journal).events] == ["declined", "tick"]


def test_the_types_name_every_event(cohort: fs.Cohort) -> None:
    names = [name for kind in get_args(fs.Event) for name in get_args(get_type_hints(kind)["event"])]
    with pytest.raises(fs.InvalidInputError) as raised:
        fs.Matcher(cohort).apply({"id": "e", "at": START, "event": "?"})
    listed = raised.value.problems[0].message
    assert all(f"`{name}`" in listed for name in names) and len(names) == len(set(names)) == 18


def test_many_ask_while_one_tells() -> None:
    """Every answer is of one moment: that of a matcher that was told the first so many events."""
    topics = [fs.Topic(id="rust"), fs.Topic(id="go")]
    mentors = [
        fs.Mentor(id=f"m{k}", capacity=2, offers=[fs.Offer(topic=("rust", "go")[k % 2], level=1 + k % 5)])
        for k in range(12)
    ]
    mentees = [
        fs.Mentee(id=f"e{k:02}", wants=[fs.Want(topic="rust", level=1 + k % 3), fs.Want(topic="go", level=1 + k % 5)])
        for k in range(30)
    ]
    cohort = fs.Cohort(topics=topics, mentors=mentors, mentees=mentees)
    kinds = ("declined", "proposed", "paused", "held", "resumed", "left")
    events: list[fs.EventLike] = []
    for k in range(36):
        about = {"mentor": f"m{k % 7}", "mentee": f"e{k * 7 % 30:02}"}
        what = kinds[k % 6]
        person = {"person": about["mentee"] if k % 4 else about["mentor"]}
        at = START + timedelta(hours=k)
        names = person if what in ("paused", "resumed", "left") else about
        events.append({"id": f"e-{k}", "at": at, "event": what, **names})

    def asked(matcher: fs.Matcher) -> tuple[str, str, str]:
        suggested = repr(matcher.suggest("e01", 3))
        explained = repr(matcher.explain("m8", "e01"))
        return suggested, explained, matcher.matching().to_json()

    told = fs.Matcher(cohort)
    moments = [asked(told)]
    for event in events:
        told.apply(event)
        moments.append(asked(told))
    known = [set(column) for column in zip(*moments, strict=True)]
    assert len(known[2]) > 10, "the events make a difference"

    matcher = fs.Matcher(cohort)
    done = threading.Event()

    def ask(which: int) -> int:
        count = 0
        while True:
            last = done.is_set()
            answer = (
                lambda: repr(matcher.suggest("e01", 3)),
                lambda: repr(matcher.explain("m8", "e01")),
                lambda: matcher.matching().to_json(),
            )[which]()
            assert answer in known[which]
            count += 1
            if last:
                assert answer == moments[-1][which]
                return count

    with ThreadPoolExecutor(6) as pool:
        asking = [pool.submit(ask, which) for which in (0, 1, 2, 2)]
        try:
            for event in events:
                matcher.apply(event)
        finally:
            done.set()
        assert all(one.result() > 0 for one in asking)
    assert matcher.to_state() == told.to_state()


def test_who_waits(cohort: fs.Cohort) -> None:
    matcher = fs.Matcher(cohort.changed({"remove_mentors": ["gil"]}))
    [cy] = matcher.waiting().waiting
    assert (cy.mentee, cy.open, cy.matched, cy.mentors, cy.seats, cy.taken) == ("cy", 1, 0, 1, 1, 1)
    assert (cy.since, cy.expected, cy.reason) == (None, None, "no_history")
    about: dict[str, Any] = {"mentor": "ada", "mentee": "bo"}
    matcher.apply([
        {"id": "1", "at": START, "event": "proposed", **about},
        {"id": "2", "at": START + timedelta(hours=10), "event": "withdrawn", **about},
        {"id": "3", "at": START + timedelta(hours=20), "event": "joined", "mentees": [{"id": "di", "wants": [{"topic": "rust"}]}]},
    ])
    found = matcher.waiting()
    assert (found.now, found.releases, found.seat_hours, found.complete) == (START + timedelta(hours=20), 1, 20, True)
    # Ada: 2 in 20 + 20 hours; two wait for her: 40 hours. Bo waited 0 and 10 hours, Cy 20, Di 0, and Bo's first wait ended where 30/40 were to:
    # 2 / 1.75, so that Di waits 35. Of 4 hours beyond 16 none ended where 4/40 were to: 1 / (1.75/2 + 0.1), so that Cy waits 39.
    assert (found.ended, found.waited_hours) == (1, 30)
    cy, di = found.waiting
    assert (cy.mentee, cy.since, cy.expected) == ("cy", None, fs.ExpectedWait(hours=39, low=4, high=90))
    assert (di.mentee, di.since, di.reason) == ("di", START + timedelta(hours=20), None)
    assert di.expected == fs.ExpectedWait(hours=35, low=3, high=81)
    assert found.to_dict() == json.loads(found.to_json()) and found.to_dict()["schema"] == "fireside/waiting/1"
    assert found == fs.Matcher.from_state(matcher.to_state()).waiting() == pickle.loads(pickle.dumps(found))
    late = matcher.waiting(timeout=0)
    assert not late.complete and {one.reason for one in late.waiting} == {"no_time"}
    stop = threading.Event()
    stop.set()
    with pytest.raises(fs.CancelledError):
        matcher.waiting(cancel=stop)


def test_what_outcomes_say_of_weights() -> None:
    mentors = [{"id": f"m{k}", "offers": [{"topic": "rust", "level": 1 + k % 5}]} for k in range(20)]
    mentees = [{"id": f"e{k}", "wants": [{"topic": "rust", "level": 3}]} for k in range(20)]
    cohort = fs.Cohort.from_dict({"topics": [{"id": "rust"}], "mentors": mentors, "mentees": mentees})
    events: list[fs.EventLike] = []
    for k in range(400):
        about: dict[str, Any] = {"mentor": f"m{k // 20}", "mentee": f"e{k % 20}"}
        yes = (k // 20 % 5 >= 2) != (k % 7 == 0)
        events.append({"id": f"a{k}", "at": START, "event": "proposed", **about})
        events.append({"id": f"b{k}", "at": START, "event": "accepted" if yes else "declined", **about})
    fit = fs.fit_weights(cohort, events)
    assert (fit.schema, fit.observations, fit.refused, fit.detail) == ("fireside/weight-fit/1", 400, None, None)
    assert {weight.component: weight.fitted for weight in fit.weights} == {"interests": 100, "availability": 0, "preference": 0, "affinity": 0}
    assert fit.auc is not None and fit.auc > 0.75
    assert sum(bin.observations for bin in fit.calibration) == 400
    assert all(bin.low <= bin.accepted <= bin.high for bin in fit.calibration)
    assert fit == fs.Matcher.from_journal(cohort, events).fit_weights() == pickle.loads(pickle.dumps(fit))
    assert fit.to_dict() == json.loads(fit.to_json())
    assert fs.fit_weights(cohort, events, timeout=0).refused == "deadline"
    assert fs.fit_weights(cohort, events[:20]).refused == "too_few"
    stop = threading.Event()
    stop.set()
    with pytest.raises(fs.CancelledError):
        fs.fit_weights(cohort, events, cancel=stop)
    with pytest.raises(fs.InvalidInputError) as raised:
        fs.fit_weights(cohort, {"id": "e", "at": START, "event": "declined", "mentor": "m0", "mentee": "m0"})
    assert raised.value.path == "events[0].mentee"


def test_several_may_tell(cohort: fs.Cohort) -> None:
    """Events about two people come in any order, from any thread."""
    events = [no(mentor, mentee, f"{mentor}-{mentee}") for mentor in ("ada", "gil") for mentee in ("bo", "cy")]
    matcher = fs.Matcher(cohort)
    with ThreadPoolExecutor(4) as pool:
        assert all(applied.events[0].outcome == "applied" for applied in pool.map(matcher.apply, events))
    assert matcher.to_state() == fs.Matcher.from_journal(cohort, events).to_state()


def test_repairs_that_may_wait(cohort: fs.Cohort) -> None:
    """A matching that has lost a pair goes on without it as long as that is allowed, and is made up for later."""
    matcher = fs.Matcher(cohort)
    waiting = matcher.apply(no(), max_regret=10_000_000)
    assert not waiting.gained and [pair.mentee for pair in waiting.lost] == ["bo"]
    assert waiting.gap is not None and 0 < waiting.gap <= 10_000_000
    made_up = matcher.apply({"id": "e-2", "at": "2026-12-01T10:00:00Z", "event": "tick"})
    assert made_up.gap == 0 and {pair.mentee for pair in made_up.gained} >= {"bo"}
    assert made_up.total_points == matcher.matching().certificate.total_points
    for wrong, code in ((-1, "out_of_range"), ("much", "wrong_type")):
        with pytest.raises(fs.InvalidInputError) as raised:
            matcher.apply(no(), max_regret=wrong)  # type: ignore[arg-type]
        assert (raised.value.code, raised.value.path) == (code, "max_regret")


def test_a_fork_knows_alone_what_it_is_told(cohort: fs.Cohort) -> None:
    matcher = fs.Matcher(cohort)
    matcher.apply(no("gil", "bo", "e-0"))
    before = matcher.to_state()
    fork = matcher.fork()
    assert fork.to_state() == before
    told = fork.apply({"id": "e-1", "at": "2026-12-01T10:00:00Z", "event": "left", "person": "ada"})
    assert [pair.mentor for pair in told.lost] == ["ada"]
    assert (matcher.to_state(), len(fork.cohort.mentors), len(matcher.cohort.mentors)) == (before, 1, 2)


def test_a_list_without_reasons(cohort: fs.Cohort) -> None:
    matcher = fs.Matcher(cohort)
    assert matcher.shortlist("bo", 5) == [(pairing.mentor, pairing.points) for pairing in matcher.suggest("bo", 5)]
    assert (len(matcher.shortlist("bo", 1)), matcher.shortlist("bo", 0)) == (1, [])
    with pytest.raises(fs.InvalidInputError) as raised:
        matcher.shortlist("boo")
    assert (raised.value.code, raised.value.path) == ("unknown_person", "mentee")
