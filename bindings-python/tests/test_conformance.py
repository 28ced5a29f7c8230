"""The vectors that Rust, Python and Node run alike: the same document in, the same answer or the same problems out."""

from __future__ import annotations

import json
from array import array
from dataclasses import asdict
from datetime import datetime
from hashlib import sha256
from inspect import signature
from pathlib import Path
from typing import Any

import pytest
from arrow_support import read

import fireside as fs
from fireside import _native, solve

FOLDER = Path(__file__).resolve().parents[2] / "core" / "tests" / "conformance"
FILES = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.json"))}
CASES = [pytest.param(case, id=f"{stem}/{case['name']}") for stem, file in FILES.items() for case in file["cases"]]


def canonical(document: Any) -> str:
    """JSON with sorted keys and no spaces."""
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def plain(value: Any) -> Any:
    """What a call returned, as a document."""
    if isinstance(value, fs.Cohort | fs.Matching | fs.PeerMatching | fs.Schedule | fs.Invitations | fs.WhatIf | fs.CoverageCurve | fs.Insight):
        document = json.loads(value.to_json())
        assert value.to_dict() == document
        return document
    if isinstance(value, datetime):
        text = value.isoformat().removesuffix("+00:00")
        return f"{text.rstrip('0') if value.microsecond else text}Z"
    if isinstance(value, tuple | list | array):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if hasattr(value, "__dataclass_fields__"):
        fields = {name: plain(getattr(value, name)) for name in value.__dataclass_fields__}
        return {name: item for name, item in fields.items() if item is not None}
    return value


