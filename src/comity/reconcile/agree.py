"""When two statements can tell of one event. Every test here is symmetric and looks at nothing but the two."""

from __future__ import annotations

from decimal import Decimal

from comity.kinds import AcrossRule
from comity.model import Interval, Money
from comity.reconcile.names import same_people
from comity.reconcile.profile import Profile, Side
from comity.reconcile.words import alike

_SURE = 2  # countries that must be shared before an actor of unknown country is let pass
_MANY = 3  # countries that a report must name where another names more of those who met on one day
_SIZE = Decimal("1.5")  # times one amount may be of the other and still be of one size
_WORDED = Decimal("1.25")  # how far "more than" and "nearly" are taken to reach
_WORDS, _NAME = 0.5, 0.6  # of the telling words of a shorter wording, or name, that a longer one has
_PARTS = Decimal("0.8")  # of the greater of two counts that the smaller must be
_GREATEST = 40  # powers of ten: beyond them is no figure of the world
_WEEK = 7  # days nearer to an event that weigh as much as one field more in common


def agree(a: Profile, b: Profile, rule: AcrossRule) -> bool:
    """Whether two statements of one kind can tell of one event; those of one document never do, for a document tells
    one thing once.
    """
    return (
        a.document != b.document
        and a.apart == b.apart
        and _times_agree(a, b, rule)
        and _actors_agree(a, b, rule)
        and _things_agree(a, b, rule)
        and _people_agree(a, b)
    )


def likeness(a: Profile, b: Profile) -> int:
    """How much two statements say alike, less how far apart they lie: to choose among events that both may fit."""
    return _WEEK * len(a.likeness & b.likeness) - _distance(a, b)


def anchor(profile: Profile) -> tuple[int, int] | None:
    """The days by which a statement is placed: its date where it is narrow enough, else the day it was told."""
    if profile.narrow and profile.start is not None and profile.end is not None:
        return profile.start, profile.end
    return None if profile.told is None else (profile.told, profile.told)


def _distance(a: Profile, b: Profile) -> int:
    one, other = anchor(a), anchor(b)
    return 0 if one is None or other is None else max(other[0] - one[1], one[0] - other[1], 0)


def _times_agree(a: Profile, b: Profile, rule: AcrossRule) -> bool:
    if a.period or b.period:  # A figure of one and the same period is the same figure, whenever it is told.
        return a.period == b.period
    dated = a.start is not None and b.start is not None
    if dated and _apart(a, b) > rule.window_days:
        return False
    # What is only announced is taken for what came about only where it says when.
    if a.to_come != b.to_come and not dated and not (a if a.to_come else b).narrow:
        return False
    if _over_before(a, b) or _over_before(b, a):
        return False
    return (a.narrow and b.narrow) or _near(a, b, rule.undated_days)


def _apart(a: Profile, b: Profile) -> int:
    if a.start is None or a.end is None or b.start is None or b.end is None:
        return 0
    return max(b.start - a.end, a.start - b.end)


def _over_before(a: Profile, b: Profile) -> bool:
    """Whether `a` was told as done before `b` begins; on one day clocks of two continents may differ."""
    if a.status != "done" or a.told is None or b.start is None or (a.start is not None and a.start >= b.start):
        return False
    return a.told + 1 < b.start


def _near(a: Profile, b: Profile, days: int) -> bool:
    """Whether a statement without a date of its own was told near the other one, or near the day that one names."""
    if a.narrow or b.narrow:
        dated, vague = (a, b) if a.narrow else (b, a)
        if vague.told is None or dated.start is None or dated.end is None:
            return False
        if not vague.to_come:
            return dated.start - 1 <= vague.told <= dated.end + days
        told_near = dated.told is not None and abs(dated.told - vague.told) <= days
        return vague.told <= dated.end + 1 and (dated.start - days <= vague.told or told_near)
    return a.told is not None and b.told is not None and abs(a.told - b.told) <= days


def _actors_agree(a: Profile, b: Profile, rule: AcrossRule) -> bool:
    if a.symmetric and b.symmetric:
        return _side_agrees((a.everyone, a.unknown), (b.everyone, b.unknown))
    if (a.unknown or b.unknown) and len(a.everyone & b.everyone) < _SURE:
        return False
    nobody: Side = (frozenset(), 0)
    for role in a.sides.keys() | b.sides.keys():
        mine, yours = a.sides.get(role, nobody), b.sides.get(role, nobody)
        if _side_agrees(mine, yours):
            continue
        beside = rule.roles and role not in rule.roles and not (mine[0] and yours[0])
        if not beside and not _many_met(a, b, mine[0], yours[0]):
            return False
    return True


