"""The kinds at work on a document's sentences: matches become statements, and one thing told twice becomes one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import product

from comity.kinds import Kind
from comity.model import Actor, Interval, Origin, Place, Quote, SlotValue, Statement
from comity.recognise.arguments import is_verb
from comity.recognise.before import preceding, told_before
from comity.recognise.carry import carried
from comity.recognise.context import Context
from comity.recognise.derive import derived
from comity.recognise.grounds import grounded
from comity.recognise.learned import Weighed, proposed, unread, weighed
from comity.recognise.match import Match, beside, matches
from comity.recognise.merge import UNSAID, merge
from comity.recognise.phrases import clause, span_of, whole
from comity.recognise.series import series_statements, told_instead
from comity.recognise.slots import Site, doubts, read_slot
from comity.recognise.status import status
from comity.recognise.syntax import Tree
from comity.recognise.when import settle, when, where

MAX_STATEMENTS = 500  # of one document; a page that yields more is a list or an attack

# What the quote must show: every figure, and the words that say what a thing is about.
_FIGURES = ("money", "count", "percent", "physical")
_WORDED = ("what", "title", "label")


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A parsed sentence, what is known where it stands, the words before it, and what frames read in it."""

    tree: Tree
    ctx: Context
    before: str
    read: tuple[Statement, ...]


def recognise_trees(
    trees: Sequence[Tree], source: Mapping[str, str], kinds: Mapping[str, Kind], ctx: Context, *, learned: bool
) -> tuple[tuple[Statement, ...], tuple[Weighed, ...]]:
    """The statements of a document, and its sentences as the network weighs them where it may (`learned`): then with
    statements that no frame reads. `source` holds the "text" and the "title" that spans count in.
    """
    found: list[Statement] = []
    laid = sorted(trees, key=lambda t: t.within == "text")  # the title tells what the text goes on about
    sentences = _by_frames(laid, source, kinds, ctx, found)
    for kind in kinds.values():
        if kind.series:
            series = series_statements(trees, source, kind, ctx)
            found.extend([s for s in series if not told_instead(s, found, kind)])
    found.sort(key=lambda s: (s.quotes[0].within != "text", s.quotes[0].span))
    told = merge(found[:MAX_STATEMENTS], kinds, ctx.published)
    told = grounded(told, trees, source, kinds)
    told = (*told, *derived(told, kinds, ctx))
    said = weighed([(s.tree, s.ctx, s.before) for s in sentences], source) if learned and told else ()
    read = {id(s.tree): s.read for s in sentences}
    beyond = (p for one in said for p in proposed(one, source[one.tree.within], kinds, read[id(one.tree)], found))
    whole = merge((*told, *unread(beyond, told)), kinds, ctx.published)
    return merge(carried(whole, kinds, ctx.published), kinds, ctx.published), said


def _by_frames(
    laid: Sequence[Tree], source: Mapping[str, str], kinds: Mapping[str, Kind], ctx: Context, found: list[Statement]
) -> list[_Sentence]:
    """The parsed sentences with what frames read in them, which goes to what was `found` as well."""
    sentences: list[_Sentence] = []
    latest: dict[str, tuple[Actor, ...]] = {}
    paragraph = -1
    for n, tree in enumerate(laid):
        if not 0 <= tree.paragraph - paragraph <= 1 and paragraph >= 0:
            latest = {}
        paragraph = tree.paragraph
        if not tree.nodes:  # not worth a parse
            continue
        here = replace(ctx, told=latest, before=told_before(laid, n, ctx.mentions))
        read = _read(tree, source[tree.within], kinds, here, found)
        latest = {**latest, **{s.kind: s.actors for s in read}}
        found.extend(read)
        sentences.append(_Sentence(tree, here, preceding(laid, n, source), tuple(read)))
        if len(found) > MAX_STATEMENTS:
            break
    return sentences


