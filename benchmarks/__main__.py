"""`make bench`: every benchmark prints its figures; none asserts a time."""

from benchmarks import figures, ledger, prefilter, reading, reconcile, startup

for benchmark in (startup, figures, prefilter, reading, ledger, reconcile):
    benchmark.run()
