// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/main_window.h"

#include "ui/help/help_window.h"
#include "ui/shell/about.h"
#include "ui/shell/attention.h"
#include "ui/shell/banner.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/format.h"
#include "ui/shell/language.h"
#include "ui/shell/layout_memory.h"
#include "ui/shell/menus.h"
#include "ui/shell/quiet_wheel.h"
#include "ui/shell/quit_question.h"
#include "ui/shell/shortcuts_dialog.h"
#include "ui/shell/sidebar.h"
#include "ui/shell/status_bar.h"
#include "ui/shell/toast.h"
#include "ui/shell/tray_icon.h"
#include "ui/shell/waiting_panel.h"
#include "ui/shell/widgets.h"
#include "ui/shell/write_gate.h"

#include <QAction>
#include <QApplication>
#include <QCloseEvent>
#include <QGraphicsOpacityEffect>
#include <QHBoxLayout>
#include <QMenuBar>
#include <QSettings>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QSize kFirstSize { 1180, 760 };
constexpr QSize kLeastSize { 900, 600 };
constexpr int kIconsOnlyBelow = 1000;
constexpr double kStaleOpacity = 0.55;

const QString kGeometry = u"window/geometry"_s;
const QString kPage = u"window/page"_s;
const QString kRange = u"live/range"_s;
const QString kToldOfTray = u"window/told_of_tray"_s;

} // namespace

MainWindow::MainWindow(Engine& engine, Theme& theme, Language& language, QSettings& settings, QWidget* parent)
    : QMainWindow(parent)
    , m_engine(engine)
    , m_theme(theme)
    , m_language(language)
    , m_settings(settings)
    , m_menus(new Menus(*this))
    , m_sidebar(new Sidebar(theme))
    , m_banners(new BannerArea(theme))
    , m_stack(new QStackedWidget)
    , m_statusBar(new StatusBar(engine, theme))
    , m_dataMark(makeLabel(TextRole::Small, this, Tone::Info))
    , m_attention(new Attention(engine, this))
    , m_quitQuestion(new QuitQuestion(engine, *this))
    , m_toast(nullptr)
{
    new LayoutMemory(settings, *this); // the window owns it, and the gate
    m_gate = new WriteGate(*this);
    setMinimumSize(kLeastSize);
    resize(kFirstSize);
    setContextMenuPolicy(Qt::NoContextMenu);
    buildCentre();
    connectMenus();
    qApp->installEventFilter(new QuietWheel(this));
    connect(&engine, &Engine::pulled, this, &MainWindow::refresh);
    connect(&engine, &Engine::attachmentChanged, this, &MainWindow::dim);
    connect(&engine.patience(), &Patience::waitingChanged, this, &MainWindow::showWaiting);
    connect(m_attention, &Attention::startHereWanted, this, &MainWindow::startHereWanted);
    connect(m_sidebar, &Sidebar::chosen, this, &MainWindow::setCurrent);
    connect(m_attention, &Attention::pageWanted, this, &MainWindow::showPage);
    connect(m_attention, &Attention::said, this, [this](const QString& text) { showNotice({ text, {}, {} }); });
    retranslate();
}

MainWindow::~MainWindow() = default;

void MainWindow::buildCentre()
{
    auto* centre = new QWidget(this);
    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* row = new QHBoxLayout;
    row->setSpacing(0);
    auto* right = new QVBoxLayout;
    right->setSpacing(0);
    right->addWidget(m_banners);
    right->addWidget(m_stack, 1);
    row->addWidget(m_sidebar);
    row->addLayout(right, 1);
    column->addLayout(row, 1);
    column->addWidget(m_statusBar);
    setCentralWidget(centre);
    m_dataMark->setProperty("badge", true);
    m_dataMark->hide();
    m_toast = new Toast(m_theme, centre);
}

