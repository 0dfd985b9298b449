// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/people/addressBook.h"

#include <string_view>

namespace sidetone::client {
namespace {

constexpr config::Key<std::string_view> localAddressBook{"LocalAddressBook"};
constexpr config::Key<bool> enableLoadAddressBook{"EnableLoadAddressBook"};
constexpr config::Key<bool> enableLocalAddressBookSearch{"EnableLocalAddressBookSearch"};

}  // namespace

bool mayUseAddressBooks(const config::Settings& settings) {
    return settings.get(enableLoadAddressBook) && settings.get(enableLocalAddressBookSearch);
}

std::filesystem::path addressBookPath(const config::Settings& settings,
                                      const std::filesystem::path& profile) {
    const auto wanted = std::filesystem::path(settings.get(localAddressBook));
    // A whole path replaces the folder.
    return wanted.empty() ? wanted : profile / wanted;
}

}  // namespace sidetone::client
