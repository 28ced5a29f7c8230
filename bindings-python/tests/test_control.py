"""Long work: the caller stays in charge, and other threads and processes do not suffer."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context
from typing import Any

import numpy as np
import pytest
from cohorts import crowd

import fireside as fs
from fireside import solve

SIZE = 2_000
# A guard against hanging, not a measure: the machine may be busy with other things.
SOON = 20.0


@pytest.fixture(scope="module")
def big() -> dict[str, Any]:
    """An assignment problem that takes many seconds: with the product of the two numbers as the weight, everybody wants
    the same mentors and nearly all choices are nearly as good (Machol and Wien 1976)."""
    mentee, mentor = np.divmod(np.arange(SIZE * SIZE, dtype=np.uint32), np.uint32(SIZE))
    weight = (mentee.astype(np.int64) + 1) * (mentor.astype(np.int64) + 1)
    return {"mentee": mentee, "mentor": mentor, "weight": weight, "mentor_seats": np.ones(SIZE, np.uint32)}


def test_cancelled_before_it_starts(document: dict[str, Any]) -> None:
    event = threading.Event()
    event.set()
    with pytest.raises(fs.CancelledError) as raised:
        fs.match_cohort(document, cancel=event)
    assert raised.value.code == "cancelled"
    with pytest.raises(fs.CancelledError):
        fs.Matcher(document).run(cancel=event)
    with pytest.raises(fs.CancelledError):
        solve.assign([0], [0], [1], mentor_seats=[1], cancel=event)


def test_cancel_while_it_runs(big: dict[str, Any]) -> None:
    event = threading.Event()
    timer = threading.Timer(0.1, event.set)
    timer.start()
    start = time.perf_counter()
    with pytest.raises(fs.CancelledError):
        solve.assign(**big, cancel=event)
    assert time.perf_counter() - start < SOON
    timer.join()


def test_timeout_is_a_status(big: dict[str, Any]) -> None:
    start = time.perf_counter()
    solution = solve.assign(**big, timeout=0.05)
    assert time.perf_counter() - start < SOON
    assert solution.status == "deadline"
    assert solution.gap == solution.bound - solution.total > 0
    assert solve.verify(big["mentee"], big["mentor"], big["weight"], solution, mentor_seats=big["mentor_seats"])


def test_timeout_of_a_match_is_a_status() -> None:
    cohort = fs.Cohort.from_dict(crowd(600, 300))
    matching = fs.match_cohort(cohort, timeout=0)
    assert matching.status == "deadline" and matching.certificate.gap >= 0
    assert matching.verify(cohort)


def test_progress_tells_every_stage(document: dict[str, Any]) -> None:
    told: list[tuple[str, int, int]] = []
    callers: set[int] = set()

    def progress(stage: str, done: int, total: int) -> None:
        told.append((stage, done, total))
        callers.add(threading.get_ident())

    fs.match_cohort(document, progress=progress)
    assert {stage for stage, _, _ in told} == {"score", "match", "explain"}
    assert all(0 <= done <= total for _, done, total in told)
    assert told[-1][1] == told[-1][2]
    assert callers == {threading.get_ident()}


def test_progress_that_raises_ends_the_work(big: dict[str, Any]) -> None:
    def progress(stage: str, done: int, total: int) -> None:
        raise KeyError(stage)

    with pytest.raises(KeyError):
        fs.match_cohort(crowd(300, 100), progress=progress)


def test_cancel_that_raises_ends_the_work(big: dict[str, Any]) -> None:
    class Fickle:
        asked = 0

        def is_set(self) -> bool:
            self.asked += 1
            if self.asked > 2:
                raise RuntimeError("gone")
            return False

    start = time.perf_counter()
    with pytest.raises(RuntimeError, match="gone"):
        solve.assign(**big, cancel=Fickle())
    assert time.perf_counter() - start < SOON


@pytest.fixture
def interrupt() -> Iterator[None]:
    """Sends this process SIGINT after 0.2 s; where a script's background runs the tests, SIGINT was ignored before."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    timer = threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT))
    timer.start()
    yield
    timer.join()
    signal.signal(signal.SIGINT, before)


def test_ctrl_c(big: dict[str, Any], interrupt: None) -> None:
    start = time.perf_counter()
    with pytest.raises(KeyboardInterrupt):
        solve.assign(**big)
    assert time.perf_counter() - start < SOON
    assert [thread for thread in os.listdir("/proc/self/task") if named(thread) == "fireside"] == []