def _read(tree: Tree, source: str, kinds: Mapping[str, Kind], ctx: Context, found: list[Statement]) -> list[Statement]:
    """What frames read in a sentence; a frame that goes on about what was `found` adds its quote there."""
    fitting = matches(tree, kinds, ctx, enough=partial(_has_needs, tree, source))
    made = {m: tuple(_statements(tree, m, source, ctx)) for m in fitting}
    read: list[Statement] = []
    for match in beside(tree, [m for m, statements in made.items() if statements]):
        for statement in made[match]:
            if match.frame.continues:
                _go_on(found, statement)
            else:
                read.append(statement)
    return read


def _has_needs(tree: Tree, source: str, match: Match) -> bool:
    """Whether the slots are told without which the frame is nothing."""
    needs = match.frame.needs
    if not needs:
        return True
    site = _site(tree, match, source)
    rules = (r for r in match.kind.slots if r.name in needs)
    return all(r.name in match.frame.set or read_slot(r, site) is not None for r in rules)


def _go_on(found: list[Statement], statement: Statement) -> None:
    """Give the last statement of the kind with the same actors' states a further quote."""
    for n in reversed(range(len(found))):
        known = found[n]
        if known.kind == statement.kind and set(known.countries()) == set(statement.countries()):
            found[n] = replace(known, quotes=(*known.quotes, *statement.quotes))
            return


def _statements(tree: Tree, match: Match, source: str, ctx: Context) -> Iterator[Statement]:
    kind, frame = match.kind, match.frame
    site = _site(tree, match, source)
    used = {match.trigger, match.focus, *(f.node for _, f in match.roles), *_governors(tree, match)}
    slots, slot_nodes = _slots(site, match)
    if not frame.needs <= {name for name, _ in slots}:
        return
    mood = _mood(tree, match, slots)
    if mood in frame.unless:
        return
    mood = kind.standing.get(mood, mood)
    day = when(tree, match.trigger, mood, ctx.published) if kind.dated else None
    place = _venue(tree, match, source) or where(tree, match.trigger, source)
    if place and _elsewhere(match, place[0]):
        return
    negated = frame.status and tree.children(match.trigger, "neg")  # "has not been invited"
    standing = "denied" if negated else frame.status or settle(mood, day[0] if day else None, ctx.published)
    unsaid = (Origin(field="status", rule=UNSAID),) if _unsaid(tree, match, standing, day) else ()
    used |= _quoted(kind, slot_nodes)
    used |= {x[1] for x in (day, place) if x and abs(x[1] - match.trigger) <= 12}
    span = span_of(tree, whole(tree, used), source)
    for actors in _each(match):
        yield Statement(
            document=ctx.document,
            kind=kind.name,
            status=standing,
            actors=actors,
            date=day[0] if day else None,
            place=place[0] if place else None,
            slots=tuple(slots),
            quotes=(Quote(exact=span.of(source), span=span, within=tree.within),),
            origins=(*_origins(tree, match, day, place, slot_nodes), *unsaid),
            findings=doubts(tree, (n for _, nodes in slot_nodes for n in nodes)),
        )


def _site(tree: Tree, match: Match, source: str) -> Site:
    return Site(
        tree=tree,
        trigger=match.trigger,
        focus=match.focus,
        clause=clause(tree, match.trigger),
        args=match.args,
        source=source,
    )


def _quoted(kind: Kind, slot_nodes: list[tuple[str, tuple[int, ...]]]) -> set[int]:
    shown = {rule.name for rule in kind.slots if rule.read in _FIGURES} | set(_WORDED)
    return {n for name, nodes in slot_nodes for n in nodes if name in shown}


def _mood(tree: Tree, match: Match, slots: list[tuple[str, SlotValue]]) -> str:
    """The status by the frame, else by what the stage of an undertaking implies, else by the grammar."""
    if match.frame.negated:
        return "done"
    read = match.frame.status or status(tree, match.trigger, spoken=_spoken(match))
    stage = next((str(value) for name, value in slots if name == "stage"), "")
    implied = match.kind.standing.get(stage, read)
    future = read in ("planned", "proposed") and implied in ("done", "ongoing")  # "will be completed"
    return read if read == "denied" or future else implied


