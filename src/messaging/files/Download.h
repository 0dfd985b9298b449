// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include "core/Task.h"
#include "messaging/encryption/FileCipher.h"
#include "messaging/files/FileWriter.h"
#include "messaging/files/Transfer.h"

namespace sidetone::messaging {

/// Fetches a file from a server into the folder of received files, going on where an earlier try
/// stopped: what is there of it -> GET (again after a cut, until several tries in a row brought
/// nothing) -> size and checksum -> its name. The ledger has the path when it is done.
class Download final : public Transfer {
public:
    Download(TransferMeans& means, std::int64_t id, TransferDone done);
    ~Download() override;
    void start() override;

private:
    class Sink;
    void get(std::int64_t have);
    void answered(const core::Result<net::HttpResponse>& answer);
    void cut(const core::Error& error);
    void giveUp(core::Error error);
    bool follow(const net::HttpResponse& answer);
    void finish();
    void keep(const FileWriter::Written& written);
    void fail(core::ErrorCode code, const std::string& answer, const std::string& advice = {});
    [[nodiscard]] std::string tried() const;

    TransferMeans& means_;
    std::int64_t id_;
    std::string url_;  ///< https
    std::optional<FileKey> key_;
    bool isOfOurServer_ = false;
    std::filesystem::path folder_;
    std::filesystem::path part_;
    int redirects_ = 0;
    std::int64_t had_ = 0;    ///< bytes before this try
    bool hasBegun_ = false;   ///< the server has begun to give it
    std::size_t inVain_ = 0;  ///< tries in a row that brought nothing
    std::shared_ptr<Sink> sink_;
    core::Timer again_;
    TransferDone done_;
    std::shared_ptr<int> alive_ = std::make_shared<int>();
    core::Owner owner_;
};

/// False for addresses that only mean something in somebody's own network: loopback, private,
/// link-local, shared, multicast (RFC 6890).
[[nodiscard]] bool isPublicAddress(const std::string& numeric);

}  // namespace sidetone::messaging
