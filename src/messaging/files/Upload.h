// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include "core/Task.h"
#include "messaging/encryption/FileCipher.h"
#include "messaging/files/Transfer.h"

namespace sidetone::messaging {

/// Sends a file to the server (XEP-0363): what the server offers -> a place -> PUT. The ledger has
/// the address and the checksum when it is done.
class Upload final : public Transfer {
public:
    enum class Form { Clear, Sealed };
    /// The ledger has the message open, its path is the file to send.
    Upload(TransferMeans& means, std::int64_t id, Form form, TransferDone done);
    ~Upload() override;
    void start() override;

private:
    class Source;
    void askForSlot();
    void put(const xmpp::UploadSlot& slot);
    /// What a status other than success means.
    [[nodiscard]] core::Error refusal(int status) const;
    void answered(const net::HttpResponse& answer, const std::string& getUrl);
    [[nodiscard]] std::string tried() const;

    TransferMeans& means_;
    std::int64_t id_;
    std::string name_;
    std::string mediaType_;
    std::int64_t size_ = 0;  ///< as uploaded
    std::optional<FileKey> key_;
    std::shared_ptr<Source> source_;
    TransferDone done_;
    std::shared_ptr<int> alive_ = std::make_shared<int>();
    core::Owner owner_;
};

}  // namespace sidetone::messaging
