// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "messaging/EncryptionControl.h"
#include "messaging/MessageGuard.h"
#include "messaging/encryption/EncryptionParts.h"

namespace sidetone::messaging {

/// End-to-end encryption of an account: the guard of its messages, and what windows see of it.
/// Make it before the session starts; it works once restore() has settled, and until then it lets
/// everything pass, which is why the session starts after that. Protocol thread.
class Omemo final : public EncryptionControl, public MessageGuard {
public:
    explicit Omemo(EncryptionParts parts);
    ~Omemo() override;

    /// Reads the keys from the store.
    [[nodiscard]] core::Task<void> restore();
    /// A new session was bound.
    void sessionStarted();
    /// Parameters or a room changed: all locks may be others now.
    void policyChanged();

    // EncryptionControl
    [[nodiscard]] std::string whyNot() const override;
    [[nodiscard]] ConversationLock lock(const core::Address& peer) const override;
    void setEncrypted(const core::Address& peer, bool isEncrypted) override;
    [[nodiscard]] core::Task<std::vector<EncryptionDevice>> devices(
        const core::Address& peer) override;
    void setTrust(const core::Address& owner, std::uint32_t device, Trust trust) override;
    [[nodiscard]] std::string ownLink() const override;
    [[nodiscard]] core::Task<void> removeOwnDevice(std::uint32_t device) override;

    // MessageGuard
    void seal(const xmpp::ChatMessage& message, std::int64_t id, Sealed done) override;
    [[nodiscard]] bool concerns(const xmpp::ChatMessage& message) const override;
    void open(xmpp::ChatMessage message, store::Origin origin, Opening done) override;
    void commit(store::Companion with) override;

private:
    struct Live;
    void watchLists();
    void tellAbout(const core::Address& owner);
    [[nodiscard]] std::vector<core::Address> peopleOf(const core::Address& peer) const;
    [[nodiscard]] std::vector<EncryptionDevice> listOf(
        const std::vector<core::Address>& owners) const;
    [[nodiscard]] bool isRoom(const core::Address& peer) const;

    EncryptionParts parts_;
    std::unique_ptr<Live> live_;  ///< after restore()
    core::Owner owner_;
};

}  // namespace sidetone::messaging
