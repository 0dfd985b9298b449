// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/supervisor/Folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "core/text.h"
#include "office/supervisor/TextFile.h"
#include "office/userstore/hashing.h"

namespace sidetone::office {

using core::ErrorCode;
using core::fail;

namespace {

/// Unix socket paths end at 107 bytes; the longest below the folder takes 26.
constexpr std::size_t longestPath = 80;

std::string environment(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? std::string() : std::string(value);
}

}  // namespace

core::Result<Folder> Folder::lock(const std::string& path) {
    const std::string tried = "Starting an office in " + path;
    if (path.size() > longestPath) {
        return fail(ErrorCode::InvalidInput, tried, "the path is too long for the servers' sockets",
                    "Choose a folder whose path has at most 80 characters.");
    }
    if (auto status = makeFolder(path); !status) return status.error();
    Descriptor file(::open((path + "/lock").c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600));
    if (!file.isOpen()) return fail(ErrorCode::Storage, tried, std::strerror(errno));
    if (::flock(file.number(), LOCK_EX | LOCK_NB) != 0) {
        const auto owner = readFile(path + "/lock");
        const std::string process =
            owner ? std::string(core::trim(*owner)) : std::string("unknown");
        return fail(ErrorCode::Busy, tried,
                    "an office already runs there (process " + process + ")",
                    "Stop it with `sidetone-office stop`, or give another folder.");
    }
    return Folder(path, std::move(file));
}

bool Folder::isLocked(const std::string& path) {
    const Descriptor file(::open((path + "/lock").c_str(), O_RDWR | O_CLOEXEC));
    return file.isOpen() && ::flock(file.number(), LOCK_EX | LOCK_NB) != 0;
}

std::string Folder::standard() {
    if (const auto own = environment("SIDETONE_OFFICE_FOLDER"); !own.empty()) return own;
    const std::string state = environment("XDG_STATE_HOME");
    const std::string base = state.empty() ? environment("HOME") + "/.local/state" : state;
    return base + "/sidetone/office";
}

std::string Folder::tag(std::string_view path) {
    return hexadecimal(sha256(path)).substr(0, 12);
}

core::Status Folder::setOwner(int process) const {
    const std::string text = std::to_string(process) + "\n";
    const bool written =
        ::ftruncate(lock_.number(), 0) == 0 &&
        ::pwrite(lock_.number(), text.data(), text.size(), 0) == static_cast<ssize_t>(text.size());
    if (written) return {};
    return fail(ErrorCode::Storage, "Writing " + path_ + "/lock", std::strerror(errno));
}

}  // namespace sidetone::office