void MainWindow::connectMenus()
{
    connect(m_menus, &Menus::copyBaseUrl, this, &MainWindow::copyBaseUrl);
    connect(m_menus, &Menus::quit, m_quitQuestion, &QuitQuestion::ask);
    connect(m_quitQuestion, &QuitQuestion::agreed, this, &MainWindow::leave);
    connect(m_menus, &Menus::goTo, this, &MainWindow::setCurrent);
    connect(m_menus, &Menus::freeze, this, &MainWindow::setFrozen);
    connect(m_menus, &Menus::routingChosen, &m_engine, &Engine::setRouting);
    connect(m_menus, &Menus::rangeChosen, &m_engine, &Engine::setRange);
    connect(m_menus, &Menus::palette, this, &MainWindow::showPalette);
    connect(m_menus, &Menus::shortcuts, this, &MainWindow::showShortcuts);
    connect(m_menus, &Menus::firstRun, this, &MainWindow::firstRunWanted);
    connect(m_menus, &Menus::find, this, &MainWindow::find);
    connect(m_menus, &Menus::about, this, [this] { showAbout(*this); });
    connect(m_menus, &Menus::help, this, &MainWindow::showHelp);
    connect(m_menus, &Menus::themeChosen, this, [this](ThemeMode mode) { m_theme.setMode(mode); });
    connect(m_menus, &Menus::textScaleChosen, this, [this](double scale) { m_theme.setTextScale(scale); });
    connect(m_menus, &Menus::languageChosen, this, [this](const QString& code) { m_language.use(code); });
    connect(&m_theme, &Theme::changed, this, [this] {
        m_menus->setTheme(m_theme.mode());
        m_menus->setTextScale(m_theme.textScale());
        fitSidebar();
    });
}

void MainWindow::addPage(std::unique_ptr<Page> owned)
{
    Page* page = owned.release();                      // the stack owns it from here on
    m_stack->addWidget(makePageScroll(page, m_stack)); // with large text a page may need more than the window has
    m_pages.push_back(page);
    const int entry = m_sidebar->add(page->iconName());
    m_sidebar->setTitle(entry, page->title());
    m_menus->addPage(*page);
    page->setAccessibleName(page->title());
    connect(page, &Page::badgeChanged, this,
        [this, entry](const QString& badge, const QString& spoken) { m_sidebar->setBadge(entry, badge, spoken); });
    connect(page, &Page::navigate, this, &MainWindow::open);
    connect(page, &Page::notice, this, &MainWindow::showNotice);
}

void MainWindow::restore()
{
    m_theme.set(ThemeMode(std::clamp(m_settings.value(kThemeSetting, 0).toInt(), 0, 2)),
        m_settings.value(kTextScaleSetting, 1.0).toDouble());
    m_language.use(m_settings.value(kLanguageSetting, u"system"_s).toString());
    m_engine.setRange(LiveRange(std::clamp(m_settings.value(kRange, int(LiveRange::Hours2)).toInt(), 0, 3)));
    m_menus->setTheme(m_theme.mode());
    restoreGeometry(m_settings.value(kGeometry).toByteArray());
    const QString last = m_settings.value(kPage).toString();
    showPage(page(last) != nullptr || m_pages.empty() ? last : m_pages.front()->id());
}

Page* MainWindow::page(const QString& id) const
{
    const auto found = std::find_if(m_pages.begin(), m_pages.end(), [&](const Page* p) { return p->id() == id; });
    return found == m_pages.end() ? nullptr : *found;
}

Page* MainWindow::currentPage() const
{
    return m_current < 0 ? nullptr : m_pages.at(std::size_t(m_current));
}

void MainWindow::showPage(const QString& id)
{
    const auto found = std::find_if(m_pages.begin(), m_pages.end(), [&](const Page* p) { return p->id() == id; });
    if (found != m_pages.end())
        setCurrent(int(found - m_pages.begin()));
}

void MainWindow::open(const PageTarget& target)
{
    Page* wanted = page(target.page);
    if (wanted == nullptr)
        return;
    showPage(target.page);
    wanted->open(target);
}

