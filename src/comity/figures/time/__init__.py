"""Periods of a text: what it says of time, as days.

In reading order: `periods` goes through a stretch of text and joins, resolves and widens what it finds; `readers` says
which module takes a period from its first word on:

- `dates`: days, months and years as a calendar writes them; `holidays`: days that have a name;
- `parts`: quarters, halves, first nine months, seasons, decades; `ended`: "the year to March";
- `deictic`: told from publication ("last year"); `anaphora`: told from an earlier period ("a year earlier");
- `fiscal`: fiscal years by country, whose months `fiscal_rule` knows;
- `governed`: what "since", "by", "as of", "the end of" make of a period.

`core` holds what they share: the value `Core` on its way to a period, and `Known`, which it is resolved against.
`days` is the arithmetic of the calendar, without any text.
"""
