// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/supervisor/Programs.h"

#include <array>
#include <filesystem>

namespace sidetone::office {

namespace {

constexpr std::array<std::string_view, 6> needed{
    "/usr/sbin/knotd",    "/usr/sbin/slapd",    "/usr/bin/prosody",
    "/usr/sbin/kamailio", "/usr/bin/rtpengine", "/usr/bin/turnserver",
};

bool exists(const std::string& path) {
    std::error_code error;
    return std::filesystem::exists(path, error);
}

}  // namespace

std::string Programs::libraryFolder() {
#if defined(__x86_64__)
    return "/usr/lib/x86_64-linux-gnu";
#elif defined(__aarch64__)
    return "/usr/lib/aarch64-linux-gnu";
#else
    return "/usr/lib";
#endif
}

std::string Programs::path(std::string_view installed) const {
    const std::string plain(installed);
    if (way_ == Way::Relocated) return prefix_ + plain;
    const bool configuration = plain.rfind("/etc/", 0) == 0;
    if (way_ == Way::Overlay && configuration && !exists(plain)) return prefix_ + plain;
    return plain;
}

std::vector<std::string> Programs::environment() const {
    if (prefix_.empty()) return {};
    const std::string base = prefix_ + libraryFolder();
    std::string folders = base;
    // Alternatives (BLAS, LAPACK) and private libraries live in folders below.
    for (const std::string_view below : {"/blas", "/lapack", "/pulseaudio", "/kamailio"}) {
        if (exists(base + std::string(below))) folders += ":" + base + std::string(below);
    }
    return {"LD_LIBRARY_PATH=" + folders};
}

core::Status Programs::check() const {
    std::string missing;
    for (const std::string_view program : needed) {
        if (exists(path(program))) continue;
        if (!missing.empty()) missing += ", ";
        missing += program.substr(program.rfind('/') + 1);
    }
    if (missing.empty()) return {};
    return core::fail(core::ErrorCode::NotFound, "Looking for the servers' programs",
                      missing + " not found" + (prefix_.empty() ? "" : " in " + prefix_),
                      "Run `office/packages/unpack FOLDER` and start with `--prefix FOLDER`.");
}

}  // namespace sidetone::office
