"""`make bench`: every benchmark prints its figures; none asserts a time."""

from benchmarks import figures, ledger, pages, prefilter, reading, reconcile, scale, startup

for benchmark in (startup, figures, prefilter, pages, reading, ledger, reconcile, scale):
    benchmark.run()
