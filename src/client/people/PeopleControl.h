// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/Task.h"
#include "directory/Person.h"
#include "directory/Resolver.h"

namespace sidetone::client {

class AddressBookControl;
class ContactListControl;

/// How the organisation's people are looked up, and what came of one look (the settings' test).
struct DirectoryTest {
    std::string kind;    ///< "LDAP" or "UDS"
    std::string server;  ///< "ldap1.office.example:636 (TLS)"
    std::string asked;   ///< the filter or the request, as it was sent
    std::vector<directory::Person> people;
    std::optional<core::Error> error;
    core::Milliseconds took{0};
};

/// People: searched in all sources at once, found by number and address, with their pictures.
/// Protocol thread; nothing blocks.
class PeopleControl {
public:
    virtual ~PeopleControl() = default;

    /// From how many typed characters on the directory is asked (MinimumCharacterQuery); the
    /// contact list and what this computer knows are searched before.
    [[nodiscard]] virtual std::size_t leastTyped() const = 0;
    /// The contact list, what this computer knows, and the directory, as they answer: see
    /// directory::Resolver::search().
    [[nodiscard]] virtual core::Task<directory::FoundPeople> search(
        const std::string& text, int limit, directory::Resolver::SoFar soFar) = 0;
    /// Who has this number, in any notation, or address ("sip:" and "tel:" in front do not count);
    /// empty where nobody, or more than one. Errors: the directory's.
    [[nodiscard]] virtual core::Task<std::optional<directory::Person>> resolve(
        const std::string& who) = 0;
    /// What is known of the address right now. Where that is nothing, the directory is asked, and
    /// Client::personChanged tells when it knew somebody.
    [[nodiscard]] virtual std::optional<directory::Person> known(const core::Address& address) = 0;
    /// The picture of who has the number or address: PNG, JPEG, BMP or GIF as it came, and not to
    /// be trusted; empty where there is none or the organisation wants none shown.
    [[nodiscard]] virtual core::Task<std::string> photo(const std::string& who) = 0;
    /// Searches the directory alone, and tells how. It never fails: the error is in the answer.
    [[nodiscard]] virtual core::Task<DirectoryTest> test(const std::string& text) = 0;
    /// The person's own list of them, to be changed; null where there is none.
    [[nodiscard]] virtual ContactListControl* contactList() { return nullptr; }
    /// The person's own address books; null where there cannot be any.
    [[nodiscard]] virtual AddressBookControl* addressBooks() { return nullptr; }
};

}  // namespace sidetone::client
