// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <memory>
#include <string>

#include "Members.h"
#include "messaging/EncryptionControl.h"

namespace sidetone::test {

/// Group chats of two to fifty people on one make of server (GRP-01): everybody gets each message
/// once and in one order, whatever becomes of the server meanwhile.
class Groups : public QObject {
    Q_OBJECT
public:
    /// `server`: "prosody" or "ejabberd".
    explicit Groups(std::string server) : server_(std::move(server)) {}

private Q_SLOTS:
    void init() { members_ = std::make_unique<Members>(); }
    void cleanup() { members_.reset(); }

    void everybodyHasTheSameMinutes_data();
    void everybodyHasTheSameMinutes();
    void theServerDiesInMidTalk_data();
    void theServerDiesInMidTalk();
    void whoIsAwayReadsItLater();
    void rolesAndBans();
    void aRoomRightAfterSigningIn();
    void asksPeopleFromOutsideTheRoom();
    void writesToOneAlone();
    void onlyMembersReadWhatIsEncrypted();

protected:
    [[nodiscard]] std::vector<std::string> officeOptions(const std::string& extra = {}) const;
    [[nodiscard]] bool meetAll(int count, bool isPersistent, const std::string& extra = {});
    /// Everybody says so many things, at the same time.
    void talk(int each, const std::string& tag);
    /// Everybody has so many lines, nobody has one twice, and all have the same order.
    void haveSameMinutes(std::size_t lines);
    void countersAreRight();
    void openRoomsAreNotEncrypted();
    [[nodiscard]] messaging::ConversationLock lockOf(std::size_t index) {
        return members_->at(index).messaging().encryption()->lock(room_);
    }
    /// Their device is known to everybody who asks, with its keys, in both forms.
    [[nodiscard]] bool isAnnounced(std::size_t index);
    /// So many of the texts that came there are these words, encrypted from end to end.
    [[nodiscard]] int readsEncrypted(std::size_t index, const std::string& words);
    /// The words stand in what the server keeps on its disk.
    [[nodiscard]] bool doesServerHave(const std::string& words) const;

    std::string server_;
    std::unique_ptr<Members> members_;
    core::Address room_;
};

}  // namespace sidetone::test
