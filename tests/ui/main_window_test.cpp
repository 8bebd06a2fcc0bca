// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/accessible_walk.h"
#include "tests/ui/mirrored.h"
#include "tests/ui/sample_traffic.h"
#include "ui/live/live_page.h"
#include "ui/shell/banner.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/language.h"
#include "ui/shell/main_window.h"
#include "ui/shell/menus.h"
#include "ui/shell/sidebar.h"
#include "ui/shell/status_bar.h"
#include "ui/shell/toast.h"
#include "ui/shell/widgets.h"

#include <QLineEdit>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>
#include <QVBoxLayout>
#include <QWheelEvent>

#include <algorithm>

using namespace signalbox;
using namespace signalbox::ui;

namespace {

/// A page that only counts what happens to it.
class CountingPage final : public Page {
public:
    explicit CountingPage(QString id)
        : m_id(std::move(id))
    {
    }
    [[nodiscard]] QString id() const override { return m_id; }
    [[nodiscard]] QString title() const override { return m_id; }
    [[nodiscard]] QString iconName() const override { return QStringLiteral("requests"); }
    void shown() override { ++shownCount; }
    void hidden() override { ++hiddenCount; }
    void open(const PageTarget& target) override { opened = target.item; }
    [[nodiscard]] bool mayClose() override { return closable; }
    bool focusFilter() override { return ++filterFocused > 0; }

    int shownCount = 0;
    int hiddenCount = 0;
    int filterFocused = 0;
    bool closable = true;
    QString opened;

private:
    QString m_id;
};

struct Desk {
    explicit Desk(const QString& file)
        : settings(file, QSettings::IniFormat)
    {
        window = std::make_unique<MainWindow>(engine, theme, language, settings);
        window->addPage(std::make_unique<LivePage>(engine, theme));
        for (const QString& id : { QStringLiteral("requests"), QStringLiteral("rules") })
            window->addPage(std::make_unique<CountingPage>(id));
        window->restore();
        language.use(QStringLiteral("en"));
    }
    CountingPage& page(const QString& id) { return *static_cast<CountingPage*>(window->page(id)); }
    fake::State& state() { return fake::stateOf(*proxy); }
    void show()
    {
        window->show();
        QVERIFY(QTest::qWaitForWindowExposed(window.get()));
        window->activateWindow();
    }

    std::unique_ptr<Proxy> proxy = fake::startProxy();
    Theme theme { *qApp };
    Language language;
    QSettings settings;
    Engine engine { *proxy };
    std::unique_ptr<MainWindow> window;
};

} // namespace

class MainWindowTest final : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    [[nodiscard]] QString file() const { return m_folder.filePath(QString::fromLatin1(QTest::currentTestFunction())); }

