"""The clockwork of a desk that nobody looks after: runs its duties when they are due, each in a process of its own.

Nothing is remembered here: what is due is read from the archive. So it can be killed at any time, a week off is caught
up by one run of each duty, and its memory stays what it was on the first day.
"""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
import time
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from apscheduler.schedulers.background import BackgroundScheduler

from pipelines.archive import runs
from pipelines.errors import RasadError
from rasad.duties import DUTIES, Duty
from rasad.setup import Setup

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rasad.home import Home

# How often it looks whether something is due, in seconds; no schedule is finer than a minute.
LOOK_SECONDS = 60.0
# A child that was told to end may take so long; then it is killed, which loses nothing.
GRACE_SECONDS = 8.0
# After failures a duty waits for twice as many looks each time, at most for so many (an hour).
LONGEST_PAUSE = 60
RASAD = (sys.executable, "-m", "rasad")


@dataclass(slots=True)
class _Turn:
    """Where one duty stands: its process, when it may run again (monotonic seconds), and how often it failed."""

    process: subprocess.Popen[bytes] | None = None
    not_before: float = 0.0
    failures: int = 0
    said: str = ""


class Clockwork:
    """Runs the duties of one home until it is stopped; only one clockwork works on a home.

    Args:
        home: the home.
        say: takes a line for people.
        every: seconds between two looks.
        duties: what to do.
        command: the command line that the duties' arguments are put behind.
    """

    def __init__(
        self,
        home: Home,
        say: Callable[[str], None],
        *,
        every: float = LOOK_SECONDS,
        duties: Sequence[Duty] = DUTIES,
        command: Sequence[str] = RASAD,
    ) -> None:
        self._home = home
        self._say = say
        self._every = every
        self._duties = duties
        self._command = (*command, "--home", str(home.folder))
        self._turns = {duty.name: _Turn() for duty in duties}
        # Signals call halt() in the midst of whatever the main thread does, even of halt(): a plain flag, and a lock
        # that a thread may take twice, cannot block it.
        self._stopping = False
        self._guard = threading.RLock()
        self._held = ExitStack()
        self._scheduler = BackgroundScheduler(timezone=UTC)

    def start(self) -> None:
        """Begin.

        Raises:
            RasadError: another clockwork works on this home.
        """
        self._held.enter_context(self._home.lock("schedule"))
        # It would warn at each look that a duty is still under way, which is as it should be.
        logging.getLogger("apscheduler").setLevel(logging.ERROR)
        for duty in self._duties:
            self._scheduler.add_job(
                self._look,
                "interval",
                args=(duty,),
                seconds=self._every,
                next_run_time=datetime.now(UTC),
                max_instances=1,
                coalesce=True,
                misfire_grace_time=None,
            )
        self._scheduler.start()

    def halt(self) -> None:
        """Begin nothing more, and tell what is under way to end; does not wait."""
        with self._guard:
            self._stopping = True
            for turn in self._turns.values():
                if turn.process is not None:
                    turn.process.terminate()

    def stop(self) -> None:
        """End everything; after this no process of the clockwork's is left."""
        self.halt()
        deadline = time.monotonic() + GRACE_SECONDS
        for turn in self._turns.values():
            process = turn.process
            if process is None:
                continue
            try:
                process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
        self._scheduler.shutdown()
        self._held.close()

    def _look(self, duty: Duty) -> None:
        turn = self._turns[duty.name]
        if self._ending() or time.monotonic() < turn.not_before:
            return
        try:
            # A duty that failed is tried again, whether or not it looks due: half of its work may be done.
            if not turn.failures and not duty.due(Setup.load(self._home.folder)):
                return
            done = self._do(duty, turn)
            if done:
                turn.said = ""
        except RasadError as error:
            done = False
            self._complain(duty, turn, str(error))
        turn.failures = 0 if done else turn.failures + 1
        looks = duty.pause if done else min(duty.pause * 2 ** min(turn.failures, LONGEST_PAUSE), LONGEST_PAUSE)
        # Half a look less, so that it is not the scheduler's jitter that decides.
        turn.not_before = time.monotonic() + (looks - 0.5) * self._every

    def _do(self, duty: Duty, turn: _Turn) -> bool:
        """Run a duty's command to its end and say whether it succeeded."""
        begun = datetime.now(UTC)
        with self._guard:
            if self._ending():
                return True
            # In a session of its own, so that Ctrl-C reaches the clockwork alone, which then tells its children once.
            turn.process = subprocess.Popen(
                [*self._command, *duty.arguments], stdin=subprocess.DEVNULL, start_new_session=True
            )
        code = turn.process.wait()
        turn.process = None
        if self._ending():
            return True
        if code:
            self._complain(duty, turn, f"`rasad {' '.join(duty.arguments)}` ended with {code}; it is tried again.")
        elif duty.logged:
            with self._home.open() as archive:
                runs.end(archive, runs.begin(archive, duty.name, begun), datetime.now(UTC), "done", {})
        return code == 0

    def _ending(self) -> bool:
        return self._stopping

    def _complain(self, duty: Duty, turn: _Turn, text: str) -> None:
        """Say what went wrong, once until something else does."""
        if text != turn.said:
            self._say(f"rasad: {duty.name}: {text}")
            turn.said = text
