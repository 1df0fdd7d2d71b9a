"""What a row of each table holds. ``None`` stands where the table has an empty cell."""

from typing import TypedDict


class Claim(TypedDict):
    """A row of claims.csv."""

    id: str
    speaker: str
    voice: str
    paraphrase: str
    theme: str
    theme_alt: str | None
    stance: str
    stance_alt: str | None
    claim_type: str
    type_alt: str | None
    paragraph: str
    checkable: str
    core: bool
    reported_actor: str | None
    note: str | None


class Coding(TypedDict):
    """A row of coding_round1.csv."""

    id: str
    paragraph: str
    speaker: str
    paraphrase: str
    theme_A: str
    theme_B: str
    theme_C: str | None
    stance_A: str
    stance_B: str
    stance_C: str | None
    claim_type_A: str
    claim_type_B: str
    claim_type_C: str | None


class Fact(TypedDict):
    """A row of facts.csv."""

    id: str
    topic: str
    fact: str
    date: str | None
    source: str
    url: str | None
    confidence: str
    after_article: bool
    note: str | None


class Membership(TypedDict):
    """A row of membership.csv."""

    organisation: str
    iso3: str
    joined: str | None
    left: str | None
    status: str
    confidence: str
    source: str
    note: str | None


class Event(TypedDict):
    """A row of timeline.csv."""

    date: str
    track: str
    event: str
    confidence: str
    after_article: bool


class Figure(TypedDict):
    """A row of trade_rival_figures.csv."""

    period: str
    pair: str
    measure: str
    value: float
    unit: str
    reported_by: str
    source: str
    confidence: str
    after_article: bool
    note: str | None


class Original(TypedDict):
    """A row of originals.csv."""

    id: str
    claim: str | None
    language: str
    words: str
    rendering: str
    speaker: str
    date: str | None
    outlet: str
    url: str
    seen: str
    note: str | None


class Rendering(TypedDict):
    """A row of renderings.csv."""

    outlet: str
    language: str
    date: str
    url: str
    seen: str
    refrain: str | None
    most_likely: str | None
    foreseeable: str | None
    proposals: str | None
    second_reason: str | None


class Name(TypedDict):
    """A row of names.csv."""

    latin: str
    russian: str | None
    kazakh: str | None
    kind: str
    note: str | None
    url: str | None


class Share(TypedDict):
    """A row of unga_agreement_2020_2023.csv."""

    session: int
    year: int
    partner: str
    n: int
    agreement: float


class Count(TypedDict):
    """A row of unga_contingency.csv."""

    session: int
    year: int
    issue: str
    partner: str
    n: int
    YY: int
    YA: int
    YN: int
    AY: int
    AA: int
    AN: int
    NY: int
    NA: int
    NN: int


class UkraineVote(TypedDict):
    """A row of unga_ukraine_votes.csv."""

    resolution: str
    date: str
    subject: str
    yes: int
    no: int
    abstain: int
    KAZ: str
    RUS: str
    CHN: str
    USA: str
    BLR: str
    IND: str
    BRA: str
    ZAF: str | None
    ARM: str | None
    UZB: str | None
    KGZ: str | None
    TJK: str | None
    TKM: str | None
    AZE: str | None
    TUR: str | None
    confidence: str
    source: str
