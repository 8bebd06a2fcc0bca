// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/fake_proxy.h"
#include "tests/ui/sample_log.h"
#include "ui/requests/filter_line.h"
#include "ui/requests/request_inspector.h"
#include "ui/requests/requests_page.h"

#include <QDateTime>
#include <QSettings>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

namespace signalbox::fake {

inline WallUs wallNow()
{
    return QDateTime::currentMSecsSinceEpoch() * 1000;
}

/// The Requests page over a log of samples, a second apart, that end in the last hour.
struct RequestsDesk {
    static constexpr WallUs kSecond = 1'000'000;
    QTemporaryDir dir;
    QSettings settings { dir.filePath(QStringLiteral("s.ini")), QSettings::IniFormat };
    SampleLog log { dir.path().toStdString() };
    std::unique_ptr<Proxy> proxy = startProxy();
    State& state = stateOf(*proxy);
    ui::Theme theme { *qApp };
    std::unique_ptr<ui::Engine> engine;
    std::unique_ptr<ui::RequestsPage> page;
    int rows = 0;
    WallUs start = wallNow() - 3600 * kSecond;

    explicit RequestsDesk(int count)
    {
        state.status.dataDir = dir.path().toStdString();
        engine = std::make_unique<ui::Engine>(*proxy);
        add(count);
        page = std::make_unique<ui::RequestsPage>(*engine, theme, settings);
        page->resize(1300, 760);
        page->show();
        page->shown();
        engine->setVisible(true);
    }
    void add(int count)
    {
        for (int i = 0; i < count; ++i, ++rows)
            log.add(sampleRecord(*state.config, rows, start + rows * kSecond));
        QVERIFY(log.holds(rows));
        for (const LiveRange range : { LiveRange::Minutes15, LiveRange::Hours2, LiveRange::Today, LiveRange::Days7 })
            state.live[range].revision += 1;
    }
    QTableView* table() { return page->findChild<QTableView*>(); }
    QAbstractItemModel* model() { return table()->model(); }
    ui::FilterLine* filter() { return page->findChild<ui::FilterLine*>(); }
    ui::RequestInspector* inspector() { return page->findChild<ui::RequestInspector*>(); }
};

} // namespace signalbox::fake
