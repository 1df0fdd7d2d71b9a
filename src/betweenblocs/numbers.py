"""The numbers that the chapters state, computed from the tables. One small function a kind of number."""

from collections import Counter
from datetime import date
from statistics import fmean

from betweenblocs import tables
from betweenblocs.explorers.blocs import ARTICLE_DAY, SIX, bridging, members, overlap


def agreement_by_session(partner: str, issue: str = "all") -> dict[int, float]:
    """Return the share of votes in which Kazakhstan and a partner voted alike, by session.

    Sessions to 74 are computed from counts; 75 to 78 are quoted shares (all votes only).
    """
    shares = {
        row["session"]: (row["YY"] + row["AA"] + row["NN"]) / row["n"]
        for row in tables.unga_contingency()
        if row["partner"] == partner and row["issue"] == issue
    }
    quoted = tables.unga_agreement_2020_2023() if issue == "all" else []
    return shares | {row["session"]: row["agreement"] for row in quoted if row["partner"] == partner}


def agreement(partner: str, first: int, last: int, issue: str = "all") -> float:
    """Return Kazakhstan's agreement with a partner, as the mean over sessions."""
    shares = agreement_by_session(partner, issue)
    return fmean(share for session, share in shares.items() if first <= session <= last)


def kappa(partner: str, session: int, issue: str = "all") -> float:
    """Return Cohen's kappa of Kazakhstan's and a partner's votes in one session (Cohen 1960)."""
    (row,) = (
        row
        for row in tables.unga_contingency()
        if (row["partner"], row["session"], row["issue"]) == (partner, session, issue)
    )
    n = row["n"]
    observed = sum(row[vote + vote] for vote in "YAN") / n
    expected = sum(
        sum(row[vote + other] for other in "YAN") * sum(row[other + vote] for other in "YAN") for vote in "YAN"
    ) / (n * n)
    return (observed - expected) / (1 - expected)


def votes_counted(partner: str, session: int) -> int:
    """Return the number of votes counted with a partner in one session."""
    return next(
        row["n"]
        for row in tables.unga_contingency()
        if (row["partner"], row["session"], row["issue"]) == (partner, session, "all")
    )


def claims_where(column: str, *words: str) -> int:
    """Return the number of claims whose column has this value (words are joined by spaces)."""
    return sum(1 for claim in tables.claims() if str(claim[column]) == " ".join(words))


def claims_unsure(column: str, *words: str) -> int:
    """Return the number of claims with this code whose coding leaves room for a second-best one."""
    return sum(
        claim[column] == " ".join(words) and claim[f"{column.removeprefix('claim_')}_alt"] is not None
        for claim in tables.claims()
    )


def claims_sure(column: str, *words: str) -> int:
    """Return the number of claims with this code and no second-best one."""
    return claims_where(column, *words) - claims_unsure(column, *words)


def member_count(body: str, day: str = ARTICLE_DAY) -> int:
    """Return the number of full members of a body on a day."""
    return len(members(body, day))


def partner_count(day: str) -> int:
    """Return the number of partner countries of BRICS on a day."""
    return sum(row["status"] == "partner" and row["joined"] <= day for row in tables.membership())


def jaccard(one: str, other: str, day: str = ARTICLE_DAY) -> float:
    """Return what two bodies share divided by what they hold together."""
    return overlap(members(one, day), members(other, day))


def shared_bodies(one: str, other: str) -> int:
    """Return in how many of the six bodies two states sit together."""
    return sum({one, other} <= members(body) for body in SIX)


def brics_shared(*bodies: str) -> int:
    """Return how many members of BRICS sit with Kazakhstan in at least one of the bodies."""
    return len(members("BRICS") & set().union(*(members(body) for body in bodies if "KAZ" in members(body))))


def betweenness(state: str, joining: str = "") -> float:
    """Return a state's normalised betweenness in the network of the six bodies and their members.

    ``joining`` is a state to add to BRICS.
    """
    return bridging(joining=(joining,) if joining else ())[state]


def days(first: str, last: str) -> int:
    """Return the number of days from one date to another."""
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def events_after_article() -> int:
    """Return how many events of the timeline came after the article."""
    return sum(event["after_article"] for event in tables.timeline())


def trade(pair: str, period: str, reporter: str) -> float:
    """Return a turnover in USD billion as one side reports it; ``_`` stands for the spaces of a period."""
    (value,) = (
        row["value"]
        for row in tables.trade_rival_figures()
        if (row["pair"], row["period"]) == (pair, period.replace("_", " ")) and row["reported_by"].startswith(reporter)
    )
    return value


def mirror_ratio(period: str | int) -> float:
    """Return the trade between Kazakhstan and China as China reports it, divided by Kazakhstan's figure."""
    return trade("KAZ-CHN", str(period), "China") / trade("KAZ-CHN", str(period), "Kazakhstan")


def hhi_lowest(*percent: str) -> float:
    """Return the least Herfindahl-Hirschman index that known shares allow: the rest is spread without end."""
    return sum((float(share) / 100) ** 2 for share in percent)


