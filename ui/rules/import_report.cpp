// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/import_report.h"

#include "ui/shell/code_texts.h"
#include "ui/shell/error_text.h"
#include "ui/shell/format.h"
#include "ui/shell/table.h"
#include "ui/shell/widgets.h"

#include <QCoreApplication>
#include <QHeaderView>
#include <QStandardItemModel>
#include <QTableView>
#include <QVBoxLayout>

#include <array>

namespace signalbox::ui {

namespace {

constexpr std::array kColumnWidths { 270, 170, 420 };

constexpr std::array kReasons {
    CodeText { "no_such_field", QT_TRANSLATE_NOOP("ImportNote", "There is nothing like it here.") },
    CodeText { "shape", QT_TRANSLATE_NOOP("ImportNote", "It does not have the expected form.") },
    CodeText { "model_shape",
        QT_TRANSLATE_NOOP("ImportNote", "An entry of the list of models does not have the expected form.") },
    CodeText { "target_unknown",
        QT_TRANSLATE_NOOP("ImportNote", "It leads to something that is not in the file or could not be mapped.") },
    CodeText {
        "condition_unknown", QT_TRANSLATE_NOOP("ImportNote", "Rules here have nothing to say this condition with.") },
    CodeText { "operator_unknown", QT_TRANSLATE_NOOP("ImportNote", "Rules here have no such comparison.") },
    CodeText { "strategy_unknown", QT_TRANSLATE_NOOP("ImportNote", "There is no such strategy here.") },
    CodeText { "shared_load",
        QT_TRANSLATE_NOOP("ImportNote",
            "There the load is shared among the entries of one name. Here they are tried in their order; rules on a "
            "share can spread it.") },
    CodeText { "fallback_widened",
        QT_TRANSLATE_NOOP("ImportNote",
            "It became part of the chain: it serves where a request does not fit, and after failures too.") },
    CodeText { "protocol_unknown",
        QT_TRANSLATE_NOOP(
            "ImportNote", "It speaks Anthropic's own protocol alone, which providers are not called in.") },
    CodeText { "default_missing",
        QT_TRANSLATE_NOOP(
            "ImportNote", "It says nothing for the rest. Here the last rule takes it to the first tier.") },
    CodeText { "target_unused", QT_TRANSLATE_NOOP("ImportNote", "No condition of the file leads there.") },
    CodeText { "nested_choice",
        QT_TRANSLATE_NOOP("ImportNote",
            "A choice inside a fallback can't be said here. Its default, or its last target, was taken.") },
    CodeText { "wildcard", QT_TRANSLATE_NOOP("ImportNote", "Tiers name each model; a pattern is none.") },
    CodeText { "model_missing", QT_TRANSLATE_NOOP("ImportNote", "It names no model.") },
    CodeText { "model_name_invalid", QT_TRANSLATE_NOOP("ImportNote", "This can't be the name of a model.") },
    CodeText { "provider_unknown",
        QT_TRANSLATE_NOOP("ImportNote", "This provider is not known here, and the file says no address for it.") },
    CodeText { "address_missing", QT_TRANSLATE_NOOP("ImportNote", "The file says no address for this provider.") },
    CodeText { "secret_not_taken",
        QT_TRANSLATE_NOOP(
            "ImportNote", "Keys are never taken over. Add this one on the Keys page, or as the variable it names.") },
    CodeText { "destination_change",
        QT_TRANSLATE_NOOP("ImportNote",
            "The key of this name goes to another address here. It is not sent to the new one; the provider got a "
            "key name of its own.") },
    CodeText { "deployment_twice", QT_TRANSLATE_NOOP("ImportNote", "The same model stands in the tier already.") },
    CodeText { "chain_too_long", QT_TRANSLATE_NOOP("ImportNote", "A tier has at most 16 deployments.") },
    CodeText { "too_many_tiers", QT_TRANSLATE_NOOP("ImportNote", "There are at most 32 tiers.") },
    CodeText { "too_many_providers", QT_TRANSLATE_NOOP("ImportNote", "There are at most 100 providers.") },
};

} // namespace

QString importNoteText(const ImportNote& note)
{
    const char* reason = textOf(kReasons, note.code);
    return reason == nullptr ? errorSentence(note.code) : QCoreApplication::translate("ImportNote", reason);
}

QString sourceName(const std::string& source)
{
    if (source == "litellm")
        return QStringLiteral("LiteLLM");
    if (source == "portkey")
        return QStringLiteral("Portkey");
    return source == "claude-code-router" ? toQString(source) : QStringLiteral("Signalbox");
}

ImportReport::ImportReport(const Theme& theme, QWidget* parent)
    : Sheet(parent)
    , m_theme(theme)
    , m_about(makeParagraph(this, Tone::Normal))
    , m_model(new QStandardItemModel(this))
{
    auto* card = new Card(this);
    card->body()->setContentsMargins(1, 1, 1, 1);
    m_table = makeTable(theme, Theme::kRuleRowHeight, card);
    m_table->setModel(m_model);
    card->body()->addWidget(m_table);
    body()->addWidget(m_about);
    body()->addWidget(card, 1);
    retranslate();
}

void ImportReport::retranslate()
{
    Sheet::retranslate();
    header()->setTitle(tr("What the import left out"));
    m_table->setAccessibleName(tr("Things of the imported file that could not be mapped"));
    show(m_import);
}

void ImportReport::show(const ImportedRules& import)
{
    if (&import != &m_import)
        m_import = import;
    const QString rules = tr("%Ln rule(s)", nullptr, int(m_import.rules.size()));
    const QString tiers =
        tr("%Ln tier(s)", nullptr, m_import.companions == nullptr ? 0 : int(m_import.companions->tiers.size()));
    //: %1 the program a file was written for, %2 "4 rules", %3 "2 tiers"
    m_about->setText(tr("From a file of %1, %2 and %3 stand in the draft; look at them before you apply it. These "
                        "things of the file have no place here:")
                         .arg(sourceName(m_import.source), rules, tiers));
    m_model->clear();
    //: columns: where in the file, what, and why not
    m_model->setHorizontalHeaderLabels({ tr("Place in the file"), tr("What"), tr("Why it was left out") });
    for (const ImportNote& note : m_import.unmapped) {
        QList<QStandardItem*> row;
        for (const QString& text : { toQString(note.place), toQString(note.detail), importNoteText(note) }) {
            auto* item = new QStandardItem(text.isEmpty() ? dashText() : text);
            item->setToolTip(text);
            row.append(item);
        }
        m_model->appendRow(row);
    }
    setColumnWidths(*m_table, m_theme, kColumnWidths);
    m_table->horizontalHeader()->setStretchLastSection(true);
}

void ImportReport::focusList()
{
    m_table->setFocus(Qt::TabFocusReason);
    chooseRow(*m_table, 0);
}

} // namespace signalbox::ui
