"""`make bench`: every benchmark prints its figures; none asserts a time."""

from benchmarks import figures, reading, startup

for benchmark in (startup, figures, reading):
    benchmark.run()
