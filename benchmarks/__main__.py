"""`make bench`: every benchmark prints its figures; none asserts a time."""

from benchmarks import figures, prefilter, reading, startup

for benchmark in (startup, figures, prefilter, reading):
    benchmark.run()
