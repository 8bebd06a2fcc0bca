// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/requests/requests_model.h"

#include "ui/shell/table.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace signalbox;
using namespace signalbox::ui;

namespace {

// A log in memory: answers come when the test says so.
struct Log {
    struct Question {
        RequestFilter filter;
        qint64 before = 0;
        RequestsModel::Done done;
    };
    std::vector<LiveRequest> rows; ///< newest first; the row id is the time
    std::vector<Question> asked;

    RequestsModel::Fetch fetch()
    {
        return [this](const RequestFilter& filter, qint64 before, int, QObject*, RequestsModel::Done done) {
            asked.push_back({ filter, before, std::move(done) });
        };
    }

    void add(WallUs at, const std::string& tier = "small")
    {
        LiveRequest row;
        row.id = "r" + std::to_string(at);
        row.at = at;
        row.tier = tier;
        row.status = 200;
        const auto place = std::ranges::find_if(rows, [&](const LiveRequest& other) { return other.at < at; });
        rows.insert(place, row);
    }

    RequestPage page(const Question& question) const
    {
        RequestPage page;
        for (const LiveRequest& row : rows) {
            if (question.before != 0 && row.at >= question.before)
                continue;
            if (page.rows.size() == std::size_t(RequestsModel::kPageRows)) {
                page.nextBefore = page.rows.back().at;
                break;
            }
            page.rows.push_back(row);
        }
        return page;
    }

    void answer()
    {
        std::vector<Question> questions = std::exchange(asked, {});
        for (Question& question : questions)
            question.done(page(question));
    }
};

struct Fixture {
    Theme theme { *qApp };
    Log log;
    RequestsModel model { log.fetch(), theme };
    QAbstractItemModelTester tester { &model, QAbstractItemModelTester::FailureReportingMode::QtTest };

    explicit Fixture(int rows)
    {
        for (int i = 1; i <= rows; ++i)
            log.add(i * 10);
        model.reload();
        log.answer();
    }
    std::vector<WallUs> times() const
    {
        std::vector<WallUs> out;
        for (int row = 0; row < model.rowCount(); ++row)
            out.push_back(model.request(row)->at);
        return out;
    }
    bool inOrder() const { return std::ranges::is_sorted(times(), std::ranges::greater()); }
};

} // namespace

class RequestsModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void the_log_is_read_page_by_page()
    {
        Fixture f(450);
        QCOMPARE(f.model.rowCount(), 200);
        QVERIFY(f.model.canFetchMore({}));
        f.model.fetchMore({});
        f.model.fetchMore({}); // one question at a time
        QCOMPARE(f.log.asked.size(), std::size_t(1));
        f.log.answer();
        QCOMPARE(f.model.rowCount(), 400);
        f.model.fetchMore({});
        f.log.answer();
        QCOMPARE(f.model.rowCount(), 450);
        QVERIFY(!f.model.canFetchMore({}));
        QVERIFY(f.inOrder());
    }

    void new_rows_come_in_at_the_top_with_one_insertion()
    {
        Fixture f(10);
        QSignalSpy inserted(&f.model, &QAbstractItemModel::rowsInserted);
        for (int i = 0; i < 50; ++i)
            f.log.add(1000 + i);
        f.model.poll();
        f.log.answer();
        QCOMPARE(inserted.size(), 1);
        QCOMPARE(f.model.rowCount(), 60);
        QCOMPARE(f.model.request(0)->at, WallUs(1049));
        QVERIFY(f.inOrder());
    }

    void a_slow_request_comes_in_between_those_that_began_after_it()
    {
        Fixture f(10);
        f.log.add(55);
        f.log.add(200);
        f.model.poll();
        f.log.answer();
        QCOMPARE(f.model.rowCount(), 12);
        QVERIFY(f.inOrder());
        QCOMPARE(f.model.request(0)->at, WallUs(200));
    }

    void rows_of_a_page_that_is_still_to_come_are_not_taken_early()
    {
        Fixture f(300);
        f.log.add(15); // older than all that was read
        f.log.add(9000);
        f.model.poll();
        f.log.answer();
        QCOMPARE(f.model.rowCount(), 201);
        f.model.fetchMore({});
        f.log.answer();
        QCOMPARE(f.model.rowCount(), 302);
        QVERIFY(f.inOrder());
    }

    void while_not_following_new_rows_wait_and_are_counted()
    {
        Fixture f(10);
        f.model.setFollowing(false);
        QSignalSpy inserted(&f.model, &QAbstractItemModel::rowsInserted);
        for (int i = 0; i < 37; ++i)
            f.log.add(1000 + i);
        f.model.poll();
        f.log.answer();
        QCOMPARE(f.model.rowCount(), 10);
        QCOMPARE(f.model.waiting(), std::size_t(37));
        QVERIFY(!f.model.moreWaiting());
        QCOMPARE(inserted.size(), 0);
        f.model.setFollowing(true);
        QCOMPARE(f.model.rowCount(), 47);
        QCOMPARE(f.model.waiting(), std::size_t(0));
        QVERIFY(f.inOrder());
    }

    void more_than_a_page_of_new_rows_is_said_and_read_anew()
    {
        Fixture f(10);
        f.model.setFollowing(false);
        for (int i = 0; i < 500; ++i)
            f.log.add(1000 + i);
        f.model.poll();
        f.log.answer();
        QVERIFY(f.model.moreWaiting());
        f.model.setFollowing(true);
        f.log.answer();
        QCOMPARE(f.model.rowCount(), 200);
        QCOMPARE(f.model.request(0)->at, WallUs(1499));
        QVERIFY(!f.model.moreWaiting());
    }

    void following_for_hours_does_not_fill_the_memory()
    {
        // No model tester here: after every change it fetches one more page, as somebody does who scrolls to the end.
        Theme theme(*qApp);
        Log log;
        RequestsModel model(log.fetch(), theme);
        model.reload();
        log.answer();
        int most = 0;
        for (int round = 0; round < 40; ++round) {
            for (int i = 0; i < 150; ++i)
                log.add(1000 + round * 1000 + i);
            model.poll();
            log.answer();
            QCOMPARE(model.request(0)->at, log.rows.front().at);
            most = std::max(most, model.rowCount());
        }
        QVERIFY(most > int(RequestsModel::kFollowedRows));
        QVERIFY(most <= int(RequestsModel::kFollowedRows) + RequestsModel::kPageRows);
        QVERIFY(model.rowCount() < most);
    }

    void answers_to_a_former_filter_are_dropped()
    {
        Fixture f(10);
        RequestFilter filter;
        filter.tier = "mid";
        f.model.setFilter(filter);
        std::vector<Log::Question> former = std::exchange(f.log.asked, {});
        filter.tier = "frontier";
        f.model.setFilter(filter);
        former.front().done(f.log.page(former.front()));
        QCOMPARE(f.model.rowCount(), 0);
        QCOMPARE(int(f.model.state()), int(RequestsModel::State::Loading));
        QCOMPARE(f.log.asked.front().filter.tier, std::string("frontier"));
        f.log.answer();
        QCOMPARE(f.model.rowCount(), 10);
    }

    void an_error_keeps_the_rows_and_the_next_poll_tries_again()
    {
        Fixture f(10);
        f.model.poll();
        std::exchange(f.log.asked, {}).front().done(fail("storage_busy"));
        QCOMPARE(int(f.model.state()), int(RequestsModel::State::Failed));
        QCOMPARE(f.model.error().code, std::string("storage_busy"));
        QCOMPARE(f.model.rowCount(), 10);
        f.model.poll();
        f.log.answer();
        QCOMPARE(int(f.model.state()), int(RequestsModel::State::Ready));
        QCOMPARE(f.model.rowCount(), 10);
    }

    void an_unpriced_request_never_shows_a_zero()
    {
        Fixture f(0);
        f.log.add(10);
        f.log.rows[0].unpriced = true;
        f.model.reload();
        f.log.answer();
        const QModelIndex cost = f.model.index(0, RequestsModel::Cost);
        QCOMPARE(cost.data().toString(), QStringLiteral("unpriced"));
        QCOMPARE(cost.data(ToneRole).toInt(), int(Tone::Error));
    }

    void simulated_rows_are_marked()
    {
        Fixture f(0);
        f.log.add(10);
        f.log.rows[0].simulated = true;
        f.model.reload();
        f.log.answer();
        QCOMPARE(f.model.index(0, RequestsModel::Reason).data(BadgeRole).toString(), QStringLiteral("sandbox"));
    }
};

QTEST_MAIN(RequestsModelTest)
#include "requests_model_test.moc"
