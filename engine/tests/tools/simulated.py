"""A made class: students of known ability answer a bank, the stronger the better."""

import json
from math import exp
from pathlib import Path
from random import Random

from seminar.quiz.bank.item import Bank
from seminar.quiz.page.compiled import compile_item


def simulate(bank: Bank, folder: Path, students: int = 60, seed: int = 20241024) -> Path:
    """Write a response file for each student; item k is the harder the later it stands (Rasch model)."""
    random = Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    items = [compile_item(item) for item in bank.items if not item.ungraded and item.type != "reflect"]
    for number in range(students):
        ability = random.gauss(0, 1.3)
        answers = {}
        for place, item in enumerate(items):
            chance = 1 / (1 + exp(-(ability - 2.4 * (place / max(1, len(items) - 1) - 0.5))))
            right = random.random() < chance
            answers[item["id"]] = answer(item, right, chance, random)
        content = {
            "format": "seminar-responses",
            "version": 1,
            "student": f"Student {number:02}",
            "created": "2026-11-24T10:00:00Z",
            "banks": {bank.stem: {"items": answers}},
        }
        (folder / f"student_{number:02}.json").write_text(json.dumps(content), encoding="utf-8")
    return folder


def answer(item: dict, right: bool, chance: float, random: Random) -> dict:
    """Return a record of a first attempt that went wrong or right, as the page keeps it."""
    response = right_response(item) if right else wrong_response(item, random)
    certainty = "sure" if random.random() < chance - 0.15 else random.choice(["think", "guess"])
    first = {"response": response, "certainty": certainty, "hints": 0, "at": "2026-11-24T09:30:00Z"}
    return {**first, "attempts": 1, "first": first, "score": float(right)}


def right_response(item: dict):
    """Return a response that earns full marks."""
    key = item["key"]
    if "pairs" in key:
        return key["pairs"]
    if "ranks" in key:
        return sorted(key["ranks"], key=key["ranks"].get)
    if "accept" in key:
        return key["accept"][0]
    if "low" in key:
        return repr((key["low"] + key["high"]) / 2)
    one = item["type"] in ("single", "true_false")
    return key["correct"][0] if one else key["correct"]


def wrong_response(item: dict, random: Random):
    """Return a response that earns less, the first distractor twice as often as another."""
    key = item["key"]
    if "pairs" in key:
        options = [option["id"] for option in item["options"]]
        return {row: random.choice(options) for row in key["pairs"]}
    if "ranks" in key:
        return sorted(key["ranks"], key=key["ranks"].get, reverse=True)
    if "accept" in key or "low" in key:
        return "-77"
    taken = random.choice([key["wrong"][0], *key["wrong"]])
    return taken if item["type"] in ("single", "true_false") else [taken, *key["correct"][:1]]
