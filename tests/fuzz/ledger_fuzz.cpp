// SPDX-License-Identifier: GPL-3.0-or-later
// A ledger with changed bytes in it: nothing crashes, and what is called sound has the rows that were written.
// Input: five bytes each time, a place in the file and what stands there.
#include "core/base/clock.h"
#include "core/budget/ledger.h"

#include "tests/fuzz/fuzz_input.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <unistd.h>

using namespace signalbox;
namespace fs = std::filesystem;

namespace {

std::string bytesOf(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return { std::istreambuf_iterator<char>(file), {} };
}

void write(const fs::path& path, const std::string& bytes)
{
    std::ofstream(path, std::ios::binary) << bytes;
}

/// A folder of this process, in memory where there is such a place.
class OwnFolder {
public:
    OwnFolder()
        : m_path((::access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp") + std::string("/signalbox-fuzz-")
            + std::to_string(::getpid()))
    {
        fs::create_directory(m_path);
    }
    ~OwnFolder() { fs::remove_all(m_path); }
    OwnFolder(const OwnFolder&) = delete;
    OwnFolder& operator=(const OwnFolder&) = delete;
    [[nodiscard]] const std::string& path() const { return m_path; }

private:
    std::string m_path;
};

const std::string& folder()
{
    static const OwnFolder kFolder;
    return kFolder.path();
}

std::string shown()
{
    std::string all;
    const auto result = Ledger::show(folder(), [&all](const LedgerRow& row) {
        all += row.attemptId + " " + row.day + " " + row.tier + " " + std::to_string(static_cast<int>(row.state)) + " "
            + std::to_string(row.reserved.nano()) + " " + std::to_string(row.amount.nano()) + "\n";
        return all.size() < 1'000'000;
    });
    return result ? all : "unreadable";
}

void restore(const std::string& database, const std::string& anchor)
{
    for (const auto& entry : fs::directory_iterator(folder()))
        fs::remove_all(entry.path());
    write(folder() + "/ledger.db", database);
    write(folder() + "/ledger.head", anchor);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const std::string kDatabase = bytesOf(SIGNALBOX_SOURCE_DIR "/tests/corpora/ledger-v1.db");
    static const std::string kAnchor = bytesOf(SIGNALBOX_SOURCE_DIR "/tests/corpora/ledger-v1.head");
    static const std::string kRows = (restore(kDatabase, kAnchor), shown());
    fuzz::require(kDatabase.size() > 10'000 && kRows.size() > 100, "there is a ledger to begin with");
    std::string database = kDatabase, anchor = kAnchor;
    for (std::size_t at = 0; at + 5 <= size && at < 5 * 64; at += 5) {
        const std::size_t place = data[at] | data[at + 1] << 8 | data[at + 2] << 16;
        std::string& file = (data[at + 3] & 7) == 7 ? anchor : database;
        file[place % file.size()] = static_cast<char>(data[at + 4]);
    }
    restore(database, anchor);
    const auto check = Ledger::verify(folder());
    if (check && check->sound)
        fuzz::require(shown() == kRows, "what is sound is what was written");
    (void)Ledger::storedKeys(folder());
    const SystemClock clock;
    if (auto ledger = Ledger::open({ folder() }, clock, DayRule())) {
        while ((*ledger)->drain()) { }
        (*ledger)->finish();
    }
    return 0;
}
