// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/people/addressBook.h"

#include <functional>
#include <string_view>
#include <utility>

#include "directory/AddressBookSource.h"
#include "messaging/files/FileWorker.h"

namespace sidetone::client {
namespace {

constexpr config::Key<std::string_view> localAddressBook{"LocalAddressBook"};
constexpr config::Key<bool> enableLoadAddressBook{"EnableLoadAddressBook"};
constexpr config::Key<bool> enableLocalAddressBookSearch{"EnableLocalAddressBookSearch"};

}  // namespace

std::unique_ptr<directory::ContactSource> makeAddressBook(const config::Settings& settings,
                                                          const std::filesystem::path& profile) {
    const auto wanted = std::filesystem::path(settings.get(localAddressBook));
    const bool isAllowed =
        settings.get(enableLoadAddressBook) && settings.get(enableLocalAddressBookSearch);
    if (wanted.empty() || !isAllowed) return nullptr;
    directory::AddressBookPlace place;
    // A whole path replaces the folder.
    place.path = profile / wanted;
    const auto worker = std::make_shared<messaging::FileWorker>();
    return std::make_unique<directory::AddressBookSource>(
        std::move(place), [worker](std::function<void()> job, std::function<void()> done) {
            worker->run(std::move(job), std::move(done));
        });
}

}  // namespace sidetone::client
