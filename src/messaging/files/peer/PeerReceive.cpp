// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/files/peer/PeerReceive.h"

#include <algorithm>
#include <utility>

#include "messaging/files/keepFile.h"
#include "xmpp/namespaces.h"

namespace sidetone::messaging {
namespace {

using core::ErrorCode;
using std::chrono_literals::operator""s;

constexpr core::Milliseconds longestSilence = 30s;

}  // namespace

PeerReceive::PeerReceive(PeerService& service, std::int64_t id, xmpp::FileOffer offer,
                         TransferDone done)
    : service_(service), id_(id), offer_(std::move(offer)), done_(std::move(done)) {
    const auto& name = service.means.ledger.find(id)->attachment->name;
    part_ = partOf(service.means.folder(), name, id);
}

PeerReceive::~PeerReceive() {
    if (link_) link_->close();
}

void PeerReceive::fail(ErrorCode code, const std::string& answer, const std::string& advice) {
    silence_.stop();
    if (link_) link_->close();
    link_.reset();
    // What came goes to the disk before anybody looks how much of it is there.
    writer_.reset();
    const auto* message = service_.means.ledger.find(id_);
    done_(core::fail(code, "Taking " + (message != nullptr ? message->attachment->name : "a file"),
                     answer, advice));
}

void PeerReceive::start() {
    auto have = std::make_shared<std::int64_t>(0);
    // Without a checksum nobody knows whether it is the same file.
    const bool canResume = offer_.canRange && !offer_.sha256.empty();
    service_.means.worker.run(
        [have, canResume, part = part_, size = offer_.size] {
            std::error_code none;
            const auto found = std::int64_t(std::filesystem::file_size(part, none));
            if (!none && canResume && found <= size) *have = found;
        },
        [this, have, alive = std::weak_ptr(alive_)] {
            if (alive.lock()) accept(*have);
        });
}

void PeerReceive::accept(std::int64_t have) {
    const auto speaks = [this](const char* method) {
        return std::find(offer_.methods.begin(), offer_.methods.end(), method) !=
               offer_.methods.end();
    };
    const bool isStraight = service_.links != nullptr && speaks(xmpp::ns::bytestreams);
    if (!isStraight && !speaks(xmpp::ns::inBandBytes)) {
        service_.initiation.refuse(offer_);
        return fail(ErrorCode::Unsupported, "the other program offers no way to send it");
    }
    const bool hasSha = !offer_.sha256.empty();
    writer_.emplace(service_.means.worker,
                    FileWriter::Settings{part_, have, hasSha ? HashKind::Sha256 : HashKind::Md5});
    writer_->setReady([this] { roomAgain(); });
    heard_ = have;
    service_.means.ledger.change(
        id_, [have](store::StoredAttachment& attachment) { attachment.transferred = have; });
    taker_.emplace(service_, offer_.from, offer_.id);
    taker_->start([this](core::Result<std::shared_ptr<net::PeerLink>> link) {
        if (!link) return fail(link.error().code, link.error().answer, link.error().advice);
        receive(std::move(*link));
    });
    service_.initiation.accept(offer_,
                               {isStraight ? xmpp::ns::bytestreams : xmpp::ns::inBandBytes, have});
}

void PeerReceive::receive(std::shared_ptr<net::PeerLink> link) {
    link_ = std::move(link);
    link_->setHandlers({[this](std::string_view bytes) { received(bytes); },
                        {},
                        [this](const core::Error&) { closed(); }});
    watchSilence();
}

void PeerReceive::received(std::string_view bytes) {
    if (writer_->failure()) {
        const auto failure = *writer_->failure();
        return fail(failure.code, failure.answer, failure.advice);
    }
    if (writer_->size() + std::int64_t(bytes.size()) > offer_.size) {
        return fail(ErrorCode::BadAnswer, "more came than was offered",
                    "Ask the sender to send it again.");
    }
    if (!writer_->write(bytes)) {
        held_ = bytes;
        link_->setReading(net::PeerLink::Reading::Paused);
        return;
    }
    service_.means.ledger.progress(id_, writer_->size());
}

void PeerReceive::roomAgain() {
    if (!link_) return;
    const auto bytes = std::exchange(held_, {});
    const bool isOutOfOrder = bytes.empty() && !writer_->failure();
    if (isOutOfOrder) return;
    const auto alive = std::weak_ptr(alive_);
    const auto link = link_;
    received(bytes);
    if (alive.expired() || !link_ || !held_.empty()) return;
    if (isOver_) return closed();
    link->setReading(net::PeerLink::Reading::Running);
}

/// The sender ends it, whole or not.
void PeerReceive::closed() {
    isOver_ = true;
    // The last piece waits for the disk.
    if (!held_.empty()) return;
    if (writer_->size() == offer_.size) return check();
    const auto percent = offer_.size > 0 ? 100 * writer_->size() / offer_.size : 0;
    fail(ErrorCode::Unavailable, "the link was cut after " + std::to_string(percent) + " % of it",
         "It goes on from there as soon as the sender sends it again.");
}

void PeerReceive::watchSilence() {
    silence_ = service_.means.clock.after(longestSilence, [this] {
        const bool isStill = writer_->size() == heard_ && held_.empty();
        heard_ = writer_->size();
        if (isStill) return closed();
        watchSilence();
    });
}

void PeerReceive::check() {
    silence_.stop();
    writer_->finish([this](const core::Result<FileWriter::Written>& written) {
        if (!written) {
            return fail(written.error().code, written.error().answer, written.error().advice);
        }
        const auto& hash = offer_.sha256.empty() ? offer_.md5 : offer_.sha256;
        const auto& name = service_.means.ledger.find(id_)->attachment->name;
        keepFile(service_.means.worker, part_, name, {offer_.size, hash}, *written,
                 [this, written = *written,
                  alive = std::weak_ptr(alive_)](const core::Result<std::filesystem::path>& path) {
                     if (!alive.lock()) return;
                     if (!path) return done_(path.error());
                     service_.means.ledger.change(id_, [&](store::StoredAttachment& attachment) {
                         attachment.path = path->string();
                         attachment.transferred = written.size;
                     });
                     done_({});
                 });
    });
    // Only now: the sender takes it for the word that all of it arrived.
    link_->finish();
}

}  // namespace sidetone::messaging
