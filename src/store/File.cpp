// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/File.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <vector>

namespace sidetone::store {
namespace {

namespace fs = std::filesystem;

core::Error cannot(const fs::path& path, const std::error_code& why) {
    return {core::ErrorCode::Storage, "Preparing " + path.string(), why.message(),
            "Check the disk's free space and who owns the folder."};
}

core::Status narrow(const fs::path& path, fs::perms wanted) {
    std::error_code why;
    const auto now = fs::status(path, why).permissions();
    if (!why && (now & fs::perms::mask) != wanted) fs::permissions(path, wanted, why);
    if (why) return cannot(path, why);
    return {};
}

core::Status flush(const fs::path& path) {
    const int opened = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (opened < 0) return cannot(path, std::error_code(errno, std::system_category()));
    const int done = ::fsync(opened);
    const std::error_code why(errno, std::system_category());
    ::close(opened);
    if (done != 0) return cannot(path, why);
    return {};
}

bool zeroAll(int opened) {
    const std::vector<char> zeros(std::size_t(64) * 1024, '\0');
    auto left = ::lseek(opened, 0, SEEK_END);
    if (left < 0 || ::lseek(opened, 0, SEEK_SET) != 0) return false;
    while (left > 0) {
        const auto amount = std::min<std::size_t>(std::size_t(left), zeros.size());
        const auto written = ::write(opened, zeros.data(), amount);
        if (written <= 0) return false;
        left -= written;
    }
    return ::fsync(opened) == 0;
}

}  // namespace

core::Status replaceFile(const fs::path& fresh, const fs::path& file) {
    if (auto flushed = flush(fresh); !flushed) return flushed;
    std::error_code why;
    fs::rename(fresh, file, why);
    if (why) return cannot(file, why);
    return flush(file.parent_path());
}

core::Status removeDatabase(const fs::path& file) {
    for (const auto* part : {"-wal", "-shm", "-journal", ""}) {
        auto path = file;
        path += part;
        std::error_code why;
        fs::remove(path, why);
        if (why) return cannot(path, why);
    }
    return {};
}

core::Status wipeFile(const fs::path& file) {
    const int opened = ::open(file.c_str(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
    if (opened < 0 && errno == ENOENT) return {};
    std::error_code why(errno, std::system_category());
    if (opened < 0) return cannot(file, why);
    const bool isZeroed = zeroAll(opened);
    why = std::error_code(errno, std::system_category());
    ::close(opened);
    if (!isZeroed) return cannot(file, why);
    why.clear();
    fs::remove(file, why);
    if (why) return cannot(file, why);
    return {};
}

core::Status prepareFile(const fs::path& file) {
    const auto folder = file.parent_path();
    std::error_code why;
    fs::create_directories(folder, why);
    if (why) return cannot(folder, why);
    if (auto narrowed = narrow(folder, fs::perms::owner_all); !narrowed) return narrowed;

    const int made = ::open(file.c_str(), O_CREAT | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (made < 0) return cannot(file, std::error_code(errno, std::system_category()));
    ::close(made);
    return narrow(file, fs::perms::owner_read | fs::perms::owner_write);
}

}  // namespace sidetone::store
