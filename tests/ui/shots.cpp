// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of the live page with sample traffic, for looking at: shots DIR [paid|simulated|empty] [en|de] [light|dark]
// WxH
#include "tests/ui/sample_traffic.h"
#include "ui/live/live_page.h"
#include "ui/shell/language.h"
#include "ui/shell/main_window.h"

#include <QApplication>
#include <QDateTime>
#include <QDir>
#include <QSettings>
#include <QTimer>

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    if (argc < 6)
        return 2;
    auto proxy = signalbox::fake::startProxy();
    auto& state = signalbox::fake::stateOf(*proxy);
    const QString kind = QString::fromLocal8Bit(argv[2]);
    const auto traffic =
        kind == QLatin1String("paid") ? signalbox::fake::Traffic::Paid : signalbox::fake::Traffic::SimulatedOnly;
    if (kind == QLatin1String("paid")) {
        auto text = state.config->text;
        const auto place = text.find("\"ceilings\"");
        Q_UNUSED(place)
        auto config = std::make_shared<signalbox::Config>(*state.config);
        signalbox::Ceiling ceiling;
        ceiling.id = "day";
        ceiling.limit = signalbox::Money::fromNano(20'000'000'000);
        config->ceilings = { ceiling };
        state.config = config;
    }
    state.status.sandbox = kind != QLatin1String("paid");
    if (kind != QLatin1String("empty"))
        signalbox::fake::fillWithTraffic(state, QDateTime::currentMSecsSinceEpoch() * 1000, traffic);
    if (kind == QLatin1String("port")) {
        state.status.listening = false;
        state.status.listenError =
            signalbox::Error { "port_in_use", { { "port", "8787" }, { "program", "python3" }, { "pid", "4211" } } };
        state.balances[0].settled = signalbox::Money::fromNano(18'000'000'000);
    }
    signalbox::ui::Theme theme(application);
    signalbox::ui::Language language;
    QSettings settings(QDir::tempPath() + QStringLiteral("/none.ini"), QSettings::IniFormat);
    settings.clear();
    signalbox::ui::Engine engine(*proxy);
    engine.setSampleSender([](int) {});
    signalbox::ui::MainWindow window(engine, theme, language, settings);
    window.addPage(std::make_unique<signalbox::ui::LivePage>(engine, theme));
    window.restore();
    language.use(QString::fromLocal8Bit(argv[3]));
    theme.setMode(QString::fromLocal8Bit(argv[4]) == QLatin1String("dark") ? signalbox::ui::ThemeMode::Dark
                                                                           : signalbox::ui::ThemeMode::Light);
    const QStringList size = QString::fromLocal8Bit(argv[5]).split(QLatin1Char('x'));
    window.resize(size[0].toInt(), size[1].toInt());
    window.show();
    const QString out = QString::fromLocal8Bit(argv[1]);
    QTimer::singleShot(600, &window, [&] {
        window.grab().save(out);
        application.quit();
    });
    return QApplication::exec();
}
