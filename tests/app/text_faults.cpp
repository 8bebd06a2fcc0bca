// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/text_faults.h"

#include "tests/app/pseudo_language.h"
#include "ui/shell/sidebar.h"
#include "ui/shell/table.h"
#include "ui/shell/toast.h"
#include "ui/shell/widgets.h"

#include <QAbstractItemView>
#include <QAccessible>
#include <QAction>
#include <QButtonGroup>
#include <QApplication>
#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenuBar>
#include <QRegularExpression>
#include <QScrollArea>
#include <QStyle>
#include <QStyleOption>
#include <QTabBar>
#include <QTableView>
#include <QTest>

#include <algorithm>

namespace signalbox::test {

namespace {

constexpr int kSlack = 1; ///< pixels that rounding may cost

QString place(const QWidget& widget)
{
    QStringList classes;
    for (const QWidget* at = &widget; at != nullptr && classes.size() < 3; at = at->parentWidget())
        classes << QString::fromLatin1(at->metaObject()->className()).section(u':', -1);
    return classes.join(QStringLiteral(" in "));
}

QString fault(const QWidget& widget, const QString& text, const QString& what)
{
    return QStringLiteral("“%1” (%2): %3").arg(text.left(60).simplified(), place(widget), what);
}

bool isInside(const QWidget& widget, const char* ancestor)
{
    for (const QWidget* at = &widget; at != nullptr; at = at->parentWidget()) {
        if (at->inherits(ancestor))
            return true;
    }
    return false;
}

QList<QWidget*> shown(QWidget& window)
{
    QList<QWidget*> found;
    for (QWidget* widget : window.findChildren<QWidget*>()) {
        if (widget->isVisible() && !widget->isWindow() && !isInside(*widget, "signalbox::ui::Toast"))
            found << widget;
    }
    return found;
}

QString textOf(const QWidget& widget)
{
    if (const auto* label = qobject_cast<const QLabel*>(&widget))
        return label->text();
    if (const auto* button = qobject_cast<const QAbstractButton*>(&widget))
        return button->text();
    if (const auto* combo = qobject_cast<const QComboBox*>(&widget))
        return combo->currentText();
    if (const auto* line = qobject_cast<const QLineEdit*>(&widget))
        return line->text().isEmpty() ? line->placeholderText() : line->text();
    return {};
}

/// Words do not break: a paragraph is never narrower than its longest.
int longestWord(const QFontMetrics& metrics, const QString& text)
{
    int widest = 0;
    for (const QString& word : text.split(QLatin1Char(' ')))
        widest = std::max(widest, metrics.horizontalAdvance(word));
    return widest;
}

QStringList labelFaults(const QLabel& label)
{
    if (label.text().isEmpty())
        return {};
    if (label.inherits("signalbox::ui::ElidedLabel")) {
        const bool elided = label.fontMetrics().horizontalAdvance(label.text()) > label.width();
        return elided && label.toolTip().isEmpty()
            ? QStringList { fault(label, label.text(), QStringLiteral("elided without a tool tip")) }
            : QStringList();
    }
    if (label.wordWrap()) {
        const int needed = label.heightForWidth(label.width());
        if (needed > label.height() + kSlack)
            return { fault(
                label, label.text(), QStringLiteral("%1 px high, needs %2").arg(label.height()).arg(needed)) };
        const int widest = longestWord(label.fontMetrics(), label.text());
        if (widest > label.contentsRect().width() + kSlack)
            return { fault(
                label, label.text(), QStringLiteral("a word of %1 px in %2").arg(widest).arg(label.width())) };
        return {};
    }
    // A label that elides by itself says the whole by its name.
    if (label.sizePolicy().horizontalPolicy() == QSizePolicy::Ignored && !label.accessibleName().isEmpty())
        return {};
    const QSize needed = label.sizeHint();
    if (needed.width() > label.width() + kSlack || needed.height() > label.height() + kSlack)
        return { fault(label, label.text(),
            QStringLiteral("%1×%2, needs %3×%4")
                .arg(label.width())
                .arg(label.height())
                .arg(needed.width())
                .arg(needed.height())) };
    return {};
}

QStringList buttonFaults(const QAbstractButton& button)
{
    if (const auto* tile = qobject_cast<const ui::Tile*>(&button)) {
        QFont large = button.font(); // as Theme has it for figures
        large.setPointSizeF(large.pointSizeF() * 1.8);
        large.setWeight(QFont::DemiBold);
        const int needed = QFontMetrics(large).horizontalAdvance(tile->figure());
        return needed <= tile->width() - 22
            ? QStringList()
            : QStringList { fault(button, tile->figure(), QStringLiteral("a figure cut in %1 px").arg(tile->width())) };
    }
    if (button.text().isEmpty() || qobject_cast<const ui::SidebarItem*>(&button) != nullptr)
        return {};
    const QSize needed = button.sizeHint();
    if (needed.width() > button.width() + kSlack || needed.height() > button.height() + kSlack)
        return { fault(button, button.text(),
            QStringLiteral("%1×%2, needs %3×%4")
                .arg(button.width())
                .arg(button.height())
                .arg(needed.width())
                .arg(needed.height())) };
    return {};
}

QStringList lineFaults(const QLineEdit& line)
{
    if (line.objectName().startsWith(QLatin1String("qt_")) || !line.text().isEmpty())
        return {};
    QStyleOptionFrame option;
    option.initFrom(&line);
    const QRect room = line.style()->subElementRect(QStyle::SE_LineEditContents, &option, &line);
    const int needed = line.fontMetrics().horizontalAdvance(line.placeholderText());
    if (needed <= room.width() || line.toolTip().contains(line.placeholderText()))
        return {};
    return { fault(line, line.placeholderText(), QStringLiteral("%1 px, needs %2").arg(room.width()).arg(needed)) };
}

QStringList comboFaults(const QComboBox& combo)
{
    QStyleOptionComboBox option;
    option.initFrom(&combo);
    option.editable = combo.isEditable();
    const QRect room =
        combo.style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, &combo);
    const int icon = combo.itemIcon(combo.currentIndex()).isNull() ? 0 : combo.iconSize().width() + 4;
    const int needed = combo.fontMetrics().horizontalAdvance(combo.currentText()) + icon;
    if (combo.isEditable() || needed <= room.width() + kSlack || combo.toolTip().contains(combo.currentText()))
        return {};
    return { fault(combo, combo.currentText(), QStringLiteral("%1 px, needs %2").arg(room.width()).arg(needed)) };
}

QStringList tabFaults(const QTabBar& bar)
{
    QStringList found;
    for (int tab = 0; tab < bar.count(); ++tab) {
        if (bar.isTabVisible(tab) && bar.fontMetrics().horizontalAdvance(bar.tabText(tab)) > bar.tabRect(tab).width())
            found << fault(bar, bar.tabText(tab), QStringLiteral("a tab of %1 px").arg(bar.tabRect(tab).width()));
    }
    return found;
}

QStringList headerFaults(const QHeaderView& header)
{
    QStringList found;
    if (header.model() == nullptr || header.orientation() != Qt::Horizontal)
        return found;
    for (int section = 0; section < header.count(); ++section) {
        const QString text = header.model()->headerData(section, Qt::Horizontal).toString();
        const QString tip = header.model()->headerData(section, Qt::Horizontal, Qt::ToolTipRole).toString();
        // RowDelegate's tables name what they cut in tool tips.
        const auto* table = qobject_cast<const QTableView*>(header.parentWidget());
        const bool tips = table != nullptr && qobject_cast<const ui::RowDelegate*>(table->itemDelegate()) != nullptr;
        if (header.isSectionHidden(section) || text.isEmpty() || tip.contains(text) || tips)
            continue;
        const int needed = header.fontMetrics().horizontalAdvance(text) + 8;
        if (needed > header.sectionSize(section) + kSlack)
            found << fault(header, text,
                QStringLiteral("a column of %1 px, needs %2").arg(header.sectionSize(section)).arg(needed));
    }
    return found;
}

QStringList cellFaults(const QTableView& table)
{
    QStringList found;
    if (table.model() == nullptr)
        return found;
    const bool tips = qobject_cast<const ui::RowDelegate*>(table.itemDelegate()) != nullptr;
    const int first = std::max(table.rowAt(1), 0);
    const int last = table.rowAt(table.viewport()->height() - 1);
    for (int row = first; row <= (last < 0 ? table.model()->rowCount() - 1 : last); ++row) {
        for (int column = 0; column < table.model()->columnCount(); ++column) {
            const QModelIndex index = table.model()->index(row, column);
            const QString text = index.data().toString();
            if (table.isColumnHidden(column) || text.isEmpty() || table.columnSpan(row, column) > 1)
                continue;
            const int needed = table.fontMetrics().horizontalAdvance(text) + 16;
            if (needed <= table.columnWidth(column) + kSlack)
                continue;
            const bool figure = (index.data(Qt::TextAlignmentRole).toInt() & Qt::AlignRight) != 0;
            static const QRegularExpression digit(QStringLiteral("\\d"));
            if (figure && text.contains(digit))
                found << fault(table, text, QStringLiteral("a figure cut in %1 px").arg(table.columnWidth(column)));
            else if (!tips && index.data(Qt::ToolTipRole).toString().isEmpty())
                found << fault(table, text, QStringLiteral("elided without a tool tip"));
        }
    }
    return found;
}

/// What its parents leave of a widget; what a scroll area hides can be scrolled to.
QStringList cutFaults(const QWidget& widget, const QWidget& window)
{
    QRect rect = widget.geometry();
    for (const QWidget* parent = widget.parentWidget(); parent != nullptr && parent != &window;
         rect.translate(parent->pos()), parent = parent->parentWidget()) {
        const auto* area = qobject_cast<const QAbstractScrollArea*>(parent->parentWidget());
        if (area != nullptr && area->viewport() == parent) {
            const auto* page = qobject_cast<const QScrollArea*>(area);
            const bool wide = page != nullptr && page->widget() != nullptr
                && page->widget()->width() > page->viewport()->width() + kSlack;
            return wide && page->horizontalScrollBarPolicy() == Qt::ScrollBarAlwaysOff
                ? QStringList { QStringLiteral("the content of %1 is cut at %2 px of %3")
                                    .arg(place(*page))
                                    .arg(page->viewport()->width())
                                    .arg(page->widget()->width()) }
                : QStringList();
        }
        if (!parent->rect().adjusted(-kSlack, -kSlack, kSlack, kSlack).contains(rect))
            return { fault(widget, textOf(widget), QStringLiteral("outside of its ") + place(*parent)) };
    }
    return {};
}

} // namespace

