// SPDX-License-Identifier: GPL-3.0-or-later
// The third part of RequestsPage: saved filters, sessions, export, and what completes the filter line.
#include "ui/requests/curl_text.h"
#include "ui/requests/export_job.h"
#include "ui/requests/filter_line.h"
#include "ui/requests/filter_text.h"
#include "ui/requests/requests_page.h"
#include "ui/requests/saved_filters.h"
#include "ui/requests/sessions_view.h"
#include "ui/shell/error_text.h"
#include "ui/shell/format.h"
#include "ui/shell/widgets.h"

#include <QAction>
#include <QButtonGroup>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTableView>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr WallUs kSeenLately = 7LL * 24 * 3600 * 1'000'000;
constexpr int kTermsEveryMs = 30'000;
constexpr int kProgressMs = 250;
constexpr int kLongestName = 60;

QWidget* makeRow(QWidget* parent)
{
    auto* row = new QWidget(parent);
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(Theme::kSpace);
    row->hide();
    return row;
}

} // namespace

void RequestsPage::buildFilterRow()
{
    m_filter = new FilterLine(this);
    m_saved = new SavedFilters(m_settings, this);
    m_savedButton = makeButton(ButtonKind::Plain, this);
    m_savedButton->setProperty("menu", true);
    m_savedButton->setMenu(new QMenu(m_savedButton));
    m_problemRow = makeRow(this);
    m_problem = makeParagraph(m_problemRow, Tone::Error);
    m_remedy = makeButton(ButtonKind::Quiet, m_problemRow);
    m_problemRow->layout()->addWidget(m_problem);
    m_problemRow->layout()->addWidget(m_remedy);
    static_cast<QHBoxLayout*>(m_problemRow->layout())->setStretch(0, 1);
}

void RequestsPage::buildExport()
{
    m_exportRow = makeRow(this);
    m_exportText = makeLabel(TextRole::Small, m_exportRow, Tone::Muted);
    m_exportCancel = makeButton(ButtonKind::Quiet, m_exportRow);
    m_exportRow->layout()->addWidget(m_exportText);
    m_exportRow->layout()->addWidget(m_exportCancel);
    static_cast<QHBoxLayout*>(m_exportRow->layout())->addStretch(1);
    m_export->menu()->addActions({ m_csv, m_jsonLines });
    m_progress.setInterval(kProgressMs);
    connect(&m_progress, &QTimer::timeout, this, &RequestsPage::showProgress);
    connect(m_exportCancel, &QPushButton::clicked, this, [this] {
        if (m_job)
            m_job->cancel();
    });
    connect(m_csv, &QAction::triggered, this, [this] { askExport(ExportFormat::Csv); });
    connect(m_jsonLines, &QAction::triggered, this, [this] { askExport(ExportFormat::JsonLines); });
}

void RequestsPage::connectTop()
{
    connect(m_range, &QComboBox::activated, this, &RequestsPage::applyFilter);
    connect(m_filter, &FilterLine::filterChanged, this, &RequestsPage::applyFilter);
    connect(m_filter, &QLineEdit::textEdited, this, [this] { m_focus = Focus::Leave; });
    connect(m_filter, &QLineEdit::returnPressed, this, [this] {
        if (!m_filter->problem().isEmpty())
            return;
        m_focus = Focus::TakeFirstRow;
        takeFocus();
    });
    connect(m_filter, &FilterLine::problemChanged, this, [this](const QString& problem) {
        m_problem->setText(u"✕ "_s + problem);
        m_remedy->setText(m_filter->remedy());
        m_remedy->setVisible(!m_filter->remedy().isEmpty());
        m_problemRow->setVisible(!problem.isEmpty());
    });
    connect(m_filter, &QLineEdit::textChanged, this,
        [this] { m_saveFilter->setEnabled(!m_filter->text().trimmed().isEmpty() && m_filter->problem().isEmpty()); });
    connect(m_remedy, &QPushButton::clicked, m_filter, &FilterLine::applyRemedy);
    connect(m_saveFilter, &QAction::triggered, this, &RequestsPage::saveFilter);
    connect(m_savedButton->menu(), &QMenu::aboutToShow, this, &RequestsPage::fillSavedMenu);
    connect(m_columns->menu(), &QMenu::aboutToShow, this, [this] { fillColumnsMenu(*m_columns->menu()); });
    connect(m_views, &QButtonGroup::idClicked, this, [this](int id) { setView(View(id)); });
    connect(m_sessions, &SessionsView::remarkChanged, this, &RequestsPage::updateRemark);
    connect(m_sessions, &SessionsView::clearWanted, this, &RequestsPage::clearFilter);
    connect(m_sessions, &SessionsView::copied, this, [this] { Q_EMIT notice({ tr("Copied"), {}, {} }); });
    connect(m_sessions, &SessionsView::chosen, this, [this](const QString& session) {
        RequestFilter only;
        only.session = toStd(session);
        setView(View::Requests);
        m_filter->setFilterText(filterText(only));
    });
    m_saveFilter->setEnabled(false);
}