def answer(case: dict[str, Any], given: Any) -> Any:
    options, arguments = case.get("options", {}), case.get("arguments", {})
    if "language" in case:
        cohort = fs.Cohort.from_json(given) if isinstance(given, str) else fs.Cohort.from_dict(given)
        given = cohort.in_language(case["language"], case.get("phrases"))
    match case["call"]:
        case "cohort":
            return fs.Cohort.from_json(given) if isinstance(given, str) else fs.Cohort.from_dict(given)
        case "phrases":
            return fs.phrases(arguments["language"])
        case "match" if unknown := options.keys() - signature(fs.match_cohort).parameters.keys():
            # Python says it with a TypeError before fireside is asked; what fireside says is the same in every language.
            with pytest.raises(TypeError, match=unknown.pop()):
                fs.match_cohort(given, **options)
            handle = (fs.Cohort.from_json if isinstance(given, str) else fs.Cohort.from_dict)(given)._handle
            return _native.match_cohort(handle, options, None, None, None)
        case "match":
            return fs.match_cohort(given, **options)
        case "match_peers" if unknown := options.keys() - signature(fs.match_peers).parameters.keys():
            with pytest.raises(TypeError, match=unknown.pop()):
                fs.match_peers(given, **options)
            handle = (fs.Cohort.from_json if isinstance(given, str) else fs.Cohort.from_dict)(given)._handle
            return _native.match_peers(handle, options, None, None, None)
        case "match_peers":
            return fs.match_peers(given, **options)
        case "verify_match_peers":
            return fs.PeerMatching.from_dict(arguments["matching"]).verify(given)
        case "schedule_matching" if unknown := options.keys() - signature(fs.schedule_matching).parameters.keys():
            with pytest.raises(TypeError, match=unknown.pop()):
                fs.schedule_matching(given, fs.match_cohort(given), **options)
            cohort = (fs.Cohort.from_json if isinstance(given, str) else fs.Cohort.from_dict)(given)
            pairs = fs.match_cohort(cohort)._handle
            return _native.schedule_matching(cohort._handle, pairs, None, options, (None, None, None))
        case "schedule_matching":
            matching = fs.match_cohort(arguments.get("matched", given))
            previous = fs.Schedule.from_dict(arguments["previous"]) if "previous" in arguments else None
            schedule = fs.schedule_matching(given, matching, previous=previous, **options)
            assert schedule.verify(given, matching)
            return schedule
        case "verify_schedule_matching":
            return fs.Schedule.from_dict(arguments["schedule"]).verify(given, fs.match_cohort(given))
        case "write_invitations":
            schedule = fs.Schedule.from_dict(arguments["schedule"])
            before = fs.Invitations.from_dict(arguments["previous"]) if "previous" in arguments else None
            return fs.write_invitations(given, schedule, previous=before, **options)
        case "calendar_of":
            return fs.Invitations.from_dict(arguments["invitations"]).calendar_of(arguments["person"])
        case "free_busy":
            return fs.Invitations.from_dict(arguments["invitations"]).free_busy(arguments["person"])
        case "live":
            return live(given, arguments["steps"], case.get("result"))
        case "insight" | "matcher_insight":
            return insight(case["call"], given, options, **arguments)
        case "audit":
            audit = fs.match_cohort(arguments.get("matched", given)).audit(given, **options)
            assert audit.to_dict() == json.loads(audit.to_json())
            return told(audit.to_arrow()) if "arrow" in arguments else audit.to_dict()
        case "report":
            language = arguments.get("language")
            cohort = fs.Cohort.from_json(given) if isinstance(given, str) else fs.Cohort.from_dict(given)
            worded = cohort if language is None else cohort.in_language(language)
            page = fs.match_cohort(given).report(worded, **options)
            return [text in page for text in arguments["find"]]
        case "matcher_report":
            page = fs.Matcher.from_journal(given, arguments["events"]).report(**options)
            return [text in page for text in arguments["find"]]
        case "record":
            matching = fs.match_cohort(given)
            record = matching.record(given)
            assert record.verify(given, matching) and record.to_dict() == json.loads(record.to_json())
            return record.to_dict()
        case "verify_record":
            return fs.DecisionRecord.from_dict(arguments["record"]).verify(given, fs.match_cohort(given))
        case "fit_weights":
            fit = fs.fit_weights(given, arguments["events"])
            assert "compare" in case or fit.to_json() == compact(case["result"])
            return fit.to_dict()
        case "journal":
            journal = fs.Journal.from_json(json.dumps(arguments["journal"]))
            assert journal == fs.Journal(arguments["journal"]) == fs.Journal(journal.events)
            assert journal.to_json() == compact(case["result"])
            return journal.to_dict()
        case "state":
            return json.loads(fs.Matcher.from_state(json.dumps(arguments["state"])).to_state())
        case "suggest":
            spread = {"spread": arguments.pop("prices")} if "prices" in (arguments := dict(arguments)) else {}
            return fs.Matcher(given).suggest(**arguments, **spread)
        case "explain":
            return fs.Matcher(given).explain(**arguments)
        case "explain_matching":
            return fs.match_cohort(given, **options).explain(given, **arguments)
        case "remedies":
            found = fs.Matcher(given).remedies(**arguments, **options)
            assert "result" not in case or found.to_dict() == json.loads(found.to_json())
            return found.to_dict()
        case "openings":
            return fs.Matcher(given).openings(**arguments)
        case "changed":
            return fs.Matcher(given).changed(arguments["changes"]).cohort
        case "what_if":
            matcher = fs.Matcher(given)
            what_if = matcher.what_if(arguments["changes"], **options)
            assert what_if.verify(matcher.cohort, matcher.cohort.changed(arguments["changes"]))
            return what_if
        case "rule_costs":
            return fs.Matcher(given).rule_costs(**options)
        case "seat_worths":
            return fs.Matcher(given).seat_worths(**options)
        case "assign":
            return solve.assign(**arguments, **options)
        case "balanced":
            return solve.balanced(**arguments)
        case "coverage":
            return solve.coverage(**arguments)
        case "coverage_curve" if given is not None:
            return fs.coverage_curve(given, **arguments)
        case "coverage_curve":
            return solve.coverage_curve(**arguments)
        case "fair":
            return solve.fair(**arguments)
        case "rank_maximal":
            return solve.rank_maximal(**arguments)
        case "stable":
            return solve.stable(**arguments)
        case "peers":
            return solve.peers(**arguments)
        case "quotas":
            return solve.quotas(**arguments)
        case "verify_quotas":
            solution = solve.QuotasSolution(**arguments.pop("solution"))
            return solve.verify_quotas(**arguments, solution=solution)
        case "schedule":
            return solve.schedule(**arguments)
        case "verify_schedule":
            claim = arguments.pop("solution")
            prices = tuple(solve.SlotPrice(**price) for price in claim.pop("slot_prices"))
            return solve.verify_schedule(
                **arguments, solution=solve.ScheduleSolution(**{"most": None, **claim}, slot_prices=prices)
            )
        case "timetable":
            return solve.timetable(**arguments)
        case "free_time":
            cohort = fs.Cohort.from_json(given) if isinstance(given, str) else fs.Cohort.from_dict(given)
            free = cohort.free_time(**arguments)
            return None if free is None else [{"start": start, "end": end} for start, end in free]
        case "calendar":
            return calendar(**arguments)
        case "matching":
            return fs.Matching.from_json(given) if isinstance(given, str) else fs.Matching.from_dict(given)
        case "verify":
            return fs.Matching.from_dict(arguments["matching"]).verify(given)
        case "verify_assignment":
            solution = arguments.pop("solution")
            return solve.verify(**arguments, solution=solve.Solution(**solution))
        case other:
            raise AssertionError(f"the call {other!r} has no Python here yet")


