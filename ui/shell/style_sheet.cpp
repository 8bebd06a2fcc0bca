// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/theme.h"

#include <cmath>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

// @name is a token, @12pt and @18px are sizes at the text scale.
constexpr QStringView kTexts = uR"(
QToolTip { background: @surface; color: @text; border: 1px solid @controlBorder; padding: 5px 7px; }
QLabel { background: transparent; }
QLabel[role="title"] { font-size: @16pt; font-weight: 600; }
QLabel[role="section"] { font-size: @10.5pt; font-weight: 600; }
QLabel[role="small"] { font-size: @9pt; }
QLabel[role="figure"] { font-size: @18pt; font-weight: 600; }
QLabel[tone="muted"], QCheckBox[tone="muted"] { color: @muted; }
QLabel[tone="ok"] { color: @ok; }
QLabel[tone="warning"] { color: @warning; }
QLabel[tone="error"] { color: @error; }
QLabel[tone="info"] { color: @info; }
QLabel:disabled { color: @muted; }
QLabel[badge="true"] { border: 1px solid @info; border-radius: 6px; padding: 1px 8px; margin: 3px 16px 3px 8px; }
QLabel[snippet="true"], QPlainTextEdit[code="true"] { font-size: @10pt; }
QLabel[snippet="true"] { background: @sunken; border: 1px solid @border; border-radius: 6px; padding: 7px 10px; }
)";

constexpr QStringView kSurfaces = uR"(
QMainWindow, QDialog { background: @window; }
QFrame[card="true"] { background: @surface; border: 1px solid @border; border-radius: 8px; }
QFrame[group="true"] { border: 0; border-left: 2px solid @controlBorder; }
QFrame[rule="true"] { background: @border; border: 0; }
QScrollArea { background: transparent; border: 0; }
QScrollArea > QWidget > QWidget { background: transparent; }
QSplitter::handle { background: transparent; }
QMenuBar { background: @window; border-bottom: 1px solid @border; padding: 1px 4px; }
QMenuBar::item { background: transparent; padding: 5px 9px; border-radius: 4px; }
QMenuBar::item:selected { background: @selection; color: @text; }
QMenu { background: @surface; border: 1px solid @controlBorder; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; }
QMenu::icon { padding-left: 8px; }
QMenu::item:selected { background: @selection; color: @text; }
QMenu::item:disabled { color: @muted; }
QMenu::separator { height: 1px; background: @border; margin: 4px 8px; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: @controlBorder; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: @muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: 0; }
QProgressBar { background: @sunken; border: 1px solid @border; border-radius: 4px; text-align: center; }
QProgressBar::chunk { background: @accent; border-radius: 3px; }
)";

// A focused control gets a border of two pixels, so the padding loses one.
constexpr QStringView kControls = uR"(
QPushButton, QToolButton[framed="true"] { background: @surface; color: @text; border: 1px solid @controlBorder;
    border-radius: 6px; padding: 5px 13px; min-height: @18px; }
QPushButton:hover, QToolButton[framed="true"]:hover { background: @hover; }
QPushButton:pressed, QToolButton[framed="true"]:pressed { background: @sunken; }
QPushButton:checked, QToolButton[framed="true"]:checked { background: @selection; border-color: @accent; }
QPushButton:focus, QToolButton[framed="true"]:focus { border: 2px solid @accent; padding: 4px 12px; }
QPushButton:disabled, QToolButton[framed="true"]:disabled { color: @muted; background: @window; border-color: @border; }
QPushButton[kind="primary"] { background: @accent; color: @onAccent; border-color: @accent; font-weight: 600; }
QPushButton[kind="primary"]:hover { background: @accentHover; }
QPushButton[kind="primary"]:focus { border: 2px solid @text; }
QPushButton[kind="primary"]:disabled { background: @border; color: @muted; border-color: @border; }
QPushButton[kind="quiet"] { background: transparent; border-color: transparent; color: @accent; padding: 5px 8px; }
QPushButton[kind="quiet"]:hover { background: @selection; }
QPushButton[kind="quiet"]:focus { border: 2px solid @accent; padding: 4px 7px; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 4px; }
QToolButton:hover { background: @hover; }
QToolButton:pressed, QToolButton:checked { background: @selection; }
QToolButton:focus { border: 2px solid @accent; padding: 3px; }
QToolButton::menu-indicator { image: none; width: 0; }
QPushButton[menu="true"] { padding-right: 24px; }
QPushButton::menu-indicator { image: url(:/style/arrow-down-@scheme.svg); width: 12px; height: 12px;
    subcontrol-origin: border; subcontrol-position: center right; right: 8px; }
QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDoubleSpinBox, QTimeEdit, QDateTimeEdit, QComboBox, QKeySequenceEdit {
    background: @surface; color: @text; border: 1px solid @controlBorder; border-radius: 6px; padding: 4px 9px;
    selection-background-color: @accent; selection-color: @onAccent; min-height: @20px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QTimeEdit:focus,
QDateTimeEdit:focus, QComboBox:focus { border: 2px solid @accent; padding: 3px 8px; }
QLineEdit[invalid="true"], QComboBox[invalid="true"] { border-color: @error; }
QLineEdit:disabled, QComboBox:disabled, QSpinBox:disabled, QDoubleSpinBox:disabled { color: @muted;
    background: @window; border-color: @border; }
QPlainTextEdit, QTextEdit { padding: 6px 8px; }
QComboBox { padding-right: 26px; }
QComboBox:focus { padding-right: 25px; }
QComboBox:hover { background: @hover; }
QComboBox[compact="true"] { padding: 1px 20px 1px 7px; min-height: @18px; font-size: @9pt; }
QComboBox[compact="true"]:focus { padding: 0 19px 0 6px; }
QComboBox[compact="true"]::drop-down { width: 18px; }
QComboBox::drop-down { border: 0; width: 24px; subcontrol-origin: border; subcontrol-position: center right; }
QComboBox::down-arrow { image: url(:/style/arrow-down-@scheme.svg); width: 12px; height: 12px; }
QComboBox QAbstractItemView { background: @surface; border: 1px solid @controlBorder; padding: 4px; outline: 0;
    selection-background-color: @selection; selection-color: @text; }
QComboBox QAbstractItemView::item { min-height: @26px; padding: 0 6px; border-radius: 4px; }
QSpinBox::up-button, QDoubleSpinBox::up-button, QTimeEdit::up-button, QDateTimeEdit::up-button { border: 0; width: 20px;
    background: transparent; subcontrol-origin: border; subcontrol-position: top right; }
QSpinBox::down-button, QDoubleSpinBox::down-button, QTimeEdit::down-button, QDateTimeEdit::down-button { border: 0;
    width: 20px; background: transparent; subcontrol-origin: border; subcontrol-position: bottom right; }
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow, QTimeEdit::up-arrow, QDateTimeEdit::up-arrow {
    image: url(:/style/arrow-up-@scheme.svg); width: 10px; height: 10px; }
QSpinBox::down-arrow, QDoubleSpinBox::down-arrow, QTimeEdit::down-arrow, QDateTimeEdit::down-arrow {
    image: url(:/style/arrow-down-@scheme.svg); width: 10px; height: 10px; }
QCheckBox, QRadioButton { spacing: 8px; background: transparent; border: 2px solid transparent; border-radius: 4px; }
QCheckBox:focus, QRadioButton:focus { border-color: @accent; }
QCheckBox::indicator, QTableView::indicator, QTreeView::indicator, QListView::indicator, QRadioButton::indicator,
QMenu::indicator { width: 16px; height: 16px; border: 1px solid @checkBorder; border-radius: 4px; background: @surface; }
QMenu::indicator { margin-left: 6px; width: 14px; height: 14px; }
QRadioButton::indicator, QMenu::indicator:exclusive { border-radius: 8px; }
QCheckBox::indicator:checked, QTableView::indicator:checked, QTreeView::indicator:checked, QListView::indicator:checked,
QMenu::indicator:non-exclusive:checked { background: @accent; border-color: @accent;
    image: url(:/style/check-@scheme.svg); }
QCheckBox::indicator:indeterminate { background: @accent; border-color: @accent; image: url(:/style/dash-@scheme.svg); }
QRadioButton::indicator:checked, QMenu::indicator:exclusive:checked { background: @accent; border-color: @accent;
    image: url(:/style/radio-@scheme.svg); }
QCheckBox::indicator:disabled, QTableView::indicator:disabled { background: @sunken; border-color: @border; }
QSlider::groove:horizontal { background: @border; height: 4px; border-radius: 2px; }
QSlider::sub-page:horizontal { background: @accent; border-radius: 2px; }
QSlider::handle:horizontal { background: @accent; border: 2px solid @surface; width: 16px; margin: -8px 0; border-radius: 10px; }
QSlider::handle:horizontal:focus { border: 2px solid @text; }
)";

