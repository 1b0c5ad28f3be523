"""Throughput and start-up, as ratios within one run where two things are compared."""
