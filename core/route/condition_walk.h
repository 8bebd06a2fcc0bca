// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/route/condition.h"

#include <cstdint>
#include <vector>

// Private to this room: conditions as one list.
namespace signalbox {

/// Writes a condition and all below it behind `nodes`, parents first: each node gets its `kind` and, as `end`, the
/// place behind it and all below it; fill(node, test) writes the rest of a test. Returns the place of the condition
/// itself.
template <class Node, class Fill>
std::uint32_t writeNodes(std::vector<Node>& nodes, const Condition& condition, const Fill& fill)
{
    const auto at = static_cast<std::uint32_t>(nodes.size());
    Node& node = nodes.emplace_back();
    node.kind = condition.kind;
    if (condition.kind == Condition::Kind::Test)
        fill(node, condition);
    for (const Condition& child : condition.children)
        (void)writeNodes(nodes, child, fill);
    nodes[at].end = static_cast<std::uint32_t>(nodes.size());
    return at;
}

} // namespace signalbox