QStringList clippedTexts(QWidget& window)
{
    QStringList found;
    for (QWidget* widget : shown(window)) {
        if (const auto* label = qobject_cast<QLabel*>(widget))
            found << labelFaults(*label);
        else if (const auto* button = qobject_cast<QAbstractButton*>(widget))
            found << buttonFaults(*button);
        else if (const auto* line = qobject_cast<QLineEdit*>(widget))
            found << lineFaults(*line);
        else if (const auto* combo = qobject_cast<QComboBox*>(widget))
            found << comboFaults(*combo);
        else if (const auto* bar = qobject_cast<QTabBar*>(widget))
            found << tabFaults(*bar);
        else if (const auto* header = qobject_cast<QHeaderView*>(widget))
            found << headerFaults(*header);
        else if (const auto* table = qobject_cast<QTableView*>(widget))
            found << cellFaults(*table);
        else if (const auto* menu = qobject_cast<QMenuBar*>(widget)) {
            if (menu->sizeHint().width() > menu->width() + kSlack)
                found << fault(*menu, menu->accessibleName(), QStringLiteral("menus without room"));
        }
        if (!textOf(*widget).isEmpty() && !isInside(*widget, "QMenuBar"))
            found << cutFaults(*widget, window);
    }
    return found;
}

QStringList overlappingTexts(QWidget& window)
{
    QStringList found;
    QList<std::pair<QWidget*, QRect>> texts;
    for (QWidget* widget : shown(window)) {
        if (textOf(*widget).isEmpty() || widget->objectName().startsWith(QLatin1String("qt_")))
            continue;
        const QRect seen = widget->visibleRegion().boundingRect();
        if (!seen.isEmpty())
            texts.emplaceBack(widget, seen.translated(widget->mapTo(&window, QPoint())));
    }
    for (qsizetype a = 0; a < texts.size(); ++a) {
        for (qsizetype b = a + 1; b < texts.size(); ++b) {
            const auto& [one, oneRect] = texts.at(a);
            const auto& [other, otherRect] = texts.at(b);
            if (one->isAncestorOf(other) || other->isAncestorOf(one))
                continue;
            const QRect both = oneRect.intersected(otherRect);
            if (both.width() > 2 && both.height() > 2)
                found << fault(
                    *one, textOf(*one), QStringLiteral("over “%1”").arg(textOf(*other).left(40).simplified()));
        }
    }
    return found;
}

