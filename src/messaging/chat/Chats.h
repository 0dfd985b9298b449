// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "core/Clock.h"
#include "core/Task.h"
#include "messaging/MessageControl.h"
#include "messaging/Reports.h"
#include "store/Drafts.h"
#include "store/History.h"
#include "xmpp/extensions/Mam.h"

namespace sidetone::config {
class Settings;
}
namespace sidetone::xmpp {
class Session;
}

namespace sidetone::messaging {

class CatchUp;
class ChatStates;
class Courier;
class Inbox;
class Outbox;
class Routes;

/// MessageControl over the store, the outbox and the server's archive.
class Chats final : public MessageControl {
public:
    /// What Chats uses of the other parts; all outlives it.
    struct Parts {
        core::Clock& clock;
        xmpp::Session& session;
        xmpp::Mam& archive;
        store::Store& store;
        store::History& history;
        Outbox& outbox;
        Inbox& inbox;
        ChatStates& chatStates;
        Courier& courier;
        Routes& routes;
        const CatchUp& catchUp;
        Reports& reports;
        std::function<const config::Settings&()> settings;  ///< empty: all have their defaults
        std::function<std::string(const core::Address&)> nameOf;
        std::function<bool(const core::Address&)> isRoom;
    };
    explicit Chats(Parts parts);

    [[nodiscard]] core::Task<Message> send(const core::Address& peer,
                                           const Outgoing& message) override;
    [[nodiscard]] core::Task<Message> correct(std::int64_t id, const std::string& body) override;
    [[nodiscard]] core::Task<Message> react(std::int64_t id,
                                            const std::vector<std::string>& emojis) override;
    [[nodiscard]] core::Task<Message> resend(std::int64_t id) override;
    [[nodiscard]] core::Task<std::string> draft(const core::Address& peer) override;
    void setDraft(const core::Address& peer, const std::string& text) override;
    void setMuted(const core::Address& peer, bool isMuted) override;
    [[nodiscard]] core::Task<std::vector<FoundMessage>> search(const HistoryQuery& query) override;
    [[nodiscard]] core::Task<std::vector<Message>> around(std::int64_t id, int limit) override;
    [[nodiscard]] core::Task<int> fetchOlder(const core::Address& peer) override;
    [[nodiscard]] core::Task<std::vector<Message>> calls(const core::Address& peer,
                                                         core::WallTime before, int limit) override;
    [[nodiscard]] core::Task<void> remove(std::int64_t id) override;
    [[nodiscard]] core::Task<void> removeConversation(const core::Address& peer) override;
    [[nodiscard]] core::Task<void> removeAll() override;
    [[nodiscard]] core::Task<int> exportTo(const std::optional<core::Address>& peer,
                                           const std::filesystem::path& file,
                                           ExportFormat format) override;
    [[nodiscard]] std::vector<std::string> notices(const core::Address& peer) const override;

    /// The message as a person sees it: names in place of addresses.
    [[nodiscard]] Message shown(Message message) const;

private:
    using MaybeMessage = core::Result<std::optional<store::StoredMessage>>;
    void correctOurs(const store::StoredMessage& message, const std::string& body,
                     const core::Promise<Message>& promise);
    void reactTo(const store::StoredMessage& message, const std::vector<std::string>& emojis,
                 const core::Promise<Message>& promise);
    /// Tells what a change made of the message, and the one who asked for it.
    void changed(const MaybeMessage& now, const store::StoredMessage& before,
                 const core::Promise<Message>& promise);
    /// What of it waits to be saved elsewhere goes too.
    void forget(core::Task<void> task);
    void askOlder(const core::Address& peer, const std::string& archiveId,
                  std::optional<core::WallTime> oldest, const core::Promise<int>& promise);

    Parts parts_;
    store::Drafts drafts_;
    core::Owner owner_;
};

}  // namespace sidetone::messaging
