"""Invitations, as Python sees them, and as two other readers of iCalendar do."""

from __future__ import annotations

import copy
import io
import json
import pickle
import zoneinfo
from collections.abc import Iterator
from dataclasses import FrozenInstanceError
from datetime import UTC, datetime, timedelta, timezone
from itertools import count
from typing import Any

import icalendar
import pytest
import tzdata
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st

import fireside as fs

STAMP = datetime(2026, 11, 20, 8, 0, 17, 250, tzinfo=UTC)
ZONES = [
    "Europe/London",
    "Europe/Dublin",
    "Africa/Casablanca",
    "Australia/Lord_Howe",
    "Asia/Kolkata",
    "America/St_Johns",
    "America/New_York",
    "Antarctica/Troll",
    "Pacific/Chatham",
    "Africa/Cairo",
]


@pytest.fixture(scope="module", autouse=True)
def same_zones() -> Iterator[None]:
    """Python's zones from the release that the core has built in; the machine's may be older."""
    assert fs.match_cohort(fs.Cohort()).run.time_zone_data == tzdata.IANA_VERSION
    usual = zoneinfo.TZPATH
    zoneinfo.reset_tzpath(to=())
    zoneinfo.ZoneInfo.clear_cache()
    yield
    zoneinfo.reset_tzpath(to=usual)
    zoneinfo.ZoneInfo.clear_cache()


def cohort(zone: str = "Europe/London", mentor: str = "Ada", mentee: str = "Bo", start: str = "09:00") -> fs.Cohort:
    hours = [fs.WeeklyWindow(day="tue", start=start, end="24:00")]
    return fs.Cohort(
        topics=[fs.Topic(id="rust", label="Rust")],
        policy=fs.Policy(horizon=fs.Horizon(from_="2026-12-01", days=7)),
        mentors=[
            fs.Mentor(
                id="ada",
                name=mentor,
                offers=[fs.Offer(topic="rust")],
                capacity=2,
                availability=fs.Availability(time_zone=zone, weekly=hours),
            )
        ],
        mentees=[fs.Mentee(id=id, name=mentee, wants=[fs.Want(topic="rust")]) for id in ("bo", "cem")],
    )


def times(people: fs.Cohort) -> fs.Schedule:
    return fs.schedule_matching(people, fs.match_cohort(people))


def write(people: fs.Cohort, schedule: fs.Schedule, **given: Any) -> fs.Invitations:
    usual: dict[str, Any] = {
        "programme": "2026 Q4",
        "domain": "example.com",
        "stamp": STAMP,
        "organizer": fs.Contact(address="mentoring@example.com", name="Mentoring"),
        "attendees": {"ada": fs.Contact(address="ada@example.com"), "bo": {"address": "mailto:bo+work@example.com"}},
    }
    return fs.write_invitations(people, schedule, **(usual | given))


def at(zone: str, *starts: datetime) -> fs.Schedule:
    """A schedule of sessions of half an hour, on clocks in a zone, with Bo and then with Cem."""
    people = cohort()
    document = times(people).to_dict()
    sessions = sorted(document["sessions"], key=lambda session: session["mentee"])
    for session, start in zip(sessions, starts, strict=False):
        end = start + timedelta(minutes=30)
        session["start"], session["end"] = (f"{when:%Y-%m-%dT%H:%M}:00Z" for when in (start, end))
        session["mentor_local"]["time_zone"] = zone
    document["sessions"] = sessions[: len(starts)]
    return fs.Schedule.from_dict(document)


def both(text: str) -> tuple[Any, Any]:
    """The only event of a text, as either reader has it."""
    [event] = icalendar.Calendar.from_ical(text).walk("VEVENT")
    return event, vobject.readOne(text).vevent


