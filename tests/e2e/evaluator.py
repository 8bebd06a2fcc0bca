# SPDX-License-Identifier: GPL-3.0-or-later
"""A second evaluator of decision traces. It reads nothing but the trace's JSON and works out the tier by itself: the facts
against what each condition wanted, the groups, the first rule, the overrides, the deployments left out."""


def number(text):
    if len(text) == 5 and text[2] == ":":  # a time of day
        return int(text[:2]) * 60 + int(text[3:])
    return int(text)


def test_holds(line):
    op, wanted, actual = line["op"], line["wanted"], line["actual"]
    if line["fact"] == "text":
        return actual == "found"
    if op == "is":
        return actual == wanted
    if op == "is_not":
        return actual != wanted
    if op == "in":
        return actual in line["values"]
    if op == "contains":
        return wanted in actual
    if op == "starts_with":
        return actual.startswith(wanted)
    if op == "between":
        low, high = (number(part) for part in wanted.split(".."))
        value = number(actual)
        return low <= value <= high if low <= high else value >= low or value <= high
    value, bound = number(actual), number(wanted)
    return {"lt": value < bound, "le": value <= bound, "gt": value > bound, "ge": value >= bound}[op]


def condition_holds(lines, at=0):
    """(truth, index behind the condition that begins at `at`): children follow, one deeper."""
    line = lines[at]
    next_line = at + 1
    if line["kind"] == "always":
        return True, next_line
    if line["kind"] == "test":
        known = line["actual"] != "" or line["fact"] in ("feature", "user_tier", "session", "client_key", "requested_model") \
            or line["fact"].startswith("header:")
        return known and test_holds(line), next_line
    children = []
    while next_line < len(lines) and lines[next_line]["depth"] > line["depth"]:
        truth, next_line = condition_holds(lines, next_line)
        children.append(truth)
    return {"all": all(children), "any": any(children), "none": not any(children)}[line["kind"]], next_line


def tier_of(trace):
    """The tier that is tried first."""
    if trace["cause"] == "rule":
        winner = None
        for rule in trace["rules"]:
            truth, _ = condition_holds(rule["conditions"])
            if truth and rule["on"]:
                winner = rule
                break
        if winner is None or winner["id"] != trace["rule"] or not winner["matched"]:
            return None
        higher = {change["from"]: change["to"] for change in trace.get("overrides", []) if change["kind"] == "stakes_bump"}
        tiers = list(dict.fromkeys(higher.get(tier, tier) for tier in winner["tiers"]))
    else:
        tiers = trace["tiers"]
    offered = {step["tier"] for step in trace["steps"]}
    return next((tier for tier in tiers if tier in offered), None)
