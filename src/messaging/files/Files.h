// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>

#include "messaging/FileControl.h"
#include "messaging/Messaging.h"
#include "messaging/files/ChosenFile.h"
#include "messaging/files/FileRules.h"
#include "messaging/files/Transfer.h"
#include "messaging/files/peer/PeerOffers.h"
#include "messaging/files/peer/PeerService.h"

namespace sidetone::xmpp {
struct Extensions;
}

namespace sidetone::messaging {

class Outbox;

/// FileControl over both ways that files go, the store and the outbox.
class Files final : public FileControl {
public:
    /// What Files uses of the other parts; all outlives it.
    struct Parts {
        Ports ports;
        xmpp::Session& session;
        xmpp::Extensions& extensions;
        store::Store& store;
        store::History& history;
        Outbox& outbox;
        Reports& reports;
        std::function<bool(const core::Address&)> isRoom;
        /// Whether the next message there will be encrypted end to end.
        std::function<bool(const core::Address&)> isSealed;
        /// Whether that person may know that we are here.
        std::function<bool(const core::Address&)> maySeeUs;
    };
    explicit Files(Parts parts);
    ~Files() override;

    [[nodiscard]] std::string whyNot(const core::Address& peer) const override;
    [[nodiscard]] std::string whyNotDirect(const core::Address& peer) const override;
    [[nodiscard]] std::string whyNotCapture(const core::Address& peer) const override;
    [[nodiscard]] core::Task<Message> send(const core::Address& peer,
                                           const std::filesystem::path& file) override;
    [[nodiscard]] core::Task<Message> sendDirect(const core::Address& peer,
                                                 const std::filesystem::path& file) override;
    void accept(std::int64_t message) override;
    void decline(std::int64_t message) override;
    void cancel(std::int64_t message) override;
    void retry(std::int64_t message) override;
    [[nodiscard]] std::filesystem::path folder() const override;

    /// A message was stored: what policy takes without asking is fetched.
    void noticed(const Message& message);
    /// Transfers that a former program left under way are told as failed.
    void recover();

private:
    /// `wish` Direct: that way or not at all; None: as the rules choose.
    [[nodiscard]] core::Task<Message> begin(const core::Address& peer,
                                            const std::filesystem::path& file, FileWay wish);
    void chosen(const core::Address& peer, const ChosenFile& file, FileWay wish,
                const core::Promise<Message>& promise);
    void add(const core::Address& peer, const ChosenFile& file, FileWay way,
             const core::Promise<Message>& promise);
    void start(const store::StoredMessage& message, FileWay way);
    void download(const store::StoredMessage& message);
    void receive(const store::StoredMessage& message);
    void goOn(std::int64_t id);
    void again(store::StoredMessage message);
    void ended(std::int64_t id, const core::Status& status);
    void failed(std::int64_t id, const core::Error& error);
    void sent(const store::StoredMessage& message);
    void run(std::int64_t id, std::unique_ptr<Transfer> transfer);
    void end(std::int64_t id);
    void withMessage(std::int64_t id, std::function<void(const store::StoredMessage&)> use);
    void setState(const store::StoredMessage& message, store::TransferState state);
    [[nodiscard]] TransferMeans means();
    [[nodiscard]] TransferDone doneWith(std::int64_t id);

    Parts parts_;
    std::unique_ptr<core::Random> ownRandom_;
    FileWorker worker_;
    xmpp::HttpUpload uploads_;
    mutable FileServices services_;
    TransferLedger ledger_;
    TransferMeans means_;
    mutable PeerService peers_;
    FileRules rules_;
    PeerOffers offers_;
    std::map<std::int64_t, std::unique_ptr<Transfer>> transfers_;
    std::vector<std::unique_ptr<Transfer>> over_;  ///< they end outside their own callbacks
    std::shared_ptr<int> alive_ = std::make_shared<int>();
    core::Owner owner_;
};

}  // namespace sidetone::messaging
