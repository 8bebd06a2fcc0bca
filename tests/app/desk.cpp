// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/desk.h"

#include "app/pages.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QTest>

#include <algorithm>
#include <thread>

namespace signalbox::test {

namespace {

constexpr const char* kConfig = R"json({
  "schema": 1, "listen": {"port": 0}, "baseline_tier": "frontier",
  "providers": [{"id": "near", "base_url": "http://127.0.0.1:%1/v1", "dialect": "openai", "auth": "none", "local": true}],
  "tiers": [
    {"id": "small", "name": "Small", "chain": [{"provider": "near", "model": "cheap-1", "price": {"input": "1.00", "output": "2.00"}}]},
    {"id": "frontier", "name": "Frontier", "chain": [{"provider": "near", "model": "dear-1", "price": {"input": "9.00", "output": "18.00"}}]}],
  "rules": [{"id": "else", "name": "Everything else", "when": "always", "route": {"strategy": "direct", "tier": "small"}}],
  "ceilings": [{"id": "day", "scope": "global", "window": "day", "limit": "100.00"}]
})json";

constexpr const char* kAnswer = R"json({"id":"c1","object":"chat.completion","created":1,"model":"cheap-1",)json"
                                R"json("choices":[{"index":0,"message":{"role":"assistant","content":"Hello"},)json"
                                R"json("finish_reason":"stop"}],)json"
                                R"json("usage":{"prompt_tokens":9,"completion_tokens":3,"total_tokens":12}})json";

/// In memory where there is such a file system: these tests are about the window, and a busy disk refuses requests.
QString folderTemplate()
{
    const QString memory = QStringLiteral("/dev/shm");
    return (QFileInfo(memory).isWritable() ? memory : QDir::tempPath()) + QStringLiteral("/signalbox-window-XXXXXX");
}

void answerAtOnce(RawPeer& peer, int)
{
    const std::string answer = okAnswer(kAnswer, "content-type: application/json\r\n");
    while (!peer.readRequest().empty() && peer.write(answer)) { }
}

void writeConfig(const QString& path, std::uint16_t port)
{
    QFile file(path);
    if (file.open(QIODevice::WriteOnly))
        file.write(QString::fromUtf8(kConfig).arg(port).toUtf8());
}

} // namespace

WholeDesk::WholeDesk()
    : m_folder(folderTemplate())
    , m_upstream(answerAtOnce)
    , m_settings(m_folder.filePath(QStringLiteral("window.ini")), QSettings::IniFormat)
{
    const QString configPath = m_folder.filePath(QStringLiteral("signalbox.json"));
    writeConfig(configPath, m_upstream.port());
    QElapsedTimer timer;
    timer.start();
    Proxy::Options options;
    options.dataDir = m_folder.filePath(QStringLiteral("data")).toStdString();
    options.configPath = configPath.toStdString();
    options.port = std::uint16_t { 0 };
    m_proxy = std::move(Proxy::start(std::move(options)).value());
    m_language.use(QStringLiteral("en"));
    m_settings.setValue(QStringLiteral("view/language"), QStringLiteral("en"));
    m_theme = std::make_unique<ui::Theme>(*qApp);
    m_engine = std::make_unique<ui::Engine>(*m_proxy);
    m_files = std::make_unique<ui::DeskFiles>(*m_proxy, *m_engine);
    m_window = std::make_unique<ui::MainWindow>(*m_engine, *m_theme, m_language, m_settings);
    app::addPages(*m_window, { *m_engine, *m_files, *m_theme, m_language, m_settings, {}, false });
    m_window->restore();
    m_window->show();
    if (QTest::qWaitForWindowExposed(m_window.get()))
        m_window->repaint();
    m_startMs = timer.elapsed();
    m_key = m_proxy->addKey("test", std::nullopt).value().text;
}

HttpClient::Answer WholeDesk::send(const std::string& key)
{
    HttpClient client(m_proxy->status().port, key);
    return client.chat(chatBody());
}

std::string chatBody()
{
    return R"json({"model":"auto","max_tokens":64,"messages":[{"role":"user","content":"Say hello."}]})json";
}

struct Load::State {
    std::atomic<bool> stopping = false;
    std::vector<LoadReport> reports;
    std::vector<std::thread> threads;
};

Load::Load(std::uint16_t port, const std::string& key, int clients)
    : m_state(std::make_unique<State>())
{
    static constexpr std::chrono::milliseconds kEvery { 5 };
    m_state->reports.resize(std::size_t(clients));
    for (LoadReport& report : m_state->reports) {
        m_state->threads.emplace_back([this, port, key, &report] {
            HttpClient client(port, key);
            while (!m_state->stopping) {
                const HttpClient::Answer answer = client.chat(chatBody());
                report.us.push_back(answer.us);
                report.errors += answer.status == 200 ? 0 : 1;
                std::this_thread::sleep_for(kEvery);
            }
        });
    }
}

Load::~Load()
{
    (void)finish();
}

LoadReport Load::finish()
{
    m_state->stopping = true;
    LoadReport all;
    for (std::thread& thread : m_state->threads)
        thread.join();
    m_state->threads.clear();
    for (const LoadReport& report : m_state->reports) {
        all.us.insert(all.us.end(), report.us.begin(), report.us.end());
        all.errors += report.errors;
    }
    m_state->reports.clear();
    std::sort(all.us.begin(), all.us.end());
    return all;
}

} // namespace signalbox::test