def compact(document: Any) -> str:
    """JSON as the core writes it: fields as they come."""
    return json.dumps(document, separators=(",", ":"), ensure_ascii=False)


def live(given: Any, steps: list[dict[str, Any]], expected: list[Any] | None) -> list[Any]:
    """What each of the steps gives; and the same engine again, from its journal and from its state."""
    matcher = fs.Matcher(given)
    before, told, answers = matcher.cohort, list[Any](), list[Any]()
    for step in steps:
        [(name, asked)] = step.items()
        match name:
            case "apply":
                applied = matcher.apply(asked)
                assert expected is None or applied.to_json() == compact(expected[len(answers)])
                told += asked
                answers.append(applied.to_dict())
            case "conversations":
                answers.append(matcher.conversations())
            case "due":
                answers.append(matcher.due(asked))
            case "standing":
                answers.append(asdict(matcher.standing(asked)))
            case "waiting":
                waiting = matcher.waiting()
                assert expected is None or waiting.to_json() == compact(expected[len(answers)])
                answers.append(waiting.to_dict())
            case "cohort":
                document = matcher.cohort.to_dict()
                answers.append({name: document.get(name, []) for name in asked})
            case other:
                raise AssertionError(f"the step {other!r} has no Python here yet")
    assert matcher.matching() == fs.match_cohort(matcher.cohort)
    for same in (fs.Matcher.from_journal(before, told), fs.Matcher.from_state(matcher.to_state())):
        assert same.cohort == matcher.cohort and same.to_state() == matcher.to_state()
    return answers


def insight(call: str, given: Any, options: dict[str, Any], events: Any = None, table: Any = None, arrow: Any = None) -> Any:
    """What the matching that the cohort gives comes to, or the one of a matcher after events; a table of it, if one is asked for."""
    if "previous" in options:
        options = {**options, "previous": fs.Insight.from_dict(options["previous"])}
    if call == "insight":
        found = fs.match_cohort(given).insight(given, events=events, **options)
    else:
        found = fs.Matcher.from_journal(given, events).insight(**options)
    assert fs.Insight.from_json(found.to_json()) == found
    if arrow is not None:
        return told(found.to_arrow(arrow))
    return found if table is None else found.to_csv(table)


def told(table: fs.ArrowTable) -> dict[str, Any]:
    """What is in a stream, as a vector has it."""
    about, columns = read(table)
    return {"about": about, "columns": columns, "sha256": sha256(table.to_ipc()).hexdigest()}


def calendar(text: str, time_zone: str, tentative: bool = True, **asked: Any) -> dict[str, Any]:
    """What a calendar says of a horizon, or of the time between two instants."""
    read = fs.Calendar.parse(text, time_zone=time_zone, tentative=tentative)
    assert fs.Calendar.parse(text.encode(), time_zone=time_zone, tentative=tentative) is not read
    if "horizon" in asked:
        return {"busy": read.busy(**asked), "free": read.free(**asked)}
    return {"busy": read.busy_between(**asked), "occurrences": read.occurrences(**asked)}


def inputs(case: dict[str, Any]) -> list[Any]:
    """The case's input in every form that Python takes."""
    if "text" in case:
        return [case["text"]]
    if "cohort" in case:
        return [case["cohort"], json.dumps(case["cohort"])]
    return [None]


def test_there_are_vectors() -> None:
    assert FILES, "core/tests/conformance holds no vectors"
    for stem, file in FILES.items():
        assert len(file["cases"]) == file["count"] > 0, stem


def test_every_code_has_a_vector() -> None:
    seen = {
        problem["code"] for file in FILES.values() for case in file["cases"] for problem in case.get("problems", [])
    }
    # What no input can bring about: a cancel needs a caller, and a defect needs a bug.
    assert {code for code, _ in _native.error_codes()} - seen <= {"cancelled", "internal"}


@pytest.mark.parametrize("case", CASES)
def test_vector(case: dict[str, Any]) -> None:
    for given in inputs(case):
        if "problems" in case:
            with pytest.raises(fs.FiresideError) as raised:
                answer(json.loads(json.dumps(case)), given)
            found = [(problem.code, problem.path) for problem in raised.value.problems]
            assert found == [(problem["code"], problem["path"]) for problem in case["problems"]]
            classes = dict(_native.error_codes())
            assert type(raised.value).__name__ == classes[raised.value.code]
        else:
            result = plain(answer(json.loads(json.dumps(case)), given))
            if "compare" in case:
                items = result if isinstance(result, list) else [result]
                items = [{name: item[name] for name in case["compare"] if name in item} for item in items]
                result = items if isinstance(result, list) else items[0]
            assert canonical(result) == canonical(case["result"])