void MainWindow::setCurrent(int entry)
{
    if (entry < 0 || std::size_t(entry) >= m_pages.size())
        return;
    if (entry != m_current) {
        Page* former = currentPage();
        m_current = entry;
        if (former != nullptr && m_visible)
            former->hidden();
        m_stack->setCurrentIndex(entry);
        if (m_visible)
            currentPage()->shown();
    }
    m_sidebar->setCurrent(entry);
    m_menus->setCurrent(entry, *currentPage());
    Q_EMIT pageShown(currentPage()->id());
}

void MainWindow::updateVisibility()
{
    const bool visible = isVisible() && !isMinimized();
    if (visible == m_visible)
        return;
    m_visible = visible;
    m_engine.setVisible(visible);
    Page* current = currentPage();
    if (current == nullptr)
        return;
    if (visible)
        current->shown();
    else
        current->hidden();
}

void MainWindow::refresh()
{
    guardConfiguration();
    m_statusBar->refresh();
    m_banners->set(m_attention->banners());
    m_menus->setRange(m_engine.range());
    m_menus->setFrozen(m_engine.frozen());
    m_menus->setRouting(m_engine.status().routing);
}

/// What a newer program wrote may only be read: whatever would write it is disabled and says so.
void MainWindow::guardConfiguration()
{
    const ConfigProblem* first = firstError(m_engine.status().configProblems);
    if (first != nullptr && first->error.code == "config_newer")
        m_gate->close(tr("The configuration is read-only: a newer Signalbox wrote it."));
    else
        m_gate->open();
}

/// Figures of a service that has gone look like it; they can still be read.
void MainWindow::dim()
{
    if (!m_engine.isStale())
        return m_stack->setGraphicsEffect(nullptr);
    auto* pale = new QGraphicsOpacityEffect(m_stack); // the stack owns it
    pale->setOpacity(kStaleOpacity);
    m_stack->setGraphicsEffect(pale);
}

void MainWindow::setDataKind(DataKind kind)
{
    m_dataKind = kind;
    // A corner widget is shown by the menu bar as soon as it is set.
    menuBar()->setCornerWidget(kind == DataKind::Demo ? m_dataMark : nullptr);
    m_dataMark->setVisible(kind == DataKind::Demo);
    retranslate();
}

void MainWindow::copyBaseUrl()
{
    const QString url = toQString(m_engine.status().baseUrl);
    copyToClipboard(url);
    //: %1 is a URL
    showNotice({ tr("Copied: %1").arg(url), {}, {} });
}

void MainWindow::setTray(TrayIcon* tray)
{
    m_tray = tray;
    connect(tray, &TrayIcon::openWanted, this, &MainWindow::present);
    connect(tray, &TrayIcon::copyWanted, this, &MainWindow::copyBaseUrl);
    connect(tray, &TrayIcon::quitWanted, m_quitQuestion, &QuitQuestion::ask);
}

void MainWindow::present()
{
    if (isMinimized())
        showNormal();
    show();
    raise();
    activateWindow();
}

void MainWindow::leave()
{
    m_leaving = true;
    save();
    Q_EMIT quitWanted();
}

void MainWindow::showAlerts()
{
    showPage(u"alerts"_s);
    present();
}

void MainWindow::setFrozen(bool frozen)
{
    m_engine.setFrozen(frozen);
    m_menus->setFrozen(frozen);
}

void MainWindow::showNotice(const Notice& notice)
{
    m_toast->show(notice);
}

void MainWindow::find()
{
    if (Page* current = currentPage();
        current != nullptr && !current->focusFilter() && page(u"requests"_s) != nullptr) {
        showPage(u"requests"_s);
        currentPage()->focusFilter();
    }
}

void MainWindow::showPalette()
{
    CommandPalette palette(m_theme, m_menus->commands(), this);
    if (palette.exec() != QDialog::Accepted)
        return;
    const Command chosen = palette.chosen();
    if (chosen.entry >= 0)
        setCurrent(chosen.entry);
    chosen.action->trigger();
}

