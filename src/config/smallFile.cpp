// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/smallFile.h"

#include <QFile>
#include <QSaveFile>
#include <system_error>

namespace sidetone::config {

using core::ErrorCode;

namespace {

constexpr qint64 mostBytes = 1 << 20;

}  // namespace

core::Result<std::string> readSmallFile(const std::filesystem::path& path) {
    const std::string tried = "Reading " + path.string();
    QFile file(QString::fromStdString(path.string()));
    if (!file.exists()) return core::fail(ErrorCode::NotFound, tried, "there is no such file");
    if (!file.open(QIODevice::ReadOnly)) {
        return core::fail(ErrorCode::Storage, tried, file.errorString().toStdString(),
                          "Check who may read it.");
    }
    // Read one byte more than allowed: a device or a pipe has no size that could be asked before.
    auto text = file.read(mostBytes + 1);
    if (text.size() > mostBytes) {
        return core::fail(ErrorCode::TooLarge, tried, "it is larger than 1 MiB",
                          "A file of settings is never that large.");
    }
    return text.toStdString();
}

core::Status writeSmallFile(const std::filesystem::path& path, std::string_view text) {
    const std::string tried = "Writing " + path.string();
    std::error_code problem;
    const auto folder = path.parent_path();
    if (!std::filesystem::exists(folder, problem)) {
        std::filesystem::create_directories(folder, problem);
        if (!problem) {
            std::filesystem::permissions(folder, std::filesystem::perms::owner_all, problem);
        }
        if (problem) return core::fail(ErrorCode::Storage, tried, problem.message());
    }
    QSaveFile file(QString::fromStdString(path.string()));
    if (!file.open(QIODevice::WriteOnly) ||
        !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) ||
        file.write(text.data(), static_cast<qint64>(text.size())) !=
            static_cast<qint64>(text.size()) ||
        !file.commit()) {
        return core::fail(ErrorCode::Storage, tried, file.errorString().toStdString(),
                          "Check the disk's free space and who may write there.");
    }
    return {};
}

}  // namespace sidetone::config
