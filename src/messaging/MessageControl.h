// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/Task.h"
#include "messaging/Message.h"

namespace sidetone::messaging {

/// What a person sends.
struct Outgoing {
    std::string body;
    std::string subject{};     ///< of a conversation that a link began (MSG-04); mostly empty
    std::int64_t replyTo = 0;  ///< the message that it answers; 0: none
    /// In a room: to the one of that name alone (XEP-0045 7.5); empty: to everybody.
    std::string occupant{};
};

/// What a person looks for in the history.
struct HistoryQuery {
    std::string text;                   ///< words; each may be the beginning of one
    std::optional<core::Address> peer;  ///< in this conversation alone
    std::int64_t before = 0;            ///< the next page: before this message; 0: the newest
    int limit = 50;
};

/// A part of a text, in bytes of its UTF-8.
struct TextRange {
    std::size_t begin = 0;
    std::size_t length = 0;
};

/// A message that was looked for.
struct FoundMessage {
    Message message;
    std::string conversation;        ///< its name, as the list of conversations shows it
    std::vector<TextRange> matches;  ///< in the body
};

enum class ExportFormat { Text, Html, Json };

/// What can be done with the messages of conversations beyond sending and reading them.
/// Changes come by client::Client's messageAdded and messageChanged. Protocol thread.
class MessageControl {
public:
    virtual ~MessageControl() = default;

    /// As Client::sendMessage, with all that may go with a text.
    [[nodiscard]] virtual core::Task<Message> send(const core::Address& peer,
                                                   const Outgoing& message) = 0;
    /// Another text in place of one of ours (XEP-0308). InvalidInput where it is not ours.
    [[nodiscard]] virtual core::Task<Message> correct(std::int64_t id, const std::string& body) = 0;
    /// All our reactions to a message from now on; none takes them back (XEP-0444).
    [[nodiscard]] virtual core::Task<Message> react(std::int64_t id,
                                                    const std::vector<std::string>& emojis) = 0;
    [[nodiscard]] virtual core::Task<Message> resend(std::int64_t id) = 0;

    /// What was typed there and not sent; kept over restarts.
    [[nodiscard]] virtual core::Task<std::string> draft(const core::Address& peer) = 0;
    virtual void setDraft(const core::Address& peer, const std::string& text) = 0;
    /// Counts unread messages, but tells nobody.
    virtual void setMuted(const core::Address& peer, bool isMuted) = 0;

    /// Newest first (HIST-03, NONE-07).
    [[nodiscard]] virtual core::Task<std::vector<FoundMessage>> search(
        const HistoryQuery& query) = 0;
    /// A message with what stands before and after it, oldest first.
    [[nodiscard]] virtual core::Task<std::vector<Message>> around(std::int64_t id, int limit) = 0;
    /// Asks the server's archive for what is older than all that is here; how many came.
    /// Zero: there is nothing more.
    [[nodiscard]] virtual core::Task<int> fetchOlder(const core::Address& peer) = 0;

    /// The newest `limit` ended calls with that person before a moment, oldest first, to stand
    /// among the messages (HIST-05): events, whose words say what became of the call, and whose ids
    /// are negative.
    [[nodiscard]] virtual core::Task<std::vector<Message>> calls(const core::Address&,
                                                                 core::WallTime, int) {
        return core::Task<std::vector<Message>>::ready(std::vector<Message>());
    }

    /// From this disk for good. What a server keeps is another matter, and Client says so.
    [[nodiscard]] virtual core::Task<void> remove(std::int64_t id) = 0;
    [[nodiscard]] virtual core::Task<void> removeConversation(const core::Address& peer) = 0;
    [[nodiscard]] virtual core::Task<void> removeAll() = 0;
    /// Writes a conversation, or all, to a file with mode 0600; how many messages. Forbidden by
    /// EnableSaveChatToFile.
    [[nodiscard]] virtual core::Task<int> exportTo(const std::optional<core::Address>& peer,
                                                   const std::filesystem::path& file,
                                                   ExportFormat format) = 0;
    /// What a person has to know before they write there: that servers keep what is said, that the
    /// organisation allows no encryption from person to person, that nothing is kept here
    /// (MSG-06). Whole sentences; none: there is nothing special.
    [[nodiscard]] virtual std::vector<std::string> notices(const core::Address&) const {
        return {};
    }
};

}  // namespace sidetone::messaging
