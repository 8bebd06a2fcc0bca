// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/accessible_walk.h"
#include "tests/ui/find_control.h"
#include "ui/help/help_window.h"

#include <QFile>
#include <QImage>
#include <QListWidget>
#include <QLocale>
#include <QRegularExpression>
#include <QTest>
#include <QTextBrowser>
#include <QUrl>

using namespace signalbox::ui;
using signalbox::testing::findLine;

/// The help as it is built into the program.
class HelpWindowTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QLocale::setDefault(QLocale(QStringLiteral("en_US"))); }

    void every_page_of_the_window_has_help_in_both_languages()
    {
        for (const char* page :
            { "live", "requests", "rules", "tiers", "prices", "keys", "budgets", "alerts", "settings", "first_run" }) {
            const QString topic = HelpWindow::topicOf(QLatin1String(page));
            QVERIFY2(topic != QStringLiteral("index"), page);
            for (const QString& language : { QStringLiteral("en"), QStringLiteral("de") }) {
                QFile file(HelpWindow::fileOf(topic, language));
                QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.fileName()));
                const QString text = QString::fromUtf8(file.readAll());
                QVERIFY(text.startsWith(QStringLiteral("# ")));
                QVERIFY(text.count(QStringLiteral("\n## ")) >= 3); // jobs, states, keys
            }
        }
    }

    void pictures_and_links_are_in_the_program()
    {
        static const QRegularExpression target(QStringLiteral("\\]\\(([^)#]+)\\)"));
        for (const QString& topic : HelpWindow::topics()) {
            for (const QString& language : { QStringLiteral("en"), QStringLiteral("de") }) {
                const QString path = HelpWindow::fileOf(topic, language);
                QFile file(path);
                QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(path));
                const QString text = QString::fromUtf8(file.readAll());
                for (auto found = target.globalMatch(text); found.hasNext();) {
                    const QUrl link = QUrl(QStringLiteral("qrc") + path).resolved(QUrl(found.next().captured(1)));
                    QVERIFY2(QFile::exists(QLatin1Char(':') + link.path()), qPrintable(link.toString()));
                    if (link.path().endsWith(QStringLiteral(".png")))
                        QVERIFY(QImage(QLatin1Char(':') + link.path()).width() > 300);
                }
            }
        }
    }

    void it_opens_at_the_page_and_goes_back_and_forward_by_keys()
    {
        const Theme theme(*qApp);
        HelpWindow help(theme);
        help.showPage(QStringLiteral("budgets"));
        QVERIFY(help.browser()->toPlainText().startsWith(QStringLiteral("Budgets")));
        help.showPage(QStringLiteral("live"));
        QVERIFY(QTest::qWaitForWindowActive(&help));
        QTest::keyClick(&help, Qt::Key_Left, Qt::AltModifier);
        QTRY_VERIFY(help.browser()->toPlainText().startsWith(QStringLiteral("Budgets")));
        QTest::keyClick(&help, Qt::Key_Right, Qt::AltModifier);
        QTRY_VERIFY(help.browser()->toPlainText().startsWith(QStringLiteral("Live")));
        QTest::keyClick(&help, Qt::Key_Escape);
        QVERIFY(!help.isVisible());
    }

    void a_search_leaves_the_topics_that_have_the_words_and_goes_from_place_to_place()
    {
        const Theme theme(*qApp);
        HelpWindow help(theme);
        help.showPage(QStringLiteral("live"));
        auto* list = help.findChild<QListWidget*>();
        const int all = list->count();
        QLineEdit* line = findLine(help, QStringLiteral("Search the help"));
        QTest::keyClicks(line, QStringLiteral("keychain"));
        QVERIFY(list->count() > 0 && list->count() < all);
        QTest::keyClick(line, Qt::Key_Return);
        QCOMPARE(help.browser()->textCursor().selectedText().toLower(), QStringLiteral("keychain"));
    }

    void it_speaks_the_language_of_the_window()
    {
        QLocale::setDefault(QLocale(QStringLiteral("de_DE")));
        const Theme theme(*qApp);
        HelpWindow help(theme);
        help.showPage(QStringLiteral("requests"));
        QVERIFY(help.browser()->toPlainText().startsWith(QStringLiteral("Anfragen")));
    }

    void every_control_has_a_name_and_tab_comes_back()
    {
        const Theme theme(*qApp);
        HelpWindow help(theme);
        help.showPage(QStringLiteral("live"));
        QCOMPARE(signalbox::testing::unnamedControls(help), QString());
    }
};

QTEST_MAIN(HelpWindowTest)
#include "help_window_test.moc"