def _unsaid(tree: Tree, match: Match, standing: str, day: tuple[Interval, int] | None) -> bool:
    """Whether a noun only names the thing ("the trip shows"), so that nothing tells whether it happened."""
    if standing != "done" or match.frame.status or day or is_verb(tree, match.trigger):
        return False
    around = {tree.nodes[k].lemma for k in tree.children(match.trigger, "amod", "acl")}
    held = around & {"hold", "recent", "last", "late", "early", "previous", "past", "make", "sign"}
    return not held and not any(tree.nodes[v].lemma in match.frame.light for v in match.args.of("verb"))


def _governors(tree: Tree, match: Match) -> tuple[int, ...]:
    """The verb that a frame wants over its noun ("expressed" over "concern")."""
    return tuple(v for v in match.args.of("verb") if tree.nodes[v].lemma in match.frame.light)


def _spoken(match: Match) -> frozenset[int]:
    """The words of an act of saying: the trigger, and the verb that governs it where it is a noun."""
    return frozenset((match.trigger, *match.args.of("verb"))) if match.frame.speech else frozenset()


def _venue(tree: Tree, match: Match, source: str) -> tuple[Place, int] | None:
    """The place that a filler of the kind's venue role names; none where several do."""
    held = [(f, tree.nodes[f.node].mention) for role, f in match.roles if role == match.kind.venue]
    if len(held) != 1 or (mention := held[0][1]) is None or mention.type not in ("capital", "city", "state"):
        return None
    return Place(name=mention.span.of(source), country=held[0][0].actor.country), held[0][0].node


def _elsewhere(match: Match, place: Place) -> bool:
    """Whether the thing happens in a state that is none of those in the kind's venue role: a president who receives
    guests while abroad is no host of a visit.
    """
    hosts = {f.actor.country for role, f in match.roles if role == match.kind.venue}
    hosts |= {a.country for a in match.given if a.role == match.kind.venue}
    return bool(hosts) and place.country is not None and place.country not in hosts


def _slots(site: Site, match: Match) -> tuple[list[tuple[str, SlotValue]], list[tuple[str, tuple[int, ...]]]]:
    slots: list[tuple[str, SlotValue]] = []
    nodes: list[tuple[str, tuple[int, ...]]] = []
    for rule in match.kind.slots:
        if rule.name in match.frame.set:
            slots.append((rule.name, match.frame.set[rule.name]))
        elif (read := read_slot(rule, site)) is not None:
            slots.append((rule.name, read[0]))
            if read[1]:
                nodes.append((rule.name, read[1]))
    return slots, nodes


def _each(match: Match) -> Iterator[tuple[Actor, ...]]:
    """One tuple of actors a statement: fillers of an `each` role are told apart, the others stay together."""
    actors = [Actor(name=f.actor.name, country=f.actor.country, role=role) for role, f in match.roles]
    actors += match.given
    apart = [[a for a in actors if a.role == role] for role in match.kind.each]
    rest = [a for a in actors if a.role not in match.kind.each]
    for chosen in product(*[group for group in apart if group]):
        yield tuple(sorted((*rest, *chosen), key=lambda a: match.kind.roles.index(a.role)))


def _origins(
    tree: Tree,
    match: Match,
    day: tuple[Interval, int] | None,
    place: tuple[Place, int] | None,
    slot_nodes: list[tuple[str, tuple[int, ...]]],
) -> Iterator[Origin]:
    rule = f"{match.kind.name}/{match.frame.id}"
    yield Origin(field="kind", rule=rule, span=tree.nodes[match.trigger].span, within=tree.within)
    for role, filler in match.roles:
        node = tree.nodes[filler.node]
        how = node.mention.how if node.mention else "noun phrase"
        yield Origin(field=role, rule=how, span=node.span, within=tree.within)
    for actor in match.given:
        yield Origin(field=actor.role, rule="the document's pair of states")
    if day:
        yield Origin(field="date", rule="nearest period", span=tree.nodes[day[1]].span, within=tree.within)
    if place:
        yield Origin(field="place", rule="nearest place", span=tree.nodes[place[1]].span, within=tree.within)
    for name, nodes in slot_nodes:
        yield Origin(field=name, rule=rule, span=tree.cover(nodes), within=tree.within)
    for name in match.frame.set:
        yield Origin(field=name, rule=rule, span=tree.nodes[match.trigger].span, within=tree.within)