void RequestsPage::retranslateTools()
{
    //: a view of the page: one row for each request
    m_asRequests->setText(tr("Requests"));
    //: a view of the page: one row for each session
    m_asSessions->setText(tr("Sessions"));
    m_asRequests->setAccessibleName(tr("Show requests"));
    m_asSessions->setAccessibleName(tr("Show sessions"));
    m_columns->setText(tr("Columns"));
    m_columns->setAccessibleName(tr("Columns of the table"));
    m_export->setText(tr("Export"));
    m_export->setAccessibleName(tr("Export what the table shows"));
    m_savedButton->setText(tr("Saved filters"));
    m_savedButton->setAccessibleName(tr("Saved filters"));
    m_saveFilter->setText(tr("Save this filter…"));
    m_csv->setText(tr("Export as CSV…"));
    m_jsonLines->setText(tr("Export as JSON lines…"));
    m_oldest->setText(tr("Go to the oldest request"));
    m_copyCurl->setText(tr("Copy as curl"));
    m_view->setText(showsSessions() ? tr("Show requests") : tr("Show sessions"));
    m_exportCancel->setText(tr("Cancel"));
    m_exportCancel->setAccessibleName(tr("Cancel the export"));
    m_sessions->retranslate();
    showProgress();
}

void RequestsPage::fetchTerms()
{
    if (m_termsAsked.isValid() && !m_termsAsked.hasExpired(kTermsEveryMs))
        return;
    m_termsAsked.start();
    const WallUs since = wallNow() - kSeenLately;
    m_engine.fetchSeenValues(since, this, [this](Result<std::vector<RequestLog::SeenValue>> seen) {
        if (!seen)
            return;
        m_seen = std::move(*seen);
        rename();
    });
}

bool RequestsPage::showsSessions() const
{
    return m_views->checkedId() == int(View::Sessions);
}

void RequestsPage::setView(View view)
{
    m_views->button(int(view))->setChecked(true);
    const bool sessions = view == View::Sessions;
    m_columns->setVisible(!sessions);
    m_view->setText(sessions ? tr("Show requests") : tr("Show sessions"));
    if (sessions) {
        m_inspectorCard->hide();
        m_inspected.clear();
        m_sessions->activate();
    } else {
        m_sessions->deactivate();
    }
    updateState();
    updatePill();
}

void RequestsPage::fillSavedMenu()
{
    QMenu& menu = *m_savedButton->menu();
    menu.clear();
    const QString present = m_saved->nameOf(m_filter->text());
    for (const SavedFilters::Saved& saved : m_saved->all()) {
        QAction* action = menu.addAction(QString(saved.name).replace(u'&', u"&&"_s));
        action->setCheckable(true);
        action->setChecked(saved.name == present);
        action->setToolTip(saved.text);
        action->setStatusTip(saved.text);
        connect(action, &QAction::triggered, m_filter, [this, text = saved.text] { m_filter->setFilterText(text); });
    }
    if (m_saved->all().empty())
        menu.addAction(tr("No filter is saved yet"))->setEnabled(false);
    menu.setToolTipsVisible(true);
    menu.addSeparator();
    menu.addAction(m_saveFilter);
    if (m_saved->all().empty())
        return;
    //: a menu with the names of saved filters
    QMenu* removal = menu.addMenu(tr("Delete"));
    for (const SavedFilters::Saved& saved : m_saved->all())
        connect(removal->addAction(QString(saved.name).replace(u'&', u"&&"_s)), &QAction::triggered, this,
            [this, name = saved.name] { deleteFilter(name); });
}

