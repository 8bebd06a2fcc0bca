// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>
#include <QHeaderView>
#include <QTableView>
#include <QTest>

namespace signalbox::testing {

/// The window from right to left, as in Arabic and Hebrew, as long as it lives. To be made before the window.
class Mirrored {
public:
    Mirrored() { QApplication::setLayoutDirection(Qt::RightToLeft); }
    ~Mirrored() { QApplication::setLayoutDirection(Qt::LeftToRight); }
    Mirrored(const Mirrored&) = delete;
    Mirrored& operator=(const Mirrored&) = delete;
};

/// The arrows lead where they point, Home to where a row begins, End to where it ends. The table has the focus and
/// columns enough; a row is chosen.
inline void goThroughMirroredRow(QTableView& table)
{
    QVERIFY(table.isRightToLeft());
    const int row = table.currentIndex().row();
    const auto middle = [&table] { return table.visualRect(table.currentIndex()).center().x(); };
    QTest::keyClick(&table, Qt::Key_Home);
    const int begin = middle();
    QCOMPARE(table.currentIndex().column(), table.horizontalHeader()->logicalIndex(0));
    QTest::keyClick(&table, Qt::Key_Left);
    const int second = middle();
    QVERIFY2(second < begin, qPrintable(QStringLiteral("%1 after %2").arg(second).arg(begin)));
    QTest::keyClick(&table, Qt::Key_Left);
    QVERIFY(middle() < second);
    QTest::keyClick(&table, Qt::Key_Right);
    QCOMPARE(middle(), second);
    QTest::keyClick(&table, Qt::Key_End);
    QVERIFY(middle() < second);
    QTest::keyClick(&table, Qt::Key_Right);
    QTest::keyClick(&table, Qt::Key_Home);
    QCOMPARE(middle(), begin);
    QCOMPARE(table.currentIndex().row(), row);
    QTest::keyClick(&table, Qt::Key_Down);
    QCOMPARE(table.currentIndex().row(), row + 1);
    QTest::keyClick(&table, Qt::Key_Up);
    QCOMPARE(table.currentIndex().row(), row);
}

} // namespace signalbox::testing
