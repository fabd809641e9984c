"""A bounded line in front of one model: one reading runs, some wait, the rest are turned away at once."""

import queue
import threading
import time
from typing import Callable


class Full(Exception):
    """As many readings wait as may; the caller should come back later."""


class Reading:
    """One piece of work, and what became of it."""

    def __init__(self, work: Callable[[Callable[[], bool]], object], deadline: float):
        self.work = work
        self.deadline = deadline
        self.done = threading.Event()
        self.given_up = threading.Event()
        self.result: object = None
        self.error: BaseException | None = None

    def should_stop(self) -> bool:
        """Whether nobody waits any more, or the time is up."""
        return self.given_up.is_set() or time.monotonic() > self.deadline


class OneAtATime:
    """Runs readings in the order in which they came, in one thread that owns the model."""

    # Time past its deadline after which a reading is stuck: `stop` is asked after every token.
    STUCK_SECONDS = 30

    def __init__(self, longest_line: int):
        self._line: queue.Queue[Reading] = queue.Queue(maxsize=longest_line)
        self._running: Reading | None = None
        self._thread = threading.Thread(target=self._run, daemon=True, name="model")
        self._thread.start()

    def submit(self, work: Callable[[Callable[[], bool]], object], seconds: float) -> Reading:
        """Puts work in line, with this long for waiting and running together. Raises Full."""
        reading = Reading(work, time.monotonic() + seconds)
        try:
            self._line.put_nowait(reading)
        except queue.Full:
            raise Full() from None
        return reading

    def waiting(self) -> int:
        return self._line.qsize()

    def is_running(self) -> bool:
        return self._running is not None

    def is_well(self) -> bool:
        """Whether the thread lives and what it does at the moment is not stuck."""
        running = self._running
        stuck = running is not None and time.monotonic() > running.deadline + self.STUCK_SECONDS
        return self._thread.is_alive() and not stuck

    def _run(self) -> None:
        while True:
            reading = self._line.get()
            self._running = reading
            try:
                if not reading.should_stop():
                    reading.result = reading.work(reading.should_stop)
            except Exception as error:  # The thread must outlive any one reading; the caller gets the error.
                reading.error = error
            finally:
                self._running = None
                reading.done.set()