private Q_SLOTS:
    void pages_change_by_number()
    {
        Desk desk(file());
        desk.show();
        QTest::keyClick(desk.window.get(), Qt::Key_3, Qt::ControlModifier);
        QCOMPARE(desk.window->currentPage()->id(), QStringLiteral("rules"));
        QTest::keyClick(desk.window.get(), Qt::Key_1, Qt::ControlModifier);
        QCOMPARE(desk.window->currentPage()->id(), QStringLiteral("live"));
    }

    void a_page_whose_lists_scroll_does_not_scroll_beside_them()
    {
        auto* page = new CountingPage(QStringLiteral("wrapping"));
        auto* column = new QVBoxLayout(page);
        QLabel* words = makeParagraph(page);
        words->setText(QStringLiteral("On the last 24 hours 214 would change their tier. ").repeated(6));
        auto* list = new QPlainTextEdit(page);
        list->setPlainText(QStringLiteral("a line\n").repeated(200));
        auto* other = new QPlainTextEdit(page); // together they would like to have more than there is
        column->addWidget(words);
        column->addWidget(list, 1);
        column->addWidget(other, 1);
        const std::unique_ptr<QScrollArea> area(makePageScroll(page, nullptr));
        area->resize(500, 330);
        area->show();
        QVERIFY(QTest::qWaitForWindowExposed(area.get()));
        QVERIFY(column->hasHeightForWidth());
        QVERIFY(column->totalHeightForWidth(500) > 330);
        QVERIFY(!area->verticalScrollBar()->isVisible());
        QVERIFY(list->verticalScrollBar()->isVisible());
        QVERIFY(words->height() >= words->heightForWidth(words->width()));
        area->resize(500, 160); // now there is too little for the words and the least lists
        QTRY_VERIFY(area->verticalScrollBar()->isVisible());
    }

    void the_wheel_scrolls_past_a_choice_and_never_changes_it()
    {
        Desk desk(file());
        QWidget page;
        QVBoxLayout column(&page);
        auto* choice = new QComboBox;
        choice->addItems({ QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c") });
        auto* number = new QSpinBox;
        column.addWidget(choice);
        column.addWidget(number);
        page.show();
        choice->setFocus();
        for (QWidget* each : std::initializer_list<QWidget*> { choice, number }) {
            QWheelEvent wheel(QPointF(4, 4), each->mapToGlobal(QPointF(4, 4)), {}, QPoint(0, -120), Qt::NoButton,
                Qt::NoModifier, Qt::NoScrollPhase, false);
            QCoreApplication::sendEvent(each, &wheel);
            QVERIFY(!wheel.isAccepted());
        }
        QCOMPARE(choice->currentIndex(), 0);
        QCOMPARE(number->value(), 0);
    }

    void a_page_works_only_while_it_is_in_front()
    {
        Desk desk(file());
        QCOMPARE(desk.page(QStringLiteral("rules")).shownCount, 0);
        desk.window->showPage(QStringLiteral("rules"));
        QCOMPARE(desk.page(QStringLiteral("rules")).shownCount, 0); // the window itself is not shown yet
        desk.show();
        QCOMPARE(desk.page(QStringLiteral("rules")).shownCount, 1);
        desk.window->showPage(QStringLiteral("requests"));
        QCOMPARE(desk.page(QStringLiteral("rules")).hiddenCount, 1);
        QCOMPARE(desk.page(QStringLiteral("requests")).shownCount, 1);
        desk.window->hide();
        QCOMPARE(desk.page(QStringLiteral("requests")).hiddenCount, 1);
    }

    void a_hidden_window_pulls_nothing()
    {
        Desk desk(file());
        desk.show();
        QSignalSpy pulled(&desk.engine, &Engine::pulled);
        QTRY_VERIFY(pulled.count() > 1);
        desk.window->hide();
        const qsizetype before = pulled.count();
        QTest::qWait(400);
        QCOMPARE(pulled.count(), before);
    }

    void page_range_size_theme_and_language_are_remembered()
    {
        {
            Desk desk(file());
            desk.show();
            desk.window->showPage(QStringLiteral("rules"));
            desk.engine.setRange(LiveRange::Days7);
            desk.theme.setMode(ThemeMode::Dark);
            desk.language.use(QStringLiteral("de"));
            desk.window->resize(1010, 640);
            desk.window->close();
        }
        Desk desk(file());
        QCOMPARE(desk.window->currentPage()->id(), QStringLiteral("rules"));
        QCOMPARE(int(desk.engine.range()), int(LiveRange::Days7));
        QCOMPARE(int(desk.theme.mode()), int(ThemeMode::Dark));
        QCOMPARE(desk.settings.value(QStringLiteral("view/language")).toString(), QStringLiteral("de"));
        desk.show();
        QCOMPARE(desk.window->size(), QSize(1010, 640));
        desk.theme.setMode(ThemeMode::Light);
    }

    void a_page_with_something_unsaved_keeps_the_window_open()
    {
        Desk desk(file());
        desk.show();
        QSignalSpy quit(desk.window.get(), &MainWindow::quitWanted);
        desk.page(QStringLiteral("rules")).closable = false;
        QVERIFY(!desk.window->close());
        QCOMPARE(quit.count(), 0);
        desk.page(QStringLiteral("rules")).closable = true;
        QVERIFY(desk.window->close());
        QCOMPARE(quit.count(), 1);
    }

    void below_a_thousand_pixels_the_sidebar_shows_icons_alone()
    {
        Desk desk(file());
        desk.show();
        auto* sidebar = desk.window->findChild<Sidebar*>();
        desk.window->resize(1180, 760);
        QCOMPARE(sidebar->width(), 200);
        desk.window->resize(960, 700);
        QCOMPARE(sidebar->width(), 56);
        QCOMPARE(desk.window->minimumSize(), QSize(900, 600));
    }

    void a_link_opens_the_other_page_at_its_item()
    {
        Desk desk(file());
        desk.show();
        Q_EMIT desk.window->page(QStringLiteral("live"))
            ->navigate({ QStringLiteral("requests"), QStringLiteral("req_1"), {} });
        QCOMPARE(desk.window->currentPage()->id(), QStringLiteral("requests"));
        QCOMPARE(desk.page(QStringLiteral("requests")).opened, QStringLiteral("req_1"));
    }

    void find_on_a_page_without_a_filter_goes_to_the_requests()
    {
        Desk desk(file());
        desk.show();
        desk.window->showPage(QStringLiteral("live"));
        QTest::keyClick(desk.window.get(), Qt::Key_F, Qt::ControlModifier);
        QCOMPARE(desk.window->currentPage()->id(), QStringLiteral("requests"));
        QVERIFY(desk.page(QStringLiteral("requests")).filterFocused > 0);
    }

    void the_base_url_is_copied_and_said()
    {
        Desk desk(file());
        desk.show();
        QTest::keyClick(desk.window.get(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("http://127.0.0.1:8787/v1"));
        QCOMPARE(desk.window->findChild<Toast*>()->text(), QStringLiteral("Copied: http://127.0.0.1:8787/v1"));
    }

    void a_taken_port_has_two_remedies()
    {
        Desk desk(file());
        desk.state().status.listening = false;
        desk.state().status.listenError = Error { "port_in_use", { { "port", "8787" } } };
        desk.state().freePort = 8789;
        desk.show();
        auto* banners = desk.window->findChild<BannerArea*>();
        QCOMPARE(banners->ids(), QStringList { QStringLiteral("listen") });
        const QList<QPushButton*> remedies = banners->findChildren<QPushButton*>();
        QCOMPARE(remedies.size(), 2);
        QTest::mouseClick(remedies[1], Qt::LeftButton); // Retry
        QCOMPARE(desk.state().retries.size(), std::size_t(1));
        QVERIFY(!desk.state().retries.front().has_value());
        QTest::mouseClick(remedies[0], Qt::LeftButton); // Use next free port
        QCOMPARE(desk.state().retries.back(), std::optional<std::uint16_t>(8789));
        QTRY_COMPARE(banners->ids(), QStringList());
        QVERIFY(desk.window->findChild<Toast*>()->text().contains(QLatin1String("8789")));
    }

    void an_address_for_containers_that_is_not_there_is_said_and_can_be_tried_again()
    {
        Desk desk(file());
        desk.state().status.outerAddress = "172.17.0.1:8787";
        desk.state().status.outerError = Error { "outer_address_absent", { { "address", "172.17.0.1" } } };
        desk.show();
        auto* banners = desk.window->findChild<BannerArea*>();
        QCOMPARE(banners->ids(), QStringList { QStringLiteral("outer") });
        const QList<QPushButton*> remedies = banners->findChildren<QPushButton*>();
        QTest::mouseClick(remedies.front(), Qt::LeftButton); // Retry
        QCOMPARE(desk.state().retries.size(), std::size_t(1));
        desk.state().status.outerError.reset();
        QTRY_COMPARE(banners->ids(), QStringList());
    }

    void a_ceiling_raises_one_banner_per_threshold()
    {
        Desk desk(file());
        auto config = std::make_shared<Config>(*desk.state().config);
        Ceiling ceiling;
        ceiling.id = "day";
        ceiling.limit = Money::fromNano(20'000'000'000);
        config->ceilings = { ceiling };
        desk.state().config = config;
        Balance balance {
            .scope = "global", .day = {}, .settled = Money::fromNano(15'900'000'000), .pending = {}, .uncertain = {}
        };
        desk.state().balances = { balance };
        desk.show();
        auto* banners = desk.window->findChild<BannerArea*>();
        QCOMPARE(banners->ids(), QStringList());
        desk.state().balances[0].pending = Money::fromNano(100'000'000);
        desk.engine.pull();
        QCOMPARE(banners->ids(), QStringList { QStringLiteral("ceiling:day") });
        auto* first = banners->findChild<Banner*>();
        desk.state().balances[0].settled = Money::fromNano(17'000'000'000);
        desk.engine.pull();
        QCOMPARE(banners->findChild<Banner*>(), first); // the same one: nothing flickers, the focus stays
        desk.state().balances[0].settled = Money::fromNano(20'000'000'000);
        desk.engine.pull();
        QVERIFY(banners->findChildren<Banner*>().last()->text().title.contains(QLatin1String("reached")));
    }

    void a_dismissed_banner_comes_back_when_it_says_something_new()
    {
        Desk desk(file());
        auto* banners = desk.window->findChild<BannerArea*>();
        BannerText text {
            .id = QStringLiteral("x"), .tone = Tone::Warning, .title = QStringLiteral("80%"), .body = {}, .remedies = {}
        };
        banners->set({ text });
        Q_EMIT banners->findChild<Banner*>()->dismissed(QStringLiteral("x"));
        QCOMPARE(banners->ids(), QStringList());
        banners->set({ text });
        QCOMPARE(banners->ids(), QStringList());
        text.title = QStringLiteral("100%");
        banners->set({ text });
        QCOMPARE(banners->ids(), QStringList { QStringLiteral("x") });
        banners->set({});
        text.title = QStringLiteral("80%");
        banners->set({ text });
        QCOMPARE(banners->ids(), QStringList { QStringLiteral("x") });
    }

    void the_palette_finds_words_in_any_order()
    {
        Desk desk(file());
        desk.show();
        CommandPalette palette(desk.theme, desk.window->findChild<Menus*>()->commands(), desk.window.get());
        palette.show();
        QVERIFY(palette.shownNames().size() > 15);
        QTest::keyClicks(palette.findChild<QLineEdit*>(), QStringLiteral("dark them"));
        QCOMPARE(palette.shownNames(), QStringList { QStringLiteral("Theme: Dark") });
        QTest::keyClick(palette.findChild<QLineEdit*>(), Qt::Key_Return);
        QCOMPARE(palette.result(), int(QDialog::Accepted));
        palette.chosen().action->trigger();
        QVERIFY(desk.theme.isDark());
        desk.theme.setMode(ThemeMode::Light);
    }

    void an_ampersand_in_a_name_is_seen_and_not_taken_for_a_mnemonic()
    {
        Desk desk(file());
        desk.window->addPage(std::make_unique<CountingPage>(QStringLiteral("Tiers & Providers")));
        desk.show();
        const QList<Command> commands = desk.window->findChild<Menus*>()->commands();
        CommandPalette palette(desk.theme, commands, desk.window.get());
        QVERIFY(palette.shownNames().contains(QStringLiteral("Go: Tiers & Providers")));
        const auto go = std::find_if(commands.begin(), commands.end(),
            [](const Command& command) { return command.action->text().contains(QStringLiteral("Providers")); });
        QVERIFY(go != commands.end());
        QCOMPARE(go->action->text(), QStringLiteral("Tiers && Providers"));
    }

    void demo_data_is_marked_on_every_page()
    {
        Desk desk(file());
        desk.window->setDataKind(MainWindow::DataKind::Demo);
        desk.show();
        QVERIFY(desk.window->windowTitle().contains(QStringLiteral("demo data")));
        const auto labels = desk.window->menuBar()->findChildren<QLabel*>();
        QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
            return label->isVisible() && label->text().startsWith(QStringLiteral("Demo data"));
        }));
    }

    void large_text_makes_the_sidebar_narrow_before_it_cuts_words()
    {
        Desk desk(file());
        desk.show();
        auto* sidebar = desk.window->findChild<Sidebar*>();
        QCOMPARE(sidebar->width(), 200);
        desk.theme.setTextScale(2);
        QCOMPARE(sidebar->width(), 112);
        desk.theme.setTextScale(1);
        QCOMPARE(sidebar->width(), 200);
    }

    void mirrored_the_sidebar_is_at_the_right_and_its_keys_go_up_and_down()
    {
        Desk desk(file());
        const signalbox::testing::Mirrored mirrored;
        desk.show();
        auto* sidebar = desk.window->findChild<Sidebar*>();
        QTRY_VERIFY(sidebar->mapTo(desk.window.get(), QPoint()).x() > desk.window->width() / 2);
        const QImage picture = sidebar->grab().toImage();
        const auto edge = [&](int x) { return picture.pixelColor(x, picture.height() - 20).rgb(); };
        QCOMPARE(edge(0), desk.theme.tokens().border.rgb()); // the page is there
        QVERIFY(edge(picture.width() - 1) != desk.theme.tokens().border.rgb());
        const auto items = sidebar->findChildren<SidebarItem*>();
        desk.window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(desk.window.get()));
        items[0]->setFocus();
        QTest::keyClick(items[0], Qt::Key_Down);
        QCOMPARE(QApplication::focusWidget(), items[1]);
        for (const Qt::Key aside : { Qt::Key_Left, Qt::Key_Right }) {
            QTest::keyClick(items[1], aside);
            QCOMPARE(QApplication::focusWidget(), items[1]);
        }
        QTest::keyClick(items[1], Qt::Key_Up);
        QCOMPARE(QApplication::focusWidget(), items[0]);
    }

    void another_language_is_spoken_at_once()
    {
        Desk desk(file());
        desk.show();
        QCOMPARE(desk.window->findChild<Menus*>()->commands().isEmpty(), false);
        desk.language.use(QStringLiteral("de"));
        QApplication::processEvents();
        QVERIFY(desk.window->findChild<StatusBar*>()->accessibleName() == QStringLiteral("Status"));
        QVERIFY(desk.window->findChild<StatusBar*>()->text().contains(QLatin1String("unterwegs")));
        desk.language.use(QStringLiteral("en"));
        QApplication::processEvents();
        QVERIFY(desk.window->findChild<StatusBar*>()->text().contains(QLatin1String("0 in flight")));
    }

    void every_control_of_the_shell_has_a_name()
    {
        Desk desk(file());
        desk.state().status.listening = false;
        desk.state().status.listenError = Error { "port_in_use", { { "port", "8787" } } };
        desk.show();
        desk.window->showNotice({ QStringLiteral("Deleted"), QStringLiteral("Undo"), [] {} });
        QCOMPARE(signalbox::testing::unnamedControls(*desk.window), QString());
    }

    void a_header_is_as_high_as_its_buttons_in_one_line_and_in_two()
    {
        SectionHeader header;
        header.setTitle(QStringLiteral("Requests"));
        QList<QWidget*> buttons;
        for (int number = 0; number < 3; ++number) {
            auto* button = new QWidget(&header);
            button->setFixedSize(90, 44);
            header.addAction(button);
            buttons.append(button);
        }
        header.resize(900, header.sizeHint().height());
        header.show();
        const auto allInside = [&] {
            return std::all_of(buttons.begin(), buttons.end(),
                [&](const QWidget* button) { return header.rect().contains(button->geometry()); });
        };
        QTRY_COMPARE(buttons.first()->y(), buttons.last()->y());
        QCOMPARE(header.minimumSizeHint().height(), 44);
        QCOMPARE(header.sizeHint().height(), 44);
        QTRY_VERIFY(allInside());
        header.resize(300, 44);
        QTRY_VERIFY(header.hasHeightForWidth()); // the buttons have a line of their own
        header.resize(300, header.heightForWidth(300));
        QVERIFY(header.height() > 44 + 8);
        QTRY_VERIFY(allInside());
    }

    void a_notice_runs_its_action_once()
    {
        Desk desk(file());
        desk.show();
        int undone = 0;
        desk.window->showNotice({ QStringLiteral("Deleted"), QStringLiteral("Undo"), [&] { ++undone; } });
        auto* toast = desk.window->findChild<Toast*>();
        QTest::mouseClick(toast->findChild<QPushButton*>(), Qt::LeftButton);
        QCOMPARE(undone, 1);
        QVERIFY(toast->isHidden());
    }
};

QTEST_MAIN(MainWindowTest)
#include "main_window_test.moc"
