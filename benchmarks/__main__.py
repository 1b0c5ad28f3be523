"""`make bench`: every benchmark prints its figures; none asserts a time."""

from benchmarks import figures, ledger, prefilter, reading, startup

for benchmark in (startup, figures, prefilter, reading, ledger):
    benchmark.run()
