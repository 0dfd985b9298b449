// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "messaging/files/FileWriter.h"
#include "messaging/files/peer/PeerService.h"
#include "messaging/files/peer/StreamTaker.h"

namespace sidetone::messaging {

/// Takes a file that a device of another person offers (FILE-01) into the folder of received
/// files, going on where an earlier try was cut (FILE-06).
///
/// States: Looking (what is here of it) -> Opening -> Receiving -> Checking (size and checksum) ->
/// done. What came so far stays for the next offer of the same file.
class PeerReceive final : public Transfer {
public:
    /// The ledger has the message open.
    PeerReceive(PeerService& service, std::int64_t id, xmpp::FileOffer offer, TransferDone done);
    ~PeerReceive() override;
    void start() override;

private:
    void accept(std::int64_t have);
    void receive(std::shared_ptr<net::PeerLink> link);
    void received(std::string_view bytes);
    void roomAgain();
    void closed();
    void check();
    void watchSilence();
    void fail(core::ErrorCode code, const std::string& answer, const std::string& advice = {});

    PeerService& service_;
    std::int64_t id_;
    xmpp::FileOffer offer_;
    std::filesystem::path part_;
    std::optional<StreamTaker> taker_;
    std::shared_ptr<net::PeerLink> link_;
    std::optional<FileWriter> writer_;
    std::string held_;        ///< what the disk had no room for yet
    std::int64_t heard_ = 0;  ///< bytes when it was last looked
    bool isOver_ = false;  ///< nothing more comes
    core::Timer silence_;
    TransferDone done_;
    std::shared_ptr<int> alive_ = std::make_shared<int>();
    core::Owner owner_;
};

}  // namespace sidetone::messaging