void MainWindow::showWaiting(bool waiting)
{
    if (m_waiting == nullptr) {
        m_waiting = new WaitingPanel(this);
        connect(m_waiting, &WaitingPanel::leaveWanted, &m_engine.patience(), &Patience::giveUp);
    }
    waiting ? m_waiting->begin() : m_waiting->end();
}

void MainWindow::showShortcuts()
{
    ShortcutsDialog dialog(m_theme, m_menus->commands(), this);
    dialog.exec();
}

void MainWindow::showHelp()
{
    if (m_help == nullptr)
        m_help = new HelpWindow(m_theme, this);
    m_help->showPage(currentPage() == nullptr ? QString() : currentPage()->id());
}

void MainWindow::retranslate()
{
    //: a mark on the window while it shows invented figures
    m_dataMark->setText(tr("Demo data: invented figures"));
    setWindowTitle(m_dataKind == DataKind::Demo ? tr("Signalbox: demo data") : tr("Signalbox"));
    QList<const Page*> pages;
    for (std::size_t at = 0; at < m_pages.size(); ++at) {
        pages << m_pages.at(at);
        m_sidebar->setTitle(int(at), m_pages.at(at)->title());
        m_pages.at(at)->setAccessibleName(m_pages.at(at)->title());
    }
    m_menus->retranslate(pages);
    m_menus->setLanguage(m_language.code());
    m_menus->setTextScale(m_theme.textScale());
    m_sidebar->setAccessibleName(tr("Pages"));
    menuBar()->setAccessibleName(tr("Menu bar"));
    if (currentPage() != nullptr)
        m_menus->setCurrent(m_current, *currentPage());
}

void MainWindow::save()
{
    m_settings.setValue(kGeometry, saveGeometry());
    m_settings.setValue(kRange, int(m_engine.range()));
    m_settings.setValue(kThemeSetting, int(m_theme.mode()));
    m_settings.setValue(kTextScaleSetting, m_theme.textScale());
    m_settings.setValue(kLanguageSetting, m_language.code());
    if (currentPage() != nullptr)
        m_settings.setValue(kPage, currentPage()->id());
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (m_leaving)
        return event->accept();
    const bool mayClose = std::all_of(m_pages.begin(), m_pages.end(), [](Page* page) { return page->mayClose(); });
    if (!mayClose)
        return event->ignore();
    save();
    if (m_tray != nullptr && m_tray->isThere() && m_settings.value(kCloseToTray, true).toBool()) {
        sayItStays();
        return event->accept();
    }
    m_quitQuestion->ask(); // where nothing is in flight it agrees at once
    event->setAccepted(m_leaving);
}

// Once: whoever closes a window may think that everything has ended.
void MainWindow::sayItStays()
{
    if (m_settings.value(kToldOfTray).toBool())
        return;
    m_settings.setValue(kToldOfTray, true);
    m_tray->say(tr("Signalbox goes on routing"),
        tr("Its window is closed; the icon in the tray opens it again. Settings say whether closing ends the "
           "program."));
}

void MainWindow::showEvent(QShowEvent* event)
{
    QMainWindow::showEvent(event);
    updateVisibility();
}

void MainWindow::hideEvent(QHideEvent* event)
{
    QMainWindow::hideEvent(event);
    updateVisibility();
}

void MainWindow::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::WindowStateChange)
        updateVisibility();
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QMainWindow::changeEvent(event);
}

void MainWindow::fitSidebar()
{
    const bool narrow = width() < m_theme.scaled(kIconsOnlyBelow);
    m_sidebar->setWidth(narrow ? SidebarItem::Width::IconOnly : SidebarItem::Width::Full);
}

void MainWindow::resizeEvent(QResizeEvent* event)
{
    QMainWindow::resizeEvent(event);
    fitSidebar();
}

} // namespace signalbox::ui
