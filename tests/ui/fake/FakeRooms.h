// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>

#include "messaging/RoomControl.h"

namespace sidetone::test {

class FakeClient;

/// Group chats without a server: what is asked of them happens at once.
class FakeRooms final : public messaging::RoomControl {
    Q_OBJECT
public:
    explicit FakeRooms(FakeClient& client) : client_(client) {}

    [[nodiscard]] std::vector<messaging::Room> rooms() const override;
    [[nodiscard]] std::optional<messaging::Room> room(const core::Address& address) const override;
    [[nodiscard]] std::vector<messaging::Occupant> occupants(
        const core::Address& room) const override;
    [[nodiscard]] std::vector<messaging::Invitation> invitations() const override {
        return invitations_;
    }
    [[nodiscard]] std::string whyNotPersistent() const override { return whyNotPersistent_; }
    [[nodiscard]] std::string whyNone() const override { return whyNone_; }
    [[nodiscard]] core::Task<core::Address> create(const messaging::NewRoom& room) override;
    [[nodiscard]] core::Task<void> join(const core::Address& room, const std::string& nickname,
                                        const std::optional<core::Secret>& password) override;
    void leave(const core::Address& room) override;
    [[nodiscard]] core::Task<void> invite(const core::Address& room,
                                          const std::vector<core::Address>& people,
                                          const std::string& reason) override;
    [[nodiscard]] core::Task<void> acceptInvitation(int id) override;
    void declineInvitation(int id, const std::string& reason) override;
    [[nodiscard]] core::Task<void> setSubject(const core::Address& room,
                                              const std::string& subject) override;
    [[nodiscard]] core::Task<void> setNickname(const core::Address& room,
                                               const std::string& nickname) override;
    [[nodiscard]] core::Task<void> setRole(const core::Address& room, const std::string& nickname,
                                           messaging::RoomRole role,
                                           const std::string& reason) override;
    [[nodiscard]] core::Task<void> setAffiliation(const core::Address& room,
                                                  const core::Address& person,
                                                  messaging::Affiliation affiliation,
                                                  const std::string& reason) override;
    [[nodiscard]] core::Task<void> setBookmark(const core::Address& room, bool isBookmarked,
                                               bool joinsBySelf) override;
    [[nodiscard]] core::Task<messaging::RoomSettings> settings(const core::Address& room) override;
    [[nodiscard]] core::Task<void> setSettings(const core::Address& room,
                                               const messaging::RoomSettings& settings) override;
    [[nodiscard]] core::Task<void> destroy(const core::Address& room, const std::string& reason,
                                           const core::Address& alternative) override;
    [[nodiscard]] core::Task<std::vector<messaging::Occupant>> members(
        const core::Address& room) override;
    [[nodiscard]] core::Task<std::vector<messaging::RoomListing>> list() override;

    // What a test or the gallery does with it.
    void put(const messaging::Room& room, std::vector<messaging::Occupant> occupants = {});
    void bring(const messaging::Invitation& invitation);
    std::string whyNotPersistent_;
    std::string whyNone_;
    std::vector<messaging::RoomListing> listings;
    std::string password;                ///< what every join has to say; empty: nothing
    std::optional<core::Error> refusal;  ///< what the next command comes to

private:
    core::Task<void> done(const std::string& line);
    void drop(int invitation);

    FakeClient& client_;
    std::map<core::Address, messaging::Room> rooms_;
    std::map<core::Address, std::vector<messaging::Occupant>> occupants_;
    std::map<core::Address, messaging::RoomSettings> settings_;
    std::vector<messaging::Invitation> invitations_;
};

}  // namespace sidetone::test
