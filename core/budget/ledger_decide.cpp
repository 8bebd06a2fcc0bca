// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/budget/ledger_desk.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <utility>

namespace signalbox {

namespace {

/// One settlement can't fill the integers, whatever an upstream claims.
constexpr Money kLargestAmount = Money::fromNano(std::numeric_limits<std::int64_t>::max() / 8);

Money bookedAmount(const Settlement& settlement, Money held)
{
    switch (settlement.state) {
    case AttemptState::Void:
        return {};
    case AttemptState::Settled:
    case AttemptState::SettledEstimate:
        return std::clamp(settlement.amount, Money(), kLargestAmount);
    case AttemptState::Pending:
    case AttemptState::Uncertain:
        break;
    }
    return held;
}

AttemptState bookedState(AttemptState asked)
{
    // "Pending" is no end; what its caller knows of the money is nothing, so the full hold stays booked.
    return asked == AttemptState::Pending ? AttemptState::Uncertain : asked;
}

std::string flagsOf(const Settlement& settlement, Money booked, Money held)
{
    constexpr std::string_view kOver = "over_reservation";
    std::string flags = joinedFlags(settlement.flags);
    if (booked > held && std::find(settlement.flags.begin(), settlement.flags.end(), kOver) == settlement.flags.end()) {
        if (!flags.empty())
            flags += ',';
        flags += kOver;
    }
    return flags;
}

} // namespace

void Ledger::Impl::refreshDay()
{
    now = clock.now();
    const bool isBack = now < latest;
    latest = std::max(latest, now);
    if (periods.holds(now))
        return;
    const Now next = Now::at(day, now);
    const bool isOther = !(next.keys == periods.keys);
    if (isOther) {
        book.forgetPast(next.keys);
        sumsChanged = true;
        roomChanged = true;
    }
    periods = next;
    if (!isOther)
        return;
    wentBack = wentBack || isBack;
    try {
        enterPeriods();
    } catch (const StorageError&) {
        periods = {}; // once more with the next group
        throw;
    }
    wentBack = isBack; // also the way forward leads through periods that were there before
}

void Ledger::Impl::enterPeriods()
{
    // Their balances are read now, so that they are shown before the first request touches them.
    Booking nobody;
    nobody.day = periods.keys.of(Window::Day);
    nobody.hour = periods.keys.of(Window::Hour);
    (void)book.lane(nobody);
    // A period from before a sum was kept for it, where the clock was set back: its entries know.
    if (wentBack)
        keepSums(book.kept(), book.kept().without(KeptSums::always()));
}

void Ledger::Impl::append(Entry& entry)
{
    entry.sequence = head.sequence + 1;
    entry.at = now;
    entry.chain = chain.next(head.chain, entry);
    store->insert(entry);
    head = { entry.sequence, entry.chain };
}

void Ledger::Impl::closeAttempts()
{
    while (!settles.empty()) {
        group.settles.push_back(std::move(settles.front()));
        settles.pop_front();
        closeAttempt(group.settles.back());
    }
}

void Ledger::Impl::closeAttempt(SettleOp& op)
{
    const Hold* hold = book.pending(op.sequence);
    if (hold == nullptr)
        return;
    Entry entry;
    entry.kind = EntryKind::Close;
    entry.ref = op.sequence;
    entry.state = bookedState(op.settlement.state);
    entry.amount = bookedAmount(op.settlement, hold->held);
    flagText = flagsOf(op.settlement, entry.amount, hold->held);
    entry.flags = flagText;
    entry.setUsage(op.settlement.usage);
    entry.answerId = op.settlement.answerId;
    append(entry);
    const Hold* closed = book.close(op.sequence, entry.state, entry.amount);
    if (entry.state == AttemptState::Uncertain)
        store->addUndecided(op.sequence, closed->attemptId);
    op.accepted = true;
    roomChanged = true;
}

void Ledger::Impl::resolveAttempts()
{
    while (!resolves.empty()) {
        group.resolves.push_back(std::move(resolves.front()));
        resolves.pop_front();
        ResolveOp& op = group.resolves.back();
        op.outcome = resolveAttempt(op);
        // One whose group failed, but was found durable when the file was opened again.
        if (!op.outcome && op.accepted)
            op.outcome = {};
        op.accepted = op.outcome.has_value();
    }
}

Result<void> Ledger::Impl::resolveAttempt(ResolveOp& op)
{
    const AttemptState state = op.settlement.state;
    if (state != AttemptState::Settled && state != AttemptState::SettledEstimate && state != AttemptState::Void)
        return fail("settlement_state", { { "state", std::string(attemptStateName(state)) } });
    const auto sequence = store->undecided(op.attemptId);
    if (!sequence)
        return fail("attempt_not_uncertain", { { "attempt", op.attemptId } });
    Lane lane;
    Money held;
    store->read(*sequence, [&](const Entry& reserve) {
        lane = book.laneBefore(reserve.booking());
        held = reserve.held;
    });
    Entry entry;
    entry.kind = EntryKind::Resolve;
    entry.ref = *sequence;
    entry.state = state;
    entry.amount = bookedAmount(op.settlement, held);
    flagText = flagsOf(op.settlement, entry.amount, held);
    entry.flags = flagText;
    entry.setUsage(op.settlement.usage);
    append(entry);
    store->removeUndecided(*sequence);
    book.resolve(lane, held, entry.amount);
    roomChanged = true;
    return {};
}

bool Ledger::Impl::someoneWaitedEnough() const
{
    return std::any_of(
        waiting.begin(), waiting.end(), [this](const ReserveOp& op) { return op.waitUntil <= steadyNow; });
}

void Ledger::Impl::admitWaiting()
{
    if (waiting.empty() || (!roomChanged && !someoneWaitedEnough()))
        return;
    // Needs are summed anew, from the first in line to the last: each is judged behind those before it.
    book.clearWaiting();
    for (ReserveOp& op : waiting) {
        op.durableBy = steadyNow + options.reserveDeadline;
        op.waits = admit(op) == Admission::Waits;
    }
    // Only now does anybody leave the line: where the storage failed above, all of them still stand in it.
    const auto left =
        std::stable_partition(waiting.begin(), waiting.end(), [](const ReserveOp& op) { return op.waits; });
    std::move(left, waiting.end(), std::back_inserter(group.reserves));
    waiting.erase(left, waiting.end());
}

void Ledger::Impl::admitArrived()
{
    while (!arrived.empty() && group.reserves.size() < options.groupLimit) {
        ReserveOp& op = group.reserves.emplace_back(std::move(arrived.front()));
        arrived.pop_front();
        if (op.durableBy <= steadyNow) {
            op.outcome = fail("ledger_unavailable", { { "reason", "late" } });
        } else if (admit(op) == Admission::Waits) {
            waiting.push_back(std::move(op));
            group.reserves.pop_back();
        }
    }
}

Ledger::Impl::Admission Ledger::Impl::admit(ReserveOp& op)
{
    if (kept.stop) {
        op.outcome = fail("panic_stop", { { "note", kept.stop->note } });
        return Admission::Decided;
    }
    const ReserveRequest& request = op.request;
    const Booking booking = book.booked(bookingOf(request));
    const Lane& lane = book.lane(booking);
    const Patience patience = steadyNow < op.waitUntil ? Patience::MayWait : Patience::Decide;
    const Judgement judgement = book.judge(lane, request, patience);
    switch (judgement.verdict) {
    case Judgement::Verdict::Wait:
        book.addWaiting(lane, judgement.held, steadyNow >= op.arrived + (op.waitUntil - op.arrived) / 2);
        return Admission::Waits;
    case Judgement::Verdict::Refuse:
        book.countRefusal(judgement);
        op.outcome = ceilingReached(judgement);
        return Admission::Decided;
    case Judgement::Verdict::Grant:
        break;
    }
    grant(op, booking, lane, judgement);
    return Admission::Decided;
}

void Ledger::Impl::grant(ReserveOp& op, const Booking& booking, const Lane& lane, const Judgement& judgement)
{
    const ReserveRequest& request = op.request;
    Entry entry;
    entry.kind = EntryKind::Reserve;
    entry.attemptId = request.attemptId;
    entry.requestId = request.requestId;
    entry.attemptNo = request.attemptNo;
    entry.day = periods.keys.of(Window::Day);
    entry.hour = periods.keys.of(Window::Hour);
    entry.feature = booking.feature;
    entry.session = booking.session;
    entry.tier = request.tier;
    entry.provider = request.provider;
    entry.model = request.model;
    entry.keyId = request.keyId;
    entry.priceSource = request.priceSource;
    entry.simulated = request.simulated;
    entry.held = judgement.held;
    entry.wantedOutput = request.wantedOutput;
    entry.grantedOutput = judgement.output;
    append(entry);
    const bool clamped = judgement.output < request.wantedOutput;
    if (clamped)
        book.countClamp(judgement);
    book.hold(entry.sequence, lane, judgement.held, request.attemptId);
    op.outcome = Reservation { entry.sequence, request.attemptId, periods.keys.of(Window::Day), judgement.held,
        judgement.output, clamped, book.left(lane) };
}

void Ledger::Impl::voidLate(std::int64_t sequence)
{
    Settlement settlement;
    settlement.state = AttemptState::Void;
    settlement.flags = { "late" };
    settles.push_back({ sequence, std::move(settlement), {}, false });
}

namespace {

std::string_view wordOf(AtLimit atLimit)
{
    return atLimit == AtLimit::Block ? "block" : atLimit == AtLimit::Downgrade ? "downgrade" : "free";
}

} // namespace

ReserveResult Ledger::Impl::ceilingReached(const Judgement& judgement) const
{
    ErrorParameters parameters;
    Window window = Window::Day;
    if (judgement.ceiling != nullptr) {
        window = judgement.ceiling->window;
        parameters.emplace_back("ceiling", judgement.ceiling->id);
        parameters.emplace_back("scope", judgement.scope->balance.scope);
        parameters.emplace_back("window", std::string(windowName(window)));
        parameters.emplace_back("limit", judgement.ceiling->limit.dollars());
        parameters.emplace_back("at_limit", std::string(wordOf(judgement.ceiling->atLimit)));
    }
    if (judgement.scope != nullptr)
        parameters.emplace_back("used", judgement.scope->balance.used().dollars());
    parameters.emplace_back("needed", judgement.held.dollars());
    parameters.emplace_back("resets_at", std::to_string(periods.ends(window)));
    return fail("ceiling_reached", std::move(parameters));
}

} // namespace signalbox