def instants(text: str, property: str, zone: str) -> set[datetime]:
    """The start or the end as either reader has it, in UTC."""
    event, other = both(text)
    read = [event[property.upper()].dt]
    # `vobject` goes by definitions, and remembers the last one of a name; but what was UTC from 2000 to 2020 by its definition is no
    # zone to it, unless it knows the name.
    if ("Somewhere" in text) != (zone in UTC_ONCE):
        read.append(other.contents[property][0].value)
    assert all(when.tzinfo is not None for when in read)
    return {when.astimezone(UTC) for when in read}


UTC_ONCE = {"Europe/London", "Europe/Dublin", "Africa/Casablanca", "Antarctica/Troll"}
NAMES = (f"Somewhere{number}" for number in count())


def defined(text: str) -> str:
    """The text with another name for its zone, so that only its own definition can say what it means.

    A new one each time: both readers remember what a name meant before.
    """
    unfolded, name = text.replace("\r\n ", ""), next(NAMES)
    for zone in ZONES:
        unfolded = unfolded.replace(f"TZID={zone}", f"TZID={name}").replace(f"TZID:{zone}", f"TZID:{name}")
    return unfolded


def test_documents_and_objects() -> None:
    people = cohort()
    invitations = write(people, times(people))
    assert repr(invitations) == "<Invitations, 2 conversations, 2 messages to be sent>"
    [bo, cem] = invitations.invitations
    assert isinstance(bo, fs.Invitation)
    assert (bo.change, bo.sequence, bo.start) == ("new", 0, datetime(2026, 12, 1, 9, tzinfo=UTC))
    assert invitations.stamp == bo.stamp == STAMP.replace(second=0, microsecond=0)
    assert bo.local == fs.LocalTime(
        time_zone="Europe/London", start="2026-12-01T09:00+00:00", end="2026-12-01T09:30+00:00"
    )
    assert bo.messages[0].to == ("ada@example.com", "bo+work@example.com")
    assert cem.attendees == (fs.Attendee(person="ada", address="ada@example.com", name="Ada"),), "Cem has no address"
    assert invitations.organizer == fs.Contact(address="mentoring@example.com", name="Mentoring")
    assert invitations.window == fs.Window(start="2026-12-01T00:00:00Z", end="2026-12-08T00:00:00Z")
    assert (invitations.programme, invitations.domain) == ("2026 Q4", "example.com")
    assert invitations.figures.new == invitations.figures.messages == 2
    assert invitations.time_zone_data == fs.match_cohort(people).run.time_zone_data
    with pytest.raises(FrozenInstanceError):
        bo.sequence = 1  # type: ignore[misc]
    with pytest.raises(TypeError, match="write_invitations"):
        fs.Invitations()
    for other in (
        fs.Invitations.from_json(invitations.to_json()),
        fs.Invitations.from_json(invitations.to_json().encode()),
        fs.Invitations.from_dict(invitations.to_dict()),
        pickle.loads(pickle.dumps(invitations)),
        copy.deepcopy(invitations),
    ):
        assert other == invitations and hash(other) == hash(invitations)
        assert other.invitations == invitations.invitations
    assert invitations.to_dict() == json.loads(invitations.to_json())


def test_a_story() -> None:
    people = cohort()
    first = write(people, times(people))
    same = write(people, times(people), previous=first)
    assert [(one.change, one.sequence, one.messages) for one in same.invitations] == [("unchanged", 0, ())] * 2
    moved = write(people, at("Europe/London", datetime(2026, 12, 1, 17, tzinfo=UTC)), previous=same)
    assert [one.change for one in moved.invitations] == ["moved", "cancelled"]
    assert [one.messages[0].method for one in moved.invitations] == ["REQUEST", "CANCEL"]
    gone = write(people, at("Europe/London"), previous=moved, stamp="2026-11-21T08:00:00Z")
    assert [(one.change, one.sequence) for one in gone.invitations] == [("cancelled", 2), ("gone", 1)]
    again = write(people, times(people), previous=fs.Invitations.from_json(gone.to_json()), stamp=STAMP + timedelta(days=1))
    assert [(one.change, one.sequence) for one in again.invitations] == [("new", 3), ("new", 2)]
    assert [one.uid for one in again.invitations] == [one.uid for one in first.invitations]
    event, other = both(again.invitations[0].messages[0].text)
    assert str(event["UID"]) == other.uid.value == first.invitations[0].uid


