// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/account/ProfileFolder.h"

#include <QFile>
#include <QSaveFile>
#include <system_error>

namespace sidetone::client {

namespace {

constexpr qint64 largest = 4 << 20;

/// Makes the folders of a file's name below the profile's, for their owner alone (PROV-06).
std::error_code makeFolders(const std::filesystem::path& profile,
                            const std::filesystem::path& name) {
    std::error_code problem;
    std::filesystem::create_directories(profile, problem);
    auto folder = profile;
    for (const auto& part : name.parent_path()) {
        folder /= part;
        if (!problem) std::filesystem::create_directory(folder, problem);
        if (!problem) {
            std::filesystem::permissions(folder, std::filesystem::perms::owner_all, problem);
        }
    }
    return problem;
}

}  // namespace

std::string ProfileFolder::accountPart(const core::Address& account) {
    return "accounts/" + account.text();
}

core::Result<std::string> ProfileFolder::read(std::string_view name) const {
    const auto path = folder_ / name;
    const std::string tried = "Reading " + path.string();
    QFile file(QString::fromStdString(path.string()));
    if (!file.exists()) return core::fail(core::ErrorCode::NotFound, tried, "there is none");
    if (!file.open(QIODevice::ReadOnly)) {
        return core::fail(core::ErrorCode::Storage, tried, file.errorString().toStdString());
    }
    if (file.size() > largest) {
        return core::fail(core::ErrorCode::TooLarge, tried, "it is larger than 4 MB");
    }
    return file.readAll().toStdString();
}

core::Status ProfileFolder::write(std::string_view name, std::string_view text) const {
    const auto path = folder_ / name;
    const std::string tried = "Writing " + path.string();
    const auto problem = makeFolders(folder_, name);
    if (problem) return core::fail(core::ErrorCode::Storage, tried, problem.message());
    QSaveFile file(QString::fromStdString(path.string()));
    const bool isWritten = file.open(QIODevice::WriteOnly) &&
                           file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner) &&
                           file.write(text.data(), static_cast<qint64>(text.size())) ==
                               static_cast<qint64>(text.size()) &&
                           file.commit();
    if (isWritten) return {};
    return core::fail(core::ErrorCode::Storage, tried, file.errorString().toStdString(),
                      "Look whether the disk is full.");
}

void ProfileFolder::remove(std::string_view name) const {
    std::error_code ignored;
    std::filesystem::remove(folder_ / name, ignored);
}

}  // namespace sidetone::client
