# SPDX-License-Identifier: GPL-3.0-or-later
"""What a test of this folder expects, and what of it did not hold."""
PROBLEMS = []
_seen = 0


def expect(holds, text):
    global _seen
    _seen += 1
    if not holds:
        PROBLEMS.append(text)
        print("FAIL", text)


def verdict():
    """Prints how many held; the exit code."""
    print(f"{_seen - len(PROBLEMS)} passed, {len(PROBLEMS)} failed")
    return 1 if PROBLEMS else 0