@settings(deadline=None, max_examples=100)
@given(
    zone=st.sampled_from(ZONES),
    minutes=st.integers(0, 5 * 365 * 24 * 4).map(lambda quarters: quarters * 15),
    names=st.tuples(*[st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=80)] * 2).filter(
        lambda names: all(name.strip() and len(name.encode()) <= 256 for name in names)
    ),
    room=st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), max_size=60).map(lambda room: f"Room {room}."),
)
def test_two_readers_see_the_same(zone: str, minutes: int, names: tuple[str, str], room: str) -> None:
    start = datetime(2026, 12, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    written = write(cohort(mentor=names[0], mentee=names[1]), at(zone, start), location=room)
    [invitation] = written.invitations
    [message] = invitation.messages
    # `icalendar` knows zones by name, which is what most programs do; its database is of the release that the core has built in.
    for text in (message.text, defined(message.text)):
        assert instants(text, "dtstart", zone) == {start}
        assert instants(text, "dtend", zone) == {start + timedelta(minutes=30)}
        event, other = both(text)
        assert str(event["UID"]) == other.uid.value == invitation.uid
        assert int(event["SEQUENCE"]) == int(other.sequence.value) == invitation.sequence == 0
        assert event["DTSTAMP"].dt == other.dtstamp.value == invitation.stamp
        called = ["mailto:ada@example.com", "mailto:bo+work@example.com"]
        assert [str(address) for address in event["ATTENDEE"]] == called
        assert [attendee.value for attendee in other.contents["attendee"]] == called
        assert str(event["ORGANIZER"]) == other.organizer.value == "mailto:mentoring@example.com"
        assert str(event["SUMMARY"]) == other.summary.value == f"Rust: {names[0]} and {names[1]}"
        assert str(event["LOCATION"]) == other.location.value == room
        assert str(event["DESCRIPTION"]) == other.description.value == invitation.description
    shown = event["DTSTART"].dt.replace(tzinfo=None)
    if invitation.local is not None:
        assert invitation.local.start.startswith(f"{shown:%Y-%m-%dT%H:%M}")


@pytest.mark.parametrize("zone", ZONES)
def test_definitions_hold_around_every_change(zone: str) -> None:
    clock = zoneinfo.ZoneInfo(zone)
    hour = datetime(2026, 12, 1, tzinfo=UTC)
    changes: list[datetime] = []
    while len(changes) < 4 and hour.year < 2029:
        following = hour + timedelta(hours=1)
        if hour.astimezone(clock).utcoffset() != following.astimezone(clock).utcoffset():
            changes.append(hour)
        hour = following
    for change in changes:
        for quarters in range(-6, 14):
            start = change + timedelta(minutes=15 * quarters)
            text = defined(write(cohort(), at(zone, start)).invitations[0].messages[0].text)
            assert instants(text, "dtstart", zone) == {start}, text
            assert instants(text, "dtend", zone) == {start + timedelta(minutes=30)}, text


def test_feeds() -> None:
    people = cohort()
    written = write(people, times(people))
    feed = written.calendar_of("ada")
    assert feed is not None
    calendar: Any = icalendar.Calendar.from_ical(feed)
    starts = [event["DTSTART"].dt.astimezone(UTC) for event in calendar.walk("VEVENT")]
    assert starts == sorted(one.start for one in written.invitations)
    assert [event.dtstart.value.astimezone(UTC) for event in vobject.readOne(feed).vevent_list] == starts
    assert str(calendar["METHOD"]) == "PUBLISH" and len(calendar.walk("VTIMEZONE")) == 1
    busy = written.free_busy("ada")
    assert busy is not None
    found: Any = icalendar.Calendar.from_ical(busy)
    period = found.walk("VFREEBUSY")[0]["FREEBUSY"]
    assert (period.start, period.end) == (starts[0], starts[0] + timedelta(hours=1))
    other = vobject.readOne(busy).vfreebusy
    assert other.freebusy.value == [(starts[0], starts[0] + timedelta(hours=1))]
    assert other.organizer.value == "mailto:ada@example.com"
    assert other.dtstart.value == datetime(2026, 12, 1, tzinfo=UTC)
    # What is sent out can be read in again: both are busy then, and free no more.
    read = fs.Calendar.parse(feed, time_zone="UTC").busy_between("2026-11-20T08:00:00Z", "2026-12-20T08:00:00Z")
    assert [(one.start, one.end) for one in read] == [("2026-12-01T09:00:00Z", "2026-12-01T10:00:00Z")]
    assert written.calendar_of("dan") is None and written.free_busy("dan") is None


def test_a_stamp_is_what_a_clock_gives() -> None:
    people = cohort()
    schedule = times(people)
    expected = write(people, schedule)
    for stamp in (
        "2026-11-20T08:00:59.999Z",
        "2026-11-20T08:00",
        STAMP.astimezone(timezone(timedelta(hours=5, minutes=30))),
    ):
        given = f"{stamp}Z" if stamp == "2026-11-20T08:00" else stamp
        assert write(people, schedule, stamp=given) == expected
    for wrong in (datetime(2026, 11, 20, 8), "2026-11-20", "2026-11-20T08:00:61Z", "2026-11-20T08:00:00+01:00", 5, None):
        with pytest.raises(fs.InvalidInputError) as raised:
            write(people, schedule, stamp=wrong)
        assert raised.value.path == "stamp"


def test_what_is_refused() -> None:
    people = cohort()
    schedule = times(people)
    cases: list[tuple[dict[str, Any], str, str]] = [
        ({"previous": write(people, schedule).to_dict()}, "wrong_type", "previous"),
        ({"organizer": {"address": "x@example.com\r\nBcc: y"}}, "invalid_text", "organizer.address"),
        ({"organizer": {"adress": "x@example.com"}}, "missing_field", "organizer.address"),
        ({"attendees": {"ada": {"address": 5}}}, "wrong_type", 'attendees["ada"].address'),
        ({"attendees": [1]}, "wrong_type", "attendees"),
        ({"summary": "a\nb"}, "invalid_text", "summary"),
        ({"url": "rooms"}, "invalid_text", "url"),
    ]
    for wrong, code, path in cases:
        with pytest.raises(fs.InvalidInputError) as raised:
            write(people, schedule, **wrong)
        assert (raised.value.code, raised.value.path) == (code, path)
    with pytest.raises(fs.InvalidInputError) as raised:
        write(people, schedule.to_dict())  # type: ignore[arg-type]
    assert raised.value.path == "schedule"
    document = write(people, schedule).to_dict()
    document["invitations"][0]["start"] = "soon"
    with pytest.raises(fs.InvalidInputError) as raised:
        _ = fs.Invitations.from_dict(document).invitations
    assert raised.value.path == "invitations[0].start"


def test_a_text_is_a_mail() -> None:
    """It can be put into a message as it is."""
    from email import message_from_bytes, policy
    from email.message import EmailMessage

    people = cohort(mentor="Ädä", mentee="Bö, B; \\")
    [message, *_] = write(people, times(people)).invitations[0].messages
    mail = EmailMessage()
    mail["To"] = ", ".join(message.to)
    mail.set_content(message.text, subtype="calendar", charset="utf-8", params={"method": message.method})
    read = message_from_bytes(mail.as_bytes(), policy=policy.default)
    assert read.get_content_type() == "text/calendar" and read.get_param("method") == "REQUEST"
    content = io.StringIO(read.get_content(), newline="").read()
    assert content.replace("\r\n", "\n") == message.text.replace("\r\n", "\n")