def _side_agrees(a: Side, b: Side) -> bool:
    """The same countries; an actor of unknown country may be one that the other side names."""
    return len(b[0] - a[0]) <= a[1] and len(a[0] - b[0]) <= b[1]


def _many_met(a: Profile, b: Profile, mine: frozenset[str], yours: frozenset[str]) -> bool:
    """A report of a summit names some of those who came; that is sure only of one day and of a good many."""
    fewer, more = sorted((mine, yours), key=len)
    one_day = a.narrow and b.narrow and a.start == a.end and b.start == b.end and a.start == b.start
    return one_day and len(fewer) >= _MANY and fewer <= more


def _things_agree(a: Profile, b: Profile, rule: AcrossRule) -> bool:
    if a.place and b.place and a.place != b.place:
        return False
    if not all(map(slots_agree, a.slots, b.slots)):
        return False
    if (a.count is None) != (b.count is None):
        return _uncounted_whole(a, b)
    if a.count is not None and b.count is not None:
        return _one_whole(a, b)
    if a.sorts is not None and b.sorts is not None and not a.sorts & b.sorts:
        return False
    if rule.named_by:
        if (a.by_name is None) != (b.by_name is None):
            return False
        if a.by_name is not None and b.by_name is not None:
            return alike(a.by_name, b.by_name, _NAME)
    return a.period is not None or all(of_one_size(x, y) for x, y in zip(a.near, b.near, strict=True))


def _uncounted_whole(a: Profile, b: Profile) -> bool:
    """A package whose documents one report counts and the other does not; a counted one is no single document."""
    counted, other = (a, b) if a.count is not None else (b, a)
    return other.sorts is not None and other.sorts == counted.sorts and other.by_name is None and _one_day(a, b)


def _one_whole(a: Profile, b: Profile) -> bool:
    """Wholes counted alike; or in like numbers, of one day (said by both, or by neither and told within a day)."""
    if a.count is None or b.count is None:
        return False
    least, most = sorted((a.count, b.count))
    return least == most or (least >= _PARTS * most and _one_day(a, b))


def _one_day(a: Profile, b: Profile) -> bool:
    if a.start is not None and b.start is not None:
        return _apart(a, b) <= 0
    told = a.told is not None and b.told is not None and abs(a.told - b.told) <= 1
    return a.start is None and b.start is None and told


def slots_agree(a: object, b: object) -> bool:
    """Whether two values of a slot can mean the same.

    A flag not set is false, a period or list not given is none (exports of oil are not all exports); any other
    unknown is compatible with everything. Texts come as their words.
    """
    if isinstance(a, bool) or isinstance(b, bool):
        return bool(a) == bool(b)
    if isinstance(a, Interval | tuple) or isinstance(b, Interval | tuple):
        return (a or None) == (b or None)
    if a is None or b is None:
        return True
    if isinstance(a, frozenset) and isinstance(b, frozenset):
        return alike(a, b, _WORDS)
    if isinstance(a, Money) and isinstance(b, Money):
        return one_amount(a, b)
    return a == b


def one_amount(a: Money, b: Money) -> bool:
    """Whether two amounts can be one, each as exact as written. Without a rate, another currency tells nothing."""
    if a.currency != b.currency:
        return True
    (low_a, high_a), (low_b, high_b) = _range(a), _range(b)
    return low_a <= high_b and low_b <= high_a


def of_one_size(a: Money | None, b: Money | None) -> bool:
    """Whether two amounts differ by no more than half, so that reports may tell one thing differently."""
    if a is None or b is None or a.currency != b.currency or one_amount(a, b):
        return True
    low, high = sorted((abs(a.amount), abs(b.amount)))
    return (a.amount < 0) == (b.amount < 0) and high <= low * _SIZE


def _range(money: Money) -> tuple[Decimal, Decimal]:
    amount = money.amount
    if not amount.is_finite() or abs(amount.adjusted()) > _GREATEST:
        return amount, amount
    margin = _margin(money)
    low, high = amount - margin, (amount if money.high is None else money.high) + margin
    reach = abs(amount) * (_WORDED - 1)
    match money.bound:
        case "about":
            return low - margin, high + margin
        case "over":
            return low, high + reach
        case "under" | "up_to":
            return low - reach, high
        case _:
            return low, high


def _margin(money: Money) -> Decimal:
    """Half a unit of the last digit as written."""
    if not money.digits or not money.amount:
        return Decimal(0)
    return Decimal(5).scaleb(money.amount.adjusted() - money.digits)


def _people_agree(a: Profile, b: Profile) -> bool:
    """Talks of two presidents are not those of two ministers, though the countries and the day are the same."""
    if len(a.named) > len(b.named):
        a, b = b, a
    return all(side not in b.named or same_people(names, b.named[side]) for side, names in a.named.items())
