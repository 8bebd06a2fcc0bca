// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/budget/ledger.h"
#include "core/budget/usage_export.h"

#include "core/tiers/tier.h"

#include <functional>
#include <string>
#include <vector>

namespace signalbox {

/// A model on a day, as the ledger and as the provider have it.
struct ReconciledLine {
    std::string day; ///< UTC, as providers count
    std::string model;
    Money ours;          ///< settled
    Money ourHolds;      ///< of uncertain attempts
    Money theirs;        ///< as the export says, or its tokens at our price
    bool priced = false; ///< theirs is known
    std::int64_t ourRequests = 0, theirRequests = -1;
    std::int64_t ourTokens = 0, theirTokens = 0;
    [[nodiscard]] Money gap() const { return theirs - ours; }
};

/// What the export says about one uncertain attempt.
struct UncertainProposal {
    LedgerRow row;
    AttemptState state = AttemptState::Uncertain; ///< Settled, Void; Uncertain: the export does not say
    Money amount;
    Usage usage;
    std::int64_t line = 0; ///< of the export that it rests on; 0: on the absence of one
};

struct Reconciliation {
    ExportShape shape = ExportShape::OpenAi;
    std::int64_t rows = 0;
    std::int64_t repeated = 0; ///< UsageExport::repeated
    WallUs from = 0, to = 0;   ///< that the export covers
    Money ours, ourHolds, theirs;
    std::int64_t matchedById = 0, matchedByTokens = 0; ///< attempts that a single row of the export stands for
    std::int64_t onlyTheirs = 0;                       ///< rows of single requests that the ledger does not know
    std::int64_t unpricedRows = 0;
    std::vector<ReconciledLine> lines; ///< by day, then model
    std::vector<UncertainProposal> uncertain;
    [[nodiscard]] Money gap() const { return theirs - ours; }
};

/// What a usage of a model costs at present prices; nullopt: not known.
using CostOf = std::function<std::optional<Money>(const std::string& model, const Usage& usage)>;
/// A provider's as its deployments have them; else the built-in price book's under the provider's id.
[[nodiscard]] CostOf costsOf(const std::vector<Tier>& tiers, const std::string& provider);

/// Compares the attempts of one provider with its export: by id where both have one (the provider's name of the
/// answer, the ledger's attempt or request id), else by model, time (two minutes) and tokens. What is summed up of a
/// span decides an uncertain attempt only where nothing else can be meant: all of them were billed, or none, or the one
/// that is left. attempts: of that provider, simulated ones are ignored. Pure.
[[nodiscard]] Reconciliation reconcile(
    const UsageExport& usage, const std::vector<LedgerRow>& attempts, const CostOf& costOf);

/// The provider's attempts around the span of an export, and the comparison. Errors: as eachAttempt().
[[nodiscard]] Result<Reconciliation> reconcileLedger(
    const std::string& dir, const std::string& provider, const UsageExport& usage, const CostOf& costOf);

} // namespace signalbox
