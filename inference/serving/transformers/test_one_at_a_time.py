"""python3 -m unittest in this folder. These need nothing but Python."""

import threading
import time
import unittest

from one_at_a_time import Full, OneAtATime


class Line(unittest.TestCase):
    def setUp(self):
        self.gate = threading.Event()
        self.addCleanup(self.gate.set)

    def held(self, line, seconds=10):
        """Submits work that runs until the gate opens, and waits until it runs."""
        reading = line.submit(lambda stop: self.gate.wait(10), seconds)
        while not line.is_running():
            time.sleep(0.001)
        return reading

    def test_runs_one_after_the_other_in_order(self):
        line, order, running = OneAtATime(10), [], []

        def work(number):
            def run(stop):
                running.append(number)
                order.append((number, len(running)))
                running.remove(number)
                return number

            return run

        readings = [line.submit(work(number), 10) for number in range(10)]
        for reading in readings:
            self.assertTrue(reading.done.wait(5))
        self.assertEqual(order, [(number, 1) for number in range(10)])
        self.assertEqual([reading.result for reading in readings], list(range(10)))

    def test_turns_away_what_does_not_fit(self):
        line = OneAtATime(2)
        self.held(line)
        waiting = [line.submit(lambda stop: "read", 10) for _ in range(2)]
        with self.assertRaises(Full):
            line.submit(lambda stop: "never", 10)
        self.gate.set()
        for reading in waiting:
            self.assertTrue(reading.done.wait(5))
            self.assertEqual(reading.result, "read")

    def test_outlives_work_that_fails(self):
        line = OneAtATime(2)
        failed = line.submit(lambda stop: 1 / 0, 10)
        after = line.submit(lambda stop: "read", 10)
        self.assertTrue(failed.done.wait(5) and after.done.wait(5))
        self.assertIsInstance(failed.error, ZeroDivisionError)
        self.assertEqual((after.result, line.is_well()), ("read", True))

    def test_never_starts_what_nobody_waits_for_or_what_is_late(self):
        line, started = OneAtATime(3), []
        self.held(line)
        left = line.submit(lambda stop: started.append("left"), 10)
        late = line.submit(lambda stop: started.append("late"), 0)
        left.given_up.set()
        self.gate.set()
        self.assertTrue(left.done.wait(5) and late.done.wait(5))
        self.assertEqual((started, left.result, late.result), ([], None, None))

    def test_tells_running_work_to_stop(self):
        line = OneAtATime(1)
        reading = line.submit(lambda stop: next(n for n in iter(int, 1) if stop()), 60)
        reading.given_up.set()
        self.assertTrue(reading.done.wait(5))

    def test_is_not_well_when_work_is_stuck_past_its_time(self):
        line = OneAtATime(1)
        line.STUCK_SECONDS = 0.05
        self.held(line, seconds=0.2)
        self.assertTrue(line.is_well())
        time.sleep(0.4)
        self.assertFalse(line.is_well())


if __name__ == "__main__":
    unittest.main()