QStringList untranslatedTexts(QWidget& window, const std::function<bool(const QString&)>& isOwn)
{
    QStringList found;
    const auto look = [&](const QWidget& widget, const QString& text) {
        if (!text.isEmpty() && !text.contains(kPseudoOpen) && !isOwn(text))
            found << fault(widget, text, QStringLiteral("not translated"));
    };
    for (QWidget* widget : shown(window)) {
        const bool inner = widget->objectName().startsWith(QLatin1String("qt_"));
        if (const auto* combo = qobject_cast<QComboBox*>(widget)) {
            for (int entry = 0; entry < combo->count(); ++entry)
                look(*widget, combo->itemText(entry));
        } else if (const auto* line = qobject_cast<QLineEdit*>(widget)) {
            look(*widget, line->placeholderText());
        } else if (const auto* bar = qobject_cast<QTabBar*>(widget)) {
            for (int tab = 0; tab < bar->count(); ++tab)
                look(*widget, bar->tabText(tab));
        } else if (const auto* header = qobject_cast<QHeaderView*>(widget); header != nullptr && header->model()) {
            for (int section = 0; header->orientation() == Qt::Horizontal && section < header->count(); ++section)
                look(*widget, header->model()->headerData(section, Qt::Horizontal).toString());
        } else {
            look(*widget, textOf(*widget));
        }
        if (inner)
            continue;
        look(*widget, widget->toolTip());
        look(*widget, widget->accessibleName());
        for (const QAction* action : widget->actions())
            look(*widget, action->text());
    }
    return found;
}

