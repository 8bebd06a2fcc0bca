// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/config_fields.h"

#include "ui/shell/error_text.h"
#include "ui/shell/format.h"
#include "ui/shell/write_gate.h"
#include "ui/tiers/config_change.h"

#include <QKeyEvent>
#include <QSignalBlocker>

namespace signalbox::ui {

namespace {

QString sentenceOfFirst(const std::vector<ConfigProblem>& problems)
{
    const ConfigProblem* problem = firstError(problems);
    return problem == nullptr ? QString() : errorSentence(problem->error);
}

} // namespace

ConfigPlace::ConfigPlace(Engine& engine, Page& page, MemberPath path)
    : m_engine(engine)
    , m_page(page)
    , m_path(std::move(path))
{
}

ConfigJson ConfigPlace::value() const
{
    return memberOf(m_engine.config()->text, m_path);
}

QString ConfigPlace::problemOf(const ConfigJson& value) const
{
    const EditedText edited = setMember(m_engine.config()->text, m_path, value);
    if (!edited)
        return errorSentence(edited.error());
    const ConfigRead read = readConfig(*edited, PriceBook::builtIn());
    return read.config != nullptr ? QString() : sentenceOfFirst(read.problems);
}

QString ConfigPlace::set(const ConfigJson& value, const QString& done)
{
    if (value == this->value())
        return {};
    return sentenceOfFirst(applyEdit(m_engine, m_page, setMember(m_engine.config()->text, m_path, value), done));
}

ConfigLine::ConfigLine(ConfigPlace place, Kind kind, QWidget* parent)
    : QLineEdit(parent)
    , m_place(std::move(place))
    , m_kind(kind)
{
    setWriting(*this);
    setProperty(kWide, kind == Kind::Texts);
    connect(this, &QLineEdit::textEdited, this, &ConfigLine::check);
    connect(this, &QLineEdit::editingFinished, this, &ConfigLine::finish);
}

ConfigJson ConfigLine::typed() const
{
    const std::string text = toStd(this->text().trimmed());
    if (text.empty())
        return {};
    if (m_kind == Kind::Texts)
        return listFromText(text);
    return m_kind == Kind::Number ? numberOrText(text) : ConfigJson(text);
}

void ConfigLine::check()
{
    m_row.setProblem(m_place.problemOf(typed()));
}

// What is wrong stays as it was typed, with its mark; what is in force stays, too.
void ConfigLine::finish()
{
    m_row.setProblem(m_place.set(typed(), m_done));
}

void ConfigLine::refresh()
{
    if (hasFocus() && isModified())
        return;
    const ConfigJson value = m_place.value();
    const QString text = m_kind == Kind::Texts ? toQString(textFromList(value))
        : value.is_string()                    ? toQString(value.get<std::string>())
        : value.is_number()                    ? toQString(value.dump())
                                               : QString();
    if (this->text() != text) {
        setText(text);
        setCursorPosition(0); // a long one is read from its beginning
    }
    if (m_row.control != nullptr)
        m_row.setProblem({});
}

void ConfigLine::keyPressEvent(QKeyEvent* event)
{
    if (event->key() != Qt::Key_Escape || !isModified())
        return QLineEdit::keyPressEvent(event);
    setModified(false);
    refresh();
}

ConfigSwitch::ConfigSwitch(ConfigPlace place, Default otherwise, QWidget* parent)
    : QCheckBox(parent)
    , m_place(std::move(place))
    , m_default(otherwise == Default::On)
{
    setWriting(*this);
    connect(this, &QCheckBox::clicked, this, [this](bool on) {
        m_row.setProblem(m_place.set(on == m_default ? ConfigJson() : ConfigJson(on), on ? m_on : m_off));
        refresh();
    });
}

void ConfigSwitch::setDone(const QString& on, const QString& off)
{
    m_on = on;
    m_off = off;
}

void ConfigSwitch::refresh()
{
    const ConfigJson value = m_place.value();
    setChecked(value.is_boolean() ? value.get<bool>() : m_default);
}

ConfigChoice::ConfigChoice(ConfigPlace place, QWidget* parent)
    : ChoiceBox(parent)
    , m_place(std::move(place))
{
    setWriting(*this);
    connect(this, &QComboBox::activated, this, [this](int chosen) {
        const std::string text = toStd(itemData(chosen).toString());
        const ConfigJson given = m_otherwise ? ConfigJson::parse(text, nullptr, false) : ConfigJson(text);
        m_row.setProblem(m_place.set(chosen == 0 ? ConfigJson() : given, m_done));
        refresh();
    });
}

ConfigChoice::ConfigChoice(ConfigPlace place, const ConfigJson& otherwise, QWidget* parent)
    : ConfigChoice(std::move(place), parent)
{
    m_otherwise = otherwise;
}

QString ConfigChoice::shown(const ConfigJson& value) const
{
    if (!m_otherwise)
        return value.is_string() ? toQString(value.get<std::string>()) : QString();
    return value.is_null() || value == *m_otherwise ? QString() : toQString(value.dump());
}

void ConfigChoice::setChoices(const std::vector<std::pair<QString, std::string>>& choices)
{
    const QSignalBlocker quiet(this);
    clear();
    for (const auto& [words, value] : choices)
        addItem(words, toQString(value));
    refresh();
}

void ConfigChoice::refresh()
{
    const QSignalBlocker quiet(this);
    const QString text = shown(m_place.value());
    int place = text.isEmpty() ? 0 : findData(text);
    if (place < 0) { // what is in force is always seen
        addItem(text, text);
        place = count() - 1;
    }
    setCurrentIndex(place);
}

} // namespace signalbox::ui
