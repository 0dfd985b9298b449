// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "MessagingScript.h"
#include "messaging/RoomControl.h"

namespace sidetone::test {

/// romeo@example.net, signed in, and a room on a scripted conference server.
class RoomScript : public MessagingScript {
public:
    RoomScript();

    const core::Address lab = *core::Address::parse("lab@rooms.example.net");
    std::vector<std::string> invited;  ///< "room from"

    [[nodiscard]] messaging::RoomControl& rooms() { return *messaging->rooms(); }

    /// bind() and everything that is asked at the start; the server has rooms, and no bookmarks.
    void signInWithRooms();
    /// The session was lost; a new one, with nothing new in our own archive.
    void signInAgain();
    /// What the server answers to the question for the account's features and its bookmarks.
    void answerBookmarks(const std::string& features, const std::string& items);
    void answerConferenceServer();

    /// Everything that the client wrote since signInWithRooms().
    std::string written;
    /// Reads on, and gives what came.
    std::string look();
    /// The id of the newest stanza of that name with that part in it.
    std::string idOf(const std::string& stanza, const std::string& part);
    void answer(const std::string& part, const std::string& payload = {});
    void refuse(const std::string& part, const std::string& condition);

    enum class Archive { Yes, No };
    /// Joins the room as "romeo", answers its questions; `others` came in before.
    void join(const std::vector<std::string>& others = {}, Archive archive = Archive::Yes);
    void answerFacts(Archive archive, const std::string& features = "muc_persistent");
    void answerRoomArchive(const std::vector<std::pair<std::string, std::string>>& results = {});
    /// A presence of the room.
    void presence(const std::string& nick, const std::string& user = {},
                  const std::string& attributes = {});
    void groupMessage(const std::string& nick, const std::string& id, const std::string& body,
                      const std::string& archiveId, const std::string& more = {});
    [[nodiscard]] std::vector<messaging::Message> talk();
    [[nodiscard]] std::vector<std::string> texts();
    [[nodiscard]] messaging::Room room();

    std::optional<core::Status> joined;  ///< of join()
    core::Owner owner;
};

}  // namespace sidetone::test
