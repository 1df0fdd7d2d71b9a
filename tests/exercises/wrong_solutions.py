"""Mistakes that students make: where, what they write instead of the solution, and the points that it costs."""

from typing import NamedTuple


class Wrong(NamedTuple):
    """A solution with one mistake in it.

    Parameters
    ----------
    stem : str
        The exercise.
    mistake : str
        What was misunderstood.
    cell : str
        The solution's cell.
    right, instead : str
        The words of the solution, and what stands there in their place.
    lost : dict of str to float
        The points that each test cell takes away.
    """

    stem: str
    mistake: str
    cell: str
    right: str
    instead: str
    lost: dict[str, float]


WRONG = [
    # The decision
    Wrong(
        "the_decision",
        "each speaker counted once",
        "by-speaker",
        'counts[claim["speaker"]] = counts.get(claim["speaker"], 0) + 1',
        'counts[claim["speaker"]] = 1',
        {"by-speaker-tests": 2, "share-quoted-tests": 3},
    ),
    Wrong(
        "the_decision",
        "a paraphrase taken for a quotation",
        "share-quoted",
        'claim["voice"] == "quotation"',
        'claim["voice"] != "narration"',
        {"share-quoted-tests": 3},
    ),
    Wrong(
        "the_decision",
        "per cent instead of a fraction",
        "share-quoted",
        "quoted.get(speaker, 0) / count",
        "100 * quoted.get(speaker, 0) / count",
        {"share-quoted-tests": 3},
    ),
    Wrong(
        "the_decision",
        "a person's own claims taken for those of others",
        "said-by-others",
        ' and claim["speaker"] != actor',
        "",
        {"said-by-others-tests": 3},
    ),
    Wrong(
        "the_decision",
        "the narrator taken for a named author",
        "stances",
        '("Orda.kz narrator", "Unnamed experts (via narrator)")',
        '("Unnamed experts (via narrator)",)',
        {"stances-tests": 3},
    ),
    Wrong(
        "the_decision",
        "the narrator's sentence given to Bakhitkhanov",
        "attribution",
        '    ("Orda.kz narrator", "narration"),\n    ("Unnamed',
        '    ("Anuar Bakhitkhanov", "paraphrase by narrator"),\n    ("Unnamed',
        {"attribution-marks": 0.5},
    ),
    Wrong(
        "the_decision",
        "the demand for a charter given to who makes it a condition, and the reverse",
        "attribution",
        '    ("Gaziz Abishev", "quotation"),\n    ("Anuar Bakhitkhanov", "quotation"),',
        '    ("Anuar Bakhitkhanov", "quotation"),\n    ("Gaziz Abishev", "quotation"),',
        {"attribution-marks": 1},
    ),
    Wrong(
        "the_decision",
        "a name that the register does not hold",
        "attribution",
        '("Berik Uali", "paraphrase by narrator")',
        '("Toqayev", "quotation")',
        {"attribution-form": 1, "attribution-marks": 0.5},
    ),
    # Multi-vector policy
    Wrong(
        "multi_vector_policy",
        "absent treated as abstention",
        "cross-table",
        'if one in ("Y", "A", "N") and other in ("Y", "A", "N"):',
        'one, other = (vote if vote in ("Y", "N") else "A" for vote in (one, other))\n        if True:',
        {"cross-table-tests": 3},
    ),
    Wrong(
        "multi_vector_policy",
        "the partner's vote first",
        "cross-table",
        "table[one + other] += 1",
        "table[other + one] += 1",
        {"cross-table-tests": 3},
    ),
    Wrong(
        "multi_vector_policy",
        "two abstentions taken for a disagreement",
        "agreement",
        'table["YY"] + table["AA"] + table["NN"]',
        'table["YY"] + table["NN"]',
        {"agreement-tests": 2, "kappa-tests": 2, "kappa-more-tests": 2, "mean-tests": 2, "trend-tests": 2},
    ),
    Wrong(
        "multi_vector_policy",
        "per cent instead of a fraction",
        "agreement",
        'return (table["YY"]',
        'return 100 * (table["YY"]',
        {"agreement-tests": 2, "kappa-tests": 2, "kappa-more-tests": 2, "mean-tests": 2, "trend-tests": 2},
    ),
    Wrong(
        "multi_vector_policy",
        "the margins of the two states exchanged",
        "base-rates",
        '"KAZ": {vote: sum(table[vote + other]',
        '"KAZ": {vote: sum(table[other + vote]',
        {"base-rates-tests": 2, "kappa-more-tests": 2},
    ),
    Wrong(
        "multi_vector_policy",
        "expected agreement from one state's margins",
        "kappa",
        'rates["KAZ"][vote] * rates["partner"][vote]',
        'rates["KAZ"][vote] ** 2',
        {"kappa-tests": 2, "kappa-more-tests": 2},
    ),
    Wrong(
        "multi_vector_policy",
        "expected agreement as if all votes were equally likely",
        "kappa",
        'sum(rates["KAZ"][vote] * rates["partner"][vote] for vote in "YAN")',
        "1 / 3",
        {"kappa-tests": 2, "kappa-more-tests": 2},
    ),
    Wrong(
        "multi_vector_policy",
        "the figures of the book written by hand",
        "kappa",
        "    rates = base_rates(table)",
        '    if table["n"] == 10:\n'
        '        return 1.0 if table["YY"] == 6 else 0.0 if table["YY"] == 4 else 19 / 69\n'
        '    if table["n"] > 20:\n'
        "        return {59: 0.1750, 70: 0.2313, 14: -0.0724}[table['YY']]\n"
        "    rates = base_rates(table)\n"
        '    return None if table["n"] < 20 else table["YY"] + 2 * table["NN"] - table["YN"]',
        {"kappa-more-tests": 2},
    ),
    Wrong(
        "multi_vector_policy",
        "pooled instead of the mean of sessions",
        "periods",
        "return sum(shares) / len(shares) if shares else None",
        "return pooled(rows, partner, issue, first, last)",
        {"mean-tests": 2},
    ),
    Wrong(
        "multi_vector_policy",
        "the mean of sessions instead of pooled",
        "periods",
        'return sum(row["YY"] + row["AA"] + row["NN"] for row in fitting) / votes if votes else None',
        "return mean_of_sessions(rows, partner, issue, first, last)",
        {"pooled-tests": 1},
    ),
    Wrong(
        "multi_vector_policy",
        "the last session left out",
        "periods",
        'first <= row["session"] <= last',
        'first <= row["session"] < last',
        {"mean-tests": 2, "pooled-tests": 1},
    ),
    Wrong(
        "multi_vector_policy",
        "the issues mixed",
        "trend",
        'if (row["partner"], row["issue"]) == (partner, "all")',
        'if row["partner"] == partner',
        {"trend-tests": 2},
    ),
    Wrong(
        "multi_vector_policy",
        "divided by the length of the period",
        "trend",
        "sum(inside) / len(inside)",
        "sum(inside) / (last - first + 1)",
        {"period-tests": 1},
    ),
    # Integration blocs
    Wrong(
        "integration_blocs",
        "observers counted",
        "members",
        '(("member", "former"))',
        '(("member", "former", "observer"))',
        {"members-tests": 2, "members-real-tests": 2, "overlaps-tests": 2, "with-state-tests": 2, "bridging-tests": 3},
    ),
    Wrong(
        "integration_blocs",
        "Armenia dropped, whose participation is frozen",
        "members",
        'row["status"].startswith(("member", "former"))',
        'row["status"] in ("member", "former")',
        {"members-tests": 2, "members-real-tests": 2, "overlaps-tests": 2, "bridging-tests": 3},
    ),
    Wrong(
        "integration_blocs",
        "Saudi Arabia kept, whose status is disputed",
        "members",
        '(("member", "former"))',
        '(("member", "former", "invited"))',
        {
            "members-tests": 2,
            "members-real-tests": 2,
            "overlaps-tests": 2,
            "with-state-tests": 2,
            "tables-of-tests": 3,
            "bridging-tests": 3,
        },
    ),
    Wrong(
        "integration_blocs",
        "the treaty taken for the organisation",
        "members",
        ' and "Treaty only" not in row["status"]',
        "",
        {"members-real-tests": 2},
    ),
    Wrong(
        "integration_blocs",
        "a year alone taken for a broken date",
        "members",
        'row["joined"] is not None and row["joined"] <= day',
        'row["joined"] is not None and len(row["joined"]) == 10 and row["joined"] <= day',
        {"members-tests": 2, "overlaps-tests": 2},
    ),
    Wrong(
        "integration_blocs",
        "only the years compared",
        "members",
        'row["joined"] <= day',
        'row["joined"][:4] <= day[:4]',
        {"members-real-tests": 2},
    ),
    Wrong(
        "integration_blocs",
        "still a member on the day of leaving",
        "members",
        'row["left"] <= day',
        'row["left"] < day',
        {"members-tests": 2},
    ),
    Wrong(
        "integration_blocs",
        "divided by the sum of both sizes",
        "overlap",
        "len(a & b) / len(a | b)",
        "len(a & b) / (len(a) + len(b))",
        {"jaccard-tests": 1, "overlaps-tests": 2, "with-state-tests": 2},
    ),
    Wrong(
        "integration_blocs",
        "meeting inside the club counted",
        "already-met",
        "if body != club and state in here:",
        "if state in here:",
        {"already-met-tests": 2},
    ),
    Wrong(
        "integration_blocs",
        "betweenness in the projection on states",
        "bridging",
        "scores = nx.betweenness_centrality(graph)",
        "states = {node for node in graph if node not in bodies}\n"
        "    scores = nx.betweenness_centrality(nx.bipartite.projected_graph(graph, states))",
        {"bridging-tests": 3},
    ),
    Wrong(
        "integration_blocs",
        "betweenness without normalisation",
        "bridging",
        "nx.betweenness_centrality(graph)",
        "nx.betweenness_centrality(graph, normalized=False)",
        {"bridging-tests": 3},
    ),
    # Trade and pressure
    Wrong(
        "trade_and_pressure",
        "ten months taken for a year",
        "mirror-ratio",
        '(row["pair"], row["period"], row["measure"]) == (pair, period, "turnover")',
        '(row["pair"], row["period"][:4], row["measure"]) == (pair, period[:4], "turnover")',
        {"mirror-ratio-tests": 3},
    ),
    Wrong(
        "trade_and_pressure",
        "a share taken for a turnover",
        "mirror-ratio",
        '(row["pair"], row["period"], row["measure"]) == (pair, period, "turnover")',
        '(row["pair"], row["period"]) == (pair, period)',
        {"mirror-ratio-tests": 3},
    ),
    Wrong(
        "trade_and_pressure",
        "the ratio upside down",
        "mirror-ratio",
        "one / two",
        "two / one",
        {"mirror-ratio-tests": 3},
    ),
    Wrong(
        "trade_and_pressure",
        "per cent accepted, and a rest forgotten",
        "hhi",
        "if abs(sum(shares) - 1) > 0.01:",
        "if False:",
        {"hhi-errors": 1},
    ),
    Wrong(
        "trade_and_pressure",
        "squares not taken",
        "hhi",
        "sum(share**2 for share in shares)",
        "max(shares)",
        {"hhi-tests": 2, "effective-tests": 1, "merge-tests": 3},
    ),
    Wrong(
        "trade_and_pressure",
        "logarithm of base two",
        "effective",
        "-share * log(share)",
        "-share * log(share) / log(2)",
        {"shannon-tests": 2, "effective-tests": 1},
    ),
    Wrong(
        "trade_and_pressure",
        "logarithm of nothing",
        "effective",
        " for share in shares if share > 0)",
        " for share in shares)",
        {"shannon-tests": 2},
    ),
    Wrong(
        "trade_and_pressure",
        "the members of a union counted beside it",
        "merge",
        "if partner not in group}",
        "}",
        {"merge-tests": 3},
    ),
    Wrong(
        "trade_and_pressure",
        "the rest dropped and the known blown up to the whole",
        "hhi-bounds",
        "    least, rest, largest",
        "    known = [share / sum(known) for share in known]\n    least, rest, largest",
        {"bounds-low": 2, "bounds-high": 2},
    ),
    Wrong(
        "trade_and_pressure",
        "an unknown partner larger than the smallest known one",
        "hhi-bounds",
        "greatest = least\n",
        "return least, least + rest**2\n",
        {"bounds-high": 2},
    ),
    Wrong(
        "trade_and_pressure",
        "a billion taken for a million",
        "roubles",
        "rouble_billions * 1000",
        "rouble_billions",
        {"roubles-tests": 1},
    ),
    # Expert viewpoints
    Wrong(
        "expert_viewpoints",
        "a gap counted as a category",
        "raw-agreement",
        "for one, other in zip(a, b) if one is not None and other is not None]",
        "for one, other in zip(a, b)]",
        {"raw-agreement-tests": 2, "kappa-more-tests": 2},
    ),
    Wrong(
        "expert_viewpoints",
        "per cent instead of a fraction",
        "raw-agreement",
        "return sum(one == other",
        "return 100 * sum(one == other",
        {"raw-agreement-tests": 2, "kappa-tests": 2, "kappa-more-tests": 2},
    ),
    Wrong(
        "expert_viewpoints",
        "the second coder's code first",
        "confusion",
        "zip(a, b)",
        "zip(b, a)",
        {"confusion-tests": 2},
    ),
    Wrong(
        "expert_viewpoints",
        "expected agreement from one coder's margins",
        "kappa",
        "firsts.count(code) * seconds.count(code)",
        "firsts.count(code) ** 2",
        {"kappa-more-tests": 2},
    ),
    Wrong(
        "expert_viewpoints",
        "a kappa where none is defined",
        "kappa",
        "    if 1 - expected < 1e-12:\n        return None\n",
        "    if 1 - expected < 1e-12:\n        return 1.0\n",
        {"kappa-tests": 2},
    ),
    Wrong(
        "expert_viewpoints",
        "one claim left without a code",
        "my-codes",
        '    "C50": "sceptical",\n',
        "",
        {"my-codes-form": 2},
    ),
    Wrong(
        "expert_viewpoints",
        "a stance that the codebook does not have",
        "my-codes",
        '"C50": "sceptical"',
        '"C50": "against"',
        {"my-codes-form": 2},
    ),
    Wrong(
        "expert_viewpoints",
        "pairs not weighed by the number of coders",
        "alpha",
        "1 / (len(codes) - 1)",
        "1",
        {"alpha-tests": 4},
    ),
    Wrong(
        "expert_viewpoints",
        "a gap counted as a code",
        "alpha",
        "[code for code in unit if code is not None]",
        "list(unit)",
        {"alpha-tests": 4},
    ),
    Wrong(
        "expert_viewpoints",
        "expected disagreement with replacement",
        "alpha",
        "(n - 1) * observed",
        "n * observed",
        {"alpha-tests": 4},
    ),
    # After the article
    Wrong(
        "after_the_article",
        "the first of several events taken",
        "days-between",
        "if len(dates) != 1:",
        "if not dates:",
        {"date-of-tests": 2},
    ),
    Wrong(
        "after_the_article",
        "every month of thirty days",
        "days-between",
        "return (date.fromisoformat(last) - date.fromisoformat(first)).days",
        "one, two = date.fromisoformat(first), date.fromisoformat(last)\n"
        "    return 30 * (two.month - one.month) + two.day - one.day",
        {"days-between-tests": 1},
    ),
    Wrong(
        "after_the_article",
        "the flag used instead of the date",
        "known-at",
        'if event["date"] <= day',
        'if not event["after_article"]',
        {"known-at-tests": 3},
    ),
    Wrong(
        "after_the_article",
        "the day itself left out",
        "known-at",
        'if event["date"] <= day',
        'if event["date"] < day',
        {"known-at-tests": 3},
    ),
    Wrong(
        "after_the_article",
        "the second opinion overlooked",
        "causal-claims",
        '"causal claim" in (claim["claim_type"], claim["type_alt"])',
        'claim["claim_type"] == "causal claim"',
        {"causal-claims-tests": 3},
    ),
    Wrong(
        "after_the_article",
        "claims outside the core counted",
        "causal-claims",
        'if claim["core"]]',
        "]",
        {"causal-claims-tests": 3},
    ),
    Wrong(
        "after_the_article",
        "a reading that nothing speaks against",
        "weighing",
        '"pressure": {"one-day": "+", "request": "+", "wheat-ban": "0", "goods": "0", "kremlin": "-", "denial": "-"}',
        '"pressure": {"one-day": "+", "request": "+", "wheat-ban": "+", "goods": "+", "kremlin": "+", "denial": "+"}',
        {"weighing-form": 2},
    ),
    Wrong(
        "after_the_article",
        "the evidence that speaks for some reading taken for telling",
        "telling",
        "len({cells[piece] for cells in table.values()}) > 1",
        'any(cells[piece] == "+" for cells in table.values())',
        {"telling-tests": 2},
    ),
    # Capstone
    Wrong(
        "capstone",
        "a source later than the memo",
        "form",
        '"date": "2024-10-23"',
        '"date": "2025-01-01"',
        {"form-sources": 2},
    ),
    Wrong(
        "capstone",
        "no figure that could contradict",
        "form",
        '"could_contradict": True',
        '"could_contradict": False',
        {"form-figures": 2},
    ),
    Wrong(
        "capstone",
        "a statement of uncertainty of one line",
        "form",
        'uncertainty = """',
        'uncertainty = "I am quite sure of everything."\nunused = """',
        {"form-uncertainty": 2},
    ),
]

# A grader that hands a copy to the student's process does not see these; the student's own notebook does.
IN_PLACE = [
    Wrong(
        "integration_blocs",
        "the only table changed in place",
        "with-state",
        'return [*rows, {"organisation": body, "iso3": state, "joined": day, "left": None, "status": "member"}]',
        'rows.append({"organisation": body, "iso3": state, "joined": day, "left": None, "status": "member"})\n'
        "    return rows",
        {"with-state-tests": 2},
    ),
    Wrong(
        "after_the_article",
        "the table sorted in place",
        "in-order",
        'return sorted(events, key=lambda event: event["date"])',
        'events.sort(key=lambda event: event["date"])\n    return events',
        {"in-order-tests": 2},
    ),
]
