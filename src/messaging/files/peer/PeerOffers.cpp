// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/files/peer/PeerOffers.h"

#include <utility>
#include <vector>

#include "messaging/convert.h"
#include "messaging/files/fileNames.h"
#include "store/Database.h"
#include "store/Store.h"
#include "xmpp/Session.h"

namespace sidetone::messaging {
namespace {

/// More at once is no person's doing.
constexpr std::size_t mostWaiting = 50;

/// The message of a file that our person took from that one and that is not here in full; 0: there
/// is none. What was taken has the place of its part; one that still looks under way was cut
/// without our noticing.
core::Task<std::int64_t> findCut(store::Store& store, const core::Address& peer,
                                 const xmpp::FileOffer& offer) {
    return store.run<std::int64_t>(
        [peer = peer.text(), offer](store::Database& database) -> core::Result<std::int64_t> {
            return database.number(
                "SELECT coalesce(max(m.id), 0) FROM attachments a JOIN messages m ON m.id ="
                " a.message JOIN conversations c ON c.id = m.conversation WHERE c.peer = ? AND"
                " m.direction = 0 AND a.url = '' AND a.hash = ? AND a.size = ? AND"
                " (a.state = ? OR (a.state = ? AND a.path <> ''))",
                {peer, offer.sha256, offer.size, std::int64_t(store::TransferState::UnderWay),
                 std::int64_t(store::TransferState::Failed)});
        });
}

}  // namespace

PeerOffers::PeerOffers(Parts parts) : Extension(parts.service.session), parts_(std::move(parts)) {
    parts_.service.initiation.setOffered(
        [this](const xmpp::FileOffer& offer) { return offered(offer); });
    QObject::connect(&parts_.presence, &xmpp::PresenceTracker::changed, &context_,
                     [this](const core::Address& person) { left(person); });
}

PeerOffers::~PeerOffers() {
    parts_.service.initiation.setOffered({});
}

bool PeerOffers::offered(const xmpp::FileOffer& offer) {
    const auto peer = offer.from.address();
    const bool isWanted = !peer.isEmpty() && parts_.maySeeUs(peer) && parts_.whyNot().empty() &&
                          waiting_.size() + lookedUp_ < mostWaiting;
    if (!isWanted) return false;
    if (refused_.contains(offer.sha256)) {
        refused_.erase(offer.sha256);
        parts_.service.initiation.decline(offer);
        return true;
    }
    look(offer);
    return true;
}

void PeerOffers::look(const xmpp::FileOffer& offer) {
    if (offer.sha256.empty()) return add(offer);
    ++lookedUp_;
    findCut(parts_.store, offer.from.address(), offer)
        .then(owner_, [this, offer](const core::Result<std::int64_t>& cut) {
            --lookedUp_;
            if (!cut || *cut == 0) return add(offer);
            waiting_[*cut] = offer;
            parts_.goOn(*cut);
        });
}

std::string PeerOffers::against(const xmpp::FileOffer& offer) const {
    const auto& means = parts_.service.means;
    if (means.isRefused(offer.name)) {
        return "Your organisation does not allow files of the type ." + extensionOf(offer.name) +
               ".";
    }
    if (offer.size > means.largestReceived()) return "It is larger than allowed.";
    return {};
}

void PeerOffers::add(const xmpp::FileOffer& offer) {
    store::Addition addition;
    addition.senderId = store::SenderId::Unique;
    auto& message = addition.message;
    message.peer = offer.from.address();
    message.direction = store::Direction::In;
    message.time = parts_.service.means.clock.wallTime();
    message.stanzaId = session().newId();
    message.kind = store::MessageKind::File;
    store::StoredAttachment attachment;
    attachment.name = safeName(offer.name);
    attachment.mediaType = offer.mediaType;
    attachment.size = offer.size;
    attachment.hash = offer.sha256;
    attachment.failure = against(offer);
    const bool isAllowed = attachment.failure.empty();
    attachment.state = isAllowed ? store::TransferState::Offered : store::TransferState::Declined;
    message.body = attachment.name;
    message.attachment = std::move(attachment);
    if (!isAllowed) parts_.service.initiation.decline(offer);
    ++lookedUp_;
    parts_.history.add(std::move(addition))
        .then(owner_, [this, offer, isAllowed](const core::Result<store::Added>& added) {
            --lookedUp_;
            if (!added) {
                if (isAllowed) parts_.service.initiation.decline(offer);
                return parts_.reports.storageFailed(added.error());
            }
            if (isAllowed) waiting_[added->message.id] = offer;
            parts_.reports.added(toMessage(added->message));
            parts_.reports.unread(added->message.peer, added->unread);
        });
}

xmpp::FileOffer PeerOffers::take(std::int64_t message) {
    auto node = waiting_.extract(message);
    return node.empty() ? xmpp::FileOffer() : std::move(node.mapped());
}

void PeerOffers::decline(std::int64_t message) {
    if (has(message)) parts_.service.initiation.decline(take(message));
}

void PeerOffers::left(const core::Address& person) {
    std::vector<std::int64_t> gone;
    for (const auto& [message, offer] : waiting_) {
        const bool isTheirs = offer.from.address() == person;
        if (isTheirs && !parts_.service.devices.isPresent(offer.from)) gone.push_back(message);
    }
    for (const auto message : gone) lapse(message, "The sender went away before it was taken.");
}

void PeerOffers::lapse(std::int64_t message, const std::string& why) {
    waiting_.erase(message);
    parts_.history.byId(message).then(
        owner_, [this, why](const core::Result<std::optional<store::StoredMessage>>& found) {
            if (!found || !*found || !(*found)->attachment) return;
            auto attachment = *(*found)->attachment;
            attachment.state = store::TransferState::Failed;
            attachment.failure = why;
            parts_.history.updateAttachment((*found)->id, std::move(attachment))
                .then(owner_,
                      [this](const core::Result<std::optional<store::StoredMessage>>& changed) {
                          if (changed && *changed) parts_.reports.changed(toMessage(**changed));
                      });
        });
}

void PeerOffers::sessionEnded() {
    while (!waiting_.empty()) {
        lapse(waiting_.begin()->first, "The connection ended before it was taken.");
    }
}

}  // namespace sidetone::messaging
