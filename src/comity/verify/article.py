"""Do the figures of one article agree with each other? Interval arithmetic on the precision they are written with."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from datetime import date

from comity.model import Statement
from comity.verify.check import Check, Given, in_order
from comity.verify.counts import check_counts
from comity.verify.days import check_days
from comity.verify.flows import figure_of
from comity.verify.growth import check_growth, growths_of
from comity.verify.known import tabulate
from comity.verify.mirror import check_mirror
from comity.verify.parts import check_values
from comity.verify.rates import Rates
from comity.verify.series import check_series
from comity.verify.shares import check_share_levels, check_shares
from comity.verify.sums import check_sums
from comity.verify.told import check_told


def check_article(
    statements: Iterable[Statement], published: date | None = None, rates: Rates | None = None
) -> tuple[Check, ...]:
    """Every check that the statements of one article allow, whatever order they come in.

    `published` is the article's day; without it no day is held against it. Without `rates` amounts in several
    currencies are not compared. Each family of checks is a module of its own; docs/explanation/checks.md lists them.
    """
    told = in_order(list(statements))
    days = {told[0].document: published} if told and published else {}
    given = Given(published=days, rates=rates)
    figures = [figure for figure in map(figure_of, told) if figure is not None]
    table = tabulate(figures)
    growths = growths_of(figures)
    checks = itertools.chain(
        check_sums(table, given),
        check_growth(growths, table, given),
        check_told(figures, given),
        check_mirror(figures, given),
        check_series(table, growths),
        check_shares(told),
        check_share_levels(figures, table, given),
        check_counts(told),
        check_values(told),
        check_days(told, published),
    )
    return tuple(checks)
