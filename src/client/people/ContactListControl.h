// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/Task.h"
#include "directory/Person.h"

namespace sidetone::client {

/// Somebody whom the person wrote down: without an account, a number alone will do.
struct OwnContact {
    std::string id;            ///< empty: a new one
    directory::Person person;  ///< an address makes them an entry of the server's list too
    std::vector<std::string> groups;
    bool isOnlyHere = false;  ///< no server keeps it yet
};

/// What became of a file of vCards.
struct CardImport {
    int added = 0;
    int known = 0;                      ///< were in the list already
    std::vector<std::string> troubles;  ///< for people: "line 7: ..."
};

/// The contact list as the person keeps it: groups, own contacts, files of vCards. The server keeps
/// it, so that it is the same on all devices; Client::contactsChanged tells of changes. Errors of
/// all tasks: Unavailable where nobody is signed in to chat, and what the server says. Protocol
/// thread; files are read and written on another one.
class ContactListControl {
public:
    virtual ~ContactListControl() = default;

    /// The name of the group that is shown first, and marked.
    static constexpr const char* favourites = "Favourites";

    [[nodiscard]] virtual std::vector<OwnContact> own() const = 0;
    /// All groups in the person's order, also those with nobody in them.
    [[nodiscard]] virtual std::vector<std::string> groups() const = 0;
    /// Why own contacts and the order of groups are kept on this computer alone: a sentence; empty
    /// where the server keeps them.
    [[nodiscard]] virtual std::string whyOnlyHere() const = 0;

    /// Adds somebody, or changes the shown name (empty: the directory's) and the groups.
    [[nodiscard]] virtual core::Task<void> put(const core::Address& address,
                                               const std::string& name,
                                               const std::vector<std::string>& groups) = 0;
    [[nodiscard]] virtual core::Task<void> remove(const core::Address& address) = 0;
    /// Adds or changes one of the person's own; its id. InvalidInput without a name, or with
    /// neither number nor address.
    [[nodiscard]] virtual core::Task<std::string> putOwn(const OwnContact& contact) = 0;
    [[nodiscard]] virtual core::Task<void> removeOwn(const std::string& id) = 0;

    /// The order of the groups; one that is in it and in no contact is an empty group.
    [[nodiscard]] virtual core::Task<void> arrange(const std::vector<std::string>& groups) = 0;
    /// Gives a group another name, or removes it (empty): its people stay. How many they are.
    [[nodiscard]] virtual core::Task<int> renameGroup(const std::string& from,
                                                      const std::string& to) = 0;

    /// Adds whom a file of vCards names and the list does not have; 500 people at most.
    [[nodiscard]] virtual core::Task<CardImport> importCards(const std::filesystem::path& file) = 0;
    /// Writes the whole list to a file with mode 0600; how many people. The file must not be there.
    [[nodiscard]] virtual core::Task<int> exportCards(const std::filesystem::path& file) = 0;
};

}  // namespace sidetone::client
