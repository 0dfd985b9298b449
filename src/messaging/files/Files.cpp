// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/files/Files.h"

#include <algorithm>
#include <utility>

#include "messaging/Outbox.h"
#include "messaging/convert.h"
#include "messaging/files/Download.h"
#include "messaging/files/Upload.h"
#include "messaging/files/fileNames.h"
#include "messaging/files/keepFile.h"
#include "messaging/files/peer/PeerReceive.h"
#include "messaging/files/peer/PeerSend.h"
#include "store/Database.h"
#include "store/Store.h"
#include "xmpp/Extensions.h"
#include "xmpp/Session.h"

namespace sidetone::messaging {
namespace {

using core::ErrorCode;
using std::chrono_literals::operator""h;

/// What is older was seen elsewhere, or is of no haste.
constexpr auto newEnough = 24h;

}  // namespace

Files::Files(Parts parts)
    : parts_(std::move(parts)),
      ownRandom_(std::make_unique<core::SystemRandom>()),
      uploads_(parts_.session),
      services_(parts_.session, parts_.extensions.others, [this] { Q_EMIT whyNotChanged(); }),
      ledger_(parts_.ports.clock, parts_.history, parts_.reports),
      means_(means()),
      peers_(
          means_, parts_.ports.links, parts_.session, parts_.extensions,
          [this] { return rules_.port(); }, [this] { Q_EMIT whyNotChanged(); }),
      rules_({parts_.ports, parts_.session, services_, peers_.devices, parts_.isRoom,
              parts_.isSealed}),
      offers_({peers_, parts_.extensions.presence, parts_.store, parts_.history, parts_.reports,
               parts_.maySeeUs, [this] { return rules_.whyNotTaken(); },
               [this](std::int64_t message) { goOn(message); }}) {}

Files::~Files() = default;

TransferMeans Files::means() {
    auto& random = parts_.ports.random != nullptr ? *parts_.ports.random : *ownRandom_;
    return {parts_.ports.clock,
            random,
            worker_,
            ledger_,
            services_,
            uploads_,
            parts_.ports.http,
            [this] { return rules_.folder(); },
            [this] { return rules_.largestReceived(); },
            [this](const std::string& name) { return rules_.isRefused(name); }};
}

std::filesystem::path Files::folder() const {
    return rules_.folder();
}
std::string Files::whyNot(const core::Address& peer) const {
    return rules_.whyNot(peer);
}
std::string Files::whyNotDirect(const core::Address& peer) const {
    return rules_.whyNotDirect(peer);
}
std::string Files::whyNotCapture(const core::Address& peer) const {
    return rules_.whyNotCapture(peer);
}

core::Task<Message> Files::send(const core::Address& peer, const std::filesystem::path& file) {
    return begin(peer, file, FileWay::None);
}

core::Task<Message> Files::sendDirect(const core::Address& peer,
                                      const std::filesystem::path& file) {
    return begin(peer, file, FileWay::Direct);
}

core::Task<Message> Files::begin(const core::Address& peer, const std::filesystem::path& file,
                                 FileWay wish) {
    auto found = std::make_shared<ChosenFile>(ChosenFile{file, safeName(file.filename().string())});
    const auto tried = "Sending " + found->name;
    if (auto reason = whyNot(peer); !reason.empty()) {
        return core::Task<Message>::ready(core::fail(ErrorCode::Forbidden, tried, reason));
    }
    if (rules_.isRefused(file.filename().string())) {
        return core::Task<Message>::ready(
            core::fail(ErrorCode::Forbidden, tried,
                       "your organisation does not allow files of the type ." +
                           extensionOf(file.filename().string())));
    }
    core::Promise<Message> promise;
    worker_.run([found] { found->look(); },
                [this, peer, found, wish, promise, alive = std::weak_ptr(alive_)] {
                    if (!alive.lock()) return;
                    if (found->error) return promise.settle(*found->error);
                    chosen(peer, *found, wish, promise);
                });
    return promise.task();
}

void Files::chosen(const core::Address& peer, const ChosenFile& file, FileWay wish,
                   const core::Promise<Message>& promise) {
    rules_.whenKnown(peer, [this, peer, file, wish, promise, alive = std::weak_ptr(alive_)] {
        if (!alive.lock()) return;
        const auto choice = rules_.choose(peer, wish);
        if (choice.way != FileWay::None) return add(peer, file, choice.way, promise);
        promise.settle(core::fail(ErrorCode::Forbidden, "Sending " + file.name, choice.whyNot));
    });
}

void Files::add(const core::Address& peer, const ChosenFile& found, FileWay way,
                const core::Promise<Message>& promise) {
    store::Addition addition;
    addition.senderId = store::SenderId::Unique;
    if (parts_.isRoom(peer)) addition.conversationKind = store::ConversationKind::Room;
    auto& message = addition.message;
    message.peer = peer;
    message.direction = store::Direction::Out;
    message.body = found.name;
    message.time = parts_.ports.clock.wallTime();
    message.delivery = store::Delivery::Queued;
    message.origin = store::Origin::Local;
    message.stanzaId = parts_.session.newId();
    message.isRead = true;
    message.kind = store::MessageKind::File;
    store::StoredAttachment attachment;
    attachment.name = found.name;
    attachment.mediaType = found.mediaType;
    attachment.size = found.size;
    attachment.state = store::TransferState::UnderWay;
    attachment.path = std::filesystem::absolute(found.path).string();
    message.attachment = std::move(attachment);
    parts_.history.add(std::move(addition))
        .then(owner_, [this, way, promise](const core::Result<store::Added>& added) {
            if (!added) return promise.settle(added.error());
            parts_.reports.added(toMessage(added->message));
            start(added->message, way);
            promise.settle(toMessage(added->message));
        });
}

TransferDone Files::doneWith(std::int64_t id) {
    return [this, id](const core::Status& status) { ended(id, status); };
}

void Files::run(std::int64_t id, std::unique_ptr<Transfer> transfer) {
    over_.clear();
    auto& started = transfers_[id] = std::move(transfer);
    started->start();
}

void Files::end(std::int64_t id) {
    const auto found = transfers_.find(id);
    if (found == transfers_.end()) return;
    over_.push_back(std::move(found->second));
    transfers_.erase(found);
}

void Files::start(const store::StoredMessage& message, FileWay way) {
    ledger_.open(message);
    const auto id = message.id;
    if (way == FileWay::Direct)
        return run(id, std::make_unique<PeerSend>(peers_, id, doneWith(id)));
    const auto form = parts_.isSealed(message.peer) ? Upload::Form::Sealed : Upload::Form::Clear;
    run(id, std::make_unique<Upload>(means_, id, form, doneWith(id)));
}

void Files::download(const store::StoredMessage& message) {
    ledger_.open(message);
    const auto id = message.id;
    ledger_.change(id, [](store::StoredAttachment& file) {
        file.state = store::TransferState::UnderWay;
        file.failure.clear();
    });
    if (means_.isRefused(message.attachment->name)) {
        return ended(id, core::fail(ErrorCode::Forbidden, "Fetching " + message.attachment->name,
                                    "your organisation does not allow files of this type"));
    }
    run(id, std::make_unique<Download>(means_, id, doneWith(id)));
}

void Files::receive(const store::StoredMessage& message) {
    const auto id = message.id;
    if (!offers_.has(id)) return;
    ledger_.open(message);
    ledger_.change(id, [this, id](store::StoredAttachment& file) {
        file.state = store::TransferState::UnderWay;
        file.failure.clear();
        file.path = partOf(folder(), file.name, id).string();
    });
    run(id, std::make_unique<PeerReceive>(peers_, id, offers_.take(id), doneWith(id)));
}

/// The sender offers again what was cut; what still runs of it is dead.
void Files::goOn(std::int64_t id) {
    end(id);
    // The store learns now and then only how much of it there is.
    const auto* known = ledger_.find(id);
    const auto had = known != nullptr ? known->attachment->transferred : 0;
    withMessage(id, [this, had](store::StoredMessage message) {
        auto& transferred = message.attachment->transferred;
        transferred = std::max(transferred, had);
        receive(message);
    });
}

void Files::failed(std::int64_t id, const core::Error& error) {
    const auto* message = ledger_.find(id);
    if (message == nullptr) return;
    // Nothing of it was sent: the server may do what the other device cannot.
    const bool isOurs = message->direction == store::Direction::Out;
    if (isOurs && error.code == ErrorCode::Unsupported && message->attachment->url.empty() &&
        message->attachment->state == store::TransferState::Offered &&
        rules_.mayGoByServer(message->peer)) {
        auto again = *message;
        again.attachment->state = store::TransferState::UnderWay;
        return start(again, FileWay::Server);
    }
    ledger_.close(id, [&](store::StoredAttachment& file) {
        const bool isDeclined = isOurs && error.code == ErrorCode::Cancelled;
        file.state = isDeclined ? store::TransferState::Declined : store::TransferState::Failed;
        file.failure = error.sentence();
    });
}

void Files::ended(std::int64_t id, const core::Status& status) {
    end(id);
    if (!status) return failed(id, status.error());
    ledger_.close(
        id, [](store::StoredAttachment& file) { file.state = store::TransferState::Done; },
        [this](const store::StoredMessage& message) {
            if (message.direction == store::Direction::Out) sent(message);
        });
}

void Files::sent(const store::StoredMessage& message) {
    if (!message.attachment->url.empty()) return parts_.outbox.announce(message);
    // It is in the other device already: there is nobody else to tell.
    parts_.history.advance(message.peer, message.stanzaId, store::Delivery::Delivered)
        .then(owner_, [this](const core::Result<std::optional<store::StoredMessage>>& advanced) {
            if (advanced && *advanced) parts_.reports.changed(toMessage(**advanced));
        });
}

void Files::withMessage(std::int64_t id, std::function<void(const store::StoredMessage&)> use) {
    parts_.history.byId(id).then(
        owner_,
        [use = std::move(use)](const core::Result<std::optional<store::StoredMessage>>& found) {
            if (found && *found && (*found)->attachment) use(**found);
        });
}

void Files::accept(std::int64_t id) {
    if (transfers_.contains(id)) return;
    withMessage(id, [this, id](const store::StoredMessage& message) {
        const auto& file = *message.attachment;
        if (transfers_.contains(id)) return;
        if (offers_.has(id)) return receive(message);
        if (file.url.empty()) return;
        if (file.state == store::TransferState::Done && !file.path.empty()) return;
        download(message);
    });
}

void Files::setState(const store::StoredMessage& message, store::TransferState state) {
    ledger_.open(message);
    ledger_.close(message.id, [state](store::StoredAttachment& file) { file.state = state; });
}

void Files::decline(std::int64_t id) {
    if (transfers_.contains(id)) return cancel(id);
    offers_.decline(id);
    withMessage(id, [this](const store::StoredMessage& message) {
        if (message.direction != store::Direction::In) return;
        if (message.attachment->state == store::TransferState::Done) return;
        setState(message, store::TransferState::Declined);
    });
}

void Files::cancel(std::int64_t id) {
    if (!transfers_.contains(id)) return;
    end(id);
    const auto* message = ledger_.find(id);
    if (message != nullptr && message->direction == store::Direction::In) {
        const auto& file = *message->attachment;
        if (file.url.empty()) offers_.refuseFromNowOn(file.hash);
        // What the transfer still had to write is written before.
        over_.clear();
        dropPart(worker_, partOf(folder(), file.name, id));
    }
    ledger_.close(
        id, [](store::StoredAttachment& file) { file.state = store::TransferState::Cancelled; });
}

void Files::retry(std::int64_t id) {
    if (transfers_.contains(id)) return;
    withMessage(id, [this, id](const store::StoredMessage& message) {
        const auto& file = *message.attachment;
        if (transfers_.contains(id) || file.state == store::TransferState::Done) return;
        if (message.direction == store::Direction::In) return accept(id);
        if (!file.url.empty() || !whyNot(message.peer).empty()) return;
        rules_.whenKnown(message.peer, [this, message, alive = std::weak_ptr(alive_)] {
            if (alive.lock()) again(message);
        });
    });
}

void Files::again(store::StoredMessage message) {
    const auto id = message.id;
    const auto way = rules_.choose(message.peer).way;
    if (way == FileWay::None || transfers_.contains(id)) return;
    message.attachment->state = store::TransferState::UnderWay;
    message.attachment->failure.clear();
    start(message, way);
    ledger_.change(id, [](store::StoredAttachment&) {});
}

void Files::noticed(const Message& message) {
    if (message.kind != MessageKind::File || !message.attachment) return;
    if (message.direction != Direction::In) return;
    const auto& file = *message.attachment;
    const bool isNew = parts_.ports.clock.wallTime() - message.time < newEnough;
    const auto type = file.mediaType.empty() ? mediaTypeOf(file.name) : file.mediaType;
    if (!isNew || !rules_.takesWithoutAsking(type, file.size)) return;
    if (file.state == TransferState::Offered) return accept(message.id);
    if (file.state != TransferState::Available || !parts_.ports.http) return;
    // Fetching from anybody's server would tell it where we are.
    services_.whenKnown([this, id = message.id, url = file.url, alive = std::weak_ptr(alive_)] {
        if (!alive.lock() || services_.upload().empty()) return;
        const auto host = url.substr(0, url.find('/', url.find("://") + 3));
        const auto start = host.find("://") + 3;
        if (host.substr(start, host.find(':', start) - start) == services_.upload()) accept(id);
    });
}

void Files::recover() {
    parts_.store
        .run<int>([](store::Database& database) -> core::Result<int> {
            auto changed = database.execute(
                "UPDATE attachments SET state = 4,"
                " failure = 'The program ended before the file was there.' WHERE state IN (0, 1)");
            if (!changed) return changed.error();
            return *changed;
        })
        .then(owner_, [](const core::Result<int>&) {});
}

}  // namespace sidetone::messaging