def hhi_highest(*percent: str) -> float:
    """Return the greatest index that known shares allow if no other partner exceeds the smallest of them."""
    shares = [float(share) / 100 for share in percent]
    whole, rest = divmod(1 - sum(shares), min(shares))
    return sum(share**2 for share in shares) + whole * min(shares) ** 2 + rest**2


def effective_least(*percent: str) -> float:
    """Return the least effective number of partners that known shares allow."""
    return 1 / hhi_highest(*percent)


def effective_most(*percent: str) -> float:
    """Return the greatest effective number of partners that known shares allow."""
    return 1 / hhi_lowest(*percent)


def percent_of(percent: str, total: str) -> float:
    """Return a percentage of a total, in the unit of the total."""
    return float(percent) / 100 * float(total)


def euro_millions(rouble_billions: str, roubles_a_euro: str) -> float:
    """Return billions of roubles in millions of euros."""
    return float(rouble_billions) * 1000 / float(roubles_a_euro)


def agreement_fall(partner: str, *sessions: int) -> float:
    """Return by how much agreement fell from one period to a later one, in percentage points."""
    first, last, later, latest = sessions
    return 100 * (agreement(partner, first, last) - agreement(partner, later, latest))


def vote_share(state: str, vote: str, partner: str, first: int, last: int) -> float:
    """Return the mean share of a vote (Y, A, N) that Kazakhstan or its partner cast when both took part."""
    return fmean(
        sum(row[vote + other] if state == "KAZ" else row[other + vote] for other in "YAN") / row["n"]
        for row in tables.unga_contingency()
        if row["partner"] == partner and row["issue"] == "all" and first <= row["session"] <= last
    )


def pair_share(kazakhstan: str, other: str, partner: str, first: int, last: int) -> float:
    """Return the mean share of votes in which Kazakhstan cast one vote (Y, A, N) and the partner another."""
    return fmean(
        row[kazakhstan + other] / row["n"]
        for row in tables.unga_contingency()
        if row["partner"] == partner and row["issue"] == "all" and first <= row["session"] <= last
    )


def vote_count(state: str, vote: str, partner: str, session: int) -> float:
    """Return how often Kazakhstan or its partner cast a vote (Y, A, N) in one session."""
    return vote_share(state, vote, partner, session, session) * votes_counted(partner, session)


def mean_kappa(partner: str, first: int, last: int) -> float:
    """Return the mean over sessions of Cohen's kappa with a partner."""
    return fmean(kappa(partner, session) for session in range(first, last + 1))


def ukraine_votes(state: str, vote: str) -> int:
    """Return how often a state cast a vote (Y, A, N) on Ukraine in the rows of high confidence."""
    return sum(row[state] == vote for row in tables.unga_ukraine_votes() if row["confidence"] == "high")


def claims_by(code: str, *speaker: str) -> int:
    """Return the number of a speaker's claims with one voice (quotation, paraphrase, narration) or stance."""
    return sum(
        claim["speaker"] == " ".join(speaker) and code in (claim["voice"].split()[0], claim["stance"])
        for claim in tables.claims()
    )


def coders_alike(what: str) -> int:
    """Return how many of the core claims coders A and B give the same theme, stance or claim_type."""
    return sum(row[f"{what}_A"] == row[f"{what}_B"] for row in tables.coding_round1())


def coders_agreement(what: str) -> float:
    """Return the share of the core claims that coders A and B code alike."""
    return coders_alike(what) / len(tables.coding_round1())


def coders_expected(what: str) -> float:
    """Return the agreement that coders A and B would reach by chance with the codes they used."""
    first, second = (Counter(row[f"{what}_{coder}"] for row in tables.coding_round1()) for coder in "AB")
    return sum(first[code] * second[code] for code in first) / first.total() ** 2


def coders_kappa(what: str) -> float:
    """Return Cohen's kappa of coders A and B (Cohen 1960)."""
    expected = coders_expected(what)
    return (coders_agreement(what) - expected) / (1 - expected)


def coders_alpha(what: str) -> float:
    """Return Krippendorff's alpha of coders A, B and C for nominal codes (Hayes and Krippendorff 2007)."""
    units = [[row[f"{what}_{c}"] for c in "ABC" if row[f"{what}_{c}"]] for row in tables.coding_round1()]
    counts = [Counter(unit) for unit in units if len(unit) > 1]
    codes = sum(counts, Counter())
    total = codes.total()
    unlike = sum(sum(n * (unit.total() - n) for n in unit.values()) / (unit.total() - 1) for unit in counts)
    return 1 - (total - 1) * unlike / sum(n * (total - n) for n in codes.values())


def coded(coder: str, what: str, *code: str) -> int:
    """Return how many of the core claims a coder gave one code."""
    return sum(row[f"{what}_{coder}"] == " ".join(code) for row in tables.coding_round1())


def coders_count() -> int:
    """Return the number of core claims that were coded."""
    return len(tables.coding_round1())


def coders_unlike(what: str) -> int:
    """Return how many of the core claims coders A and B give different codes."""
    return coders_count() - coders_alike(what)
