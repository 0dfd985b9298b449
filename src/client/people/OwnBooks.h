// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "client/people/AddressBookControl.h"
#include "config/Settings.h"
#include "core/Random.h"
#include "directory/books/BookSource.h"
#include "directory/carddav/CardDavSource.h"
#include "messaging/files/FileWorker.h"
#include "store/Cache.h"
#include "store/keys/KeyStore.h"

namespace sidetone::client {

/// All of the person's own address books as one contact source: who is in several of them is there
/// once. It follows the settings: a book that is switched on or off counts from the next question
/// on. EnableLoadAddressBook and EnableLocalAddressBookSearch forbid them all. Protocol thread.
class OwnBooks final : public directory::ContactSource, public AddressBookControl {
public:
    /// All must outlive this.
    struct Ports {
        net::HttpClient& http;
        core::Clock& clock;
        core::Random& random;
        store::KeyStore& keys;
        store::Store& store;
        std::function<const config::Settings&()> settings;
        std::function<void(const core::Secret&)> hide;  ///< from the log
        store::SecretName password;                     ///< of the CardDAV server
        std::filesystem::path profile;                  ///< of names that are no whole path
    };
    explicit OwnBooks(Ports ports);

    [[nodiscard]] core::Task<std::vector<directory::Person>> search(std::string text,
                                                                    int limit) override;
    [[nodiscard]] core::Task<Matches> withAddresses(std::vector<core::Address> addresses) override;
    [[nodiscard]] core::Task<Matches> withNumbers(std::vector<std::string> numbers) override;
    [[nodiscard]] core::Task<directory::Photo> photo(directory::Person person,
                                                     std::string knownTag) override;
    [[nodiscard]] bool hasPhotos() const override { return true; }
    [[nodiscard]] std::string where() const override { return "address books"; }

    [[nodiscard]] std::vector<directory::BookState> states() override;
    [[nodiscard]] core::Task<std::vector<directory::BookState>> read() override;
    [[nodiscard]] core::Task<void> setPassword(core::Secret password) override;

private:
    using Source = std::shared_ptr<directory::BookSource>;
    /// What the settings want.
    struct Wanted {
        std::filesystem::path files;
        directory::CardDavAccess server;
        friend bool operator==(const Wanted&, const Wanted&) = default;
    };
    [[nodiscard]] Wanted wanted() const;
    /// The sources that the settings want now.
    [[nodiscard]] std::vector<Source> follow();
    [[nodiscard]] Source makeServer(const directory::CardDavAccess& access);
    [[nodiscard]] core::Task<core::Secret> password();
    [[nodiscard]] core::Task<std::string> savedCopies();
    template <class Ask>
    [[nodiscard]] core::Task<Matches> askAll(std::size_t count, Ask ask);
    void readNext(std::vector<Source> sources, std::size_t which,
                  core::Promise<std::vector<directory::BookState>> promise);
    void askPhoto(std::vector<Source> sources, std::size_t which, directory::Person person,
                  core::Promise<directory::Photo> promise);

    Ports ports_;
    std::shared_ptr<messaging::FileWorker> worker_;
    directory::Background background_;
    store::Cache cache_;
    std::optional<Wanted> wanted_;
    std::optional<core::Secret> password_;  ///< that may not be kept
    Source files_;
    Source server_;
    core::Owner owner_;
};

}  // namespace sidetone::client
