// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/File.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

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

}  // namespace

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
