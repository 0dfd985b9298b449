// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <set>

#include "client/people/PeopleControl.h"
#include "config/DialRules.h"
#include "core/Clock.h"
#include "directory/CachedSource.h"
#include "directory/PhotoCache.h"
#include "messaging/Presence.h"

namespace sidetone::client {

/// What people are looked up with, and how.
struct PeopleRules {
    std::string kind;  ///< "LDAP" or "UDS"
    std::size_t leastTyped = 3;
    bool showsPhotos = true;
    bool keepsEverybody = false;  ///< LocalDirectoryIndex
    config::DialRules lookupRules;
};

/// PeopleControl over one contact source and its cache.
class PeopleService final : public PeopleControl {
public:
    struct Ports {
        core::Clock& clock;
        std::function<std::vector<messaging::Contact>()> contacts;
        /// Somebody is known now.
        std::function<void(const core::Address&)> changed;
        /// What the directory said to a search for this text: nothing, or an error.
        std::function<void(const std::string&, const std::optional<core::Error>&)> judge;
        ContactListControl* contactList = nullptr;
        AddressBookControl* addressBooks = nullptr;
    };
    /// The source and the store must outlive the service. `addressBook` is the person's own
    /// (DIR-16), and asked for whom the directory does not know; it may be null.
    PeopleService(directory::CachedSource& source, store::Store& store, PeopleRules rules,
                  Ports ports, std::unique_ptr<directory::ContactSource> addressBook = nullptr);
    ~PeopleService() override;

    [[nodiscard]] std::size_t leastTyped() const override { return rules_.leastTyped; }
    [[nodiscard]] core::Task<directory::FoundPeople> search(
        const std::string& text, int limit, directory::Resolver::SoFar soFar) override;
    [[nodiscard]] core::Task<std::optional<directory::Person>> resolve(
        const std::string& who) override;
    [[nodiscard]] std::optional<directory::Person> known(const core::Address& address) override;
    [[nodiscard]] core::Task<std::string> photo(const std::string& who) override;
    [[nodiscard]] core::Task<DirectoryTest> test(const std::string& text) override;
    [[nodiscard]] ContactListControl* contactList() override { return ports_.contactList; }
    [[nodiscard]] AddressBookControl* addressBooks() override { return ports_.addressBooks; }

private:
    using Maybe = std::optional<directory::Person>;
    struct Answer {
        Maybe person;
        core::Instant asked;
        bool isKnown = false;  ///< the directory has answered
    };
    [[nodiscard]] core::Task<Maybe> byNumber(const std::string& number);
    void askNumber(const std::string& number, const std::string& otherwise,
                   const core::Promise<Maybe>& promise);
    [[nodiscard]] core::Task<Maybe> byAddress(const core::Address& address);
    void askOwnNumber(const std::string& number, core::Result<Maybe> known,
                      const core::Promise<Maybe>& promise);
    void askGathered();
    void askOwnAddresses(const std::vector<core::Address>& asked,
                         core::Result<directory::ContactSource::Matches> found);
    void take(const std::vector<core::Address>& asked,
              const core::Result<directory::ContactSource::Matches>& found);

    directory::CachedSource& source_;
    PeopleRules rules_;
    Ports ports_;
    std::unique_ptr<directory::ContactSource> roster_;
    std::unique_ptr<directory::ContactSource> kept_;
    std::unique_ptr<directory::ContactSource> watched_;
    std::unique_ptr<directory::ContactSource> addressBook_;
    directory::PhotoCache photos_;
    std::map<core::Address, Answer> answers_;
    std::map<core::Address, std::vector<core::Promise<Maybe>>> gathered_;
    core::Timer gathering_;
    core::Owner owner_;
};

}  // namespace sidetone::client
