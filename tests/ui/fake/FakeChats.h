// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>

#include "messaging/MessageControl.h"

namespace sidetone::test {

class FakeClient;

/// What can be done with messages, on the messages of the fake client.
class FakeChats final : public messaging::MessageControl {
public:
    explicit FakeChats(FakeClient& client) : client_(client) {}

    [[nodiscard]] core::Task<messaging::Message> send(const core::Address& peer,
                                                      const messaging::Outgoing& message) override;
    [[nodiscard]] core::Task<messaging::Message> correct(std::int64_t id,
                                                         const std::string& body) override;
    [[nodiscard]] core::Task<messaging::Message> react(
        std::int64_t id, const std::vector<std::string>& emojis) override;
    [[nodiscard]] core::Task<messaging::Message> resend(std::int64_t id) override;
    [[nodiscard]] core::Task<std::string> draft(const core::Address& peer) override;
    void setDraft(const core::Address& peer, const std::string& text) override;
    void setMuted(const core::Address& peer, bool isMuted) override;
    [[nodiscard]] core::Task<std::vector<messaging::FoundMessage>> search(
        const messaging::HistoryQuery& query) override;
    [[nodiscard]] core::Task<std::vector<messaging::Message>> around(std::int64_t id,
                                                                     int limit) override;
    [[nodiscard]] core::Task<int> fetchOlder(const core::Address& peer) override;
    [[nodiscard]] core::Task<void> remove(std::int64_t id) override;
    [[nodiscard]] core::Task<void> removeConversation(const core::Address& peer) override;
    [[nodiscard]] core::Task<void> removeAll() override;
    [[nodiscard]] core::Task<int> exportTo(const std::optional<core::Address>& peer,
                                           const std::filesystem::path& file,
                                           messaging::ExportFormat format) override;

    std::map<core::Address, std::string> drafts;
    std::map<core::Address, bool> muted;
    /// How many messages the server's archive still has, older than all that is here.
    std::map<core::Address, int> archived;

private:
    FakeClient& client_;
};

}  // namespace sidetone::test
