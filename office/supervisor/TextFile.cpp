// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/supervisor/TextFile.h"

#include <fcntl.h>
#include <unistd.h>

#include <QFile>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "core/readAll.h"

namespace sidetone::office {

using core::ErrorCode;
using core::fail;

namespace {

core::Error storageError(const std::string& tried, int number) {
    return fail(ErrorCode::Storage, tried, std::strerror(number));
}

bool writeAll(int file, std::string_view text) {
    while (!text.empty()) {
        const ssize_t count = ::write(file, text.data(), text.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        text.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

}  // namespace

core::Result<std::string> readFile(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return storageError("Reading " + path, errno);
    auto text = core::readAll(file);
    if (!text) return storageError("Reading " + path, errno);
    return std::move(*text);
}

core::Status writeFile(const std::string& path, std::string_view text) {
    const std::string fresh = path + "~";
    const int file = ::open(fresh.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
    if (file < 0) return storageError("Writing " + path, errno);
    const bool written = writeAll(file, text);
    const int number = errno;
    ::close(file);
    if (!written) return storageError("Writing " + path, number);
    if (::rename(fresh.c_str(), path.c_str()) != 0) return storageError("Writing " + path, errno);
    return {};
}

core::Status makeFolder(const std::string& path) {
    std::error_code error;
    std::filesystem::create_directories(path, error);
    if (error) return fail(ErrorCode::Storage, "Making the folder " + path, error.message());
    std::filesystem::permissions(path, std::filesystem::perms::owner_all, error);
    return {};
}

Template Template::builtIn(std::string_view name) {
    QFile file(QStringLiteral(":/office/") +
               QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())));
    if (!file.open(QIODevice::ReadOnly)) return Template({});
    return Template(file.readAll().toStdString());
}

Template& Template::set(std::string_view name, std::string_view value) {
    const std::string mark = "@" + std::string(name) + "@";
    for (std::size_t at = text_.find(mark); at != std::string::npos;
         at = text_.find(mark, at + value.size())) {
        text_.replace(at, mark.size(), value);
    }
    return *this;
}

Template& Template::set(std::string_view name, long value) {
    return set(name, std::to_string(value));
}

}  // namespace sidetone::office