constexpr QStringView kViews = uR"(
QTableView, QTreeView, QListView { background: @surface; alternate-background-color: @surface; color: @text;
    border: 0; gridline-color: @border; selection-background-color: @selection; selection-color: @text; outline: 0; }
QTableView[framed="true"], QTreeView[framed="true"], QListView[framed="true"] { border: 1px solid @border;
    border-radius: 8px; }
QTableView:focus[framed="true"], QTreeView:focus[framed="true"], QListView:focus[framed="true"] { border-color: @accent; }
QHeaderView { background: transparent; border: 0; }
QHeaderView::section { background: @surface; color: @muted; border: 0; border-bottom: 1px solid @border;
    padding: 6px 0 6px 8px; font-weight: 400; }
QHeaderView::section:hover { color: @text; }
QHeaderView::down-arrow { image: url(:/style/arrow-down-@scheme.svg); width: 10px; height: 10px; }
QHeaderView::up-arrow { image: url(:/style/arrow-up-@scheme.svg); width: 10px; height: 10px; }
QTableCornerButton::section { background: @surface; border: 0; }
QTabWidget::pane { border: 0; border-top: 1px solid @border; }
QTabBar { qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: @muted; padding: 7px 12px; border: 0; border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: @text; border-bottom-color: @accent; }
QTabBar::tab:hover { color: @text; }
QTabBar::tab:focus { background: @selection; border-radius: 4px; }
QTreeView::branch:has-children:closed { image: url(:/style/branch-closed-@scheme.svg); }
QTreeView::branch:has-children:open { image: url(:/style/arrow-down-@scheme.svg); }
)";

struct Name {
    QStringView name;
    QColor color;
};

QString withTokens(QString sheet, const Tokens& tokens)
{
    // Longer names first where one begins with another.
    const Name names[] = {
        { u"@accentHover", tokens.accent.lightness() < 128 ? tokens.accent.darker(112) : tokens.accent.lighter(108) },
        { u"@accent", tokens.accent },
        { u"@onAccent", tokens.onAccent },
        { u"@controlBorder", tokens.controlBorder },
        { u"@checkBorder", tokens.muted },
        { u"@window", tokens.window },
        { u"@surface", tokens.surface },
        { u"@sunken", tokens.sunken },
        { u"@border", tokens.border },
        { u"@text", tokens.text },
        { u"@muted", tokens.muted },
        { u"@selection", tokens.selection },
        { u"@hover", tokens.hover },
        { u"@ok", tokens.ok },
        { u"@warning", tokens.warning },
        { u"@error", tokens.error },
        { u"@info", tokens.info },
    };
    for (const Name& entry : names)
        sheet.replace(entry.name.toString(), entry.color.name());
    return sheet;
}

} // namespace

QString Theme::styleSheetFor(const Tokens& tokens, Scheme scheme, double textScale)
{
    QString sheet = kTexts.toString() + kSurfaces.toString() + kControls.toString() + kViews.toString();
    sheet.replace("@scheme"_L1, scheme == Scheme::Dark ? "dark"_L1 : "light"_L1);
    for (const QString& size : { u"16"_s, u"10.5"_s, u"10"_s, u"9"_s, u"18"_s }) {
        const QString scaled = QString::number(size.toDouble() * textScale, 'f', 1);
        sheet.replace(QString(u'@' % size % u"pt"), QString(scaled % u"pt"));
    }
    for (const int size : { 18, 20, 26 })
        sheet.replace(u"@%1px"_s.arg(size), u"%1px"_s.arg(std::lround(size * textScale)));
    return withTokens(std::move(sheet), tokens);
}

} // namespace signalbox::ui