QStringList misnamedControls(QWidget& window)
{
    QStringList found, names;
    for (QWidget* widget : shown(window)) {
        if (widget->focusPolicy() == Qt::NoFocus || widget->objectName().startsWith(QLatin1String("qt_")))
            continue;
        QAccessibleInterface* face = QAccessible::queryAccessibleInterface(widget);
        // Of a choice Qt calls what is chosen its name.
        const bool own = !widget->accessibleName().isEmpty();
        const QString name = own ? widget->accessibleName()
            : face == nullptr    ? QString()
                                 : face->text(QAccessible::Name);
        const QString key = name + QLatin1Char('|') + QString::number(face == nullptr ? 0 : int(face->role()));
        if (name.isEmpty())
            found << fault(*widget, textOf(*widget), QStringLiteral("no name"));
        else if (names.contains(key) && qobject_cast<QLabel*>(widget) == nullptr)
            found << fault(*widget, name, QStringLiteral("two of that name"));
        names << key;
    }
    return found;
}

QStringList unreachableControls(QWidget& window)
{
    static constexpr int kMost = 400;
    QWidget* first = window.focusWidget();
    if (QApplication::focusWidget() == nullptr) {
        QTest::keyClick(&window, Qt::Key_Tab);
        first = QApplication::focusWidget();
    }
    if (first == nullptr)
        return { QStringLiteral("nothing takes the focus") };
    QList<QWidget*> visited { first };
    for (int stop = 0; stop < kMost; ++stop) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QWidget* now = QApplication::focusWidget();
        if (now == first)
            break;
        if (now == nullptr || visited.contains(now))
            return { fault(now == nullptr ? window : *now, {}, QStringLiteral("the Tab key stays here")) };
        visited << now;
    }
    QStringList found;
    for (QWidget* widget : shown(window)) {
        // Of buttons that exclude one another the arrow keys reach the others.
        const auto* button = qobject_cast<QAbstractButton*>(widget);
        const bool grouped = button != nullptr && button->group() != nullptr && button->group()->exclusive();
        const bool proxied = widget->focusProxy() != nullptr;
        if (!grouped && !proxied && widget->isEnabled() && (widget->focusPolicy() & Qt::TabFocus) != 0
            && !widget->objectName().startsWith(QLatin1String("qt_")) && !visited.contains(widget))
            found << fault(*widget, widget->accessibleName(), QStringLiteral("not reached by Tab"));
    }
    return found;
}

} // namespace signalbox::test
