// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "client/people/ContactListControl.h"
#include "core/Random.h"
#include "directory/vcard/Card.h"
#include "messaging/Presence.h"

namespace sidetone::messaging {
class FileWorker;
class Messaging;
}  // namespace sidetone::messaging

namespace sidetone::client {

/// ContactListControl over the roster and the person's own items of the chat account.
class ContactListService final : public ContactListControl {
public:
    struct Ports {
        core::Random& random;
        /// Null while nobody is signed in to chat.
        std::function<messaging::Messaging*()> messaging;
        /// What the directory knows of a contact, for the export; empty where nothing.
        std::function<std::optional<directory::Person>(const core::Address&)> known;
    };
    explicit ContactListService(Ports ports);
    ~ContactListService() override;

    [[nodiscard]] std::vector<OwnContact> own() const override;
    [[nodiscard]] std::vector<std::string> groups() const override;
    [[nodiscard]] std::string whyOnlyHere() const override;
    [[nodiscard]] core::Task<void> put(const core::Address& address, const std::string& name,
                                       const std::vector<std::string>& groups) override;
    [[nodiscard]] core::Task<void> remove(const core::Address& address) override;
    [[nodiscard]] core::Task<std::string> putOwn(const OwnContact& contact) override;
    [[nodiscard]] core::Task<void> removeOwn(const std::string& id) override;
    [[nodiscard]] core::Task<void> arrange(const std::vector<std::string>& groups) override;
    [[nodiscard]] core::Task<int> renameGroup(const std::string& from,
                                              const std::string& to) override;
    [[nodiscard]] core::Task<CardImport> importCards(const std::filesystem::path& file) override;
    [[nodiscard]] core::Task<int> exportCards(const std::filesystem::path& file) override;

private:
    struct Import;
    using Change = std::function<core::Task<void>()>;
    struct Changes;
    /// One after the other; the first error ends it.
    void runAll(const std::shared_ptr<Changes>& changes);
    void importNext(const std::shared_ptr<Import>& import);
    [[nodiscard]] core::Task<void> keepOwn(const OwnContact& contact);
    [[nodiscard]] std::vector<directory::Card> allCards() const;
    [[nodiscard]] bool hasCard(const directory::Card& card) const;

    Ports ports_;
    std::unique_ptr<messaging::FileWorker> worker_;
    core::Owner owner_;
};

}  // namespace sidetone::client
