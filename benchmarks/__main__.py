"""`make bench`: every benchmark prints its figures; none asserts a time."""

from benchmarks import figures, ledger, prefilter, reading, reconcile, scale, startup

for benchmark in (startup, figures, prefilter, reading, ledger, reconcile, scale):
    benchmark.run()