void RequestsPage::saveFilter()
{
    const QString text = m_filter->text().trimmed();
    auto* dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Save this filter"));
    //: %1 is the text of the filter line
    dialog->setLabelText(tr("Name for the filter %1. One of the same name is replaced.").arg(text));
    const QString known = m_saved->nameOf(text);
    dialog->setTextValue(known.isEmpty() ? text.left(kLongestName) : known);
    connect(dialog, &QInputDialog::textValueSelected, this, [this, text](const QString& name) {
        if (name.trimmed().isEmpty())
            return;
        m_saved->save(name.trimmed().left(kLongestName), text);
        //: %1 is the name of a filter
        Q_EMIT notice({ tr("Filter saved: %1").arg(name.trimmed()), {}, {} });
    });
    dialog->open();
}

void RequestsPage::deleteFilter(const QString& name)
{
    const std::vector<SavedFilters::Saved>& all = m_saved->all();
    const auto found = std::ranges::find(all, name, &SavedFilters::Saved::name);
    if (found == all.end())
        return;
    SavedFilters::Saved gone = *found; // it goes with the next line
    m_saved->remove(name);
    //: %1 is the name of a filter
    Q_EMIT notice({ tr("Filter deleted: %1").arg(name), tr("Undo"),
        [this, gone = std::move(gone)] { m_saved->save(gone.name, gone.text); } });
}

void RequestsPage::copyCurl()
{
    const LiveRequest* request = current();
    if (request == nullptr)
        return;
    m_engine.fetchRequest(request->id, this, [this](const Result<RequestRecord>& record) {
        if (!record)
            return Q_EMIT notice({ errorText(record.error()), {}, {} });
        copyToClipboard(curlText(*record, toQString(m_engine.status().baseUrl), {}));
        Q_EMIT notice(
            { tr("Copied as curl. Prompts are not recorded: put yours in place of the three dots."), {}, {} });
    });
}

void RequestsPage::askExport(ExportFormat format)
{
    const bool csv = format == ExportFormat::Csv;
    const QString name =
        u"signalbox-requests-%1.%2"_s.arg(QDate::currentDate().toString(Qt::ISODate), csv ? u"csv"_s : u"jsonl"_s);
    const QString path = QFileDialog::getSaveFileName(this, tr("Export requests"), QDir::home().filePath(name),
        csv ? tr("CSV (*.csv);;All files (*)") : tr("JSON lines (*.jsonl);;All files (*)"));
    if (!path.isEmpty())
        exportTo(path, format);
}

void RequestsPage::exportTo(const QString& path, ExportFormat format)
{
    m_job = std::make_unique<ExportJob>(toQString(m_engine.status().dataDir), m_model->filter(), format, path, nullptr);
    connect(m_job.get(), &ExportJob::done, this, &RequestsPage::exportDone);
    m_job->start();
    m_csv->setEnabled(false);
    m_jsonLines->setEnabled(false);
    m_progress.start();
    showProgress();
    m_exportRow->show();
}

void RequestsPage::showProgress()
{
    if (m_job)
        //: progress of an export
        m_exportText->setText(tr("Exporting: %Ln request(s) written", nullptr, int(m_job->written())));
}

void RequestsPage::exportDone(const Error& error)
{
    const int written = int(m_job->written());
    const QString path = m_job->path();
    m_job.release()->deleteLater(); // it is what calls here
    m_progress.stop();
    m_exportRow->hide();
    m_csv->setEnabled(true);
    m_jsonLines->setEnabled(true);
    if (error.code == "cancelled")
        return Q_EMIT notice({ tr("Export cancelled. No file was written."), {}, {} });
    if (!error.code.empty())
        return Q_EMIT notice({ errorText(error), {}, {} });
    //: %1 is a path
    Q_EMIT notice({ tr("%Ln request(s) exported to %1", nullptr, written).arg(path), {}, {} });
}

} // namespace signalbox::ui
