// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include "messaging/files/FileDigest.h"
#include "messaging/files/FileReader.h"
#include "messaging/files/peer/PeerService.h"
#include "messaging/files/peer/StreamOpener.h"

namespace sidetone::messaging {

/// Sends a file straight to a device of the other person (FILE-01), again from where it was cut
/// while each try brings something (FILE-06).
///
/// States: Counting (checksums) -> Offered (their person is asked) -> Opening -> Sending ->
/// Finishing (they end the link) -> done; Sending -> Waiting -> Offered. Unsupported: they have no
/// way to take it; Cancelled: they declined.
class PeerSend final : public Transfer {
public:
    /// The ledger has the message open, its path is the file to send.
    PeerSend(PeerService& service, std::int64_t id, TransferDone done);
    ~PeerSend() override;
    void start() override;

private:
    void offer();
    void answered(const core::Result<xmpp::FileAnswer>& answer);
    void send(std::shared_ptr<net::PeerLink> link);
    void pump();
    void cut(const core::Error& error);
    void closed(const core::Error& error);
    void watchSilence();
    void fail(core::ErrorCode code, const std::string& answer, const std::string& advice = {});
    [[nodiscard]] const store::StoredAttachment& file() const;
    [[nodiscard]] std::string tried() const;

    PeerService& service_;
    std::int64_t id_;
    core::Address person_;
    xmpp::Jid device_;
    xmpp::FileOffer offer_;
    std::optional<FileDigest> digest_;
    std::unique_ptr<StreamOpener> opener_;
    std::shared_ptr<net::PeerLink> link_;
    std::unique_ptr<FileReader> reader_;
    std::int64_t begun_ = 0;  ///< where this try began
    std::int64_t given_ = 0;  ///< bytes from the file's beginning, as written to the link
    std::int64_t moved_ = 0;  ///< of them, what has left
    bool wasTaken_ = false;   ///< their person said yes
    bool isFinishing_ = false;
    int fruitless_ = 0;  ///< tries one after the other that brought nothing
    core::Timer again_;
    core::Timer silence_;
    core::Milliseconds silentFor_{};
    TransferDone done_;
    std::shared_ptr<int> alive_ = std::make_shared<int>();
    core::Owner owner_;
};

}  // namespace sidetone::messaging
