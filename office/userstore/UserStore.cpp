// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/userstore/UserStore.h"

#include <sys/stat.h>

#include <QFileSystemWatcher>
#include <QJsonArray>
#include <QJsonDocument>
#include <algorithm>
#include <filesystem>
#include <unordered_set>

#include "core/text.h"
#include "office/supervisor/TextFile.h"
#include "office/userstore/UserJson.h"

namespace sidetone::office {

using core::ErrorCode;
using core::fail;

/// The file is replaced, not rewritten, so its folder is watched.
class UserStore::Watch {
public:
    explicit Watch(UserStore& store) {
        const auto folder = std::filesystem::path(store.file_).parent_path().string();
        watcher_.addPath(QString::fromStdString(folder));
        QObject::connect(&watcher_, &QFileSystemWatcher::directoryChanged, &watcher_,
                         [&store] { store.refresh(); });
    }

private:
    QFileSystemWatcher watcher_;
};

namespace {

/// Changes with every replacement of the file: its time of change and its inode.
std::int64_t stampOf(const std::string& file) {
    struct stat status {};
    if (::stat(file.c_str(), &status) != 0) return 0;
    return status.st_mtim.tv_sec * 1'000'000'000 + status.st_mtim.tv_nsec +
           static_cast<std::int64_t>(status.st_ino % 1'000'000);
}

template <class Match>
const User* firstMatch(const std::vector<User>& users, Match match) {
    const auto at = std::find_if(users.begin(), users.end(), match);
    return at == users.end() ? nullptr : &*at;
}

}  // namespace

UserStore::UserStore(std::string file) : file_(std::move(file)) {}

UserStore::~UserStore() = default;

core::Result<std::unique_ptr<UserStore>> UserStore::open(std::string file) {
    std::unique_ptr<UserStore> store(new UserStore(std::move(file)));
    if (auto status = store->read(); !status) return status.error();
    return store;
}

const User* UserStore::find(std::string_view id) const {
    return firstMatch(users_,
                      [id](const User& user) { return core::equalsIgnoringCase(user.id, id); });
}

const User* UserStore::findNumber(std::string_view number) const {
    if (number.empty()) return nullptr;
    return firstMatch(users_, [number](const User& user) { return user.number == number; });
}

const User* UserStore::findDevice(std::string_view deviceName) const {
    return firstMatch(users_, [deviceName](const User& user) {
        return core::equalsIgnoringCase(user.deviceName, deviceName);
    });
}

bool UserStore::verifyPassword(std::string_view id, const core::Secret& password) const {
    const User* user = find(id);
    return user != nullptr && matches(user->credentials, password);
}

core::Status UserStore::add(std::vector<User> users) {
    const std::size_t before = users_.size();
    // Ten thousands come at once.
    std::unordered_set<std::string> ids;
    std::unordered_set<std::string> numbers;
    for (const User& user : users_) {
        ids.insert(core::lowerAscii(user.id));
        if (!user.number.empty()) numbers.insert(user.number);
    }
    for (User& user : users) {
        const bool idTaken = !ids.insert(core::lowerAscii(user.id)).second;
        if (idTaken || (!user.number.empty() && !numbers.insert(user.number).second)) {
            auto error = fail(ErrorCode::Busy, "Adding the user " + user.id,
                              idTaken ? "there is one of this name already"
                                      : "the number " + user.number + " is taken");
            users_.resize(before);
            return error;
        }
        users_.push_back(std::move(user));
    }
    return write();
}

core::Status UserStore::remove(std::string_view id) {
    const User* user = find(id);
    if (user == nullptr) {
        return fail(ErrorCode::NotFound, "Removing the user " + std::string(id),
                    "there is none of this name");
    }
    users_.erase(users_.begin() + (user - users_.data()));
    return write();
}

bool UserStore::refresh() {
    const std::int64_t stamp = stampOf(file_);
    if (stamp == 0 || stamp == stamp_) return false;
    if (!read()) return false;
    if (changed_) changed_();
    return true;
}

void UserStore::onChanged(std::function<void()> callback) {
    changed_ = std::move(callback);
    if (!watch_) watch_ = std::make_unique<Watch>(*this);
}

core::Status UserStore::read() {
    const std::int64_t stamp = stampOf(file_);
    if (stamp == 0) return {};
    auto text = readFile(file_);
    if (!text) return text.error();
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray::fromStdString(*text));
    if (!document.isArray()) {
        return fail(ErrorCode::BadAnswer, "Reading the users in " + file_, "it is not a JSON list",
                    "Remove the file; the demo users are made again.");
    }
    users_.clear();
    const QJsonArray array = document.array();
    for (const QJsonValue entry : array) users_.push_back(userFromJson(entry.toObject()));
    stamp_ = stamp;
    return {};
}

core::Status UserStore::write() {
    QJsonArray array;
    for (const User& user : users_) array.append(userToJson(user));
    auto status =
        writeFile(file_, QJsonDocument(array).toJson(QJsonDocument::Compact).toStdString());
    if (status) stamp_ = stampOf(file_);
    return status;
}

}  // namespace sidetone::office