def named(thread: str) -> str:
    try:
        with open(f"/proc/self/task/{thread}/comm") as name:
            return name.read().strip()
    except FileNotFoundError:
        return ""


def test_ctrl_c_as_a_user_types_it() -> None:
    script = f"""
import signal, numpy as np, fireside.solve as solve
signal.signal(signal.SIGINT, signal.default_int_handler)
mentee, mentor = np.divmod(np.arange({SIZE}**2), {SIZE})
print("ready", flush=True)
solve.assign(mentee, mentor, (mentee + 1) * (mentor + 1), mentor_seats=[1] * {SIZE})
print("finished", flush=True)
"""
    process = subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None and process.stdout.readline() == "ready\n"
    time.sleep(0.6)
    process.send_signal(signal.SIGINT)
    start = time.perf_counter()
    out, err = process.communicate(timeout=20)
    assert time.perf_counter() - start < SOON
    assert "KeyboardInterrupt" in err and "finished" not in out
    assert process.returncode != 0


def test_other_threads_run_on(big: dict[str, Any]) -> None:
    counted = 0
    stop = threading.Event()

    def count() -> None:
        nonlocal counted
        while not stop.is_set():
            counted += 1
            time.sleep(0.001)

    thread = threading.Thread(target=count)
    thread.start()
    before = counted
    solve.assign(**big, timeout=0.4)
    during = counted - before
    stop.set()
    thread.join()
    assert during > 50


def test_many_threads_one_cohort(cohort: fs.Cohort) -> None:
    matcher = fs.Matcher(cohort)
    expected = matcher.run().to_json()
    with ThreadPoolExecutor(8) as pool:
        runs = [pool.submit(lambda: matcher.run(threads=2).to_json()) for _ in range(40)]
        suggestions = [pool.submit(matcher.suggest, "bo", 3) for _ in range(200)]
        assert {run.result() for run in runs} == {expected}
        assert all(suggestion.result() == suggestions[0].result() for suggestion in suggestions)


def test_threads_do_not_change_the_answer() -> None:
    cohort = fs.Cohort.from_dict(crowd(200, 80))
    assert fs.match_cohort(cohort, threads=1).to_json() == fs.match_cohort(cohort, threads=2).to_json()


def matched(document: dict[str, Any]) -> str:
    return fs.match_cohort(document).to_json()


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_fork_after_a_run() -> None:
    document = crowd(60, 30)
    expected = matched(document)
    with get_context("fork").Pool(2) as pool:
        answers = pool.map_async(matched, [document] * 6)
        assert answers.get(timeout=60) == [expected] * 6
    for _ in range(10):
        child = os.fork()
        if child == 0:
            os._exit(0 if matched(document) == expected else 1)
        assert os.waitpid(child, 0)[1] == 0


def test_short_runs_do_not_wait(document: dict[str, Any]) -> None:
    cohort = fs.Cohort.from_dict({"topics": [{"id": "rust"}]})
    matcher = fs.Matcher(cohort)
    matcher.run()
    times: list[float] = []
    for _ in range(50):
        start = time.perf_counter()
        matcher.run(threads=1)
        times.append(time.perf_counter() - start)
    assert min(times) < 0.005


def test_nothing_is_kept(document: dict[str, Any]) -> None:
    import tracemalloc

    def once() -> None:
        cohort = fs.Cohort.from_dict(document)
        matching = fs.match_cohort(cohort, progress=lambda *_: None, cancel=threading.Event())
        _ = (matching.pairings, matching.unmatched, cohort.mentors, matching.to_dict())
        with pytest.raises(fs.InvalidInputError):
            fs.Cohort.from_dict({"mentors": [{"id": object()}]})

    for _ in range(5):
        once()
    gc.collect()
    tracemalloc.start()
    once()
    gc.collect()
    before = tracemalloc.get_traced_memory()[0]
    for _ in range(50):
        once()
    gc.collect()
    after = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert after - before < 50_000
    references = sys.getrefcount(document["mentors"][0])
    once()
    references_after = sys.getrefcount(document["mentors"][0])
    assert references_after == references


def test_memory_of_the_process_does_not_grow() -> None:
    def resident() -> int:
        with open("/proc/self/statm") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")

    document = crowd(300, 100)
    for _ in range(5):
        fs.match_cohort(document).to_dict()
    before = resident()
    for _ in range(15):
        fs.match_cohort(document).to_dict()
    assert resident() - before < 40_000_000
